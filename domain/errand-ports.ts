import type { PostId } from './actor.js';
import type { Day, Instant } from './calendar.js';
import type { EntityRef, Message } from './entity.js';
import type { Kind } from './kinds.js';
import type { MailWhy } from './mail-reasons.js';
import type { RefusalFacts } from './refusals.js';

/** A message from one entity to another, waiting for the courier. */
export interface WaitingMessage {
  /** Also the id of the command it is sent as: delivered twice, it is decided once. */
  readonly id: string;
  readonly from: string;
  readonly to: EntityRef;
  readonly command: Message;
  readonly isMootOnceClosed?: true;
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
  readonly isUrgent: boolean;
  readonly createdAt: Instant;
}

/** Messages from one sender to one receiver, in the order of the sender's record: each goes only when the one before it is settled. */
export type MessageLane = readonly WaitingMessage[];

/** The outbox as the courier sees it. */
export interface MessageBox {
  /** What is due, at most so many messages in all, by lanes that are never empty: the longest waiting lane first, and each from its first message on. */
  dueMessages(now: Instant, limit: number): Promise<readonly MessageLane[]>;
  /** When the next message is due, or was; undefined where none waits. */
  nextDueAt(): Promise<Instant | undefined>;
  delivered(id: string, now: Instant): Promise<void>;
  /** Stays on the row for an operator to see. */
  refused(id: string, reason: string, now: Instant): Promise<void>;
  postpone(id: string, until: Instant): Promise<void>;
}

/** What one person is to get: all that is due to the posts they hold. */
export interface DigestOrder {
  readonly person: string;
  readonly posts: readonly PostId[];
  /** The Message-ID for these rows. */
  readonly mailOf: (rows: readonly string[]) => string;
  /** Before it what is not urgent waits: what could not go on an earlier day goes with today's digest, and is not taken for it. */
  readonly todaysDigest: Instant;
  /** Where the person has had a digest today, what is not urgent waits until then. */
  readonly nextDigest: Instant;
}
export interface Digest {
  readonly mail: string;
  readonly notices: readonly WaitingNotice[];
  /** The day it was made up on: what is taken up again after an outage is no digest of today. */
  readonly takenOn: Day;
}

/** The outbox as the postman sees it. Any number of postmen may work on one outbox. */
export interface NoticeBox {
  /** Posts to which something is due, those that wait longest first, found from so many rows; empty only where nothing is due. */
  duePosts(now: Instant, limit: number): Promise<readonly PostId[]>;
  /**
   * Takes all that is due to a person, in one turn that no other postman shares, under the Message-ID it goes out with. What is about a
   * settled duty is dropped. Undefined where nothing is left, or where another postman has the turn.
   */
  take(order: DigestOrder, now: Instant): Promise<Digest | undefined>;
  /** What is due to these posts waits: they have a day off. */
  wait(posts: readonly PostId[], until: Instant, now: Instant): Promise<void>;
  /** What is due to these posts goes to nobody: kept for the list of who was never reached, and looked at again at `again`. */
  unreached(posts: readonly PostId[], reason: 'PostEmpty' | 'NoAddress', now: Instant, again: Instant): Promise<void>;
  /** Mails whose rows were taken before `before` and neither settled nor given back: the postman fell in between, or an operator asks for them. */
  abandoned(before: Instant, limit: number): Promise<readonly Digest[]>;
  /** What became of this person's mail. */
  settle(
    digest: Digest,
    person: string,
    outcome: { readonly status: 'done' } | (MailWhy & { readonly status: 'refused' }),
    now: Instant,
  ): Promise<void>;
  /** Frees a mail's rows, or only these of them, for another mail. */
  giveBack(mail: string, until: Instant, ids?: readonly string[]): Promise<void>;
  /** Nobody knows whether it went out: its rows stay with it as if taken at this instant, which may lie ahead to have it repeated later. */
  keepTaken(mail: string, takenAt: Instant): Promise<void>;
}

/** `withdrawn`: never handed over, and nothing is left to say in it. */
export type MailStatus = 'queued' | 'sent' | 'refused' | 'uncertain' | 'acknowledged' | 'withdrawn';

/** What became of a mail, kept for good. What was acknowledged has arrived, whatever is noted of it later. */
export interface MailLedger {
  /**
   * Before anything is sent; the mail is this postman's until something is noted of it, at most until `until`. `wasTaken`: it was taken
   * for sending before. Undefined where another postman has it, or it is not to be sent any more.
   */
  sending(mail: LedgerMail, wasTaken: boolean, now: Instant, until: Instant): Promise<Sending | undefined>;
  /** Undefined where nothing was ever handed to the mail server under this id. */
  of(id: string): Promise<(LedgerMail & { readonly status: MailStatus; readonly why?: MailWhy }) | undefined>;
  note(id: string, status: 'sent' | 'refused' | 'uncertain', why: MailWhy | undefined, now: Instant): Promise<void>;
  /** Its notices went to another before it could be repeated: what was known of it stays known, and where nothing was it stays in doubt. */
  handedOver(id: string, now: Instant): Promise<void>;
  /** It was surely not handed over: this time does not count. */
  notSent(id: string, status: 'queued' | 'uncertain', why: MailWhy, now: Instant): Promise<void>;
}
export interface Sending {
  /** How often it was handed over, perhaps, including this time. */
  readonly attempts: number;
  /** Opens the mail's own page; the same in every repeat. */
  readonly token: string;
  /** It may have gone out before. Not so where it was refused, and is sent again by hand. */
  readonly isRepeat: boolean;
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
  /** Empty where none is known. */
  readonly email: string;
}
/** Who holds posts at this instant; a delegate stands in for the holder. */
export interface Holders {
  of(posts: readonly PostId[], now: Instant): Promise<ReadonlyMap<PostId, Recipient>>;
  /** Every post whose notices go to these persons. */
  postsOf(persons: readonly string[], now: Instant): Promise<ReadonlyMap<string, readonly PostId[]>>;
}

/** `refused`: for good. `later`: the server is away or says so for now. `uncertain`: it may have gone out. */
export type MailAnswer = { readonly outcome: 'sent' } | { readonly outcome: 'refused' | 'later' | 'uncertain'; readonly why: MailWhy };
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

/** An entity that slept past its hour. */
export interface Overdue {
  readonly kind: Kind;
  readonly id: string;
  readonly wakeAt: Instant;
}

/** What the sentinel watches. */
export interface Watch {
  /** Entities whose `wakeAt` passed before this instant, longest ago first. */
  overdue(before: Instant, limit: number): Promise<readonly Overdue[]>;
  /** Notes the hour at which an entity whose record stands there wakes next. Nothing where it has gone on. */
  moveOn(kind: Kind, id: string, to: { readonly seq: number; readonly wakeAt: Instant }): Promise<void>;
  /** How many such entities there are. */
  overdueEntities(before: Instant): Promise<number>;
  /**
   * How many rows of the errands still wait: messages written before this instant, also those that back off, and mails and items of bulk
   * commands that were due by then.
   */
  untakenRows(before: Instant): Promise<number>;
  report(backlog: Backlog): Promise<void>;
}
export interface Backlog {
  readonly at: Instant;
  readonly overdueEntities: number;
  readonly untakenRows: number;
  readonly nudged: number;
}
