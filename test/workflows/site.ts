import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { WorkflowNotFoundError } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkerOptions, type WorkflowBundle } from '@temporalio/worker';
import { createRecordActivities, runInputOf } from '../../activities/record.js';
import type { Actor } from '../../domain/actor.js';
import { MINUTE_MS, parseDay, startOfDay, type Instant } from '../../domain/calendar.js';
import type { Kind } from '../../domain/kinds.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { RunInput, Send, SendAnswer } from '../../domain/ports.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import { findTimeSkippingServer } from '../../scripts/services/time-skipping-server.js';
import { createSend } from '../../server/send.js';
import { ensureSearchAttributes } from '../../server/search-attributes.js';
import type { PublishingCalendarStore } from '../fakes/calendar-contract.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { quietRuntime } from '../fakes/quiet-runtime.js';
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
  quietRuntime();
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await findTimeSkippingServer() } },
  });
  await ensureSearchAttributes(env.connection, 'default');
  return env;
}

export interface Site {
  readonly records: MemoryRecord;
  readonly calendars: PublishingCalendarStore;
  readonly taskQueue: string;
  readonly deliver: Send;
  /** What a run would begin with that starts now. */
  runInput(kind: Kind, id: string): Promise<RunInput>;
  /** Sets the site's clock, for what is started from now on. */
  setClock(time: string): Promise<void>;
  /** Lets the time pass until then, as far as it has not come. */
  until(time: string): Promise<void>;
  now(): Promise<Instant>;
  /** Sends a command as the edge would, stamped with the site's present. */
  send(kind: Kind, id: string, actor: Actor, command: PilotCommand | UnitCommand, commandId?: string): Promise<SendAnswer>;
  /** Ends what still runs: timers of runs that nobody minds would go off in the next test. */
  endRuns(): Promise<void>;
  close(): Promise<void>;
}

/** A site with a record in memory, a clock of its own and a real worker. `worker`: what its worker can do beside. */
export async function openSite(env: TestWorkflowEnvironment, worker: Partial<WorkerOptions> = {}): Promise<Site> {
  const records = createMemoryRecord();
  const calendars = createMemoryCalendars(nationalCalendar);
  const taskQueue = randomUUID();
  let clockShiftMs = 0;
  const runInput = (kind: Kind, id: string): Promise<RunInput> => runInputOf({ records, calendars }, kind, id, clockShiftMs);
  const told = new Set<string>();
  const send = createSend({ client: env.client, records, taskQueue, runInput });
  const deliver: Send = (letter) => {
    told.add(`${letter.to.kind}/${letter.to.id}`);
    return send(letter);
  };
  const now = async (): Promise<Instant> => (await env.currentTimeMs()) + clockShiftMs;
  const atWork = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: await workflowBundle(),
    ...worker,
    activities: { ...createRecordActivities({ records, calendars }), ...worker.activities },
  });
  const working = atWork.run();
  return {
    records,
    calendars,
    taskQueue,
    deliver,
    runInput,
    now,
    setClock: async (time) => {
      clockShiftMs = instantOf(time) - (await env.currentTimeMs());
    },
    until: async (time) => env.sleep(Math.max(1, instantOf(time) - (await now()))),
    send: async (kind, id, actor, command, commandId = randomUUID()) =>
      deliver({ id: commandId, hash: hashOf(command), actor, receivedAt: await now(), to: { kind, id }, command }),
    endRuns: async () => {
      for (const id of told) await terminate(env, id);
      told.clear();
    },
    close: () => {
      atWork.shutdown();
      return working;
    },
  };
}

/** A site on a clock of its own: one for the suite this is called in, or one for each of its tests. */
export function onSite(span: 'suite' | 'test', furnish: (site: Site, env: TestWorkflowEnvironment) => void | Promise<void>): void {
  const [first, last] = span === 'suite' ? [before, after] : [beforeEach, afterEach];
  let env: TestWorkflowEnvironment | undefined;
  let site: Site | undefined;
  first(async () => {
    env = await startTimeSkipping();
    site = await openSite(env);
    await furnish(site, env);
  });
  last(async () => {
    await site?.endRuns();
    await site?.close();
    await env?.teardown();
  });
}

async function terminate(env: TestWorkflowEnvironment, workflowId: string): Promise<void> {
  try {
    await env.client.workflow.getHandle(workflowId).terminate();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

export const hashOf = (command: object): string => createHash('sha256').update(JSON.stringify(command)).digest('hex');
