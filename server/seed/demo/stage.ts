import { postOf, type Actor, type Role } from '../../../domain/actor.js';
import {
  addWorkingDays,
  atTimeOfDay,
  dayOf,
  formatDay,
  nextWorkingDay,
  type Calendar,
  type Day,
  type Instant,
} from '../../../domain/calendar.js';
import { bucketOf } from '../../../domain/fingerprint.js';
import type { CommandOf, Kind } from '../../../domain/kinds.js';
import { createSimulator, type Simulator } from '../../../domain/simulator.js';
import type { FromToday } from './life.js';
import { createSeats, type Seats } from './seats.js';

/** What a script of the past works with. */
export interface Stage {
  /** The nation's. */
  readonly calendar: Calendar;
  /** A region's as it stands by now. */
  calendarOf(region: string): Calendar;
  /** From now on a province has days of its own. */
  overlay(calendar: Calendar): void;
  readonly seats: Seats;
  readonly past: Simulator;
  /** The working day that lies so far from the day the demo is made. */
  dayFrom(from: FromToday): Day;
  /** Throws where the rules refuse: the demo breaks none. */
  send<K extends Kind>(kind: K, id: string, actor: Actor, command: CommandOf<K>, at: Instant, commandId?: string): void;
  /** Whoever acts in a post at that instant. Throws where it is empty. */
  actorIn(unit: string, role: Role, at: Instant): Actor;
  /** Keeps a text under its hash, for whoever writes the record. */
  keep(sha256: string, text: string): void;
  readonly documents: ReadonlyMap<string, string>;
}

/** Something that happens at an instant, decided on what is the case by then. */
export interface Act {
  readonly at: Instant;
  readonly do: (at: Instant) => void;
}

export function createStage(calendar: Calendar, { today, startsAt }: { readonly today: Day; readonly startsAt: Instant }): Stage {
  const own = new Map<string, Calendar>();
  const calendarOf = (region: string): Calendar => own.get(region) ?? calendar;
  const past = createSimulator({ startsAt, calendarOf });
  const seats = createSeats();
  const documents = new Map<string, string>();
  return {
    calendar,
    calendarOf,
    overlay: (one) => void own.set(one.region, one),
    seats,
    past,
    documents,
    dayFrom: ({ unit, days }) => (unit === 'working' ? addWorkingDays(calendar, today, days) : nextWorkingDay(calendar, today + days)),
    send(kind, id, actor, command, at, commandId) {
      const decision = past.send({ to: { kind, id }, actor, command, at, ...(commandId === undefined ? {} : { commandId }) });
      if (!decision.ok)
        throw new Error(`In the demo ${kind}/${id} refused ${command.type} on ${formatDay(dayOf(at))} with ${decision.code}`);
    },
    actorIn(unit, role, at) {
      const actor = seats.actorIn(unit, role, at);
      if (actor === undefined) throw new Error(`In the demo nobody holds ${postOf(unit, role)} on ${formatDay(dayOf(at))}`);
      return actor;
    },
    keep: (sha256, text) => void documents.set(sha256, text),
  };
}

const OFFICE_OPENS_MIN = 9 * 60;
const OFFICE_MINUTES = 8 * 60;

export const officeOpens = (day: Day): Instant => atTimeOfDay(day, OFFICE_OPENS_MIN);
/** A minute of office hours, the same for the same thing. */
export const officeTime = (day: Day, thing: string): Instant => atTimeOfDay(day, OFFICE_OPENS_MIN + bucketOf(thing, OFFICE_MINUTES));
