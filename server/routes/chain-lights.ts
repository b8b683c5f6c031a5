import { dayOf, endOfDay, workingDaysBetween, type Calendar, type Day, type Instant } from '../../domain/calendar.js';
import type { Watched } from '../../domain/duty.js';
import { lightAt, yellowFrom, type Light } from '../../domain/light.js';

/** Open duties by their ids within the chain. */
export type WatchedDuties = Readonly<Record<string, Watched>>;

/** What needs looking at first comes first. */
export const URGENCY: readonly Light[] = ['red', 'yellow', 'green', 'blue', 'grey'];

/** The light of a duty that is watched, at this instant. */
export const lightOf = (calendar: Calendar, duty: Watched, now: Instant): Light =>
  lightAt({ status: 'open', yellowFrom: yellowFrom(calendar, duty), dueAt: endOfDay(duty.due) }, now);

/** The worst light of these duties, another where there is none. */
export function worstLight(calendar: Calendar, duties: WatchedDuties, now: Instant, atRest: Light): Light {
  const lights = Object.values(duties).map((duty) => lightOf(calendar, duty, now));
  return URGENCY.find((light) => lights.includes(light)) ?? atRest;
}

/** By how many working days something due on this day is overdue; 0 where it is not, or not yet by one. */
export const lateDaysOf = (calendar: Calendar, due: Day, now: Instant): number =>
  now > endOfDay(due) ? workingDaysBetween(calendar, due, dayOf(now)) : 0;
