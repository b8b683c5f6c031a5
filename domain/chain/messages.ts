import type { PostId } from '../actor.js';
import type { Day, Instant } from '../calendar.js';
import type { ChainPhase, ChainSignature, ItemOutcome, Overdue, StatementOutline } from './state.js';

/** What can be asked of a chain. Texts travel as content hashes; `version` and `attempt` name what the caller had before them. */
export type ChainCommand =
  | { readonly type: 'openChain'; readonly title: string; readonly template: number; readonly outline: StatementOutline }
  /** `basedOn`: hash of the draft it was written upon. */
  | { readonly type: 'draftStatement'; readonly outline: StatementOutline; readonly basedOn?: string }
  | { readonly type: 'submitStatement'; readonly sha256: string }
  | { readonly type: 'signStatement'; readonly version: number }
  | { readonly type: 'returnStatement'; readonly version: number; readonly reason: string }
  | { readonly type: 'assignItem'; readonly item: string; readonly to: PostId; readonly dueDay: Day; readonly note: string }
  | { readonly type: 'reassignItem'; readonly item: string; readonly to: PostId; readonly dueDay: Day; readonly reason: string }
  | { readonly type: 'withdrawItem'; readonly item: string; readonly reason: string }
  | { readonly type: 'acknowledgeItem'; readonly item: string }
  | { readonly type: 'feedBackItem'; readonly item: string; readonly sha256: string; readonly share: number }
  | { readonly type: 'verifyItem'; readonly item: string; readonly verdict: 'accepted' | 'returned'; readonly reason: string }
  | { readonly type: 'answerEscalations'; readonly escalations: readonly string[]; readonly sha256: string }
  | { readonly type: 'submitSelfAssessment'; readonly sha256: string; readonly outcomes: Readonly<Record<string, ItemOutcome>> }
  | { readonly type: 'returnSelfAssessment'; readonly attempt: number; readonly reason: string }
  | { readonly type: 'confirmSelfAssessment'; readonly attempt: number }
  | NoteEscalation
  | NoteEscalationSettled
  | CarryOverItem;
export type ChainCommandType = ChainCommand['type'];

/**
 * A pilot's duty reached a rung beyond its reminders. Messages are words: days are written `YYYY-MM-DD`, `answered` is empty or an instant.
 * `source`: the `pilot` itself, a `notice` about it, or the `chain` of the year before.
 */
export interface NoteEscalation {
  readonly type: 'noteEscalation';
  readonly pilot: string;
  readonly duty: string;
  readonly kind: string;
  readonly source: string;
  readonly rung: string;
  readonly due: string;
  readonly answered: string;
  /** From the year before: the day its answer was first due on, where it is overdue; left out else, and in the first records. */
  readonly firstDue?: string;
}
export interface NoteEscalationSettled {
  readonly type: 'noteEscalationSettled';
  readonly pilot: string;
  readonly duty: string;
  readonly outcome: string;
}
/**
 * An item that last year's chain was closed with. `area` is empty where it has none; `late` is `yes` where some feedback on it was late or is
 * overdue, and left out else; `firstDue`, left out in the first records, is the day it was first due on, or is held to where it is not late.
 */
export interface CarryOverItem {
  readonly type: 'carryOverItem';
  readonly from: string;
  readonly item: string;
  readonly title: string;
  readonly area: string;
  readonly post: string;
  readonly late?: string;
  readonly firstDue?: string;
}
/** What is left open of an item when its chain ends. */
export interface LeftItem {
  readonly firstDue: Day;
  readonly isLate?: true;
}

const WORKING: readonly ChainPhase[] = ['in-force', 'self-assessing'];
const ALWAYS: readonly ChainPhase[] = ['unopened', 'drafting', 'signing', 'in-force', 'self-assessing', 'closed'];

/** The phases in which each command makes sense; messages from other entities are taken in every phase. */
export const CHAIN_ACCEPTED_IN: Readonly<Record<ChainCommandType, readonly ChainPhase[]>> = {
  openChain: ['unopened'],
  draftStatement: ['drafting'],
  submitStatement: ['drafting'],
  signStatement: ['signing'],
  returnStatement: ['signing'],
  assignItem: WORKING,
  reassignItem: WORKING,
  withdrawItem: WORKING,
  acknowledgeItem: WORKING,
  feedBackItem: WORKING,
  verifyItem: WORKING,
  answerEscalations: ['unopened', 'drafting', 'signing', 'in-force', 'self-assessing'],
  submitSelfAssessment: ['self-assessing'],
  returnSelfAssessment: ['self-assessing'],
  confirmSelfAssessment: ['self-assessing'],
  noteEscalation: ALWAYS,
  noteEscalationSettled: ALWAYS,
  carryOverItem: ALWAYS,
};

/** What goes over to the next year, by item; absent in the first records. */
type Left = Readonly<Record<string, LeftItem>>;

/** Answers that were overdue when the chain ended, by the id of their duty: when they were first due. */
export type OverdueAnswers = Readonly<Record<string, Day>>;

/** `by`: everybody who took part, a delegate and whom they acted for. */
interface Done {
  readonly by: readonly string[];
  readonly at: Instant;
}
export type ChainEvent =
  | ({
      readonly type: 'chainOpened';
      readonly title: string;
      readonly template: number;
      readonly outline: StatementOutline;
      readonly name: string;
    } & Done)
  | ({ readonly type: 'statementDrafted'; readonly outline: StatementOutline; readonly name: string } & Done)
  | ({ readonly type: 'statementSubmitted'; readonly version: number; readonly sha256: string } & Done)
  | ({ readonly type: 'statementSigned'; readonly version: number } & ChainSignature)
  | { readonly type: 'statementInForce'; readonly version: number; readonly at: Instant }
  | ({ readonly type: 'statementReturned'; readonly version: number; readonly post: PostId; readonly reason: string } & Done)
  | ({
      readonly type: 'itemAssigned';
      readonly item: string;
      readonly number: number;
      readonly from: PostId;
      readonly to: PostId;
      readonly dueDay: Day;
      readonly note: string;
      /** Absent where it is in time, and in the first records. */
      readonly overdue?: Overdue;
    } & Done)
  | ({
      readonly type: 'itemReassigned';
      readonly item: string;
      readonly number: number;
      readonly from: PostId;
      readonly to: PostId;
      readonly dueDay: Day;
      readonly reason: string;
      readonly overdue?: Overdue;
    } & Done)
  | ({ readonly type: 'itemWithdrawn'; readonly item: string; readonly reason: string } & Done)
  | ({ readonly type: 'itemAcknowledged'; readonly item: string; readonly number: number } & Done)
  | ({ readonly type: 'itemProgressNoted'; readonly item: string; readonly sha256: string; readonly share: number } & Done)
  | ({ readonly type: 'itemFedBack'; readonly item: string; readonly sha256: string; readonly isLate: boolean } & Done)
  | ({
      readonly type: 'itemVerified';
      readonly item: string;
      /** Whom the verdict goes to. */
      readonly to: PostId;
      readonly verdict: 'accepted' | 'returned';
      readonly reason: string;
    } & Done)
  | {
      readonly type: 'itemCarriedOver';
      readonly item: string;
      readonly from: string;
      readonly title: string;
      readonly area?: string;
      readonly post: PostId;
      readonly dueDay: Day;
      /** Absent in the first records. */
      readonly firstDue?: Day;
      /** Some feedback on it was late, in whatever year, or is overdue. */
      readonly isLate?: true;
      readonly at: Instant;
    }
  | {
      readonly type: 'escalationNoted';
      readonly pilot: string;
      readonly duty: string;
      readonly kind: string;
      readonly rung: string;
      readonly due: Day;
      readonly on: Day;
      /** Which of its level's duties of that day it belongs to; absent in the first records, and where nothing is to be answered. */
      readonly round?: number;
      readonly answered?: Instant;
      /** Its answer was overdue in the year before, since this day. */
      readonly firstDue?: Day;
      /** It opens a duty: whoever has to answer is told. */
      readonly isFirst: boolean;
    }
  | { readonly type: 'escalationSettled'; readonly pilot: string; readonly duty: string; readonly outcome: string }
  | ({ readonly type: 'escalationsAnswered'; readonly escalations: readonly string[]; readonly sha256: string } & Done)
  /** Its own year is closed: it belongs to the next one's chain. */
  | { readonly type: 'messagePassedOn'; readonly to: string; readonly message: NoteEscalation | NoteEscalationSettled | CarryOverItem }
  | { readonly type: 'yearEnded'; readonly at: Instant }
  /** Nobody opened it in its year. */
  | { readonly type: 'chainLapsed'; readonly left?: Left; readonly overdue?: OverdueAnswers; readonly at: Instant }
  | ({
      readonly type: 'selfAssessmentSubmitted';
      readonly attempt: number;
      readonly sha256: string;
      readonly outcomes: Readonly<Record<string, ItemOutcome>>;
    } & Done)
  | ({ readonly type: 'selfAssessmentReturned'; readonly attempt: number; readonly reason: string } & Done)
  | ({
      readonly type: 'chainClosed';
      readonly attempt: number;
      readonly openItems: readonly string[];
      readonly left?: Left;
      readonly overdue?: OverdueAnswers;
    } & Done);
