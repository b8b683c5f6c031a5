import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { runInputOf } from '../activities/record.js';
import { CENTRE } from '../domain/actor.js';
import { addWorkingDays, atTimeOfDay, dayOf, HOUR_MS, nextWorkingDay, SECOND_MS, type Instant } from '../domain/calendar.js';
import { firingOn } from '../domain/ladder.js';
import { createCalendarStore } from '../models/calendar.js';
import { bareCollection, connect } from '../models/connect.js';
import { createRecordStore } from '../models/record.js';
import type { Running } from '../scripts/services/process.js';
import { TASK_QUEUE } from '../server/send.js';
import { workflowId } from '../workflows/contract.js';
import { keepPast } from './keep-past.js';
import { quantile } from './measure.js';
import { pilotNumbers, pilotsUnderWay } from './past.js';

export interface DueBench {
  readonly uri: string;
  readonly client: Client;
  /** A worker whose clock is so far ahead; no other one is at work. */
  readonly startWorker: (clockShiftMs: number) => Promise<Running>;
  readonly counts: readonly number[];
}

/** Rungs are spread over half an hour by the entity; those taken here have theirs in one minute, on the average so far apart. */
const APART_MS = 12;
const WINDOW_AT_MOST_MS = 60 * SECOND_MS;
/** To start the worker, and to begin each run or bare timer, before the first is due. */
const WORKER_LEAD_MS = Number(process.env['BENCH_DUE_WORKER_MS'] ?? 20_000);
const PILOT_LEAD_MS = Number(process.env['BENCH_DUE_PILOT_MS'] ?? 10);
const BARE_LEAD_MS = Number(process.env['BENCH_DUE_BARE_MS'] ?? 5);
const AT_ONCE = 20;

/** How long after their instants things were seen in the record, by the bench's clock. */
interface Storm {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}
interface Line {
  readonly _id: string;
}

/** Listens for a line about each of these; resolves when the last was seen. A line is named after whom it speaks of, up to its `@`. */
function watchStorm(
  db: Connection,
  collection: string,
  match: Readonly<Record<string, string>>,
  dueAt: ReadonlyMap<string, Instant>,
): Promise<Storm> {
  const stream = bareCollection<Line>(db, collection).watch<Line>([{ $match: { operationType: 'insert', ...match } }]);
  const lags = new Map<string, number>();
  const from = Math.min(...dueAt.values());
  return new Promise<Storm>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('change', (change) => {
      if (change.operationType !== 'insert') return;
      const { _id: line } = change.fullDocument;
      const id = line.split('@')[0] ?? '';
      const due = dueAt.get(id);
      if (due === undefined || lags.has(id)) return;
      const seen = Date.now();
      lags.set(id, seen - due);
      if (lags.size < dueAt.size) return;
      const sorted = [...lags.values()].toSorted((a, b) => a - b);
      const storm = { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), perSecond: (sorted.length * SECOND_MS) / (seen - from) };
      stream.close().then(() => resolve(storm), reject);
    });
  });
}

async function eachOf<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const left = things.values();
  const workOff = async (): Promise<void> => {
    for (const thing of left) await work(thing);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
}

/** What falls due before it was begun would be measured wrongly. */
function mustLieAhead(at: Instant, settings: string): void {
  if (Date.now() > at) throw new Error(`Not all had begun when the first was due; give more time with ${settings}`);
}

/**
 * Duties that reach a rung in the same minute of one morning, each of a pilot of its own, beside as many bare timers with the same spread:
 * how long after its instant each is in the record, and how many a second. Both are seen through the same kind of change stream.
 */
export async function measureDue({ uri, client, startWorker, counts }: DueBench): Promise<void> {
  const db = await connect(uri);
  const [calendars, records] = [createCalendarStore(db), createRecordStore(db)];
  const calendar = await calendars.latest(CENTRE);
  const day = nextWorkingDay(calendar, dayOf(Date.now()) + 1);
  const from = atTimeOfDay(day, 7 * 60 + 5);
  const within = (id: string): number => firingOn(day, id) - from;
  const used = new Set<string>();

  const settle = async (count: number, windowMs: number): Promise<readonly string[]> => {
    // Those of 2026 sit in the other sections.
    const isToBeUsed = (id: string): boolean => within(id) >= 0 && within(id) < windowMs && !used.has(id) && !id.includes('-2026-');
    const pilots = pilotNumbers(count, isToBeUsed);
    for (const id of pilots) used.add(id);
    const { past } = pilotsUnderWay({ calendar, now: from - HOUR_MS, pilots, dueDays: [addWorkingDays(calendar, day, 5)] });
    const streams = past.streams().filter(({ kind }) => kind === 'pilot');
    await keepPast(db, streams, () => false);
    return pilots;
  };
  const stormOfTimers = async (pilots: readonly string[]): Promise<Storm> => {
    const startsAt = Date.now() + 2 * SECOND_MS + pilots.length * BARE_LEAD_MS;
    const dueAt = new Map(pilots.map((id) => [`bare/${id}`, startsAt + within(id)]));
    const storm = watchStorm(db, 'bare_lines', {}, dueAt);
    await eachOf([...dueAt], ([id, at]) => client.workflow.start('alarm', { workflowId: id, taskQueue: 'bare', args: [at] }));
    mustLieAhead(startsAt, 'BENCH_DUE_BARE_MS');
    return storm;
  };
  const stormOfDuties = async (pilots: readonly string[]): Promise<Storm> => {
    const startsAt = Date.now() + WORKER_LEAD_MS + pilots.length * PILOT_LEAD_MS;
    const clockShiftMs = from - startsAt;
    const worker = await startWorker(clockShiftMs);
    const dueAt = new Map(pilots.map((id) => [`pilot/${id}`, startsAt + within(id)]));
    const storm = watchStorm(db, 'entries', { 'fullDocument.event.type': 'rungReached' }, dueAt);
    await eachOf(pilots, async (id) => {
      const input = await runInputOf({ records, calendars }, 'pilot', id, clockShiftMs);
      await client.workflow.start('pilot', { workflowId: workflowId('pilot', id), taskQueue: TASK_QUEUE, args: [input] });
    });
    mustLieAhead(startsAt, 'BENCH_DUE_WORKER_MS or BENCH_DUE_PILOT_MS');
    const seen = await storm;
    await worker.stop();
    return seen;
  };

  console.log('\nDuties that fall due together: rungs in the record beside bare timers that keep the barest record');
  for (const count of counts) {
    const windowMs = Math.min(WINDOW_AT_MOST_MS, count * APART_MS);
    const pilots = await settle(count, windowMs);
    const bare = await stormOfTimers(pilots);
    const duties = await stormOfDuties(pilots);
    const beside = (name: keyof Storm): string =>
      `${duties[name].toFixed(0)} against ${bare[name].toFixed(0)}, ratio ${(duties[name] / bare[name]).toFixed(2)}`;
    console.log(
      `${count} within ${(windowMs / SECOND_MS).toFixed(1)} s: lag in ms p50 ${beside('p50Ms')}; p99 ${beside('p99Ms')}; a second ${beside('perSecond')}`,
    );
  }
  await db.close();
}
