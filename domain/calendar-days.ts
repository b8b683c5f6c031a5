import { refuse, type Refusal } from './entity.js';
import {
  dueDay,
  formatDay,
  isWeekend,
  isWorkingDay,
  nameDay,
  parseDay,
  startOfDay,
  whyOff,
  type Calendar,
  type Day,
  type NamedDay,
  type SkippedDay,
} from './calendar.js';

/** What a day is: an ordinary working day, a weekend day worked (调休), or off for one of the three reasons. */
export type DayKind = 'working' | 'make-up' | SkippedDay['reason'];

export interface DescribedDay extends NamedDay {
  readonly kind: DayKind;
  /** No announcement covers it yet. */
  readonly isProvisional: boolean;
}

/** First and last year a calendar knows the days off of; whoever counts beyond them counts weekends alone. */
export interface KnownYears {
  readonly first: number;
  readonly last: number;
}

const yearOf = (day: Day): number => Number(formatDay(day).slice(0, 4));

/** Every year has days off of its own, so the first and the last of them name the years. */
export function knownYears({ daysOff, provisionalFrom }: Calendar): KnownYears {
  return { first: yearOf(daysOff[0] ?? provisionalFrom), last: yearOf(daysOff.at(-1) ?? provisionalFrom) };
}

/** The last day of the years it knows. */
export const lastKnownDay = (calendar: Calendar): Day => daysOfYear(knownYears(calendar).last).at(-1) ?? calendar.provisionalFrom;

/** Refuses a year that the calendar knows nothing of. */
export function refuseUnknownYear(calendar: Calendar, year: number): Refusal | undefined {
  const { first, last } = knownYears(calendar);
  return first <= year && year <= last ? undefined : refuse('CalendarYearUnknown', { first, last });
}

export function describeDay(calendar: Calendar, day: Day): DescribedDay {
  const named = nameDay(calendar, day);
  const isProvisional = day >= calendar.provisionalFrom;
  if (!isWorkingDay(calendar, day)) return { ...named, kind: whyOff(calendar, named), isProvisional };
  return isWeekend(day) ? { ...named, kind: 'make-up', isProvisional } : { day, kind: 'working', isProvisional };
}

/** The days of a year in order; empty for a year that is none of 2000 to 2099. */
export function daysOfYear(year: number): readonly Day[] {
  const first = parseDay(`${year}-01-01`);
  const last = parseDay(`${year}-12-31`);
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A due day with every day after the start up to it, once: counted, or skipped and why. */
export interface Account {
  readonly ok: true;
  readonly dueDay: Day;
  readonly counted: readonly DescribedDay[];
  readonly skipped: readonly DescribedDay[];
  readonly isProvisional: boolean;
}

/**
 * Counts so many days on the fingers. In working days every day off is skipped; in calendar days every day counts, but for those off past
 * which the end moves (民法典 art. 201, 203). Refuses where it would leave the years it knows. Throws as `dueDay` does.
 */
export function countFrom(calendar: Calendar, start: Day, days: number, unit: 'working' | 'calendar'): Account | Refusal {
  const due = dueDay(calendar, { kind: 'after', from: startOfDay(start), days, unit });
  const unknown = refuseUnknownYear(calendar, yearOf(start)) ?? refuseUnknownYear(calendar, yearOf(due));
  if (unknown !== undefined) return unknown;
  const passed = Array.from({ length: due - start }, (_, index) => describeDay(calendar, start + 1 + index));
  const isCounted = ({ day, kind }: DescribedDay): boolean =>
    unit === 'working' ? kind === 'working' || kind === 'make-up' : day < start + days || day === due;
  return {
    ok: true,
    dueDay: due,
    counted: passed.filter(isCounted),
    skipped: passed.filter((day) => !isCounted(day)),
    isProvisional: due >= calendar.provisionalFrom,
  };
}
