import type { PostId } from './actor.js';
import type { Day, Instant, Term } from './calendar.js';
import type { DutyExtension } from './extension/state.js';
import type { LadderId, Rung } from './ladders.js';

/** What a post owes and by when (责任事项). Entities derive their duties from state; the supervisor watches them. */
export interface Duty {
  /** Unique within its entity and stable as long as the same thing is owed. */
  readonly id: string;
  readonly kind: string;
  readonly post: PostId;
  readonly term: Term;
  /** The day it was first due on, where it was owed before and withdrawn meanwhile; else the day its term leads to. */
  readonly firstDue?: Day;
  /** The duty, of the same entity, that it decides on. */
  readonly about?: string;
  /** It was overdue when it was withdrawn before, or when its post got it: late for ever, whatever term it has now (迟办). */
  readonly isLate?: boolean;
  /** Nothing that was withdrawn before counts as late for it: it does so itself. */
  readonly countsAsLate?: true;
}

/** An open duty as the record knows it: with the dates it was given and how far it has climbed. */
export interface Watched {
  readonly kind: string;
  readonly post: PostId;
  readonly term: Term;
  readonly openedAt: Instant;
  /** The first due day is kept for ever; on-time is shown against both. */
  readonly firstDue: Day;
  readonly due: Day;
  /** It was overdue under an earlier date, or before it was withdrawn and owed again: late for ever, whatever date it has now (迟办). */
  readonly isLate?: boolean;
  /** It was overdue before it was withdrawn and owed again: what was withdrawn counts as late, and it is counted once. */
  readonly lateBefore?: boolean;
  /** The ladder it was opened with; absent in the first records. */
  readonly ladder?: LadderId;
  /** When it was given its present term; absent where that is the one it was opened with. */
  readonly termedAt?: Instant;
  /** How many rungs of its ladder lie behind it. */
  readonly step: number;
  /** The working day on which the last rung of its present term was really reached. */
  readonly steppedOn?: Day;
  /** A new calendar would have brought the next rung forward on this day: it comes on a later working day. */
  readonly heldOn?: Day;
  /** The rungs that were really reached, in order; absent in the first records. */
  readonly climbed?: readonly ClimbedRung[];
  /** The notice that was drafted about it. */
  readonly notice?: string;
  /** What that one was raised to, each form as it was proposed. */
  readonly raised?: readonly string[];
  /** Its last notice came to nothing: the rung is climbed again. */
  readonly lapsed?: LapsedNotice;
  /** See `Duty`. */
  readonly about?: string;
  /** Another date for it: asked for, granted, refused. */
  readonly extension?: DutyExtension;
}

/** One of them, by its id within the entity. */
export type WatchedDuty = Watched & { readonly id: string };

export interface ClimbedRung {
  readonly rung: Rung;
  readonly on: Day;
}

/** How a notice ended that was drafted about a duty and came to nothing: voided once issued, or withdrawn as a draft by its issuer. */
export type Lapse = 'voided' | 'withdrawn';
/** The last notice about a duty that came to nothing, and how many of them there were under its present term. */
export interface LapsedNotice {
  readonly notice: string;
  readonly outcome: Lapse;
  readonly on: Day;
  readonly count: number;
}

/** How a duty ended: `done` by an event that fulfils it, else `withdrawn`. */
export type Outcome = 'done' | 'withdrawn';

/** What is due first; of what is due on one day, what has been owed longest. */
export function firstDueOf(watched: Readonly<Record<string, Watched>>): WatchedDuty | undefined {
  let first: WatchedDuty | undefined;
  for (const [id, duty] of Object.entries(watched))
    if (first === undefined || duty.due < first.due || (duty.due === first.due && duty.openedAt < first.openedAt)) first = { ...duty, id };
  return first;
}
