import type { Instant } from './calendar.js';
import type { EntityRef, Message } from './entity.js';
import type { Kind } from './kinds.js';
import type { RefusalFacts } from './refusals.js';

/** A message from one entity to another, waiting for the courier. */
export interface WaitingMessage {
  /** Also the id of the command it is sent as: delivered twice, it is decided once. */
  readonly id: string;
  readonly from: string;
  readonly to: EntityRef;
  readonly command: Message;
  readonly createdAt: Instant;
  readonly attempts: number;
}

/** A notice to a post, waiting for the postman. Who holds the post is found out when it is taken, not when it was written. */
export interface WaitingNotice {
  readonly id: string;
  readonly from: string;
  readonly post: string;
  readonly notice: string;
  readonly facts: RefusalFacts;
  readonly createdAt: Instant;
}

/** The outbox as the courier sees it. */
export interface MessageBox {
  /** What is due, oldest first; of each sender to each receiver only the oldest that is not delivered. */
  dueMessages(now: Instant, limit: number): Promise<readonly WaitingMessage[]>;
  delivered(id: string, now: Instant): Promise<void>;
  /** Stays on the row for an operator to see. */
  refused(id: string, reason: string, now: Instant): Promise<void>;
  postpone(id: string, until: Instant): Promise<void>;
}

/** The outbox as the postman sees it. */
export interface NoticeBox {
  /** What is due; empty only where nothing is. A post's rows come all together, also beyond the limit. */
  dueNotices(now: Instant, limit: number): Promise<readonly WaitingNotice[]>;
  /** Nobody holds the post: kept for the list of who was never reached, and looked at again at `again`. */
  unreached(ids: readonly string[], again: Instant): Promise<void>;
  /** Takes rows for one mail. Answers those it really got: another postman may have been faster. */
  take(ids: readonly string[], mail: string, now: Instant): Promise<readonly string[]>;
  /** Mails whose rows were taken before `before` and neither sent nor given back: the postman fell in between. */
  abandoned(before: Instant): Promise<readonly { readonly mail: string; readonly notices: readonly WaitingNotice[] }[]>;
  settle(mail: string, outcome: 'done' | 'refused', reason: string, now: Instant): Promise<void>;
  /** Frees a mail's rows, or only these of them, for another mail. */
  giveBack(mail: string, until: Instant, ids?: readonly string[]): Promise<void>;
  /** Nobody knows whether it went out: its rows stay with it as if taken at this instant, which may lie ahead to have it repeated later. */
  keepTaken(mail: string, takenAt: Instant): Promise<void>;
}

/** What became of a mail, kept for good. */
export interface MailLedger {
  /** Before anything is sent. Answers how often it was handed over, perhaps, including this time. */
  sending(mail: LedgerMail, now: Instant): Promise<number>;
  /** Undefined where nothing was ever handed to the mail server under this id. */
  of(id: string): Promise<LedgerMail | undefined>;
  note(id: string, status: 'sent' | 'refused' | 'uncertain', reason: string, now: Instant): Promise<void>;
  /** It was surely not handed over: this time does not count. */
  notSent(id: string, status: 'queued' | 'uncertain', reason: string, now: Instant): Promise<void>;
}
export interface LedgerMail {
  /** The Message-ID without brackets: the same rows always make the same one. */
  readonly id: string;
  readonly person: string;
  readonly to: string;
  readonly subject: string;
  readonly rows: readonly string[];
}

/** Wakes a deliverer when something was written to the outbox. */
export interface Bell {
  /** Resolves when something new of this type came, at the latest after `timeoutMs`. */
  rung(type: 'message' | 'mail', timeoutMs: number): Promise<void>;
}

export interface Recipient {
  readonly person: string;
  readonly name: string;
  readonly email: string;
}
/** Who holds posts at this instant; a delegate stands in for the holder. */
export interface Holders {
  of(posts: readonly string[], now: Instant): Promise<ReadonlyMap<string, Recipient>>;
}

/** `refused`: for good. `later`: the server is away or says so for now. `uncertain`: it may have gone out. */
export type MailAnswer = { readonly outcome: 'sent' } | { readonly outcome: 'refused' | 'later' | 'uncertain'; readonly reason: string };
export interface Mailer {
  send(mail: OutgoingMail): Promise<MailAnswer>;
}
export interface OutgoingMail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Sent once before, perhaps: nobody knows. */
  readonly isRepeat: boolean;
}

/** What the sentinel watches. */
export interface Watch {
  /** Entities whose `wakeAt` passed before this instant, longest ago first. */
  overdue(before: Instant, limit: number): Promise<readonly { readonly kind: Kind; readonly id: string; readonly wakeAt: Instant }[]>;
  /** How many such entities there are. */
  overdueEntities(before: Instant): Promise<number>;
  /** How many outbox rows were written before this instant and still wait, also those that back off. */
  untakenRows(before: Instant): Promise<number>;
  report(backlog: Backlog): Promise<void>;
}
export interface Backlog {
  readonly at: Instant;
  readonly overdueEntities: number;
  readonly untakenRows: number;
  readonly nudged: number;
}
