import type { Day, Instant } from '../calendar.js';
import type { Message } from '../entity.js';
import type { Signature } from '../pilot/signature.js';
import type { Draft, HeldTalk, NoticeForm, NoticePhase } from './state.js';

/** A draft as it travels between entities: words only. Days as `YYYY-MM-DD`; `rungs` as `2026-07-01 chase, …`; empty where there is nothing to say. */
export interface DraftWords {
  readonly type: 'draftNotice';
  readonly form: NoticeForm;
  readonly cause: Draft['cause'];
  readonly title: string;
  readonly pilot: string;
  /** `chain/53-2026`, `unit/5301`; absent where it is a pilot's, or nobody's in particular. */
  readonly place?: string;
  readonly issuer: string;
  readonly addressee: string;
  readonly duty: string;
  readonly dutyKind: string;
  readonly post: string;
  readonly firstDue: string;
  readonly due: string;
  readonly on: string;
  readonly rungs: string;
  readonly raisedFrom: string;
  readonly grounds: string;
  /** Persons, separated by a blank. */
  readonly proposedBy: string;
  /** The version of the site's setting by which it goes out by itself; added by whoever hands the message over. */
  readonly automaticIssue?: string;
  /** See `Draft`; absent in drafts of the first builds. */
  readonly rules?: string;
  /** When its matter was settled, where that was before it was drafted. */
  readonly settledOn?: string;
}
export type DraftMessage = DraftWords & Message;

/** What can be asked of a notice. Texts travel as content hashes. */
export type NoticeCommand =
  | DraftMessage
  | { readonly type: 'issueNotice' }
  | { readonly type: 'decideNotice'; readonly verdict: 'approved' | 'declined'; readonly reason: string }
  | { readonly type: 'numberNotice'; readonly number: string }
  | { readonly type: 'signNotice' }
  | ({ readonly type: 'recordTalk' } & HeldTalk)
  | { readonly type: 'answerNotice'; readonly sha256: string; readonly evidence: readonly string[] }
  /** `attempt` names the answer it is about; verdicts of old histories name none. */
  | { readonly type: 'verifyNotice'; readonly attempt?: number; readonly verdict: 'accepted' | 'returned'; readonly reason: string }
  | { readonly type: 'weighRaising'; readonly duty: string }
  | { readonly type: 'raiseNotice'; readonly reason: string }
  | { readonly type: 'declineRaising'; readonly reason: string }
  | { readonly type: 'noteRaisingOutcome'; readonly outcome: 'issued' | 'declined' }
  | { readonly type: 'voidNotice'; readonly reason: string }
  | { readonly type: 'noteMatterSettled'; readonly outcome: string; readonly on: string };
export type NoticeCommandType = NoticeCommand['type'];

/** The phases in which each command makes sense; anywhere else it is refused. */
export const NOTICE_ACCEPTED_IN: Readonly<Record<NoticeCommandType, readonly NoticePhase[]>> = {
  draftNotice: ['undrafted'],
  issueNotice: ['drafted'],
  decideNotice: ['drafted'],
  numberNotice: ['issuing'],
  signNotice: ['issued', 'signed', 'talked', 'answered'],
  recordTalk: ['issued', 'signed'],
  answerNotice: ['issued', 'signed', 'talked'],
  verifyNotice: ['issued', 'signed', 'talked', 'answered'],
  weighRaising: ['issued', 'signed', 'talked', 'answered', 'raising'],
  raiseNotice: ['issued', 'signed', 'talked'],
  declineRaising: ['issued', 'signed', 'talked'],
  noteRaisingOutcome: ['raising'],
  voidNotice: ['drafted', 'issued', 'signed', 'talked', 'answered'],
  noteMatterSettled: ['drafted', 'issuing', 'issued', 'signed', 'talked', 'answered', 'raising'],
};

export type NoticeEvent =
  | ({ readonly type: 'noticeDrafted'; readonly at: Instant } & Draft)
  | ({ readonly type: 'noticeIssueOrdered'; readonly at: Instant } & Signature)
  /** It went out by itself, under that version of the site's setting. */
  | { readonly type: 'noticeLetGo'; readonly setting: number; readonly at: Instant }
  | ({
      readonly type: 'noticeDecided';
      readonly verdict: 'approved' | 'declined';
      readonly reason: string;
      readonly at: Instant;
    } & Signature)
  /** Issued: it has its number from now on. */
  | { readonly type: 'noticeIssued'; readonly number: string; readonly at: Instant }
  | ({ readonly type: 'noticeSigned'; readonly at: Instant } & Signature)
  | ({ readonly type: 'talkRecorded'; readonly at: Instant } & HeldTalk & Signature)
  | ({
      readonly type: 'noticeAnswered';
      readonly attempt: number;
      readonly sha256: string;
      readonly evidence: readonly string[];
      readonly at: Instant;
    } & Signature)
  | ({ readonly type: 'answerAccepted'; readonly reason: string; readonly at: Instant } & Signature)
  | ({ readonly type: 'answerReturned'; readonly reason: string; readonly at: Instant } & Signature)
  | { readonly type: 'answerMissed'; readonly duty: string; readonly at: Instant }
  | ({ readonly type: 'raisingDeclined'; readonly reason: string; readonly at: Instant } & Signature)
  | ({
      readonly type: 'noticeRaised';
      readonly to: string;
      readonly form: NoticeForm;
      readonly reason: string;
      readonly at: Instant;
    } & Signature)
  | { readonly type: 'raisingSettled'; readonly outcome: 'issued' | 'declined'; readonly at: Instant }
  | ({ readonly type: 'noticeVoided'; readonly reason: string; readonly at: Instant } & Signature)
  /** Signed where its issuer withdrew it; the first records name nobody. Unsigned it went with its matter, which the reason tells. */
  | ({ readonly type: 'draftWithdrawn'; readonly reason: string; readonly at: Instant } & Partial<Signature>)
  | { readonly type: 'matterSettled'; readonly outcome: string; readonly on: Day; readonly at: Instant };
