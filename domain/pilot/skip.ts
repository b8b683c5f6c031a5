import type { Duty } from '../duty.js';
import { accept, refuse, type Decision, type OwnContext } from '../entity.js';
import { hasPartIn, isOverdue, refuseStale } from '../four-eyes.js';
import { LEVELS, postOfReviewer } from './levels.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import { signatureOf, signersOf } from './signature.js';
import { refusePeriod } from './refuse-period.js';
import { watchedId } from './renewed-terms.js';
import { union, type Pilot, type ReportProgress } from './state.js';

type Answer = Decision<PilotEvent>;

const progressOn = ({ reports }: Pilot, period: string): ReportProgress | undefined =>
  Object.hasOwn(reports, period) ? reports[period] : undefined;

/**
 * A host may ask that a period be skipped while its report is owed for the first time, overdue or not: asking changes neither the duty
 * nor its light, and what was overdue when it was asked stays marked for ever.
 */
export function askSkip(pilot: Pilot, { period, reason }: PilotCommand & { type: 'askReportSkip' }, context: OwnContext): Answer {
  const progress = progressOn(pilot, period);
  if (progress === undefined) return refusePeriod(pilot, period, context.calendar);
  if (progress.status === 'skipped') return refuse('PeriodSkipped', { period });
  if (progress.status !== 'open' || progress.attempt > 1) return refuse('SkipTooLate', { period });
  if (isSkipAsked(progress)) return refuse('AlreadySubmitted');
  const isLate = isOverdue(context, watchedId(pilot, `report-${period}-${progress.attempt}`));
  return accept({ type: 'reportSkipAsked', period, reason, ...signatureOf(context.actor), at: context.at, isLate });
}

export function decideSkip(
  pilot: Pilot,
  command: PilotCommand & { type: 'decideReportSkip' },
  { actor, at, calendar }: OwnContext,
): Answer {
  const { period, asks, verdict, reason } = command;
  const progress = progressOn(pilot, period);
  if (progress === undefined) return refusePeriod(pilot, period, calendar);
  if (progress.skip === undefined || !isSkipAsked(progress)) return refuse('NotSubmitted');
  const stale = refuseStale(asks, progress.skip.asks);
  if (stale !== undefined) return stale;
  if (hasPartIn(progress.skip.by, actor)) return refuse('OwnSubmission');
  return accept({ type: 'reportSkipDecided', period, verdict, reason, at });
}

/** Whether a skip waits for its verdict. */
export const isSkipAsked = ({ skip }: ReportProgress): boolean => skip?.status === 'asked';

/** Whether this duty is a report that was skipped and not late when that was asked. */
export const isSkippedInTime = (pilot: Pilot, duty: string): boolean =>
  Object.entries(pilot.reports).some(
    ([period, { status, attempt, isLate }]) =>
      status === 'skipped' && isLate === false && watchedId(pilot, `report-${period}-${attempt}`) === duty,
  );

/** Folds what happened to the skip of a report. */
export function evolveSkip(pilot: Pilot, event: Extract<PilotEvent, { type: 'reportSkipAsked' | 'reportSkipDecided' }>): Pilot {
  const before = progressOn(pilot, event.period);
  if (before === undefined) return pilot;
  const after = event.type === 'reportSkipAsked' ? asked(before, event) : decided(before, event);
  return { ...pilot, reports: { ...pilot.reports, [event.period]: after } };
}

const asked = (before: ReportProgress, event: PilotEvent & { type: 'reportSkipAsked' }): ReportProgress => ({
  ...before,
  skip: {
    status: 'asked',
    asks: (before.skip?.asks ?? 0) + 1,
    since: event.at,
    by: union(before.skip?.by, signersOf(event)),
    isLate: before.skip?.isLate === true || event.isLate,
  },
});

function decided(before: ReportProgress, { verdict }: PilotEvent & { type: 'reportSkipDecided' }): ReportProgress {
  const { skip } = before;
  if (skip === undefined) return before;
  const after = { ...before, skip: { ...skip, status: verdict } };
  return verdict === 'approved' ? { ...after, status: 'skipped', isLate: before.isLate ?? skip.isLate } : after;
}

/** A report handed in after all is no longer asked to be skipped. */
export const withoutSkip = (progress: ReportProgress): ReportProgress =>
  progress.skip === undefined || !isSkipAsked(progress) ? progress : { ...progress, skip: { ...progress.skip, status: 'withdrawn' } };

/** The verdict owed on every skip that was asked. */
export const skipDuties = ({ reports, level, region }: Pilot): (Duty & { readonly kind: 'decide-skip' })[] => {
  const judge = LEVELS[level].reports;
  return Object.entries(reports).flatMap(([period, progress]) => {
    if (progress.skip === undefined || !isSkipAsked(progress)) return [];
    const { asks, since: from } = progress.skip;
    const term = { kind: 'after', from, days: judge.termDays, unit: 'working' } as const;
    return [{ id: `decide-skip-${period}-${asks}`, kind: 'decide-skip', post: postOfReviewer(judge, region), term } as const];
  });
};
