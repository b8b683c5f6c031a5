import { dayOf, dueDay, formatDay, type Calendar, type Day, type Instant, type Term } from '../calendar.js';
import { lastKnownDay } from '../calendar-days.js';
import { refuse, type Context, type Refusal } from '../entity.js';
import { periodOf } from '../period.js';
import type { PilotEvent } from './events.js';
import { nextPeriodAfter, openedPeriods, scheduleOfPilot } from './schedule.js';
import { approvedPlan, type Pilot } from './state.js';
import type { HeldDuty, RenewedTerm, Suspension } from './suspension-state.js';
import { REPORT_TERM_DAYS } from './windows.js';

/** Working days that everything owed has at least from a resumption on (ours): nobody starts again with a duty due tomorrow. */
const LEAST_TERM_DAYS = 5;
/** Farther than this a day moves by the calendar days of the suspension: nothing knows the working days of the next decade. */
const MOST_TERM_DAYS = 2_000;

type Resumed = Omit<PilotEvent & { type: 'pilotResumed' }, 'type' | 'number' | 'reason' | 'by' | 'at'>;

/** The days of a suspension until now, by the calendar. */
const pausedDays = ({ since }: Suspension, at: Instant): number => dayOf(at) - dayOf(since);

/**
 * The working days that were left, and never an earlier day than the one it had: what was due by a day off has fewer of them than lead to that
 * day, and another calendar may by now be in force.
 */
function termOf({ leftDays, due }: HeldDuty, suspension: Suspension, { calendar, at }: Pick<Context, 'calendar' | 'at'>): Term {
  if (leftDays > MOST_TERM_DAYS) return { kind: 'by', day: due + Math.max(0, pausedDays(suspension, at)), since: at };
  const again: Term = { kind: 'after', from: at, days: Math.max(leftDays, LEAST_TERM_DAYS), unit: 'working' };
  return dueDay(calendar, again) < due ? { kind: 'by', day: due, since: at } : again;
}

/** The new due days of the milestones that are still to be handed in for the first time. */
function milestoneDays(pilot: Pilot, terms: Readonly<Record<string, RenewedTerm>>, calendar: Calendar): Readonly<Record<string, Day>> {
  const milestones = approvedPlan(pilot)?.outline.milestones ?? [];
  return Object.fromEntries(
    milestones.flatMap(({ id }) => {
      const granted = terms[`milestone-${id}-1`];
      return granted === undefined ? [] : [[id, dueDay(calendar, granted.term)]];
    }),
  );
}

const renew = (suspension: Suspension, now: Pick<Context, 'calendar' | 'at'>): Readonly<Record<string, RenewedTerm>> =>
  Object.fromEntries(
    suspension.held.map((duty) => {
      const term = termOf(duty, suspension, now);
      return [duty.id, { term, firstDue: duty.firstDue, ...(duty.isLate ? { isLate: true } : {}) }];
    }),
  );

/** The first last day a pilot could have that was resumed now. */
function earliestEnd(pilot: Pilot, suspension: Suspension, now: Pick<Context, 'calendar' | 'at'>): Day {
  return Math.max(dayOf(now.at), pilot.startDay + 1, ...Object.values(milestoneDays(pilot, renew(suspension, now), now.calendar)));
}

/** Why a resumed pilot cannot end on this day; undefined where it can. */
export function refuseEnd(pilot: Pilot, end: Day, context: Pick<Context, 'calendar' | 'at'>): Refusal | undefined {
  const { suspension } = pilot;
  if (suspension === undefined) return undefined;
  if (suspension.from === 'concluding') return refuse('EndReached', { end: formatDay(pilot.endDay) });
  const earliest = earliestEnd(pilot, suspension, context);
  if (end < earliest) return refuse('EndTooEarly', { end: formatDay(end), after: formatDay(earliest - 1) });
  const latest = Math.max(earliest, lastKnownDay(context.calendar));
  return end > latest ? refuse('InvalidDates', { from: formatDay(earliest), to: formatDay(latest) }) : undefined;
}

/**
 * Back to where it was, under new terms: what was left of each is granted again from now on, the last day moves by the days of the
 * suspension or to the day decided on, and never before a milestone.
 */
export function resume(pilot: Pilot, suspension: Suspension, end: Day | undefined, context: Pick<Context, 'calendar' | 'at'>): Resumed {
  const { calendar, at } = context;
  const { from: phase } = suspension;
  const terms = renew(suspension, context);
  if (phase === 'concluding') return { phase, endDay: pilot.endDay, terms, milestoneDays: {}, skipped: [] };
  const moved = Math.max(pilot.endDay + pausedDays(suspension, at), earliestEnd(pilot, suspension, context));
  const endDay = end ?? moved;
  const days = milestoneDays(pilot, terms, calendar);
  if (phase === 'planning') return { phase, endDay, terms, milestoneDays: days, skipped: [] };
  const { skipped, opened, ...next } = periodsOf({ ...pilot, endDay }, suspension, dayOf(at));
  if (opened === undefined) return { phase, endDay, terms, milestoneDays: days, skipped, ...next };
  const term: Term = { kind: 'after', from: at, days: REPORT_TERM_DAYS, unit: 'working' };
  return { phase, endDay, terms: { ...terms, [`report-${opened}-1`]: { term } }, milestoneDays: days, skipped, opened, ...next };
}

interface Periods {
  /** Wholly within the suspension: nothing to report. */
  readonly skipped: readonly string[];
  /** Began before the suspension and ended in it: its window opens with the resumption. */
  readonly opened?: string;
  readonly nextPeriod?: string;
}

function periodsOf(pilot: Pilot, { since, formerSince }: Suspension, today: Day): Periods {
  const schedule = scheduleOfPilot(pilot);
  const after = (day: Day): string | undefined => nextPeriodAfter(day, { endDay: pilot.endDay, schedule }, 'nextPeriod').nextPeriod;
  const counted = openedPeriods(pilot).at(-1)?.to ?? Math.max(dayOf(formerSince), pilot.startDay - 1);
  const skipped: string[] = [];
  let late: string | undefined;
  let next = pilot.nextPeriod ?? after(counted);
  for (let period = periodOf(next ?? ''); period !== undefined && period.to < today; period = periodOf(next ?? '')) {
    if (period.from < dayOf(since)) late = period.id;
    else skipped.push(period.id);
    next = after(period.to);
  }
  return { skipped, ...(late === undefined ? {} : { opened: late }), ...(next === undefined ? {} : { nextPeriod: next }) };
}
