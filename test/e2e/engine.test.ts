import { randomInt, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { createRecordActivities, runInputOf } from '../../activities/record.js';
import type { Actor } from '../../domain/actor.js';
import { dayOf } from '../../domain/calendar.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { CalendarStore, RecordStore, Send, SendAnswer } from '../../domain/ports.js';
import { createCalendarStore } from '../../models/calendar.js';
import { connect, prepare } from '../../models/connect.js';
import { createRecordStore } from '../../models/record.js';
import { ensureSearchAttributes } from '../../server/search-attributes.js';
import { createSend } from '../../server/send.js';
import { createCommandClient, createPatientClient } from '../../server/temporal.js';
import { quietRuntime } from '../fakes/quiet-runtime.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { centralReviewer, director, hostLiaison, liaison, provincialReviewer } from '../fakes/people.js';
import { outlineOf, registration } from '../fakes/two-year-pilot.js';
import { hashOf, instantOf, workflowBundle } from '../workflows/site.js';
import { freshDatabase, temporalAddress } from './services.js';

describe('the loop on a real engine with a real record', () => {
  const taskQueue = randomUUID();
  const today = dayOf(instantOf('2026-01-05 09:00'));
  const clockShiftMs = instantOf('2026-01-05 09:00') - Date.now();
  let db: Connection;
  let records: RecordStore;
  let calendars: CalendarStore;
  let client: Client;
  let connection: NativeConnection;
  let deliver: Send;
  let stopWorking: () => Promise<void>;

  /** Works until it is stopped. */
  const work = async (bundle: WorkflowBundle): Promise<() => Promise<void>> => {
    const worker = await Worker.create({
      connection,
      taskQueue,
      workflowBundle: bundle,
      activities: createRecordActivities({ records, calendars }),
      workflowFailureErrorTypes: { '*': ['NondeterminismError'] },
    });
    const working = worker.run();
    return () => {
      worker.shutdown();
      return working;
    };
  };

  before(async () => {
    quietRuntime();
    db = await connect(freshDatabase());
    records = createRecordStore(db);
    const published = createCalendarStore(db);
    await published.publish(nationalCalendar);
    calendars = published;
    await prepare(db);
    client = createCommandClient(temporalAddress(), 'default');
    connection = await NativeConnection.connect({ address: temporalAddress() });
    const patient = await createPatientClient(temporalAddress(), 'default');
    await ensureSearchAttributes(patient.connection, 'default');
    await patient.connection.close();
    deliver = createSend({
      client,
      records,
      taskQueue,
      runInput: (kind, id) => runInputOf({ records, calendars }, kind, id, clockShiftMs),
    });
    stopWorking = await work(await workflowBundle());
  });
  after(async () => {
    await stopWorking?.();
    await connection?.close();
    await client?.connection.close();
    await db?.dropDatabase();
    await db?.close();
  });

  let id: string;
  beforeEach(() => void (id = `53-2026-${randomInt(100_000, 1_000_000)}`));
  afterEach(() => handle().terminate());

  const handle = () => client.workflow.getHandle(`pilot/${id}`);
  const history = async (): Promise<string[]> =>
    ((await handle().fetchHistory()).events ?? []).map((event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '');
  const send = (actor: Actor, command: PilotCommand): Promise<SendAnswer> =>
    deliver({
      id: randomUUID(),
      hash: hashOf(command),
      actor,
      receivedAt: Date.now() + clockShiftMs,
      to: { kind: 'pilot', id },
      command,
    });
  const succeed = async (actor: Actor, command: PilotCommand): Promise<void> => {
    const answer = await send(actor, command);
    expect(answer.ok, `${command.type}: ${JSON.stringify(answer)}`).to.equal(true);
  };
  const draft = (sha256: string): PilotCommand => ({ type: 'draftPlan', outline: outlineOf(sha256) });
  const figures = (value: number): PilotCommand => ({ type: 'enterFigures', figures: [{ indicator: 'bases', value, asOf: today }] });
  const begin = async (): Promise<void> => {
    await succeed(director, { ...registration, startDay: today });
    await succeed(liaison, draft('plan'));
    await succeed(director, { type: 'submitPlan', sha256: 'plan' });
    await succeed(provincialReviewer, { type: 'approvePlan', version: 1 });
    await succeed(centralReviewer, { type: 'approvePlan', version: 1 });
  };

  it('spends six events of history on a plain command, and none on a refused one', async () => {
    await begin();
    await succeed(hostLiaison, figures(0));
    const before = await history();
    await succeed(hostLiaison, figures(1));
    expect(await send(liaison, figures(2))).to.deep.equal({ ok: false, code: 'NoRight', facts: {} });
    const spent = (await history()).slice(before.length).map((name) => name.replace(/^workflow(Execution)?|EventAttributes$/g, ''));
    expect(spent).to.deep.equal(['TaskScheduled', 'TaskStarted', 'TaskCompleted', 'UpdateAccepted', 'markerRecorded', 'UpdateCompleted']);
  });

  it('shows its unit and its phase to the engine', async () => {
    await begin();
    const { typedSearchAttributes } = await handle().describe();
    const shown = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]);
    expect(shown).to.deep.include.members([
      ['DubanPhase', 'running'],
      ['DubanUnit', '53-h001'],
    ]);
  });

  it('loses nothing and writes nothing twice where many write while it renews itself', async () => {
    await begin();
    const first = (await handle().describe()).runId;
    const { seq = 0 } = (await records.head('pilot', id)) ?? {};
    const eachOf5 = 96;
    await Promise.all(
      Array.from({ length: 5 }, async (_, writer) => {
        for (let count = 0; count < eachOf5; count++) await succeed(hostLiaison, figures(writer * eachOf5 + count));
      }),
    );
    const entries = (await records.entries('pilot', id)).slice(seq);
    expect(entries.map((entry) => entry.seq)).to.deep.equal(entries.map((_, index) => seq + index + 1));
    const values = entries.flatMap(({ event }) => ('figures' in event ? JSON.stringify(event.figures) : []));
    expect(new Set(values).size).to.equal(5 * eachOf5);
    expect(entries).to.have.lengthOf(5 * eachOf5);
    expect((await handle().describe()).runId).not.to.equal(first);
  });

  it('is begun anew from the record where newer code cannot replay its history', async () => {
    await succeed(director, registration);
    await stopWorking();
    const stopOther = await work(await otherBundle());
    await handle().signal('wake up');
    await handle()
      .result()
      .catch(() => undefined);
    expect((await handle().describe()).status.name).to.equal('FAILED');
    await stopOther();
    stopWorking = await work(await workflowBundle());
    await succeed(liaison, draft('after the failure'));
    expect((await records.entries('pilot', id)).map((entry) => entry.seq)).to.deep.equal([1, 2, 3]);
  });
});

const otherBundle = (): Promise<WorkflowBundle> =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../replay/other-loop.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
