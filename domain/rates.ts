import { endOfDay, type Day, type Instant } from './calendar.js';
import type { Outcome } from './duty.js';

/** What the on-time rates are computed from. */
export interface RateFacts {
  readonly status: 'open' | Outcome;
  readonly firstDue: Day;
  readonly due: Day;
  readonly settledAt?: Instant;
  /** 迟办: set for ever by what was late against the date in force at that time. */
  readonly isLate?: boolean;
  /** It was withdrawn as overdue before and is owed again: it counts there. */
  readonly lateBefore?: boolean;
}
/** Of so many duties that had to be done, so many were done in time. */
export interface OnTime {
  readonly of: number;
  readonly onTime: number;
}
/** Both rates (rules: Extension): against the first date, and against the one in force, which an extension may have put back. */
export interface Rates {
  readonly first: OnTime;
  readonly granted: OnTime;
}

export const NO_RATES: Rates = { first: { of: 0, onTime: 0 }, granted: { of: 0, onTime: 0 } };

/**
 * Counts duties that are done, and those whose date has passed, open or withdrawn after it: what is not due yet says nothing, and what was
 * withdrawn before it fell due was not owed. Late made up stays late, and never handing in is no better; what is owed again counts once.
 */
export function ratesOf(duties: readonly RateFacts[], now: Instant): Rates {
  return duties.reduce((rates, duty) => {
    const isLost = duty.status === 'withdrawn';
    if (duty.lateBefore === true || (isLost && duty.isLate !== true)) return rates;
    const isDone = duty.status === 'done';
    const doneAt = isDone ? (duty.settledAt ?? now) : Infinity;
    const first = count(rates.first, isDone || isLost || now > endOfDay(duty.firstDue), doneAt <= endOfDay(duty.firstDue));
    const granted = count(rates.granted, isDone || isLost || now > endOfDay(duty.due), isDone && duty.isLate !== true);
    return { first, granted };
  }, NO_RATES);
}

const count = ({ of, onTime }: OnTime, counts: boolean, isOnTime: boolean): OnTime =>
  counts ? { of: of + 1, onTime: onTime + (isOnTime ? 1 : 0) } : { of, onTime };
