import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { findProgram } from './find.js';
import { describeMongodb } from './mongodb-routes.js';
import { answersAt, findRememberedPort } from './ports.js';
import { startProcess, type Running } from './process.js';
import { sayNothing, type Say } from './say.js';

const replicaSet = 'duban';
const notYetInitialized = 94;

/**
 * A worker that is killed in the middle of a transaction leaves it open, and with it the entity locked, until MongoDB gives it up: by default
 * after a minute. Ours take milliseconds, and a command waits for 10 s.
 */
const TRANSACTION_LIFETIME_S = 5;

export interface MongodbOptions {
  /** Data goes to `mongodb/` below, the log to `logs/mongodb.log`. */
  dataDir: string;
  /** `mongod`; found by the usual search when not given. */
  binary?: string;
  /** The port of the last start, or a free one, when not given. */
  port?: number;
  say?: Say;
  /** Gives up starting. */
  signal?: AbortSignal;
}

export interface StartedMongodb extends Running {
  /** With the database `duban` and the replica set. */
  uri: string;
  port: number;
}

/**
 * Starts MongoDB on 127.0.0.1 as a replica set of one (transactions need a set) and waits until it takes writes.
 * @throws Trouble when it does not come up; nothing is left running
 */
export async function startMongodb({ dataDir, binary, port: wanted, say = sayNothing, signal }: MongodbOptions): Promise<StartedMongodb> {
  const command = binary ?? (await findProgram(describeMongodb(process.env), say));
  const port = wanted ?? (await findRememberedPort(dataDir, 'mongodb'));
  const dbpath = join(dataDir, 'mongodb');
  await mkdir(dbpath, { recursive: true });
  const running = await startProcess({
    name: 'mongodb',
    command,
    args: [
      `--replSet=${replicaSet}`,
      '--bind_ip=127.0.0.1',
      `--port=${port}`,
      `--dbpath=${dbpath}`,
      '--wiredTigerCacheSizeGB=0.5',
      '--quiet',
      '--setParameter=diagnosticDataCollectionEnabled=false',
      `--setParameter=transactionLifetimeLimitSeconds=${TRANSACTION_LIFETIME_S}`,
      // There is no other member to hand over to: a stop need not wait for one.
      '--setParameter=shutdownTimeoutMillisForSignaledShutdown=100',
      ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
    ],
    env: process.env,
    dataDir,
    isReady: () => becomePrimary(port),
    readyTimeoutMs: 60_000,
    stopTimeoutMs: 10_000,
    signal,
  });
  return { ...running, port, uri: `mongodb://127.0.0.1:${port}/duban?replicaSet=${replicaSet}` };
}

/** Founds the set where there is none, moves it to this port where it had another, and tells whether it takes writes. */
async function becomePrimary(port: number): Promise<boolean> {
  const host = `127.0.0.1:${port}`;
  // A driver that knocks at a closed door waits long before it knocks again.
  if (!(await answersAt('127.0.0.1', port))) return false;
  const client = new mongo.MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 1_000 });
  try {
    const admin = client.db('admin');
    const config = await readSetConfig(admin);
    if (config === undefined) {
      await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
    } else if (config.members[0]?.host !== host) {
      const members = config.members.slice(0, 1).map((member) => ({ ...member, host }));
      await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
    }
    const { isWritablePrimary } = await admin.command({ hello: 1 });
    return isWritablePrimary === true;
  } finally {
    await client.close();
  }
}

interface SetConfig {
  version: number;
  members: { host: string }[];
}

async function readSetConfig(admin: mongo.Db): Promise<SetConfig | undefined> {
  try {
    const answer = await admin.command({ replSetGetConfig: 1 });
    const config: SetConfig = answer['config'];
    return config;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === notYetInitialized) return undefined;
    throw error;
  }
}
