import type { Calendar } from './calendar.js';
import type { Entry, EntityRef, Envelope, Receipt } from './entity.js';
import type { AnyState, Kind, StateOf } from './kinds.js';
import type { Remembered } from './receipts.js';
import type { RefusalCode } from './refusals.js';
import type { EntityView, Projection } from './view.js';

/** What is appended at once, and where the record must stand for it. */
export interface Append {
  readonly kind: Kind;
  readonly id: string;
  readonly after: { readonly seq: number; readonly print: string };
  readonly entries: readonly Entry[];
  readonly projection: Projection;
}
/** `kept`: written, or already written by an earlier attempt. `elsewhere`: the record stands elsewhere and nothing was written. */
export type AppendAnswer = 'kept' | 'elsewhere';

/** A command the record has seen. */
export interface RecordedCommand {
  readonly stream: string;
  readonly commandHash: string;
  readonly receipt: Receipt;
}

export interface RecordHead {
  readonly seq: number;
  readonly isClosed: boolean;
  readonly path: readonly string[];
}

/** What the record said of an entity and a command at one moment. */
export interface Seen {
  readonly head?: RecordHead;
  readonly known?: RecordedCommand;
}

/** The record and what is folded from it (MongoDB; in memory for the fast tests). */
export interface RecordStore {
  append(append: Append): Promise<AppendAnswer>;
  view<K extends Kind>(kind: K, id: string): Promise<EntityView<StateOf<K>> | undefined>;
  /** The little of a view that a command needs: how far the record reaches, and who may see it. */
  head(kind: Kind, id: string): Promise<RecordHead | undefined>;
  /** Where the record itself ends, whatever its view says; 0 and an empty print where there is no entry. */
  end(kind: Kind, id: string): Promise<{ readonly seq: number; readonly print: string }>;
  entries(kind: Kind, id: string, afterSeq?: number): Promise<readonly Entry[]>;
  commandOf(commandId: string): Promise<RecordedCommand | undefined>;
  /** Head and command in one question, for the path every command takes. */
  lookUp(kind: Kind, id: string, commandId: string): Promise<Seen>;
}

export interface CalendarStore {
  /** Whether any has been published; a site is without one only for the moment before its first start is over. */
  hasAny(): Promise<boolean>;
  /** Today's calendar of a region; the national one where the region has none of its own. */
  latest(region: string): Promise<Calendar>;
  /** A published version never changes. Rejects when there is no such version. */
  version(version: number, region: string): Promise<Calendar>;
}

/** Where a run begins: at nothing, where the run before it renewed, or where the record says it stood. */
export interface Snapshot {
  readonly state: AnyState;
  readonly seq: number;
  readonly print: string;
  readonly recent: readonly Remembered[];
}
export interface RunInput {
  readonly id: string;
  readonly calendar: Calendar;
  /** Clocks of a trial may run ahead; 0 in earnest. */
  readonly clockShiftMs: number;
  readonly snapshot?: Snapshot;
}

/** A command addressed to an entity, before it is known how far the record reaches. `patienceMs`: how long its sender waits, where not as long as others do. */
export type Letter = Omit<Envelope, 'recordedSeq'> & { readonly to: EntityRef; readonly patienceMs?: number };

export type SendAnswer =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly code: SendFailure; readonly facts: Readonly<Record<string, string | number>> };
export type SendFailure = RefusalCode | 'KeyReused' | 'Busy' | 'EngineAway' | 'Uncertain';

/** Brings a command to its entity and answers once it is recorded. Safe to repeat with the same id. `seen`: what the caller has just looked up. */
export type Send = (letter: Letter, seen?: Seen) => Promise<SendAnswer>;
