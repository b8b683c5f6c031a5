import type { Actor, PostId } from '../actor.js';
import type { Day, Instant } from '../calendar.js';
import type { EvidenceAdded, FileContent, FileVerdict, JudgedFile, NamedFile, SubmittedFile } from './evidence.js';
import type { PilotLevel } from './levels.js';
import type {
  FigureSource,
  Grade,
  HeldDuty,
  PilotKind,
  PilotPhase,
  PlanOutline,
  ProposalMatter,
  RenewedTerm,
  SectionReason,
  Suspension,
} from './state.js';

export interface Registration {
  readonly title: string;
  readonly kind: PilotKind;
  readonly level: PilotLevel;
  readonly areas: readonly string[];
  readonly areasVersion?: number;
  readonly region: string;
  readonly host: string;
  readonly startDay: Day;
  readonly endDay: Day;
}
export interface EnteredFigure {
  readonly indicator: string;
  readonly value: number;
  /** The last day it holds for. */
  readonly asOf: Day;
  /** The report that an entry of a cumulative indicator belongs to, where it is not handed in with it: a correction. */
  readonly period?: string;
}
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

/** The submission a verdict is about, so that none hits one its giver never saw; recorded histories hold verdicts without. */
interface OfAttempt {
  readonly attempt?: number;
}
/** The version of the concluding report a verdict is about; recorded histories hold verdicts without. */
interface OfConclusion {
  readonly number?: number;
}

/** What can be asked of a pilot. `version` names the plan version the caller had before them. Texts beyond a reason travel as content hashes. */
export type PilotCommand =
  | ({ readonly type: 'registerPilot' } & Registration)
  /** `basedOn`: hash of the draft it was written upon. */
  | { readonly type: 'draftPlan'; readonly outline: PlanOutline; readonly basedOn?: string }
  | { readonly type: 'submitPlan'; readonly sha256: string; readonly reason?: string }
  | { readonly type: 'returnPlan'; readonly version: number; readonly reasons: readonly SectionReason[] }
  | { readonly type: 'approvePlan'; readonly version: number; readonly opinion?: string }
  | { readonly type: 'rejectPlan'; readonly version: number; readonly reason: string }
  | { readonly type: 'enterFigures'; readonly figures: readonly EnteredFigure[] }
  | ({ readonly type: 'addEvidence'; readonly file?: string } & FileContent)
  | {
      readonly type: 'submitMilestone';
      readonly milestone: string;
      readonly note: string;
      readonly figures: readonly EnteredFigure[];
      readonly evidence?: readonly NamedFile[];
    }
  | ({
      readonly type: 'judgeMilestone';
      readonly milestone: string;
      readonly verdict: 'met' | 'not-met' | 'returned';
      readonly reason: string;
      readonly files?: readonly FileVerdict[];
    } & OfAttempt)
  | {
      readonly type: 'submitReport';
      readonly period: string;
      readonly sha256: string;
      readonly figures: readonly EnteredFigure[];
      readonly evidence?: readonly NamedFile[];
    }
  | ({
      readonly type: 'judgeReport';
      readonly period: string;
      readonly verdict: 'accepted' | 'returned';
      readonly reason: string;
      readonly files?: readonly FileVerdict[];
    } & OfAttempt)
  | { readonly type: 'askReportSkip'; readonly period: string; readonly reason: string }
  | {
      readonly type: 'decideReportSkip';
      readonly period: string;
      /** Which of the requests; recorded histories hold verdicts without. */
      readonly asks?: number;
      readonly verdict: 'approved' | 'refused';
      readonly reason: string;
    }
  | { readonly type: 'submitConclusion'; readonly sha256: string; readonly evidence?: readonly NamedFile[] }
  | ({ readonly type: 'returnConclusion'; readonly reason: string; readonly files?: readonly FileVerdict[] } & OfConclusion)
  | ({
      readonly type: 'enterResult';
      readonly grade: Grade;
      readonly reason: string;
      readonly files?: readonly FileVerdict[];
    } & OfConclusion)
  | { readonly type: 'closePilot' }
  | { readonly type: 'proposeSuspension'; readonly reason: string; readonly until?: Day }
  | { readonly type: 'proposeResumption'; readonly reason: string; readonly end?: Day }
  | { readonly type: 'proposeTermination'; readonly reason: string }
  | { readonly type: 'withdrawProposal'; readonly number: number }
  | { readonly type: 'decideProposal'; readonly number: number; readonly verdict: 'confirmed' | 'refused'; readonly reason: string };
export type PilotCommandType = PilotCommand['type'];

const OPEN: readonly PilotPhase[] = ['planning', 'reviewing', 'running', 'concluding', 'suspended'];

/** The phases in which each command makes sense; anywhere else it is refused. */
export const ACCEPTED_IN: Readonly<Record<PilotCommandType, readonly PilotPhase[]>> = {
  registerPilot: ['unregistered'],
  draftPlan: ['planning', 'running'],
  submitPlan: ['planning', 'running'],
  returnPlan: ['reviewing', 'running'],
  approvePlan: ['reviewing', 'running'],
  rejectPlan: ['reviewing', 'running'],
  enterFigures: ['running', 'concluding'],
  addEvidence: ['running', 'concluding'],
  submitMilestone: ['running', 'concluding'],
  judgeMilestone: ['running', 'concluding'],
  submitReport: ['running', 'concluding'],
  judgeReport: ['running', 'concluding'],
  askReportSkip: ['running', 'concluding'],
  decideReportSkip: ['running', 'concluding'],
  submitConclusion: ['concluding'],
  returnConclusion: ['concluding'],
  enterResult: ['concluding'],
  closePilot: ['assessed'],
  proposeSuspension: OPEN,
  proposeResumption: ['suspended'],
  proposeTermination: OPEN,
  withdrawProposal: OPEN,
  decideProposal: OPEN,
};

/** Who did it and, for a delegate, whose post it was: four-eyes rules keep both away from the verdict. */
export interface Signature {
  readonly by: string;
  readonly onBehalfOf?: string;
}
export const signatureOf = ({ person, onBehalfOf }: Actor): Signature => ({
  by: person,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});
export const signersOf = ({ by, onBehalfOf }: Signature): readonly string[] => (onBehalfOf === undefined ? [by] : [by, onBehalfOf]);

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
