import { formatDay, parseDay, type Day } from './calendar.js';

/** How often a pilot reports (报告周期): every quarter, half-year or year of the calendar; the oftenest first. */
export const SCHEDULES = ['quarter', 'half-year', 'year'] as const;
export type Schedule = (typeof SCHEDULES)[number];

/** What a periodic report is about. */
export interface Period {
  /** `2026Q4`, `2026-H2` or `2026`. */
  readonly id: string;
  readonly schedule: Schedule;
  readonly from: Day;
  readonly to: Day;
}

const MONTHS: Readonly<Record<Schedule, number>> = { quarter: 3, 'half-year': 6, year: 12 };
const idOf = (schedule: Schedule, year: number, index: number): string => {
  switch (schedule) {
    case 'quarter':
      return `${year}Q${index + 1}`;
    case 'half-year':
      return `${year}-H${index + 1}`;
    case 'year':
      return String(year);
    default:
      return schedule satisfies never;
  }
};

const dayIn = (year: number, month: number): Day | undefined => parseDay(`${year}-${String(month).padStart(2, '0')}-01`);

/** The period of a year that has `index` others of its schedule before it, also beyond that year; undefined beyond the years the calendar can write. */
function periodIn(schedule: Schedule, year: number, index: number): Period | undefined {
  const months = MONTHS[schedule];
  const inYear = 12 / months;
  if (index >= inYear) return periodIn(schedule, year + 1, index - inYear);
  const from = dayIn(year, months * index + 1);
  const next = index + 1 === inYear ? dayIn(year + 1, 1) : dayIn(year, months * (index + 1) + 1);
  return from === undefined || next === undefined ? undefined : { id: idOf(schedule, year, index), schedule, from, to: next - 1 };
}

const indexOf = (month: number, schedule: Schedule): number => Math.floor((month - 1) / MONTHS[schedule]);

/** The period of a schedule that `day` lies in; undefined beyond the years the calendar can write. */
export function periodAt(day: Day, schedule: Schedule): Period | undefined {
  const [year = 0, month = 1] = formatDay(day).split('-').map(Number);
  return periodIn(schedule, year, indexOf(month, schedule));
}

/** The first whole period of a schedule after `day`; undefined beyond the years the calendar can write. */
export function firstPeriodAfter(day: Day, schedule: Schedule): Period | undefined {
  const [year = 0, month = 1] = formatDay(day).split('-').map(Number);
  return periodIn(schedule, year, indexOf(month, schedule) + 1);
}

/** The period of this id; undefined for anything that is no id of a period. */
export function periodOf(id: string): Period | undefined {
  const [, year, quarter, half] = /^(20\d\d)(?:Q([1-4])|-H([12]))?$/.exec(id) ?? [];
  if (year === undefined) return undefined;
  if (quarter !== undefined) return periodIn('quarter', Number(year), Number(quarter) - 1);
  return half === undefined ? periodIn('year', Number(year), 0) : periodIn('half-year', Number(year), Number(half) - 1);
}
