import type { Term } from '../calendar.js';
import type { Duty } from '../duty.js';
import { lastReviewer } from './levels.js';
import type { Pilot } from './state.js';

/** Working days for the decision on a proposal (ours: as for a verdict). */
const DECISION_TERM_DAYS = 5;

/** The decision on an open proposal; and on a suspension, what is to become of it, so that no pilot sleeps unseen. */
export function proposalDuties({ proposal, proposals = 0, suspension, level, region }: Pilot): readonly Duty[] {
  if (proposal !== undefined) {
    const term: Term = { kind: 'after', from: proposal.at, days: DECISION_TERM_DAYS, unit: 'working' };
    return [{ id: `decide-proposal-${proposal.number}`, kind: 'decide-proposal', post: lastReviewer(level, region), term }];
  }
  if (suspension === undefined) return [];
  const { post, until: day, since } = suspension;
  return [{ id: `decide-on-suspension-${proposals}`, kind: 'decide-on-suspension', post, term: { kind: 'by', day, since } }];
}
