import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'mongoose';
import { atTimeOfDay, MINUTE_MS, parseDay, type Instant } from '../../domain/calendar.js';
import { connect } from '../../models/connect.js';
import { API_NODE_FLAGS } from '../../server/node-flags.js';
import { startMailSink, type MailSink } from '../../scripts/mail-sink.js';
import { startMongodb } from '../../scripts/services/mongodb.js';
import { findFreePort } from '../../scripts/services/ports.js';
import { logFileOf, startProcess, type Running } from '../../scripts/services/process.js';
import { startTemporal } from '../../scripts/services/temporal.js';
import { createVisitor, type Visitor } from './visitor.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One process of a house, which may be killed and started again on its own. */
export interface Part {
  /** SIGKILL, done when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  start(): Promise<void>;
}

/** A whole site of one's own: MongoDB, Temporal, API and worker as processes, a mail sink in this one. */
export interface House {
  readonly url: string;
  readonly dataDir: string;
  readonly mongodbUri: string;
  readonly temporalAddress: string;
  readonly mongodb: Part;
  readonly temporal: Part;
  readonly api: Part;
  readonly worker: Part;
  readonly mail: { sink: MailSink; stop(): Promise<void>; start(): Promise<void> };
  /** What the site takes for the present. */
  now(): Instant;
  /** Straight to the database, past the site. */
  readonly db: Connection;
  visitor(login: string, post?: string): Promise<Visitor>;
  /** The engine's whole memory is gone, and it runs again. */
  loseEngine(): Promise<void>;
  /** The whole site stands still until then, the engine loses its memory, and all begin again: runs carry the shift of their birth. */
  jumpTo(at: Instant): Promise<void>;
  /** API and worker from now on run from here. */
  moveTo(root: string): void;
  close(): Promise<void>;
}

/** `2026-11-23 09:30` in Shanghai. */
export function instantOf(text: string): Instant {
  const [date = '', time = '0:0'] = text.split(' ');
  const day = parseDay(date);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (day === undefined) throw new RangeError(`${text} is no day and time`);
  return atTimeOfDay(day, hours * 60 + minutes);
}

/** A Wednesday in office hours: what is due in them is due at once. The same day whenever a test is run. */
export const MORNING = instantOf('2026-03-18 10:00');

/** A slow machine is waited for: it costs nothing where the answer comes. */
const PATIENCE_MS = 4 * MINUTE_MS;

/** Asks until the answer is there. Throws with what came last when it does not come. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  let last: unknown;
  while (Date.now() < until) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await wait(50);
  }
  throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s`, { cause: last });
}

// The runs' code is bundled once for all houses of this process.
const cacheDir = mkdtemp(join(tmpdir(), 'duban-e2e-cache-'));
after(async () => rm(await cacheDir, { recursive: true, force: true }));

const LAST_LINES = 15;
const openHouses = new Set<string>();
/** What the processes of the open houses complained of last: a failure that comes once in a hundred runs must explain itself. */
afterEach(async function () {
  if (this.currentTest?.state !== 'failed') return;
  for (const dataDir of openHouses)
    for (const name of ['api', 'worker']) {
      const text = await readFile(logFileOf(dataDir, name), 'utf8').catch(() => '');
      const complaints = text.split('\n').filter((line) => line !== '' && !/"level":[123]0,/.test(line));
      console.error(`${name}:\n${complaints.slice(-LAST_LINES).join('\n')}`);
    }
});

export interface HouseOptions {
  readonly startsAt?: Instant;
  /** The demo's pilots with their two years; without them a house holds its units and accounts only. */
  readonly hasDemoPast?: boolean;
}

/** Starts a house at this time, or in the morning all houses begin in. Close it, whatever happens. */
export async function openHouse({ startsAt = MORNING, hasDemoPast = false }: HouseOptions = {}): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), 'duban-e2e-'));
  const [mongodbPort, temporalPort, apiPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const url = `http://127.0.0.1:${apiPort}`;
  const sessionSecret = randomBytes(24).toString('hex');
  let root = ROOT;
  let clockShiftMs = startsAt - Date.now();
  let sink = await startMailSink(join(dataDir, 'mail'));
  let [mongodbUri, temporalAddress] = ['', ''];

  const env = (own: Readonly<Record<string, string>>) => ({
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    PORT: String(apiPort),
    MONGODB_URI: mongodbUri,
    TEMPORAL_ADDRESS: temporalAddress,
    SMTP_URL: sink.url,
    SESSION_SECRET: sessionSecret,
    CLOCK_SHIFT_MS: String(clockShiftMs),
    LOG_LEVEL: 'info',
    DEMO_PAST: hasDemoPast ? 'on' : 'off',
    ...own,
  });
  const startServer = (name: 'api' | 'worker', own: Readonly<Record<string, string>>, isReady: () => Promise<boolean>) =>
    startProcess({
      name,
      command: process.execPath,
      args: [...(name === 'api' ? API_NODE_FLAGS : []), '--import', 'tsx', `server/${name}.ts`],
      env: env(own),
      cwd: root,
      dataDir,
      isReady,
      readyTimeoutMs: 2 * MINUTE_MS,
      stopTimeoutMs: 20_000,
    });
  const workingLines = async (): Promise<number> => {
    const text = await readFile(logFileOf(dataDir, 'worker'), 'utf8').catch(() => '');
    return text.split('"msg":"working"').length - 1;
  };

  const mongodb = partOf(async () => {
    const started = await startMongodb({ dataDir, port: mongodbPort });
    mongodbUri = started.uri;
    return started;
  });
  const temporal = partOf(async () => {
    const started = await startTemporal({ dataDir, port: temporalPort });
    temporalAddress = started.address;
    return started;
  });
  const api = partOf(() => startServer('api', { DATA_DIR: dataDir }, async () => (await fetch(`${url}/readyz`)).ok));
  const worker = partOf(async () => {
    const before = await workingLines();
    return startServer('worker', { DATA_DIR: await cacheDir }, async () => (await workingLines()) > before);
  });
  const loseEngine = async (): Promise<void> => {
    await temporal.kill();
    await rm(join(dataDir, 'temporal'), { recursive: true, force: true });
    await temporal.start();
  };
  let db: Connection | undefined;
  const close = async (): Promise<void> => {
    await db?.close();
    await Promise.all([worker.kill(), api.kill()]);
    await Promise.all([temporal.kill(), mongodb.kill(), sink.stop()]);
    openHouses.delete(dataDir);
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };

  openHouses.add(dataDir);
  try {
    await Promise.all([mongodb.start(), temporal.start()]);
    await Promise.all([api.start(), worker.start()]);
    db = await connect(mongodbUri);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    dataDir,
    mongodbUri,
    temporalAddress,
    mongodb,
    temporal,
    api,
    worker,
    mail: {
      get sink() {
        return sink;
      },
      stop: () => sink.stop(),
      start: async () => void (sink = await startMailSink(join(dataDir, 'mail'), { port: sink.port, behaviour: sink.behaviour })),
    },
    db,
    now: () => Date.now() + clockShiftMs,
    visitor: (login, post) => createVisitor(url, login, post),
    loseEngine,
    async jumpTo(at) {
      await Promise.all([worker.kill(), api.kill()]);
      clockShiftMs = at - Date.now();
      await loseEngine();
      await Promise.all([api.start(), worker.start()]);
    },
    moveTo: (newRoot) => void (root = newRoot),
    close,
  };
}

function partOf(begin: () => Promise<Running>): Part {
  let running: Running | undefined;
  return {
    async start() {
      running = await begin();
    },
    async kill() {
      await running?.kill();
      running = undefined;
    },
    async stop() {
      const stopping = running;
      running = undefined;
      await stopping?.stop();
      return (await stopping?.exited)?.code ?? null;
    },
  };
}
