import { dayOf, formatDay } from '../calendar.js';
import { lastKnownDay } from '../calendar-days.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import { liesWithin } from '../unit-code.js';
import type { PilotEvent } from './events.js';
import { LEVELS } from './levels.js';
import type { Registration } from './messages.js';
import { FEWEST_AREAS } from './task-areas.js';

/** Calendar days before its registration that a pilot may have begun (proposed). */
const EARLIEST_START_DAYS = 365;

/** Decides a registration (立项): by its level in the right unit, in enough areas, at a host within, over days that can still be supervised. */
export function register(registration: Registration, context: Context): Decision<PilotEvent> {
  const { kind, areas, level, region, host } = registration;
  if (areas.length < FEWEST_AREAS[kind]) return refuse('AreasTooFew', { fewest: FEWEST_AREAS[kind] });
  if (region.length !== LEVELS[level].regionDigits) return refuse('WrongLevel', { level });
  if (!liesWithin(host, region)) return refuse('HostElsewhere', { host, region });
  return refuseSpan(registration, context) ?? accept({ type: 'pilotRegistered', ...registration, at: context.at });
}

/** A pilot that is over owes nothing that could still be done, and no day can be counted beyond the years that the calendar knows. */
function refuseSpan({ startDay, endDay }: Registration, { at, calendar }: Context): Refusal | undefined {
  if (endDay <= startDay) return refuse('EndTooEarly', { end: formatDay(endDay), after: formatDay(startDay) });
  const today = dayOf(at);
  const [earliest, from, to] = [today - EARLIEST_START_DAYS, today + 1, lastKnownDay(calendar)];
  if (startDay >= earliest && endDay >= from && endDay <= to) return undefined;
  return refuse('PilotDatesOutside', { earliest: formatDay(earliest), from: formatDay(from), to: formatDay(to) });
}
