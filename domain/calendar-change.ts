import {
  formatDay,
  isWeekend,
  isWorkingDay,
  weekdayOf,
  withOverlay,
  type Calendar,
  type Day,
  type DaySpan,
  type Holiday,
  type Overlay,
} from './calendar.js';
import { daysOfYear, knownYears, refuseUnknownYear } from './calendar-days.js';
import { refuse, type Refusal } from './entity.js';

/** A day that an announcement, a province or the law names. */
export interface MarkedDay {
  readonly day: Day;
  readonly isWorking: boolean;
  readonly name: Pick<Holiday, 'zh' | 'en'>;
}

/** What replaces the days of one year: of the nation as announced (`00`), or those a province adds (办法 art. 4). */
export interface CalendarChange {
  readonly region: string;
  readonly year: number;
  readonly marked: readonly MarkedDay[];
}
/** The statutory days off of a year, which stand until it is announced. */
export type Statutory = (year: number) => readonly MarkedDay[];
export type Proposed = { readonly ok: true; readonly calendar: Calendar } | Refusal;

/** How many years after the last announced one are known by their statutory days. */
export const PROVISIONAL_YEARS = 8;
/** Announced were up to 10 days off in a row (2020, 春节); with a province's own days a few more (**proposed**). */
const MOST_IN_A_ROW = { nation: 10, province: 16 } as const;
/** A year has some 250 working days; below 200 it is a slip (**proposed**). */
const FEWEST_WORKING_DAYS = 200;
/** Only 春节 and 国庆 have so many statutory days that a whole week around them may be off. */
const FESTIVAL_DAYS = 3;
/** How far beyond a year a row of days off is followed. */
const MARGIN_DAYS = 20;
const MONDAY = 1;
const WEEK = 7;

const sorted = (days: Iterable<Day>): Day[] => [...new Set(days)].sort((a, b) => a - b);

/** Gathers days by the name they bear, in spans. The days come in order. */
export function gatherHolidays(marked: readonly MarkedDay[]): Holiday[] {
  const byName = new Map<string, MarkedDay['name'] & { spans: DaySpan[] }>();
  for (const { day, name } of marked) {
    const holiday = byName.get(name.zh) ?? { zh: name.zh, en: name.en, spans: [] };
    byName.set(name.zh, holiday);
    const last = holiday.spans.at(-1);
    if (last?.[1] === day - 1) holiday.spans.splice(-1, 1, [last[0], day]);
    else holiday.spans.push([day, day]);
  }
  return [...byName.values()];
}

const marksOf = ({ holidays, workingWeekendDays }: Pick<Calendar, 'holidays' | 'workingWeekendDays'>): MarkedDay[] => {
  const working = new Set(workingWeekendDays);
  return holidays
    .flatMap(({ zh, en, spans }) =>
      spans.flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, index) => {
          const day = from + index;
          return { day, isWorking: working.has(day), name: { zh, en } };
        }),
      ),
    )
    .sort((a, b) => a.day - b.day);
};

/** The national calendar with a year as it was announced; the provisional years reach as far as before, counted from the last announced one. */
export function announce(national: Calendar, { year, marked }: CalendarChange, version: number, statutory: Statutory): Proposed {
  const { first, last } = knownYears(national);
  const next = Number(formatDay(national.provisionalFrom).slice(0, 4));
  if (year < first || year > next) return refuse('CalendarYearNotNext', { first, next });
  const refusal = refuseMarks(year, marked);
  if (refusal !== undefined) return refusal;
  const days = daysOfYear(year);
  const isOfYear = new Set(days);
  const isLater = year === next;
  const horizon = isLater ? Array.from({ length: Math.max(0, year + PROVISIONAL_YEARS - last) }, (_, index) => last + 1 + index) : [];
  const added = [...marked, ...horizon.flatMap((later) => statutory(later))];
  const calendar: Calendar = {
    version,
    region: national.region,
    daysOff: sorted([
      ...national.daysOff.filter((day) => !isOfYear.has(day)),
      ...added.filter(({ isWorking }) => !isWorking).map(({ day }) => day),
    ]),
    workingWeekendDays: sorted([
      ...national.workingWeekendDays.filter((day) => !isOfYear.has(day)),
      ...added.filter(({ isWorking }) => isWorking).map(({ day }) => day),
    ]),
    holidays: gatherHolidays([...marksOf(national).filter(({ day }) => !isOfYear.has(day)), ...added].sort((a, b) => a.day - b.day)),
    provisionalFrom: isLater ? (days.at(-1) ?? 0) + 1 : national.provisionalFrom,
  };
  if (!isLater && changedDays(national, calendar).length === 0) return refuse('CalendarUnchanged');
  return refuseYear(calendar, year, MOST_IN_A_ROW.nation, statutory) ?? { ok: true, calendar };
}

/** A province's calendar with the days off it adds in a year; none takes back those it added, or says that it adds none. `current`: as it stands, with or without any. */
export function overlay(
  national: Calendar,
  current: Calendar,
  { region, year, marked }: CalendarChange,
  version: number,
  statutory: Statutory,
): Proposed {
  const refusal = refuseUnknownYear(national, year) ?? refuseMarks(year, marked);
  if (refusal !== undefined) return refusal;
  const isOfYear = new Set(daysOfYear(year));
  const before = current.overlay ?? { version, region, daysOff: [], holidays: [] };
  const kept = marksOf({ ...before, workingWeekendDays: [] }).filter(({ day }) => !isOfYear.has(day));
  const after: Overlay = {
    version,
    region,
    daysOff: sorted([...before.daysOff.filter((day) => !isOfYear.has(day)), ...marked.map(({ day }) => day)]),
    holidays: gatherHolidays([...kept, ...marked].sort((a, b) => a.day - b.day)),
    years: [...new Set([...(before.years ?? []), year])].sort((a, b) => a - b),
  };
  const calendar = withOverlay(national, after);
  const isFirmer = calendar.provisionalFrom > current.provisionalFrom;
  if (!isFirmer && changedDays(current, calendar).length === 0) return refuse('CalendarUnchanged');
  return refuseMerged(calendar, year, statutory) ?? { ok: true, calendar };
}

/** What a province's merged calendar may not look like in a year. */
export const refuseMerged = (calendar: Calendar, year: number, statutory: Statutory): Refusal | undefined =>
  refuseYear(calendar, year, MOST_IN_A_ROW.province, statutory);

/** Days that are working by one of two calendars and off by the other, in order. */
export function changedDays(before: Calendar, after: Calendar): Day[] {
  const named = [before, after].flatMap(({ daysOff, workingWeekendDays }) => [...daysOff, ...workingWeekendDays]);
  return sorted(named).filter((day) => isWorkingDay(before, day) !== isWorkingDay(after, day));
}

/** Refuses what cannot be a year's list of days, whatever it would lead to. */
function refuseMarks(year: number, marked: readonly MarkedDay[]): Refusal | undefined {
  const days = daysOfYear(year);
  const off = marked.filter(({ isWorking }) => !isWorking);
  const limit = days.length - FEWEST_WORKING_DAYS;
  if (off.length > limit) return refuse('CalendarTooManyDaysOff', { year, count: off.length, limit });
  const known = new Set(days);
  const seen = new Set<Day>();
  for (const { day, isWorking } of marked) {
    if (!known.has(day)) return refuse('CalendarDayOutside', { day: formatDay(day), year });
    if (seen.has(day)) return refuse('CalendarDayTwice', { day: formatDay(day) });
    if (isWorking && !isWeekend(day)) return refuse('CalendarNotWeekend', { day: formatDay(day) });
    seen.add(day);
  }
  return undefined;
}

/** Refuses a year in which nobody would work: a whole week off without a great festival, too long a row, too few working days. */
function refuseYear(calendar: Calendar, year: number, limit: number, statutory: Statutory): Refusal | undefined {
  const days = daysOfYear(year);
  const isOff = (day: Day): boolean => !isWorkingDay(calendar, day);
  const festive = new Set([year - 1, year, year + 1].flatMap((one) => statutory(one)).map(({ day }) => day));
  const count = days.filter(isOff).length;
  for (const [from, to] of rowsOff(days, isOff)) {
    const row = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const facts = { from: formatDay(from), to: formatDay(to) };
    const isFestival = row.filter((day) => festive.has(day)).length >= FESTIVAL_DAYS;
    const hasWeek = row.some((day) => weekdayOf(day) === MONDAY && day + WEEK - 1 <= to);
    if (row.length > limit) return refuse('CalendarRowTooLong', { ...facts, count: row.length, limit });
    if (hasWeek && !isFestival) return refuse('CalendarWeekOff', facts);
  }
  const most = days.length - FEWEST_WORKING_DAYS;
  return count > most ? refuse('CalendarTooManyDaysOff', { year, count, limit: most }) : undefined;
}

/** Days off in a row that touch a year, also where they begin before it or end after it. */
function rowsOff(days: readonly Day[], isOff: (day: Day) => boolean): DaySpan[] {
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const rows: DaySpan[] = [];
  for (let day = first - MARGIN_DAYS; day <= last + MARGIN_DAYS; day += 1) {
    if (!isOff(day)) continue;
    const from = day;
    while (day < last + MARGIN_DAYS && isOff(day + 1)) day += 1;
    if (from <= last && day >= first) rows.push([from, day]);
  }
  return rows;
}
