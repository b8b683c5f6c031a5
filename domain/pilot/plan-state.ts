import type { Day, Instant } from '../calendar.js';
import type { Schedule } from '../period.js';
import type { RequiredEvidence } from './evidence.js';

export interface Indicator {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly baseline: number;
  readonly target: number;
  readonly direction: 'up' | 'down';
  /** `cumulative`: what is entered is added up; a `level`, and where it does not say, stands by itself. */
  readonly measure?: 'cumulative' | 'level';
}
export interface Milestone {
  readonly id: string;
  readonly title: string;
  readonly dueDay: Day;
  readonly indicators: readonly Indicator[];
  /** What it must be proved by; absent where nothing is asked for. */
  readonly requiredEvidence?: readonly RequiredEvidence[];
}
/** What the rules need of a plan; its full text is stored once by content hash and only named here. */
export interface PlanOutline {
  readonly sha256: string;
  readonly milestones: readonly Milestone[];
  /** How often it reports; absent from older plans, which report every quarter. */
  readonly reporting?: Schedule;
  /** What a draft still needs before it can be submitted (`missingIn`); absent where it is whole. Milestones that need something are left out. */
  readonly missing?: readonly string[];
}

/** The draft as it was saved last. Every saving stands in the record and stays readable. */
export interface PlanDraftState {
  readonly outline: PlanOutline;
  readonly authors: readonly string[];
  /** Who saved it last, and when; absent from older drafts. */
  readonly saved?: { readonly by: string; readonly name: string; readonly at: Instant };
}

export interface SectionReason {
  readonly section: string;
  readonly reason: string;
}
/** `lapsed`: still under review when the pilot was terminated or, as a change, when it stopped running. */
export const PLAN_OUTCOMES = ['reviewing', 'returned', 'approved', 'rejected', 'lapsed'] as const;
export type PlanOutcome = (typeof PLAN_OUTCOMES)[number];

export interface PlanVersion {
  readonly version: number;
  /** Of a version that another has followed only the hash is kept, its text has everything; the approved one stays whole. */
  readonly outline: PlanOutline;
  /** Persons who drafted or submitted it, or for whom it was done: none of them may review it. */
  readonly authors: readonly string[];
  /** Persons who took the steps of its review so far. */
  readonly passedBy?: readonly string[];
  readonly submittedAt: Instant;
  readonly outcome: PlanOutcome;
}
