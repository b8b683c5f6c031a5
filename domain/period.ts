import { formatDay, parseDay, type Day } from './calendar.js';

/** A quarter of the calendar year, the rhythm of the periodic reports. */
export interface Period {
  /** `2026Q4`. */
  readonly id: string;
  readonly from: Day;
  readonly to: Day;
}

const dayIn = (year: number, month: number): Day | undefined => parseDay(`${year}-${String(month).padStart(2, '0')}-01`);

function quarter(year: number, index: number): Period | undefined {
  const from = dayIn(year, 3 * index + 1);
  const next = index === 3 ? dayIn(year + 1, 1) : dayIn(year, 3 * index + 4);
  return from === undefined || next === undefined ? undefined : { id: `${year}Q${index + 1}`, from, to: next - 1 };
}

/** The first whole quarter after `day`; undefined beyond the years the calendar can write. */
export function firstPeriodAfter(day: Day): Period | undefined {
  const [year = 0, month = 1] = formatDay(day).split('-').map(Number);
  const index = Math.floor((month - 1) / 3);
  return index === 3 ? quarter(year + 1, 0) : quarter(year, index + 1);
}

/** The period of this id; undefined for anything that is no id of a period. */
export function periodOf(id: string): Period | undefined {
  const found = /^(20\d\d)Q([1-4])$/.exec(id);
  return found === null ? undefined : quarter(Number(found[1]), Number(found[2]) - 1);
}
