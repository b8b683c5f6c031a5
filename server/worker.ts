import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { createClerkActivities } from '../activities/attend.js';
import { createCourierActivities } from '../activities/deliver.js';
import { createSentinelActivities } from '../activities/patrol.js';
import { createPostmanActivities } from '../activities/post.js';
import { createRedatingActivities } from '../activities/redate.js';
import { createRecordActivities, runInputOf } from '../activities/record.js';
import { streamOf, type Kind } from '../domain/kinds.js';
import { createAutomaticIssues } from '../models/automatic-issue.js';
import { createBell } from '../models/bell.js';
import { createBulkStore } from '../models/bulk-store.js';
import { createCalendarStore } from '../models/calendar.js';
import { connect, prepare } from '../models/connect.js';
import { createDocumentStore } from '../models/document.js';
import { createFileStore } from '../models/file.js';
import { createHolders } from '../models/holders.js';
import { createMailLedger } from '../models/mail.js';
import { createMessageBox } from '../models/message-box.js';
import { createNoticeBox } from '../models/notice-box.js';
import { createPostDesk } from '../models/post-desk.js';
import { createRedatingBoard } from '../models/redating.js';
import { createRecordStore } from '../models/record.js';
import { createUnitNames } from '../models/unit-names.js';
import { createUploadRoom } from '../models/upload.js';
import { createWatch } from '../models/watch.js';
import { createClock } from './clock.js';
import { loadConfig } from './config.js';
import { runEntry } from './entry.js';
import { keepErrands } from './errands.js';
import { rebuildStream } from './maintenance/rebuild.js';
import { createMailer, messageIdOf } from './mailer.js';
import { ensureSearchAttributes } from './search-attributes.js';
import { createSend, TASK_QUEUE } from './send.js';
import { createCommandClient, createPatientClient } from './temporal.js';
import { composerFor } from './words/mail.js';
import { loadWorkflowBundle } from './worker-bundle.js';

/** How many runs a worker keeps in memory; the default outgrew the heap at 10,000 open ones. */
const CACHED_RUNS = 2_000;

/** The worker process: runs of all entities, and the errands. Any number of them may run. */
async function main(): Promise<void> {
  const config = loadConfig('worker');
  const log = pino({ level: config.logLevel, base: { process: 'worker' } });
  const clock = createClock(config.clockShiftMs);
  const now = (): number => clock.now();

  const db = await connect(config.mongodbUri);
  const records = createRecordStore(db);
  const calendars = createCalendarStore(db);
  const messages = createMessageBox(db);
  const notices = createNoticeBox(db);
  const holders = createHolders(db);
  const ledger = createMailLedger(db);
  const documents = createDocumentStore(db);
  const items = createBulkStore(db);
  const files = createFileStore(db);
  const uploads = createUploadRoom(db);
  const bell = createBell(db, (error) => log.warn({ err: error }, 'the change stream broke; falling back to the clock'));
  const mailer = createMailer(config.smtpUrl, config.mailFrom);
  const closing = new AbortController();
  await prepare(db);
  // A worker of a newer version may be at work before the API of that version is.
  const automaticIssues = createAutomaticIssues(db);
  await automaticIssues.seed(now());

  const patient = await createPatientClient(config.temporalAddress, config.temporalNamespace);
  await ensureSearchAttributes(patient.connection, config.temporalNamespace);
  const commands = createCommandClient(config.temporalAddress, config.temporalNamespace);
  const runInput = (kind: Kind, id: string) => runInputOf({ records, calendars }, kind, id, config.clockShiftMs);
  const send = createSend({ client: commands, records, runInput });

  const connection = await NativeConnection.connect({ address: config.temporalAddress });
  const worker = await Worker.create({
    connection,
    namespace: config.temporalNamespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await loadWorkflowBundle(config.dataDir),
    activities: {
      ...createRecordActivities({ records, calendars, digestMin: config.digestMin }),
      ...createCourierActivities({
        messages,
        bell,
        send,
        desk: createPostDesk(db, holders),
        automaticIssue: () => automaticIssues.newest(),
        now,
        closing: closing.signal,
      }),
      ...createClerkActivities({ items, send, now, closing: closing.signal }),
      ...createPostmanActivities({
        notices,
        ledger,
        bell,
        holders,
        mailer,
        composer: composerFor(config.publicUrl),
        unitNames: createUnitNames(db),
        messageIdOf,
        hasCalendar: () => calendars.hasAny(),
        calendar: (region) => calendars.latest(region),
        digestMin: config.digestMin,
        now,
        closing: closing.signal,
      }),
      ...createRedatingActivities({
        board: createRedatingBoard(db),
        calendars,
        send,
        now,
        digestMin: config.digestMin,
        closing: closing.signal,
      }),
      ...createSentinelActivities({
        watch: createWatch(db),
        records,
        calendars,
        send,
        now,
        closing: closing.signal,
        refold: (kind, id) => rebuildStream({ db, calendars }, streamOf(kind, id)),
        sweep: async (before) => (await documents.sweep(before)) + (await files.sweep(before)) + (await uploads.sweep(now(), files)),
      }),
    },
    maxCachedWorkflows: CACHED_RUNS,
    // A worker that was killed holds up each run it had in memory for so long; by default as long as a command waits at most.
    stickyQueueScheduleToStartTimeout: '3s',
    // A run that newer code cannot replay fails, and is started anew from the record.
    workflowFailureErrorTypes: { '*': ['NondeterminismError'] },
    shutdownGraceTime: '5s',
  });
  const errands = keepErrands(patient.client, log);

  const stop = (): void => {
    if (closing.signal.aborted) return;
    log.info('stopping');
    // The errands end of themselves, so that nobody waits for their heartbeats: neither this process nor the one that follows.
    closing.abort();
    errands.stop();
    void bell.close().catch((error: unknown) => log.warn({ err: error }, 'the bell was not closed'));
    worker.shutdown();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  log.info({ taskQueue: TASK_QUEUE }, 'working');
  await worker.run();
  mailer.close();
  await Promise.all([commands.connection.close(), patient.connection.close(), connection.close()]);
  await db.close();
  log.info('stopped');
}

await runEntry(main);
