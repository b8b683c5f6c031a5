import { addWorkingDays, dayOf, type Calendar, type Day } from '../../../domain/calendar.js';
import type { Watched } from '../../../domain/duty.js';
import { bucketOf } from '../../../domain/fingerprint.js';
import { periodOf } from '../../../domain/period.js';
import type { Life } from './life.js';

/** A duty of a pilot taken apart: `milestone-m1-2` is the second attempt at m1. */
export interface Owed {
  readonly id: string;
  readonly kind: string;
  /** The milestone or the quarter; empty where there is but one. */
  readonly subject: string;
  readonly attempt: number;
  /** As `Habits` name it, and which verdict it is where it is one. */
  readonly name: string;
  readonly watched: Watched;
}

const PREFIXES: Readonly<Record<string, string>> = {
  'milestone-result': 'milestone',
  'judge-milestone': 'judge-milestone',
  report: 'report',
  'judge-report': 'judge-report',
  'decide-skip': 'decide-skip',
};

/** `periods`: the quarters this pilot has owed a report for so far, in order. */
export function readDuty(id: string, watched: Watched, periods: readonly string[]): Owed {
  const { kind } = watched;
  // Owed again after a resumption, it is the same thing.
  const matter = id.replace(/-again-\d+$/, '');
  const prefix = PREFIXES[kind];
  if (prefix === undefined) {
    const attempt = Number(/^(?:concluding-report|\w+)-(\d+)/.exec(matter)?.[1] ?? 1);
    const name = { 'submit-plan': 'plan', 'review-plan': 'review', 'close-pilot': 'close' }[kind] ?? kind;
    return { id, kind, subject: '', attempt, name, watched };
  }
  const rest = matter.slice(prefix.length + 1);
  const cut = rest.lastIndexOf('-');
  const [subject, attempt] = [rest.slice(0, cut), Number(rest.slice(cut + 1))];
  const thing = kind.endsWith('report') || kind === 'decide-skip' ? `report:${periods.indexOf(subject) + 1}` : `milestone:${subject}`;
  return { id, kind, subject, attempt, name: kind.startsWith('judge') || kind === 'decide-skip' ? `verdict:${thing}` : thing, watched };
}

/** The day this is done; undefined for what these people never do. */
export function plannedDay({ habits, title }: Life, owed: Owed, endDay: Day, calendar: Calendar): Day | undefined {
  const { kind, name, attempt, watched } = owed;
  const opened = dayOf(watched.openedAt);
  const after = (count: number): Day => addWorkingDays(calendar, opened, count);
  const fromDue = (count: number): Day => addWorkingDays(calendar, watched.due, count);
  const steady = (buckets: number): number => bucketOf(`${title}${owed.id}`, buckets);
  if (habits.never?.includes(name) === true) return undefined;
  const own = attempt === 1 || kind === 'review-plan' ? habits.when?.[name] : undefined;
  if (own !== undefined) return fromDue(own);
  switch (kind) {
    case 'submit-plan':
      if (attempt > (habits.plans ?? 1)) return undefined;
      return attempt === 1 ? after(habits.planTakes ?? 13) : after(7);
    case 'review-plan':
      return after(2);
    case 'milestone-result':
      return attempt === 1 ? fromDue(-2 - steady(5)) : after(5);
    case 'report': {
      const period = periodOf(owed.subject);
      const isLast = period !== undefined && endDay - period.to <= period.to - period.from;
      if (isLast && habits.never?.includes('report:last') === true) return undefined;
      return attempt === 1 ? fromDue(-9 - steady(4)) : after(3);
    }
    case 'judge-milestone':
    case 'judge-report':
    case 'decide-skip':
      return after(1 + steady(2));
    case 'concluding-report':
      return after(attempt === 1 ? (habits.concludesAfter ?? 10) : 4);
    case 'result':
      return after(habits.gradedAfter ?? 8);
    default:
      return after(3);
  }
}
