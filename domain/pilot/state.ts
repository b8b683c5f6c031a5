import type { Day, Instant } from '../calendar.js';
import type { EvidenceProgress, PilotFiles } from './evidence.js';
import type { Figure } from './figure-state.js';
import type { PilotLevel } from './levels.js';
import type { PlanDraftState, PlanVersion } from './plan-state.js';
import type { Proposal, RenewedTerm, Suspension } from './suspension-state.js';

/**
 * The phases of a pilot, in the order of its life.
 *
 * | phase | what happens | ends with |
 * | --- | --- | --- |
 * | unregistered | nothing yet | registration |
 * | planning | the liaison drafts, the office director submits the plan | submission |
 * | reviewing | the level's reviewers, one after the other | approval, return (→ planning) or rejection (→ rejected) |
 * | running | milestones, periodic reports; a change of plan may be under review meanwhile | the end day |
 * | concluding | what is late is made up, the concluding report is written | the result |
 * | assessed | the result stands | closing |
 * | suspended | nothing is owed but a decision on the suspension | resumption (→ where it was) or termination |
 * | closed | nothing more changes | – |
 * | rejected | nothing more changes | – |
 * | terminated | nothing more changes | – |
 */
export const PILOT_PHASES = [
  'unregistered',
  'planning',
  'reviewing',
  'running',
  'concluding',
  'suspended',
  'assessed',
  'closed',
  'rejected',
  'terminated',
] as const;
export type PilotPhase = (typeof PILOT_PHASES)[number];

/** Whether nothing more changes. */
export const isOver = (phase: PilotPhase): boolean => phase === 'closed' || phase === 'rejected' || phase === 'terminated';

export const PILOT_KINDS = ['comprehensive', 'project'] as const;
export type PilotKind = (typeof PILOT_KINDS)[number];

/** 优秀 良好 合格 不合格. */
export const GRADES = ['excellent', 'good', 'pass', 'fail'] as const;
export type Grade = (typeof GRADES)[number];

export interface MilestoneProgress extends EvidenceProgress {
  /** `removed`: by a change of plan, before anything was handed in. */
  readonly status: 'open' | 'submitted' | 'met' | 'not-met' | 'removed';
  /** Counts submissions owed: 1 for the first, one more after each return. */
  readonly attempt: number;
  readonly since: Instant;
  /** Everybody who ever handed it in, or for whom it was done. */
  readonly submittedBy?: readonly string[];
  /** Whose figures the submission that waits takes as known. */
  readonly reliedBy?: readonly string[];
  /** Set by the first submission, or by a suspension after the due day, and never cleared (迟办). */
  readonly isLate?: boolean;
  /** The day a resumption moved it to; that of the plan where it was never moved. */
  readonly dueDay?: Day;
}
/** A period that need not be reported on, with a reason and a verdict (免报). */
export interface ReportSkip {
  readonly status: 'asked' | 'approved' | 'refused' | 'withdrawn';
  /** How often it was asked. */
  readonly asks: number;
  readonly since: Instant;
  /** Everybody who asked, or for whom it was done. */
  readonly by: readonly string[];
  /** The report was overdue when it was asked. */
  readonly isLate: boolean;
}
export interface ReportProgress extends EvidenceProgress {
  /** `skipped`: by a verdict, or because the pilot was suspended the whole period. */
  readonly status: 'open' | 'submitted' | 'accepted' | 'skipped';
  readonly attempt: number;
  readonly since: Instant;
  /** Everybody who ever handed it in, or for whom it was done. */
  readonly submittedBy?: readonly string[];
  /** Whose figures the submission that waits takes as known. */
  readonly reliedBy?: readonly string[];
  /** Set by the first submission, or by a suspension after the due day, and never cleared (迟报). */
  readonly isLate?: boolean;
  readonly skip?: ReportSkip;
}
export interface Conclusion extends Pick<EvidenceProgress, 'evidence'> {
  readonly sha256: string;
  readonly by: readonly string[];
  readonly at: Instant;
  readonly isLate?: boolean;
}
export interface ConcludingProgress extends Pick<EvidenceProgress, 'rejected'> {
  /** Counts submissions owed: 1 for the first, one more after each return. */
  readonly attempt: number;
  readonly since: Instant;
  readonly by: readonly string[];
  /** Never cleared (迟报). */
  readonly isLate: boolean;
}
export interface Pilot {
  readonly phase: PilotPhase;
  readonly title: string;
  readonly kind: PilotKind;
  readonly level: PilotLevel;
  /** Ids of task areas, of the version of the list it was registered under. */
  readonly areas: readonly string[];
  /** Absent from the first pilots, which have version 1. */
  readonly areasVersion?: number;
  /** The region that runs it: a province, or a city for a city pilot. */
  readonly region: string;
  /** The firm, park or city it takes place in; its liaison hands in results and reports. */
  readonly host: string;
  readonly startDay: Day;
  readonly endDay: Day;
  /** When the present phase, or the present step of a review, began. */
  readonly since: Instant;
  readonly step: number;
  readonly draft?: PlanDraftState;
  readonly versions: readonly PlanVersion[];
  /** The review of a change of plan while the pilot runs: its step and when that began. `since` and `step` are the phase's own. */
  readonly change?: { readonly step: number; readonly since: Instant };
  readonly milestones: Readonly<Record<string, MilestoneProgress>>;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly reports: Readonly<Record<string, ReportProgress>>;
  /** Absent before the first file. */
  readonly evidence?: PilotFiles;
  /** The period whose window opens next; absent when no whole period is left before the end. */
  readonly nextPeriod?: string;
  /** The concluding report while it waits for its verdict, and after; `by` everybody who ever handed one in, or for whom it was done. */
  readonly conclusion?: Conclusion;
  /** What went before, once a concluding report was returned. */
  readonly concluding?: ConcludingProgress;
  /** How many proposals were made so far; the open one. */
  readonly proposals?: number;
  readonly proposal?: Proposal;
  readonly suspension?: Suspension;
  /** Under which terms things are owed since the last resumption, by their ids; `round` tells one resumption from another. */
  readonly renewed?: { readonly round: number; readonly terms: Readonly<Record<string, RenewedTerm>> };
  readonly result?: { readonly grade: Grade; readonly at: Instant };
}

export const UNREGISTERED: Pilot = {
  phase: 'unregistered',
  title: '',
  kind: 'project',
  level: 'provincial',
  areas: [],
  region: '',
  host: '',
  startDay: 0,
  endDay: 0,
  since: 0,
  step: 0,
  versions: [],
  milestones: {},
  figures: {},
  reports: {},
};

export const currentPlan = ({ versions }: Pilot): PlanVersion | undefined => versions.at(-1);
export const approvedPlan = ({ versions }: Pilot): PlanVersion | undefined => versions.findLast(({ outcome }) => outcome === 'approved');

export const union = (before: readonly string[] = [], added: readonly string[]): readonly string[] => [...new Set([...before, ...added])];
