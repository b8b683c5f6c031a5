import { CENTRE, postOf, unitOfPost, type PostId } from '../actor.js';
import { postOfReviewer, type PilotLevel, type Reviewer } from '../pilot/levels.js';

/** Talks and circulars are decided by a central leader, whatever the pilot's level (rules: Ladder). */
export const DECIDER: PostId = postOf(CENTRE, 'leader');
/** Issues talks and circulars, which go to group leaders of provinces. */
export const CENTRAL_ISSUER: PostId = postOf(CENTRE, 'reviewer');

/** Who issues a supervision notice, by the pilot's level (rules: Ladder: province's office, or the central reviewer), within how many working days. */
const ISSUERS: Readonly<Record<PilotLevel, Reviewer>> = {
  national: { seat: 'centre', role: 'reviewer', termDays: 1 },
  provincial: { seat: 'province', role: 'office-director', termDays: 1 },
  city: { seat: 'province', role: 'office-director', termDays: 1 },
};

export interface Parties {
  readonly issuer: PostId;
  readonly addressee: PostId;
}

/** The office director over a post: of its own unit, and over a host's the region's. */
export function officeOver(post: PostId): PostId {
  const [unit = CENTRE] = unitOfPost(post).split('-');
  return postOf(unit, 'office-director');
}

/**
 * Who issues a notice about what this post owes on a pilot, and to whom: to the office director over it. Nobody issues one to themselves:
 * where the issuing office is itself over the post, a post below it is addressed directly, and what the office owes, the unit above takes up.
 * What the centre owes, a central leader takes up: no province calls it to account.
 */
export function partiesOf(level: PilotLevel, region: string, owing: PostId, overseer: PostId): Parties {
  if (unitOfPost(owing) === CENTRE) return { issuer: DECIDER, addressee: overseer };
  const issuer = postOfReviewer(ISSUERS[level], region);
  const unit = unitOfPost(issuer);
  if (unitOfPost(overseer) !== unit) return { issuer, addressee: overseer };
  if (unitOfPost(owing) !== unit) return { issuer, addressee: owing };
  return { issuer: CENTRAL_ISSUER, addressee: overseer };
}

/** The same of what is owed anywhere else: the office of the post's own province issues, as it does about a pilot of the province. */
export const partiesOver = (owing: PostId): Parties => partiesOf('provincial', unitOfPost(owing), owing, officeOver(owing));

/** The group leader who answers for a unit: of its province, or of the centre. */
export const leaderOver = (unit: string): PostId => postOf(unit.slice(0, 2), 'leader');
