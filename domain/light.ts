import { addWorkingDays, dayOf, endOfDay, startOfDay, workingDaysBetween, type Calendar, type Instant } from './calendar.js';
import type { Outcome, Watched } from './duty.js';

export type Light = 'green' | 'yellow' | 'red' | 'blue' | 'grey';

/** From the fifth working day before the due day a duty is yellow (临近). */
const WARNING_DAYS = 5;

/** The instant a duty turns yellow: five working days before its due day, for a term of fewer than ten at half of it (rules: lights). */
export function yellowFrom(calendar: Calendar, { openedAt, due }: Pick<Watched, 'openedAt' | 'due'>): Instant {
  const opened = dayOf(openedAt);
  if (due <= opened) return startOfDay(due);
  const isLong = addWorkingDays(calendar, opened, 2 * WARNING_DAYS) <= due;
  const leftDays = isLong ? WARNING_DAYS : Math.floor(workingDaysBetween(calendar, opened, due) / 2);
  return startOfDay(leftDays === 0 ? due : addWorkingDays(calendar, due, -leftDays));
}

/** What the light of a duty is computed from; stored instants only, so that time passing writes nothing. */
export interface LightFacts {
  readonly status: 'open' | Outcome;
  readonly yellowFrom: Instant;
  readonly dueAt: Instant;
}

/** The light at the moment of asking. A due day ends at 24:00: what is done on it is on time. */
export function lightAt({ status, yellowFrom: warning, dueAt: due }: LightFacts, now: Instant): Light {
  if (status === 'done') return 'blue';
  if (status === 'withdrawn') return 'grey';
  if (now > due) return 'red';
  return now >= warning ? 'yellow' : 'green';
}

/** Whether a duty settled, or given another date, at this instant is late, for ever (迟办). */
export const isLateAt = ({ due, isLate }: Pick<Watched, 'due' | 'isLate'>, at: Instant): boolean => isLate === true || at > endOfDay(due);
