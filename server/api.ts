import { mkdir } from 'node:fs/promises';
import { pino } from 'pino';
import { runInputOf } from '../activities/record.js';
import { CENTRE } from '../domain/actor.js';
import { createAccountStore } from '../models/account-store.js';
import { createAllocator } from '../models/allocation.js';
import { createAutomaticIssues } from '../models/automatic-issue.js';
import { createBurdenCaps } from '../models/burden-caps.js';
import { createBulkStore } from '../models/bulk-store.js';
import { createCalendarKeeper } from '../models/calendar-keeper.js';
import { createCalendarStore } from '../models/calendar.js';
import { connect, prepare } from '../models/connect.js';
import { createDocumentStore } from '../models/document.js';
import { createDutyFigures } from '../models/duty-figures.js';
import { createFileStore } from '../models/file.js';
import { createHolders } from '../models/holders.js';
import { createLists } from '../models/lists.js';
import { createMailDesk } from '../models/mail-desk.js';
import { createOpenTerms, createRedatingBoard } from '../models/redating.js';
import { createPeopleDirectory } from '../models/people-directory.js';
import { createPostDesk } from '../models/post-desk.js';
import { createRecordStore } from '../models/record.js';
import { createDirectoryRecord } from '../models/sealed-directory.js';
import { createUnitNames } from '../models/unit-names.js';
import { createUploadRoom } from '../models/upload.js';
import { createStatementTemplates } from '../models/statement-templates.js';
import { createTaskAreaStore } from '../models/task-areas.js';
import { createWatch } from '../models/watch.js';
import { createAccountRoutes } from './auth/account-routes.js';
import { createPasswordVerifier } from './auth/passwords.js';
import { createSessionRoutes } from './auth/session-routes.js';
import { createSessionStore } from './auth/session-store.js';
import { createMongoThrottle } from './auth/throttle.js';
import { createClock } from './clock.js';
import { loadConfig } from './config.js';
import { runEntry } from './entry.js';
import { createApp } from './http/app.js';
import { LONGEST_QUESTION_MS } from './http/recognise.js';
import { serve } from './http/serve.js';
import { buildNationalCalendar } from './seed/calendar.js';
import { seedDemo } from './seed/demo.js';
import { seedSite } from './seed/site.js';
import { wakeAll } from './seed/wake.js';
import { businessRoutes } from './routes/all.js';
import { createSend } from './send.js';
import { createCommandClient } from './temporal.js';
import { VERSION } from './version.js';
import { isWorkerAlive } from './worker-alive.js';

/** The API process: commands go to the engine, questions to the database. */
async function main(): Promise<void> {
  const config = loadConfig('api');
  const log = pino({ level: config.logLevel, base: { process: 'api' } });
  const clock = createClock(config.clockShiftMs);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });

  const db = await connect(config.mongodbUri);
  const records = createRecordStore(db);
  const calendars = createCalendarStore(db);
  const taskAreas = createTaskAreaStore(db);
  const statementTemplates = createStatementTemplates(db);
  const burdenCaps = createBurdenCaps(db);
  const automaticIssues = createAutomaticIssues(db);
  const directory = createDirectoryRecord(db);
  const accounts = createAccountStore(db, directory);
  const mailDesk = createMailDesk(db, directory);
  const documents = createDocumentStore(db);
  const files = createFileStore(db);
  const uploads = createUploadRoom(db);
  const allocator = createAllocator(db);
  const holders = createHolders(db);
  const watch = createWatch(db);
  const bulk = createBulkStore(db);
  await prepare(db);
  await calendars.publish(buildNationalCalendar(1));
  await taskAreas.seed(clock.now());
  await statementTemplates.seed(clock.now());
  await burdenCaps.seed(clock.now());
  await automaticIssues.seed(clock.now());
  const calendar = await calendars.latest(CENTRE);
  const keeper = createCalendarKeeper(db);
  const redating = createRedatingBoard(db);
  const demo = config.hasDemoPast
    ? await seedDemo({ records, documents, allocator, calendar, keeper, redating, now: clock.now() })
    : undefined;
  await seedSite({
    records,
    accounts,
    calendar,
    now: clock.now(),
    dataDir: config.dataDir,
    isDemo: config.isDemo,
    ...(demo === undefined ? {} : { seats: demo.seats }),
  });

  const client = createCommandClient(config.temporalAddress, config.temporalNamespace);
  const runInput = (kind: Parameters<typeof runInputOf>[1], id: string) =>
    runInputOf({ records, calendars }, kind, id, config.clockShiftMs);
  const send = createSend({ client, records, runInput });
  const throttle = await createMongoThrottle(db);
  const verify = await createPasswordVerifier();
  const posts = { of: (person: string, at: number) => holders.heldBy(person, at) };
  const unitNames = createUnitNames(db);
  const deps = {
    clock,
    records,
    calendars,
    taskAreas,
    statementTemplates,
    documents,
    allocator,
    files,
    uploads,
    fileLimits: config.fileLimits,
    lists: createLists(db),
    figures: createDutyFigures(db, { maxTimeMS: LONGEST_QUESTION_MS }),
    posts,
    unitNames,
    desk: createPostDesk(db, holders),
    people: createPeopleDirectory(db, holders),
    backlog: watch,
    send,
    bulk,
    burdenCaps,
    automaticIssues,
    mailDesk,
    keeper,
    openTerms: createOpenTerms(db),
  };
  const routes = [
    ...createSessionRoutes({ accounts, throttle, verify, posts, unitNames, isDemo: config.isDemo }),
    ...createAccountRoutes(accounts),
    ...businessRoutes(deps),
  ];
  const app = createApp({
    config,
    version: VERSION,
    log,
    clock,
    routes,
    posts,
    unitNames,
    sessionStore: createSessionStore(db),
    mailDesk,
    checks: [
      {
        name: 'database',
        zh: '数据库无法连接。',
        en: 'The database cannot be reached.',
        check: async () => (await db.getClient().db().command({ ping: 1 }))['ok'] === 1,
      },
      {
        name: 'engine',
        zh: '流程引擎无法连接。',
        en: 'The engine cannot be reached.',
        check: async () => {
          await client.connection.workflowService.getSystemInfo({});
          return true;
        },
      },
      {
        name: 'worker',
        zh: '没有工作进程在运行。',
        en: 'No worker is running.',
        check: () => isWorkerAlive(client.connection.workflowService, config.temporalNamespace),
      },
    ],
  });
  const serving = await serve(app, { host: config.host, port: config.port });
  log.info({ port: serving.port, publicUrl: config.publicUrl }, 'listening');
  // What sleeps in the demo's past needs a run to wake it at its hour; what is missed here the sentinel finds, two minutes late.
  void wakeAll({ send, now: () => clock.now() }, demo?.sleepers ?? [], (to, why) => log.warn({ ...to, why }, 'not begun yet'));

  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    await serving.stop();
    await client.connection.close();
    await db.close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

await runEntry(main);
