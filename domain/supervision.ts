import type { AdoptCalendar, CalendarAdopted } from './adoption.js';
import type { Day, Instant, Term } from './calendar.js';
import type { Climbed } from './climbing.js';
import type { Outcome, Watched } from './duty.js';
import type { Typed } from './entity.js';
import { isExtensionEvent, type ExtensionCommand, type ExtensionEvent } from './extension/messages.js';
import type { LadderId, Rung } from './ladders.js';
import type { NoteNoticeOutcome, NoticeOutcomeNoted } from './notice-outcome.js';

/** Any entity, watched: its duties are opened, settled and climb the ladder as recorded events, so that none comes or goes unseen. */
export interface Supervised<S> {
  readonly inner: S;
  readonly watched: Readonly<Record<string, Watched>>;
  /** The calendar version the due days were computed with; 0 before the first duty or adoption, where the run's own counts. */
  readonly calendarVersion: number;
}

export interface Tick {
  readonly type: 'tick';
}

export interface OpenedDuty {
  readonly id: string;
  readonly kind: string;
  readonly post: string;
  readonly term: Term;
  readonly due: Day;
  readonly firstDue?: Day;
  /** It was overdue when it was moved, or before it was withdrawn and is now owed again. */
  readonly isLate?: boolean;
  /** See `Duty`. */
  readonly countsAsLate?: true;
  /** Of a duty that opens; absent in the first records. */
  readonly ladder?: LadderId;
  readonly about?: string;
}
/** A duty under another post or term. */
export interface MovedDuty extends OpenedDuty {
  /** Rungs behind it under its new term, where some are to be climbed again. */
  readonly step?: number;
  /** Now, where its term is another one; absent in the first records. */
  readonly termedAt?: Instant;
  /** The notice that was drafted about it under its former date, and what that was raised to. */
  readonly notice?: string;
  readonly raised?: readonly string[];
  /** Where it had climbed beyond its reminders and does so no more. */
  readonly climbed?: Climbed;
}
export interface SettledDuty {
  readonly id: string;
  readonly outcome: Outcome;
  readonly isLate: boolean;
  /** The event that withdrew it. */
  readonly cause?: string;
  /** The notice that was drafted about it, which now has lost its matter, and what that was raised to. */
  readonly notice?: string;
  readonly raised?: readonly string[];
  /** Where it had climbed beyond its reminders. */
  readonly climbed?: Climbed;
}
export type SupervisionEvent =
  | {
      readonly type: 'dutiesChanged';
      readonly at: Instant;
      readonly calendarVersion: number;
      readonly opened: readonly OpenedDuty[];
      /** Same thing owed, by another post or under another term; the first due day stays. */
      readonly moved: readonly MovedDuty[];
      readonly settled: readonly SettledDuty[];
    }
  | {
      readonly type: 'rungReached';
      readonly duty: string;
      readonly kind: string;
      readonly post: string;
      readonly rung: Rung;
      readonly step: number;
      readonly on: Day;
      readonly due: Day;
      readonly skipped: readonly number[];
      /** The notice that is drafted at this rung. */
      readonly notice?: string;
    }
  | CalendarAdopted
  | NoticeOutcomeNoted
  | ExtensionEvent;

/** What any entity takes beside its own commands. */
export type SupervisionCommand = Tick | AdoptCalendar | NoteNoticeOutcome | ExtensionCommand;

export const isTick = (command: Typed): command is Tick => command.type === 'tick';
export const isSupervisionEvent = (event: Typed): event is SupervisionEvent =>
  event.type === 'dutiesChanged' ||
  event.type === 'rungReached' ||
  event.type === 'calendarAdopted' ||
  event.type === 'noticeOutcomeNoted' ||
  isExtensionEvent(event);
