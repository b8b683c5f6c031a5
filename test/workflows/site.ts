import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundle } from '@temporalio/worker';
import { createRecordActivities, runInputOf } from '../../activities/record.js';
import type { Actor } from '../../domain/actor.js';
import { MINUTE_MS, parseDay, startOfDay, type Instant } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import type { Kind } from '../../domain/kinds.js';
import type { RunInput, Send, SendAnswer } from '../../domain/ports.js';
import { findTimeSkippingServer } from '../../scripts/services/time-skipping-server.js';
import { createSend } from '../../server/send.js';
import { ensureSearchAttributes } from '../../server/search-attributes.js';
import { nationalCalendar } from '../fakes/calendars.js';
import '../fakes/quiet-runtime.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord, type MemoryRecord } from '../fakes/memory-record.js';

/** `2026-01-05 09:30` in Shanghai. */
export function instantOf(text: string): Instant {
  const [day = '', hour = 0, minute = 0] = text.split(/[ :]/);
  return startOfDay(parseDay(day) ?? 0) + (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
}

let bundling: Promise<WorkflowBundle> | undefined;
/** The workflows as a worker runs them, bundled once for all tests. */
export const workflowBundle = (): Promise<WorkflowBundle> =>
  (bundling ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  }));

/** One clock for all: tests that use it run one after the other. */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await findTimeSkippingServer() } },
  });
  await ensureSearchAttributes(env.connection, 'default');
  return env;
}

export interface Site {
  readonly records: MemoryRecord;
  readonly taskQueue: string;
  readonly clockShiftMs: number;
  readonly deliver: Send;
  /** What a run would begin with that starts now. */
  runInput(kind: Kind, id: string): Promise<RunInput>;
  /** Lets the time pass until then, as far as it has not come. */
  until(time: string): Promise<void>;
  now(): Promise<Instant>;
  /** Sends a command as the edge would, stamped with the site's present. */
  send(kind: Kind, id: string, actor: Actor, command: Typed, commandId?: string): Promise<SendAnswer>;
  /** Has a worker for as long as this takes. Before and after, nobody works. */
  work(doing: () => Promise<void>): Promise<void>;
}

/** A site with a record in memory and a clock that stands at the given time. */
export async function createSite(env: TestWorkflowEnvironment, startsAt: string): Promise<Site> {
  const records = createMemoryRecord();
  const calendars = createMemoryCalendars(nationalCalendar);
  const taskQueue = randomUUID();
  const clockShiftMs = instantOf(startsAt) - (await env.currentTimeMs());
  const runInput = (kind: Kind, id: string): Promise<RunInput> => runInputOf({ records, calendars }, kind, id, clockShiftMs);
  const deliver = createSend({ client: env.client, records, taskQueue, runInput });
  const now = async (): Promise<Instant> => (await env.currentTimeMs()) + clockShiftMs;
  return {
    records,
    taskQueue,
    clockShiftMs,
    deliver,
    runInput,
    now,
    until: async (time) => env.sleep(Math.max(1, instantOf(time) - (await now()))),
    send: async (kind, id, actor, command, commandId = randomUUID()) =>
      deliver({ id: commandId, hash: hashOf(command), actor, receivedAt: await now(), to: { kind, id }, command }),
    work: async (doing) => {
      const worker = await Worker.create({
        connection: env.nativeConnection,
        taskQueue,
        workflowBundle: await workflowBundle(),
        activities: createRecordActivities({ records, calendars }),
      });
      await worker.runUntil(doing);
    },
  };
}

export const hashOf = (command: object): string => createHash('sha256').update(JSON.stringify(command)).digest('hex');
