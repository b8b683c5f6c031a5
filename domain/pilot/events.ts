import type { PostId } from '../actor.js';
import type { Day, Instant } from '../calendar.js';
import type { EvidenceAdded, JudgedFile, SubmittedFile } from './evidence.js';
import type { FigureSource } from './figure-state.js';
import type { EnteredFigure, Registration } from './messages.js';
import type { PlanOutline, SectionReason } from './plan-state.js';
import type { Signature } from './signature.js';
import type { Grade, PilotPhase } from './state.js';
import type { HeldDuty, ProposalMatter, RenewedTerm, Suspension } from './suspension-state.js';

/** What figures were handed in with; nothing where they were entered directly. */
export type EnteredWith = Pick<FigureSource, 'report' | 'milestone'>;
/** `key`: of a cumulative indicator only, what its entry belongs to. */
export interface RecordedFigure extends Omit<EnteredFigure, 'period'> {
  readonly key?: string;
}
/** A known figure that a submission rests on without bringing it. */
export interface ReliedFigure {
  readonly indicator: string;
  readonly value: number;
  readonly asOf: Day;
  readonly source?: FigureSource;
}

/** What was decided on a proposal: why, and by whom. */
interface ProposalDecision {
  readonly number: number;
  readonly reason: string;
  readonly by: readonly string[];
  readonly at: Instant;
}

export type PilotEvent =
  | ({ readonly type: 'pilotRegistered'; readonly at: Instant } & Registration)
  | ({ readonly type: 'planDrafted'; readonly outline: PlanOutline; readonly name?: string; readonly at?: Instant } & Signature)
  | {
      readonly type: 'planSubmitted';
      readonly version: number;
      readonly outline: PlanOutline;
      readonly authors: readonly string[];
      readonly at: Instant;
      /** Why a running pilot's plan is to change; absent from a first plan. */
      readonly reason?: string;
    }
  | { readonly type: 'planReturned'; readonly version: number; readonly reasons: readonly SectionReason[]; readonly at: Instant }
  | ({
      readonly type: 'planPassed';
      readonly version: number;
      readonly step: number;
      readonly opinion?: string;
      readonly at: Instant;
    } & Signature)
  | {
      readonly type: 'planApproved';
      readonly version: number;
      readonly opinion?: string;
      readonly at: Instant;
      readonly firstPeriod?: string;
    }
  | { readonly type: 'planRejected'; readonly version: number; readonly reason: string }
  | { readonly type: 'planLapsed'; readonly version: number; readonly at: Instant }
  | EvidenceAdded
  | ({ readonly type: 'figuresEntered'; readonly figures: readonly RecordedFigure[] } & Partial<FigureSource>)
  | ({
      readonly type: 'milestoneSubmitted';
      readonly milestone: string;
      readonly note: string;
      readonly at: Instant;
      readonly isLate: boolean;
      readonly evidence?: readonly SubmittedFile[];
      readonly relied?: readonly ReliedFigure[];
    } & Signature)
  | {
      readonly type: 'milestoneJudged';
      readonly milestone: string;
      readonly verdict: 'met' | 'not-met' | 'returned';
      readonly reason: string;
      readonly at: Instant;
      readonly files?: readonly JudgedFile[];
    }
  | { readonly type: 'reportWindowOpened'; readonly period: string; readonly at: Instant; readonly nextPeriod?: string }
  | ({
      readonly type: 'reportSubmitted';
      readonly period: string;
      readonly sha256: string;
      readonly at: Instant;
      readonly isLate: boolean;
      readonly evidence?: readonly SubmittedFile[];
      readonly relied?: readonly ReliedFigure[];
    } & Signature)
  | {
      readonly type: 'reportJudged';
      readonly period: string;
      readonly verdict: 'accepted' | 'returned';
      readonly reason: string;
      readonly at: Instant;
      readonly files?: readonly JudgedFile[];
    }
  | ({
      readonly type: 'reportSkipAsked';
      readonly period: string;
      readonly reason: string;
      readonly at: Instant;
      readonly isLate: boolean;
    } & Signature)
  | {
      readonly type: 'reportSkipDecided';
      readonly period: string;
      readonly verdict: 'approved' | 'refused';
      readonly reason: string;
      readonly at: Instant;
    }
  | { readonly type: 'endReached'; readonly at: Instant }
  | ({
      readonly type: 'conclusionSubmitted';
      readonly sha256: string;
      readonly at: Instant;
      readonly isLate?: boolean;
      readonly evidence?: readonly SubmittedFile[];
    } & Signature)
  | { readonly type: 'conclusionReturned'; readonly reason: string; readonly at: Instant; readonly files?: readonly JudgedFile[] }
  | {
      readonly type: 'resultEntered';
      readonly grade: Grade;
      readonly reason: string;
      readonly at: Instant;
      readonly files?: readonly JudgedFile[];
    }
  | { readonly type: 'pilotClosed' }
  | ({
      readonly type: 'proposalMade';
      readonly number: number;
      readonly about: ProposalMatter;
      readonly reason: string;
      readonly post: PostId;
      readonly at: Instant;
      readonly until?: Day;
      readonly end?: Day;
    } & Signature)
  | ({ readonly type: 'proposalWithdrawn'; readonly number: number; readonly at: Instant } & Signature)
  | { readonly type: 'proposalLapsed'; readonly number: number; readonly at: Instant }
  /** `until`: of a suspended pilot, the day by which something else is to be proposed. */
  | ({ readonly type: 'proposalRefused'; readonly about: ProposalMatter; readonly post: PostId; readonly until?: Day } & ProposalDecision)
  | ({
      readonly type: 'pilotSuspended';
      readonly post: PostId;
      readonly until: Day;
      readonly held: readonly HeldDuty[];
    } & ProposalDecision)
  | ({ readonly type: 'suspensionProlonged'; readonly post: PostId; readonly until: Day } & ProposalDecision)
  | ({
      readonly type: 'pilotResumed';
      readonly phase: Suspension['from'];
      readonly endDay: Day;
      readonly terms: Readonly<Record<string, RenewedTerm>>;
      readonly milestoneDays: Readonly<Record<string, Day>>;
      /** Reports on periods wholly within the suspension are not owed. */
      readonly skipped: readonly string[];
      /** The period that ended within it and had begun before: owed from now on. */
      readonly opened?: string;
      readonly nextPeriod?: string;
    } & ProposalDecision)
  | ({ readonly type: 'pilotTerminated'; readonly phase: PilotPhase } & ProposalDecision);
