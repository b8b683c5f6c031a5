import { addWorkingDays, nextWorkingDay, parseDay, type Day } from '../../../domain/calendar.js';
import { chainId } from '../../../domain/chain/chain-id.js';
import { createChainLife, openChain, type ChainLife } from './chain-life.js';
import { yearOf, type DemoChain, type WhichYear } from './chain-plan.js';
import { officeTime, type Act, type Stage } from './stage.js';

interface Span {
  readonly firstDay: Day;
  readonly today: Day;
}
/** So many days before the year begins, statements are drafted for the next one. */
const DRAFTED_AHEAD_DAYS = 60;
/** Working days after the demo's first one from which on a chain can be opened: everybody is seated. */
const SETTLED_DAYS = 3;
/** A chain opened later in its own year would not be believed. */
const LATEST_OPENING = '03-15';

/** The chains of the demo, each from the day it is opened. */
export function chainActs(stage: Stage, lives: readonly DemoChain[], span: Span, live: (chain: ChainLife) => void): Act[] {
  return lives.flatMap((life) =>
    life.years.flatMap((which): Act[] => {
      const year = typeof which === 'number' ? which : yearNamed(which, span.today);
      const opened = openingDay(stage, life, year, span);
      if (opened === undefined) return [];
      const id = chainId(life.province, year);
      const begin = (at: number): void => {
        openChain(stage, life.province, year, at);
        live(createChainLife(stage, life, id, at));
      };
      return [{ at: officeTime(opened, id), do: begin }];
    }),
  );
}

function yearNamed(which: WhichYear, today: Day): number {
  switch (which) {
    case 'before-last':
      return yearOf(today) - 2;
    case 'last':
      return yearOf(today) - 1;
    case 'this':
      return yearOf(today);
    case 'coming':
      return yearOf(today + DRAFTED_AHEAD_DAYS);
    default:
      return which satisfies never;
  }
}

/** Undefined for a year the demo does not reach back to. */
function openingDay(stage: Stage, { opened }: DemoChain, year: number, { firstDay }: Span): Day | undefined {
  if (opened !== undefined) return stage.dayFrom(opened);
  const usual = nextWorkingDay(stage.calendar, parseDay(`${year - 1}-12-01`) ?? 0);
  const day = Math.max(usual, addWorkingDays(stage.calendar, firstDay, SETTLED_DAYS));
  return day > (parseDay(`${year}-${LATEST_OPENING}`) ?? 0) ? undefined : day;
}
