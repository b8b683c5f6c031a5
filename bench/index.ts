import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProcess, type Running } from '../scripts/services/process.js';
import { findFreePort } from '../scripts/services/ports.js';
import { startMongodb } from '../scripts/services/mongodb.js';
import { startTemporal } from '../scripts/services/temporal.js';
import { startMailSink } from '../scripts/mail-sink.js';
import { CENTRE } from '../domain/actor.js';
import { dayOf, formatDay } from '../domain/calendar.js';
import { createAccountStore } from '../models/account-store.js';
import { createCalendarStore } from '../models/calendar.js';
import { connect } from '../models/connect.js';
import { createRecordStore } from '../models/record.js';
import { createDirectoryRecord } from '../models/sealed-directory.js';
import { API_NODE_FLAGS } from '../server/node-flags.js';
import { hashPassword } from '../server/auth/passwords.js';
import { SYSTEM } from '../domain/actor.js';
import { workflowId } from '../workflows/contract.js';
import { watchCpu } from './cpu.js';
import { createHttp, logIn } from './http.js';
import { measureDue } from './due.js';
import { measureFiles } from './files.js';
import { measureLists } from './lists.js';
import { measure, median, type Measured } from './measure.js';
import { pilotNumbers, pilotsUnderWay, type Seat } from './past.js';

const CLIENTS = (process.env['BENCH_CLIENTS'] ?? '1,10,40').split(',').map(Number);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const STRETCH_MS = Number(process.env['BENCH_STRETCH_MS'] ?? 8_000);
/** How many duties are to fall due together, one storm after the other; `off` for none. */
const DUE = (process.env['BENCH_DUE'] ?? '1000,5000').split(',').flatMap((count) => (Number(count) > 0 ? [Number(count)] : []));
const IS_DUE_ONLY = process.env['BENCH_ONLY'] === 'due';
const SEATS = 40;
const PASSWORD = 'bench-password-2026';
const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything the claims about speed rest on, as ratios inside one run: `npm run bench`. Absolute figures move from machine to machine. */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'duban-bench-'));
  const closers: (() => Promise<void>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    const mongodb = await startMongodb({ dataDir });
    closers.push(() => mongodb.stop());
    const temporal = await startTemporal({ dataDir });
    closers.push(() => temporal.stop());
    const sink = await startMailSink(join(dataDir, 'mail'));
    closers.push(() => sink.stop());
    const port = await findFreePort();
    const env = {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      MONGODB_URI: mongodb.uri,
      TEMPORAL_ADDRESS: temporal.address,
      SMTP_URL: sink.url,
      LOG_LEVEL: 'warn',
      DEMO_PAST: 'off',
    };
    const run = async (
      name: string,
      file: string,
      flags: readonly string[],
      isReady: () => Promise<boolean>,
      own: Readonly<Record<string, string>> = {},
    ): Promise<Running> => {
      const args = [...flags, '--import', 'tsx', file];
      const running = await startProcess({
        name,
        command: process.execPath,
        args,
        env: { ...env, ...own },
        cwd: root,
        dataDir,
        isReady,
        readyTimeoutMs: 60_000,
        stopTimeoutMs: 10_000,
      });
      closers.push(() => running.stop());
      return running;
    };
    const profiled = (process.env['BENCH_PROFILE'] ?? '').split(',');
    const flagsOf = (name: string): string[] =>
      profiled.includes(name) ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE_DIR'] ?? '.'}`] : [];
    const api = await run(
      'api',
      'server/api.ts',
      [...API_NODE_FLAGS, ...flagsOf('api')],
      async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok,
    );
    const worker = await run(
      'worker',
      'server/worker.ts',
      flagsOf('worker'),
      async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok,
    );
    const bareWorker = await run('bare-worker', 'bench/bare-worker.ts', [], async () => true);

    const seats = await settle(mongodb.uri);
    const http = createHttp(port, SEATS);
    const sessions: Record<string, string>[] = [];
    for (const { login } of seats) sessions.push(await logIn(http, login, PASSWORD));
    const filesAre = IS_DUE_ONLY ? 'off' : (process.env['BENCH_FILES'] ?? 'on');
    if (filesAre !== 'off') {
      const [pilot = '', day] = [seats[0]?.pilot, formatDay(dayOf(Date.now()))];
      await measureFiles({ uri: mongodb.uri, port, apiPid: api.pid, headers: sessions[0] ?? {}, pilot, day });
      if (filesAre === 'only') return;
    }

    const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
    closers.push(() => client.connection.close());
    const startWorker = (clockShiftMs: number): Promise<Running> =>
      run('shifted-worker', 'server/worker.ts', [], async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok, {
        CLOCK_SHIFT_MS: String(clockShiftMs),
      });
    const due = async (): Promise<void> => {
      await worker.stop();
      await measureDue({ uri: mongodb.uri, client, startWorker, counts: DUE });
    };
    if (IS_DUE_ONLY) return await due();
    const bare = Array.from({ length: SEATS }, (_, index) => `bare/${index}`);
    for (const id of bare) await client.workflow.start('adder', { workflowId: id, taskQueue: 'bare', args: [0] });

    const callUpdate =
      (name: 'add' | 'addAside' | 'addKept') =>
      async (at: number): Promise<void> => {
        await client.workflow.getHandle(bare[at] ?? '').executeUpdate<number, [number]>(name, { args: [1] });
      };
    const callBare = callUpdate('add');
    const callCommand = async (at: number): Promise<void> => {
      const body = JSON.stringify({
        figures: [{ indicator: 'i1', value: Math.floor(Math.random() * 1e6), asOf: formatDay(dayOf(Date.now())) }],
      });
      const headers = { ...sessions[at], 'idempotency-key': randomUUID() };
      const { status, body: text } = await http.ask('POST', `/pilots/${seats[at]?.pilot ?? ''}/figures`, headers, body);
      if (status !== 200) throw new Error(`A command answered ${status}: ${text}`);
    };
    // Both warm: code compiled, runs in the cache.
    await measure(SEATS, 5_000, callBare);
    await measure(SEATS, 5_000, callCommand);
    await measure(SEATS, 2_000, callUpdate('addKept'));

    console.log(
      `\nThe command path: HTTP, session, record (a bare update in the same run; ${ROUNDS} rounds of ${STRETCH_MS / 1_000} s, medians)`,
    );
    const pids = {
      load: process.pid,
      api: api.pid,
      worker: worker.pid,
      'bare worker': bareWorker.pid,
      temporal: temporal.pid,
      mongodb: mongodb.pid,
    };
    for (const clients of CLIENTS) {
      const rounds: { bare: Measured; command: Measured }[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        rounds.push({ bare: await measure(clients, STRETCH_MS, callBare), command: await measure(clients, STRETCH_MS, callCommand) });
      }
      report(clients, rounds);
    }
    for (const [name, call] of [
      ['a bare update', callBare],
      ['a bare update that waits for an empty local activity', callUpdate('addAside')],
      ['a bare update that waits for the barest record', callUpdate('addKept')],
      ['a command', callCommand],
    ] as const) {
      const spent = watchCpu(pids);
      const { perSecond } = await measure(SEATS, STRETCH_MS, call);
      const each = Object.entries(spent()).map(([process, ms]) => `${process} ${(ms / ((perSecond * STRETCH_MS) / 1_000)).toFixed(1)}`);
      console.log(`${name} at ${SEATS} clients: ${perSecond.toFixed(0)}/s; processor ms each: ${each.join(', ')}`);
    }
    console.log(`history events per command: ${(await eventsPerCommand(client, seats, callCommand)).toFixed(2)} (aim: at most 7)`);

    if (process.env['BENCH_LISTS'] !== 'off')
      await measureLists({ uri: mongodb.uri, http, headers: sessions[0] ?? {}, stretchMs: STRETCH_MS, rounds: ROUNDS });
    if (DUE.length > 0) await due();
    http.close();
    await worker.stop();
    await api.stop();
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

function report(clients: number, rounds: readonly { bare: Measured; command: Measured }[]): void {
  const bare = median(rounds.map((round) => round.bare.perSecond));
  const command = median(rounds.map((round) => round.command.perSecond));
  const rate = median(rounds.map((round) => round.command.perSecond / round.bare.perSecond));
  const latency = median(rounds.map((round) => round.command.p50Ms / round.bare.p50Ms));
  const p50 = (which: 'bare' | 'command'): string => median(rounds.map((round) => round[which].p50Ms)).toFixed(1);
  console.log(
    `${String(clients).padStart(3)} clients: ${command.toFixed(0)} against ${bare.toFixed(0)} commands/s, ratio ${rate.toFixed(2)}; ` +
      `p50 ${p50('command')} against ${p50('bare')} ms, ratio ${latency.toFixed(2)}`,
  );
}

/** Writes forty running pilots and their liaisons' accounts into the record. */
async function settle(uri: string): Promise<readonly Seat[]> {
  const db = await connect(uri);
  const calendar = await createCalendarStore(db).latest(CENTRE);
  const now = Date.now();
  const { past, seats } = pilotsUnderWay({ calendar, now, pilots: pilotNumbers(SEATS) });
  const records = createRecordStore(db);
  for (const append of past.streams()) await records.append({ ...append, projection: { ...append.projection, outbox: [] } });
  const accounts = createAccountStore(db, createDirectoryRecord(db));
  const hash = await hashPassword(PASSWORD);
  for (const { login, person } of seats) {
    const event = { type: 'accountAdded', login, personId: person, name: login, email: `${login}@example.org` } as const;
    await accounts.commit(
      { commandId: `bench/${login}`, commandHash: '', receivedAt: now, actor: SYSTEM, reason: 'bench', event },
      { hash, mustChange: false },
    );
  }
  await db.close();
  return seats;
}

/** Over a hundred commands to one run, by the length of its history; renewals are left out by taking the first stretch that has none. */
async function eventsPerCommand(client: Client, seats: readonly Seat[], call: (at: number) => Promise<void>): Promise<number> {
  const lengthNow = async (): Promise<{ runId: string; length: number }> => {
    const described = await client.workflow.getHandle(workflowId('pilot', seats[0]?.pilot ?? '')).describe();
    return { runId: described.runId, length: described.historyLength };
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = await lengthNow();
    for (let count = 0; count < 50; count++) await call(0);
    const after = await lengthNow();
    if (after.runId === before.runId) return (after.length - before.length) / 50;
  }
  throw new Error('The run renewed itself in every stretch');
}

await main();
