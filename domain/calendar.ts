/**
 * Days, working days and terms in China: weekends and announced days off, less the Saturdays and Sundays made working (调休).
 * 全国年节及纪念日放假办法 (2024-11-10) and the State Council's yearly announcements; counting after 民法典 art. 201 and 203.
 */

/** Epoch milliseconds. */
export type Instant = number;
/** A calendar day in Asia/Shanghai as days since 1970-01-01; UTC+8 all year since 1991. */
export type Day = number;
/** First and last day, both included. */
export type DaySpan = readonly [from: Day, to: Day];

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;
const EPOCH_WEEKDAY = 4; // 1970-01-01 was a Thursday
const SATURDAY = 6;
const SUNDAY = 0;
const SEARCH_LIMIT_DAYS = 4_000;

/** The name of a holiday and the days that bear it: days off and the working weekend days that make up for them. */
export interface Holiday {
  readonly zh: string;
  readonly en: string;
  readonly spans: readonly DaySpan[];
}

/** One version of the days off of a region. Plain JSON of a few KB, carried beside the state of a run: never change one in place. */
export interface Calendar {
  /** Versions count in one series over all regions. */
  readonly version: number;
  /** `00` national; a province's code where its own days off are merged in. */
  readonly region: string;
  /** Sorted; weekend days may be among them. */
  readonly daysOff: readonly Day[];
  /** Saturdays and Sundays announced as working, sorted; they win over `daysOff`. */
  readonly workingWeekendDays: readonly Day[];
  readonly holidays: readonly Holiday[];
  /** First day that no announcement covers; from here on the statutory days stand for the time being. */
  readonly provisionalFrom: Day;
  /** What the region added to the national calendar; it is merged into the days above. */
  readonly overlay?: Overlay;
}

/** Days off that a region adds to the national ones (办法 art. 4). */
export interface Overlay {
  readonly version: number;
  readonly region: string;
  readonly daysOff: readonly Day[];
  readonly holidays: readonly Holiday[];
  /** Years for which it said which days it adds, also where these are none. Absent in the first records, where its days tell. */
  readonly years?: readonly number[];
}

/**
 * When something is owed. `after`: that many whole days (0 or more) from a moment, the starting day not counted.
 * `by`: on a named day, whatever that day is; `since` is when the duty arose.
 */
export type Term =
  | { readonly kind: 'after'; readonly from: Instant; readonly days: number; readonly unit: 'working' | 'calendar' }
  | { readonly kind: 'by'; readonly day: Day; readonly since: Instant };

export interface NamedDay {
  readonly day: Day;
  readonly label?: { readonly zh: string; readonly en: string };
}

export interface SkippedDay extends NamedDay {
  /** `province`: off in this province alone. */
  readonly reason: 'weekend' | 'holiday' | 'province';
}

/** How a due day came about, for whoever asks why. */
export interface TermExplanation {
  readonly startDay: Day;
  readonly dueDay: Day;
  /** Days counted, in the unit of the term; 0 for a term `by` a day. */
  readonly countedDays: number;
  /** Days off between start and due day that did not count, or past which the end was moved. */
  readonly skipped: readonly SkippedDay[];
  /** Weekend days on the way that counted as working days. */
  readonly makeUpDays: readonly NamedDay[];
  /** The term reaches into days that no announcement covers yet. */
  readonly isProvisional: boolean;
}

export const dayOf = (at: Instant): Day => Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS);
/** 00:00 in Shanghai. */
export const startOfDay = (day: Day): Instant => day * DAY_MS - SHANGHAI_OFFSET_MS;
/** The last millisecond before 24:00 in Shanghai. */
export const endOfDay = (day: Day): Instant => startOfDay(day + 1) - 1;
export const atTimeOfDay = (day: Day, minutesAfterMidnight: number): Instant => startOfDay(day) + minutesAfterMidnight * MINUTE_MS;
/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: Day): number => (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
/** `YYYY-MM-DD`. */
export const formatDay = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A real date of the years 2000 to 2099, written `YYYY-MM-DD`; anything else is undefined. */
export function parseDay(text: string): Day | undefined {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return undefined;
  const day = Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8))) / DAY_MS;
  return formatDay(day) === text ? day : undefined;
}

interface CalendarIndex {
  readonly off: ReadonlySet<Day>;
  readonly working: ReadonlySet<Day>;
}

const indexes = new WeakMap<Calendar, CalendarIndex>();

function indexOf(calendar: Calendar): CalendarIndex {
  const known = indexes.get(calendar);
  if (known) return known;
  const index = { off: new Set(calendar.daysOff), working: new Set(calendar.workingWeekendDays) };
  indexes.set(calendar, index);
  return index;
}

export function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY || weekday === SUNDAY;
}

export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const { off, working } = indexOf(calendar);
  return working.has(day) || (!isWeekend(day) && !off.has(day));
}

/**
 * The `count`-th working day after `day`; with a negative count, before it; with 0, the day itself, working or not.
 * Throws a RangeError when it lies more than 4,000 days away, further than any calendar knows, or when `count` is not whole.
 */
export function addWorkingDays(calendar: Calendar, day: Day, count: number): Day {
  if (!Number.isInteger(count)) throw new RangeError(`${count} is not a whole number of working days`);
  const step = Math.sign(count);
  let current = day;
  for (let left = Math.abs(count); left > 0;) {
    current += step;
    if (Math.abs(current - day) > SEARCH_LIMIT_DAYS) {
      const { region, version } = calendar;
      throw new RangeError(
        `calendar ${region} version ${version} has no ${count} working days within ${SEARCH_LIMIT_DAYS} days of ${formatDay(day)}`,
      );
    }
    if (isWorkingDay(calendar, current)) left -= 1;
  }
  return current;
}

/**
 * How many working days lead from one day to another, so that `workingDaysBetween(c, d, addWorkingDays(c, d, n))` is n:
 * forward those after `from` up to and including `to`; backward, negative, those before `from` down to and including `to`.
 */
export function workingDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  const step = Math.sign(to - from);
  let count = 0;
  let day = from;
  for (let left = Math.abs(to - from); left > 0; left -= 1) {
    day += step;
    if (isWorkingDay(calendar, day)) count += step;
  }
  return count;
}

/** The day itself when it is a working day. Throws as `addWorkingDays` does. */
export const nextWorkingDay = (calendar: Calendar, day: Day): Day => addWorkingDays(calendar, day - 1, 1);

/** The last day of a term. A term in calendar days that ends on a day off runs to the next working day. Throws as `addWorkingDays` does. */
export function dueDay(calendar: Calendar, term: Term): Day {
  if (term.kind === 'by') return term.day;
  const start = dayOf(term.from);
  return term.unit === 'working' ? addWorkingDays(calendar, start, term.days) : nextWorkingDay(calendar, start + term.days);
}

/** The last millisecond that is in time. */
export const dueAt = (calendar: Calendar, term: Term): Instant => endOfDay(dueDay(calendar, term));
/** Whether two terms say the same. */
export function isSameTerm(a: Term, b: Term): boolean {
  if (a.kind === 'after') return b.kind === 'after' && a.from === b.from && a.days === b.days && a.unit === b.unit;
  return b.kind === 'by' && a.day === b.day && a.since === b.since;
}
/** When the thing began to be owed. */
export const startOf = (term: Term): Instant => (term.kind === 'by' ? term.since : term.from);

/** The day with the name of its holiday, where it bears one. */
export function nameDay({ holidays }: Calendar, day: Day): NamedDay {
  const holiday = holidays.find(({ spans }) => spans.some(([from, to]) => from <= day && day <= to));
  return holiday ? { day, label: { zh: holiday.zh, en: holiday.en } } : { day };
}

/** Why a day off is one. A weekend within a holiday bears the name of the holiday. */
export function whyOff({ overlay }: Calendar, { day, label }: NamedDay): SkippedDay['reason'] {
  if (overlay?.daysOff.includes(day) === true) return 'province';
  return label !== undefined || !isWeekend(day) ? 'holiday' : 'weekend';
}

export function explainTerm(calendar: Calendar, term: Term): TermExplanation {
  const startDay = dayOf(startOf(term));
  const due = dueDay(calendar, term);
  const skipped: SkippedDay[] = [];
  const makeUpDays: NamedDay[] = [];
  if (term.kind === 'after') {
    const firstWeighed = term.unit === 'working' ? startDay + 1 : startDay + term.days;
    for (let day = firstWeighed; day <= due; day += 1) {
      const named = nameDay(calendar, day);
      const isOff = !isWorkingDay(calendar, day);
      if (isOff) skipped.push({ ...named, reason: whyOff(calendar, named) });
      else if (isWeekend(day)) makeUpDays.push(named);
    }
  }
  const countedDays = term.kind === 'after' ? term.days : 0;
  return { startDay, dueDay: due, countedDays, skipped, makeUpDays, isProvisional: due >= calendar.provisionalFrom };
}

const sortedUnion = (left: readonly Day[], right: readonly Day[]): Day[] => [...new Set([...left, ...right])].sort((a, b) => a - b);

const yearOfDay = (day: Day): number => Number(formatDay(day).slice(0, 4));

/** The first day for which a province that adds days of its own has not said which: it is not announced there, whatever the nation has announced. */
function unannouncedFrom({ daysOff, years = [] }: Overlay): Day {
  if (daysOff.length === 0) return Infinity;
  return parseDay(`${Math.max(...years, ...daysOff.map(yearOfDay)) + 1}-01-01`) ?? Infinity;
}

/**
 * A province's calendar. Its days off hold even where the nation works a weekend day; its version is the later of the two. It is firm as far as
 * both are announced: a province that adds days every year has not said which those of the next are.
 */
export function withOverlay(national: Calendar, overlay: Overlay): Calendar {
  const addedDaysOff = new Set(overlay.daysOff);
  return {
    version: Math.max(national.version, overlay.version),
    region: overlay.region,
    daysOff: sortedUnion(national.daysOff, overlay.daysOff),
    workingWeekendDays: national.workingWeekendDays.filter((day) => !addedDaysOff.has(day)),
    holidays: [...overlay.holidays, ...national.holidays],
    provisionalFrom: Math.min(national.provisionalFrom, unannouncedFrom(overlay)),
    overlay,
  };
}
