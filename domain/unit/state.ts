import { CENTRE, postOf, type PostId, type Role } from '../actor.js';
import type { Day, Instant } from '../calendar.js';

/**
 * The phases of a unit.
 *
 * | phase | what happens | ends with |
 * | --- | --- | --- |
 * | unfounded | nothing yet | founding |
 * | active | posts are added, filled, handed over, delegated | closing, of a host on whose ground no pilot is open |
 * | closed | nothing more changes | – |
 */
export const UNIT_PHASES = ['unfounded', 'active', 'closed'] as const;
export type UnitPhase = (typeof UNIT_PHASES)[number];

export const UNIT_KINDS = ['centre', 'province', 'city', 'host'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Who holds a post, and since when. */
export interface Tenure {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly since: Instant;
}
/** A second holder with an end; acts on behalf of the holder. */
export interface Delegation extends Tenure {
  readonly until: Instant;
  readonly onBehalfOf: string;
}
/** Who takes a post over, from 00:00 of which day, and why. */
export interface PlannedHandover {
  readonly person: string;
  readonly name: string;
  readonly effective: Day;
  readonly reason: string;
  /** The post it was planned with; absent in the first records. */
  readonly by?: PostId;
  /** Its day has come, and it waits to be looked at once more. */
  readonly isDue?: true;
}
/** Why a handover did not take effect on its day. */
export const HANDOVER_HINDRANCES = ['PersonUnknown', 'PersonLocked', 'AdministratorsApart'] as const;
export type HandoverHindrance = (typeof HANDOVER_HINDRANCES)[number];
/** A handover that did not take effect on its day. Whoever planned it owes a word on what is to become of it. */
export interface RefusedHandover {
  readonly person: string;
  readonly name: string;
  readonly effective: Day;
  readonly cause: HandoverHindrance;
  readonly by: PostId;
  readonly at: Instant;
  /** How many tenures and delegations the post had had by then, so that what is owed keeps its id; absent in states carried over before it was kept. */
  readonly tenuresThen?: number;
}
export interface Post {
  readonly holder?: Tenure;
  /** Since when the holder's account is locked: the post is as good as empty. */
  readonly lockedSince?: Instant;
  readonly delegation?: Delegation;
  /** Set for a day to come; on that day it is looked at once more, and takes effect by itself. */
  readonly handover?: PlannedHandover;
  readonly refusedHandover?: RefusedHandover;
  /** Since when nobody holds it; 0 while somebody does. */
  readonly emptySince: Instant;
  /** How many tenures and delegations it has had: the source of their ids. */
  readonly tenures: number;
}

export interface Unit {
  readonly phase: UnitPhase;
  readonly name: string;
  readonly kind: UnitKind;
  /** From the centre down to this unit itself. */
  readonly path: readonly string[];
  readonly posts: Readonly<Partial<Record<Role, Post>>>;
  /** How many tenures the posts had that were removed: should one be added again, none of its ids comes twice. */
  readonly removed?: Readonly<Partial<Record<Role, number>>>;
  /** Pilots under way on this unit's ground, by number. */
  readonly openPilots: readonly string[];
  /** Absent until the unit issues or receives its first notice. */
  readonly notices?: NoticeRegister;
}

export interface NoticeRegister {
  /** The last serial given, by form and year: `notice-2026`. */
  readonly serials: Readonly<Record<string, number>>;
  /** Numbers of the supervision notices received, by year; voided ones are taken out. */
  readonly received: Readonly<Record<string, readonly string[]>>;
  /** Years in which the third one has brought its talk. */
  readonly thirds: readonly string[];
  /** How many of those talks went as drafts, by year. */
  readonly withdrawnTalks?: Readonly<Record<string, number>>;
}

export const UNFOUNDED: Unit = { phase: 'unfounded', name: '', kind: 'host', path: [], posts: {}, openPilots: [] };

/** The posts a unit of each kind is founded with. The rules name them as owners of duties, so that none of them is ever removed. */
export const FOUNDING_POSTS: Readonly<Record<UnitKind, readonly Role[]>> = {
  centre: ['leader', 'office-director', 'reviewer', 'system-administrator', 'security-administrator', 'audit-administrator'],
  province: ['leader', 'office-director', 'lead-department', 'liaison', 'reviewer'],
  city: ['office-director', 'liaison', 'reviewer'],
  host: ['liaison'],
};

const BUSINESS: readonly Role[] = ['leader', 'office-director', 'lead-department', 'liaison', 'reviewer', 'evaluator'];
const ADMINISTRATORS: readonly Role[] = ['system-administrator', 'security-administrator', 'audit-administrator'];

/** Administrators sit at the centre only: their rights hold over all units. Nobody sits for the system itself. */
export const mayHavePost = (kind: UnitKind, role: Role): boolean =>
  BUSINESS.includes(role) || (kind === 'centre' && ADMINISTRATORS.includes(role));

/** The three administrators are different people, and none of them acts in business: nobody holds one of these posts beside another, of whatever unit. */
export const isApart = (role: Role): boolean => ADMINISTRATORS.includes(role);

/** Who owes a holder for an empty post: the level above; at the centre the security administrator, whose own post the system administrator fills. */
export function fillerOf(parent: string | undefined, role: Role): PostId {
  if (parent !== undefined) return postOf(parent, 'office-director');
  return postOf(CENTRE, role === 'security-administrator' ? 'system-administrator' : 'security-administrator');
}

/** `53`, `5301`, `53-h001`, `5301-h001`; the centre is `00` (rules: Units). */
export function isCodeOf(code: string, kind: UnitKind, parent: string | undefined): boolean {
  switch (kind) {
    case 'centre':
      return code === '00' && parent === undefined;
    case 'province':
      return /^[1-9]\d$/.test(code) && parent === '00';
    case 'city':
      return /^[1-9]\d{3}$/.test(code) && parent === code.slice(0, 2);
    case 'host':
      return /^[1-9]\d(\d\d)?-h\d{3,}$/.test(code) && parent === code.slice(0, code.indexOf('-'));
    default:
      return kind satisfies never;
  }
}
