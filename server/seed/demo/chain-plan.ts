import type { PostId, Role } from '../../../domain/actor.js';
import { provinceOfChain, yearDaysOf, yearOfChain } from '../../../domain/chain/chain-id.js';
import type { ItemHolder } from '../../../domain/chain/template.js';
import { addWorkingDays, formatDay, nextWorkingDay, parseDay, type Day } from '../../../domain/calendar.js';
import type { FirstTaskArea } from '../../../domain/pilot/task-areas.js';
import type { FromToday } from './life.js';
import type { Stage } from './stage.js';

/** A day of the chain's own year, `09-30`, or one told from the day the demo is made. */
export type InYear = string | FromToday;

/** A working day of the chain's year: what lies outside it is brought to its first or last one. */
export function dayInYear(stage: Pick<Stage, 'calendarOf' | 'dayFrom'>, id: string, when: InYear): Day {
  const calendar = stage.calendarOf(provinceOfChain(id));
  const { first, last } = yearDaysOf(id);
  const day = typeof when === 'string' ? parseDay(`${yearOfChain(id)}-${when}`) : stage.dayFrom(when);
  if (day === undefined) throw new RangeError(`A day planned in ${id} is none of its year`);
  return Math.min(Math.max(day, nextWorkingDay(calendar, first)), addWorkingDays(calendar, last + 1, -1));
}

/** Something a province has taken on for a year, and how far its people bring it. */
export interface DemoItem {
  readonly id: string;
  readonly title: string;
  readonly area: FirstTaskArea;
  readonly measure: string;
  /** Whom the statement names. */
  readonly post: ItemHolder;
  readonly due: InYear;
  readonly isUnassigned?: true;
  /** The lead department hands it on to the liaison. */
  readonly passedOn?: InYear;
  /** Whoever got it last has not signed for it. */
  readonly isUnsigned?: true;
  /** Progress that is told before it is done. */
  readonly noted?: { readonly on: InYear; readonly share: number };
  /** When it is said to be done for the first time; in time where this does not say. */
  readonly fedBack?: InYear;
  /** One feedback for each, from the lowest level upwards: what the level above says of it, or has not said yet. */
  readonly verdicts?: readonly ('accepted' | 'returned' | 'waiting')[];
  readonly withdrawn?: { readonly on: InYear; readonly reason: string };
}

/** Which year a chain is of, seen from the day the demo is made; `coming` is the one whose statement is drafted in these weeks. */
export type WhichYear = 'before-last' | 'last' | 'this' | 'coming';

/** The chain of a province and year, and how its people work. */
export interface DemoChain {
  readonly province: string;
  readonly years: readonly (WhichYear | number)[];
  /** In December of the year before where it does not say. */
  readonly opened?: FromToday;
  readonly items: readonly DemoItem[];
  /** How many versions of its statement are submitted so far, where the next one is still drafted. */
  readonly submitted?: number;
  /** How many have signed, where not everybody has. */
  readonly signatures?: number;
  /** Who sent the first version back. */
  readonly returnedBy?: Role;
  /** What its pilots let climb waits for its answer. */
  readonly leavesUnanswered?: true;
  /** The leader sent the first self-assessment back; when the second one came. It waits for the leader since. */
  readonly assessedAgain?: FromToday;
}

/** What somebody does next on a chain, from which day on. */
export interface Step<C> {
  readonly thing: string;
  readonly post: PostId;
  readonly on: Day;
  readonly command: C;
  /** The text the command names by its hash. */
  readonly text?: string;
  /** What is to be remembered once it is done. */
  readonly remember?: () => void;
}

export const yearOf = (day: Day): number => Number(formatDay(day).slice(0, 4));
