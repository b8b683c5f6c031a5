import type { Actor } from './actor.js';
import type { Instant } from './calendar.js';
import type { EntityRef, Receipt, Typed } from './entity.js';
import type { SendFailure } from './ports.js';
import type { RefusalFacts } from './refusals.js';

/** One command for many entities, as it was received. What holds for all: who asked, in which post, and when. */
export interface BulkCommand {
  /** Told from the caller's key: a repeat has the same. */
  readonly id: string;
  /** Of everything that was asked for: the same id with another hash is another request under a used key. */
  readonly hash: string;
  /** The name of the single command's route, such as `approvePlan`. */
  readonly command: string;
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly total: number;
}

export const BULK_STATES = ['waiting', 'done', 'refused'] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** Why an item was refused for good. Who is merely busy or away is asked again. */
export interface BulkRefusal {
  readonly code: Exclude<SendFailure, 'Busy' | 'EngineAway' | 'Uncertain'> | 'InvalidInput';
  readonly facts: RefusalFacts;
  /** Which fields of the item are wrong, in both languages; with `InvalidInput` only. */
  readonly errors?: readonly { readonly field: string; readonly zh: string; readonly en: string }[];
}

/** What is sent for one item; its command id follows from the request's key and the item's place in it. */
export interface BulkErrand {
  readonly to: EntityRef;
  readonly command: Typed;
  readonly commandId: string;
  readonly commandHash: string;
}
/** One item as it was received: to be sent, or refused before anything was. */
export interface BulkItem {
  /** Its place in the request, from 0. */
  readonly index: number;
  /** What names it, as the caller wrote it. */
  readonly params: Readonly<Record<string, string>>;
  readonly received: { readonly errand: BulkErrand } | { readonly refusal: BulkRefusal };
}

/** An item that waits to be sent, with all that sending needs. */
export interface WaitingItem extends BulkErrand {
  readonly id: string;
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly attempts: number;
}

/** How far a bulk command has come; counted from its items each time it is asked. */
export interface BulkProgress {
  readonly done: number;
  readonly refused: number;
  readonly waiting: number;
  /** When the last item was settled; only where none waits. */
  readonly finishedAt?: Instant;
}

/** The items of all bulk commands, as the clerk sees them. An item that is done stays done, whatever a second sender hears later. */
export interface BulkBox {
  /** What is due, longest due first. */
  dueItems(now: Instant, limit: number): Promise<readonly WaitingItem[]>;
  done(id: string, receipt: Receipt, now: Instant): Promise<void>;
  refused(id: string, refusal: BulkRefusal, now: Instant): Promise<void>;
  postpone(id: string, until: Instant): Promise<void>;
}
