import { formatDay, type Calendar } from '../calendar.js';
import { refuse, type Refusal } from '../entity.js';
import { periodOf } from '../period.js';
import { openedPeriods, scheduleOfPilot } from './schedule.js';
import type { Pilot } from './state.js';
import { windowOpens } from './windows.js';

/** Why there is nothing to report, judge or skip for a period whose window has not opened. */
export function refusePeriod(pilot: Pilot, id: string, calendar: Calendar): Refusal {
  const period = periodOf(id);
  if (period === undefined) return refuse('PeriodUnknown', { period: id });
  const { startDay, endDay } = pilot;
  const next = periodOf(pilot.nextPeriod ?? '');
  const from = (openedPeriods(pilot)[0] ?? next)?.from ?? startDay;
  if (period.from < from) return refuse('PeriodBeforePilot', { period: id, from: formatDay(from) });
  if (period.to > endDay) return refuse('PeriodAfterPilot', { period: id, end: formatDay(endDay) });
  if (next === undefined || period.schedule !== scheduleOfPilot(pilot) || period.from < next.from)
    return refuse('PeriodOffSchedule', { period: id });
  return refuse('WindowNotOpen', { opens: formatDay(windowOpens(period, calendar)) });
}
