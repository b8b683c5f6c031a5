import { dayOf, type Term } from '../calendar.js';
import type { Duty } from '../duty.js';
import { lastReviewer } from './levels.js';
import type { Pilot } from './state.js';

/** Working days for the decision on a proposal (ours: as for a verdict). */
const DECISION_TERM_DAYS = 5;

/** The decision on an open proposal; and on a suspension, what is to become of it, until that is decided: no pilot sleeps unseen. */
export function proposalDuties(pilot: Pilot): readonly Duty[] {
  const { proposal, suspension, level, region } = pilot;
  const duties: Duty[] = [];
  if (suspension !== undefined) {
    const { post, until: day, since } = suspension;
    duties.push({ id: suspensionDuty(pilot), kind: 'decide-on-suspension', post, term: { kind: 'by', day, since } });
  }
  if (proposal !== undefined) {
    const term: Term = { kind: 'after', from: proposal.at, days: DECISION_TERM_DAYS, unit: 'working' };
    duties.push({ id: `decide-proposal-${proposal.number}`, kind: 'decide-proposal', post: lastReviewer(level, region), term });
  }
  return duties;
}

/** One duty from decision to decision, whatever was proposed and withdrawn meanwhile. */
const suspensionDuty = ({ suspension, proposals = 0 }: Pilot): string => `decide-on-suspension-${suspension?.decided ?? proposals}`;

/** Whether something was proposed on a suspension by its day: the decision on it may take longer. */
export const isProposedInTime = (pilot: Pilot, duty: string): boolean =>
  pilot.suspension !== undefined &&
  pilot.proposal !== undefined &&
  suspensionDuty(pilot) === duty &&
  dayOf(pilot.proposal.at) <= pilot.suspension.until;
