import type { Day } from '../calendar.js';
import type { FileContent, FileVerdict, NamedFile } from './evidence.js';
import type { PilotLevel } from './levels.js';
import type { PlanOutline, SectionReason } from './plan-state.js';
import type { Grade, PilotKind, PilotPhase } from './state.js';

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
