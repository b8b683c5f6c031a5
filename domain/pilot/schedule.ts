import { dayOf, formatDay, type Day, type Instant } from '../calendar.js';
import { refuse, type Refusal } from '../entity.js';
import { firstPeriodAfter, periodOf, type Period, type Schedule } from '../period.js';
import type { PlanOutline } from './plan-state.js';
import { approvedPlan, type Pilot } from './state.js';

/** How often a plan reports; one that does not say reports every quarter. */
export const scheduleOf = ({ reporting = 'quarter' }: Pick<PlanOutline, 'reporting'>): Schedule => reporting;

/** The schedule that holds for a pilot now. */
export const scheduleOfPilot = (pilot: Pilot): Schedule => scheduleOf(approvedPlan(pilot)?.outline ?? {});

/** The periods whose window has opened, the oldest first. */
export const openedPeriods = ({ reports }: Pilot): readonly Period[] =>
  Object.keys(reports)
    .flatMap((id) => periodOf(id) ?? [])
    .toSorted((one, other) => one.to - other.to);

/** The next whole period of the schedule after a day that ends by the pilot's end, under the key an event has for it. */
export function nextPeriodAfter<K extends string>(
  day: Day,
  { endDay, schedule }: { readonly endDay: Day; readonly schedule: Schedule },
  key: K,
): Partial<Record<K, string>> {
  const period = firstPeriodAfter(day, schedule);
  const result: Partial<Record<K, string>> = {};
  if (period !== undefined && period.to <= endDay) result[key] = period.id;
  return result;
}

/**
 * The period that opens next once a plan is approved. With the first plan the first whole one after the approval, or after a start still
 * to come; with a later plan of another schedule the first whole one after the last that was opened, those passed over that have ended
 * by then: nothing is late on the day it is first owed.
 */
export function firstPeriodUnder(pilot: Pilot, outline: PlanOutline, at: Instant): { readonly firstPeriod?: string } {
  const { endDay, startDay, nextPeriod } = pilot;
  const schedule = scheduleOf(outline);
  const today = dayOf(at);
  const isFirst = approvedPlan(pilot) === undefined;
  if (isFirst) return nextPeriodAfter(Math.max(today, startDay - 1), { endDay, schedule }, 'firstPeriod');
  if (schedule === scheduleOfPilot(pilot)) return nextPeriod === undefined ? {} : { firstPeriod: nextPeriod };
  let after: Day = openedPeriods(pilot).at(-1)?.to ?? Math.max(startDay - 1, (periodOf(nextPeriod ?? '')?.from ?? today + 1) - 1);
  for (let next = firstPeriodAfter(after, schedule); next !== undefined && next.to < today; next = firstPeriodAfter(after, schedule))
    after = next.to;
  return nextPeriodAfter(after, { endDay, schedule }, 'firstPeriod');
}

/** Why a change of schedule cannot be: the new one has no whole period left before the end, and so would end all reporting unseen. */
export function refuseSchedule(pilot: Pilot, outline: PlanOutline, at: Instant): Refusal | undefined {
  if (approvedPlan(pilot) === undefined || pilot.nextPeriod === undefined) return undefined;
  const { firstPeriod } = firstPeriodUnder(pilot, outline, at);
  return firstPeriod === undefined ? refuse('NoPeriodLeft', { end: formatDay(pilot.endDay) }) : undefined;
}
