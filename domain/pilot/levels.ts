import { CENTRE, postOf, type PostId, type Role } from '../actor.js';

export const PILOT_LEVELS = ['national', 'provincial', 'city'] as const;
export type PilotLevel = (typeof PILOT_LEVELS)[number];

type Seat = 'region' | 'province' | 'centre';
/** Who gives a verdict, and within which term. */
export interface Reviewer {
  readonly seat: Seat;
  readonly role: Role;
  /** Working days for the verdict. */
  readonly termDays: number;
}
interface Level {
  /** Plan review, step by step (rules: Review; terms proposed: province 5, centre 7). */
  readonly reviewers: readonly [Reviewer, ...Reviewer[]];
  readonly milestones: Reviewer;
  readonly reports: Reviewer;
  /** Who grants another date the first time, and the second (rules: one per duty without the centre). */
  readonly extenders: readonly Reviewer[];
  /** Code length of a region that may run a pilot of this level: a province has 2 digits, a city 4. */
  readonly regionDigits: number;
}

const province: Reviewer = { seat: 'province', role: 'reviewer', termDays: 5 };
const leader: Reviewer = { seat: 'province', role: 'leader', termDays: 5 };
const city: Reviewer = { seat: 'region', role: 'reviewer', termDays: 5 };
const centre: Reviewer = { seat: 'centre', role: 'reviewer', termDays: 7 };

/** Who reviews what, by the pilot's level; the last reviewer of the plan also enters the result. */
export const LEVELS: Readonly<Record<PilotLevel, Level>> = {
  national: {
    reviewers: [province, centre],
    milestones: { ...centre, termDays: 5 },
    reports: province,
    extenders: [province, centre],
    regionDigits: 2,
  },
  provincial: { reviewers: [province, leader], milestones: province, reports: province, extenders: [province, centre], regionDigits: 2 },
  city: { reviewers: [city, province], milestones: city, reports: city, extenders: [city, centre], regionDigits: 4 },
};

/** The post that takes a reviewer's seat for a pilot of this region. */
export function postOfReviewer({ seat, role }: Reviewer, region: string): PostId {
  switch (seat) {
    case 'region':
      return postOf(region, role);
    case 'province':
      return postOf(region.slice(0, 2), role);
    case 'centre':
      return postOf(CENTRE, role);
    default:
      return seat satisfies never;
  }
}

export const stepsOf = (level: PilotLevel): number => LEVELS[level].reviewers.length;
export const reviewerAt = (level: PilotLevel, step: number): Reviewer | undefined => LEVELS[level].reviewers[step - 1];
export const lastReviewer = (level: PilotLevel, region: string): PostId => {
  const last = LEVELS[level].reviewers.at(-1);
  return postOfReviewer(last ?? centre, region);
};
