import { addWorkingDays, atTimeOfDay, dayOf, isWorkingDay, type Calendar, type Day, type Instant } from './calendar.js';
import type { Watched } from './duty.js';
import { bucketOf } from './fingerprint.js';
import { ladderOf, type Rung } from './ladders.js';

/** Rungs fire on working days from 07:00, spread over half an hour so that a quarter's end is no single instant. */
const FIRING_STARTS_MIN = 7 * 60;
const SPREAD_MS = 30 * 60_000;

/** When rungs fire on a working day, for this entity. */
export const firingOn = (day: Day, id: string): Instant => atTimeOfDay(day, FIRING_STARTS_MIN) + bucketOf(id, SPREAD_MS);

/** The first instant from `at` on at which a rung may fire: never on a day off, never before the morning. */
export function firingFrom(calendar: Calendar, id: string, at: Instant): Instant {
  const today = dayOf(at);
  if (isWorkingDay(calendar, today)) return Math.max(at, firingOn(today, id));
  return firingOn(addWorkingDays(calendar, today, 1), id);
}

export interface NextRung {
  readonly rung: Rung;
  /** Counts from 1: the number of rungs behind the duty once this one is reached. */
  readonly step: number;
  readonly at: Instant;
  /** Reminders passed over because their day lay before the duty had its term. */
  readonly skipped: readonly number[];
}

/**
 * The next rung of a duty and when it is due: the later of its own day and the former rung's real day plus the gap between the two.
 * A reminder that lies before the duty existed, or before it had its present term, is skipped; what comes after the due day never is. What a new calendar brought forward waits
 * for the working day after it was adopted. Where its notice came to nothing, the gap before another one is counted from that day. While another date is asked for nothing fires: reminders that lie in that time are skipped, the rest waits.
 */
export function nextRung(duty: Watched, id: string, calendar: Calendar): NextRung | undefined {
  const skipped: number[] = [];
  const ladder = ladderOf(duty);
  const former = ladder[duty.step - 1];
  const isAgain = duty.lapsed !== undefined && duty.notice === undefined;
  const since = Math.max(duty.openedAt, duty.termedAt ?? 0);
  const pause = duty.extension?.pause;
  const afterPause = pause === undefined ? 0 : firingFrom(calendar, id, pause.until + 1);
  for (let index = duty.step; index < ladder.length; index++) {
    const step = ladder[index];
    if (step === undefined) return undefined;
    const own = firingOn(addWorkingDays(calendar, duty.due, step.offset), id);
    if ((own < since || isWithin(own, pause)) && step.offset < 0) {
      skipped.push(index + 1);
      continue;
    }
    const steppedOn = isAgain ? duty.lapsed?.on : duty.steppedOn;
    const afterFormer =
      former === undefined || steppedOn === undefined ? 0 : firingOn(addWorkingDays(calendar, steppedOn, step.offset - former.offset), id);
    const afterTerm = own < since ? firingOn(addWorkingDays(calendar, dayOf(since), 1), id) : 0;
    const afterHold = duty.heldOn === undefined ? 0 : firingOn(addWorkingDays(calendar, duty.heldOn, 1), id);
    return { rung: step.rung, step: index + 1, at: Math.max(own, afterFormer, afterTerm, afterHold, afterPause), skipped };
  }
  return undefined;
}

const isWithin = (at: Instant, span: { readonly from: Instant; readonly until: Instant } | undefined): boolean =>
  span !== undefined && at >= span.from && at <= span.until;

/** How many of the rungs a duty has climbed still lie behind it under another date: those ahead of today are climbed again. */
export function stepUnder(calendar: Calendar, duty: Watched, due: Day, today: Day): number {
  const ahead = ladderOf(duty).findIndex(({ offset }) => addWorkingDays(calendar, due, offset) > today);
  return ahead === -1 ? duty.step : Math.min(duty.step, ahead);
}
