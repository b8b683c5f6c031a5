import { SYSTEM, type Actor, type PostId } from './actor.js';
import type { Calendar, Day, Instant } from './calendar.js';
import type { Climb, ClimbOver } from './climbing.js';
import type { Duty, Watched, WatchedDuty } from './duty.js';
import type { Rung } from './ladders.js';
import type { ExtensionRule } from './extension/state.js';
import type { RefusalCode, RefusalFacts } from './refusals.js';

/** Where a decision is taken: which entity, and under which calendar. */
export interface Surroundings {
  readonly id: string;
  readonly calendar: Calendar;
}
/** All that `decide` may know besides the state: who acts, and when the command was received. */
export interface Context extends Surroundings {
  readonly actor: Actor;
  readonly at: Instant;
}

/** What an entity's own `decide` is told on top: its duties as they are watched, with the days they were given. */
export interface OwnContext extends Context {
  readonly watched: Readonly<Record<string, Watched>>;
}

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;
}
/** `passed`: so many of the events, the first ones, time alone had brought by then; absent where it brought none. */
export type Accepted<E> = { readonly ok: true; readonly events: readonly E[]; readonly passed?: number };
export type Decision<E> = Accepted<E> | Refusal;

/** Under whom an event of a decision is recorded: what time brought is nobody's deed, whoever's command came first after it. */
export const actorOfEvent = ({ passed = 0 }: Accepted<unknown>, index: number, actor: Actor): Actor => (index < passed ? SYSTEM : actor);

export const accept = <E>(...events: E[]): Decision<E> => ({ ok: true, events });
export const refuse = (code: RefusalCode, facts: RefusalFacts = {}): Refusal => ({ ok: false, code, facts });

export interface Typed {
  readonly type: string;
}

/** What follows from a recorded event outside its own entity; rows of the outbox, written in the same transaction. */
export type Consequence =
  | {
      readonly type: 'message';
      readonly to: EntityRef;
      readonly command: Message;
      /** A receiver that has ended by then need not be told: it is no failure. */
      readonly isMootOnceClosed?: true;
    }
  | { readonly type: 'mail'; readonly post: string; readonly notice: string; readonly facts: RefusalFacts; readonly isUrgent: boolean };

/** A command from one entity to another: its facts are ids and words. */
export type Message = Typed & Readonly<Record<string, string>>;

export interface EntityRef {
  readonly kind: string;
  readonly id: string;
}

/** What every list needs of an entity: a name, where it stands, and the units (and posts) that may see it. */
export interface Summary {
  readonly title: string;
  readonly phase: string;
  readonly path: readonly string[];
  /** Further fields to filter and sort by, named as in the API. */
  readonly fields: Readonly<Record<string, string | number | readonly string[]>>;
}

/** A rung above the chase, as it was reached. */
export interface HighRung {
  readonly rung: Exclude<Rung, 'reminder' | 'chase'>;
  readonly duty: string;
  readonly on: Day;
  readonly watched: Watched;
}

/** A thing with a life: commands are decided against its state, and what was decided becomes events. Pure and synchronous. */
export interface Entity<S, C extends Typed, E extends Typed> {
  readonly kind: string;
  readonly initial: S;
  decide(state: S, command: C, context: OwnContext): Decision<E>;
  /** Reads every event version ever written; never refuses, never throws. */
  evolve(state: S, event: E): S;
  /** What is owed, derived from the state; nobody stores one. */
  duties(state: S, id: string): readonly Duty[];
  /** Which events fulfil a kind of duty; one that goes by any other event is withdrawn, not done. */
  readonly fulfilledBy: Readonly<Record<string, readonly E['type'][]>>;
  /** Whether whoever owed this duty, settled between the two states, had done their part in time: it bears no mark for what an answer took. */
  isExcused?(duty: string, before: S, after: S): boolean;
  /** What time alone has brought by `at`: a window opens, an end is reached. */
  passed(state: S, at: Instant, surroundings: Surroundings): readonly E[];
  /** When time alone brings something next; asked at `now`, before which it cannot any more. */
  nextPassing(state: S, surroundings: Surroundings, now: Instant): Instant | undefined;
  /** What follows elsewhere from an event, given the state after it. */
  consequences(state: S, event: E, id: string): readonly Consequence[];
  /** Who gets a copy when the holder of this post is chased (rules: ladder). */
  overseer(state: S, post: PostId): PostId;
  /** What a rung above the chase brings: the draft of a notice, or a decision to be taken about one. */
  atRung(state: S, reached: HighRung, id: string): readonly Consequence[];
  /** Who may give this duty another date, and how far; undefined where it keeps its own. Left out where all do. */
  extension?(state: S, duty: WatchedDuty, context: OwnContext): ExtensionRule | undefined;
  /** Who else is told that a duty climbed beyond its reminders, or does so no more. */
  climbed(state: S, climb: Climb, id: string): readonly Consequence[];
  climbOver(state: S, over: ClimbOver, id: string): readonly Consequence[];
  /** Documents, by content hash, that an event refers to; what no event refers to may be swept. */
  refersTo(event: E): readonly string[];
  /** Files, by content hash, that an event brings; kept and swept in the same way. */
  brings(event: E): readonly string[];
  /** What lists and duties show of it. */
  summary(state: S, id: string): Summary;
  isClosed(state: S): boolean;
}

/** One line of an entity's record: the audit trail, and the source of every view. Instants in epoch milliseconds. */
export interface Entry<E = Typed> {
  readonly seq: number;
  readonly receivedAt: Instant;
  readonly decidedAt: Instant;
  readonly actor: Actor;
  readonly commandId: string;
  /** Hash of the command's body: the same id with another body is refused. */
  readonly commandHash: string;
  readonly event: E;
}

/** A command as it travels. The id makes a repeat harmless; `recordedSeq` says how far the sender saw the record reach, so that a run left behind by a crash notices. */
export interface Envelope<C extends Typed = Typed> {
  readonly id: string;
  readonly hash: string;
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly recordedSeq: number;
  readonly command: C;
}

/** What a caller learns of an accepted command, the first time and at every repeat. */
export interface Receipt {
  readonly seq: number;
  readonly events: readonly string[];
}
