import { addWorkingDays, endOfDay, startOfDay, type Calendar, type Day, type Instant } from '../calendar.js';
import type { Surroundings } from '../entity.js';
import { periodOf, type Period } from '../period.js';
import type { PilotEvent } from './events.js';
import { lapse } from './change.js';
import { nextPeriodAfter, scheduleOfPilot } from './schedule.js';
import type { Pilot } from './state.js';

/** Working days before a period's end at which its window opens (rules: Windows, proposed). */
const WINDOW_OPENS_DAYS = 10;
/** Working days after a period's end by which its report is due (rules: Windows, proposed). */
export const REPORT_TERM_DAYS = 10;

export const windowOpens = ({ to }: Period, calendar: Calendar): Day => addWorkingDays(calendar, to, -WINDOW_OPENS_DAYS);

/** What time has brought: windows opened, the end reached. */
export function passedInPilot(pilot: Pilot, at: Instant, { calendar }: Surroundings): PilotEvent[] {
  if (pilot.phase !== 'running') return [];
  const events: PilotEvent[] = [];
  const schedule = scheduleOfPilot(pilot);
  let next = pilot.nextPeriod === undefined ? undefined : periodOf(pilot.nextPeriod);
  while (next !== undefined && startOfDay(windowOpens(next, calendar)) <= at) {
    const after = nextPeriodAfter(next.to, { endDay: pilot.endDay, schedule }, 'nextPeriod');
    events.push({ type: 'reportWindowOpened', period: next.id, at, ...after });
    next = after.nextPeriod === undefined ? undefined : periodOf(after.nextPeriod);
  }
  if (endOfDay(pilot.endDay) < at) events.push(...lapse(pilot, at), { type: 'endReached', at });
  return events;
}

export function nextPassingInPilot(pilot: Pilot, { calendar }: Surroundings): Instant | undefined {
  if (pilot.phase !== 'running') return undefined;
  const next = pilot.nextPeriod === undefined ? undefined : periodOf(pilot.nextPeriod);
  const end = endOfDay(pilot.endDay) + 1;
  return next === undefined ? end : Math.min(end, startOfDay(windowOpens(next, calendar)));
}
