import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { claimDataDir } from '../../scripts/house/claim.js';
import { keepRunning } from '../../scripts/house/keep-running.js';
import { markProcess, signal, takeLock, writeMark } from '../../scripts/services/lock.js';
import { startMongodb, type StartedMongodb } from '../../scripts/services/mongodb.js';
import { findFreePort, findRememberedPort } from '../../scripts/services/ports.js';
import { startProcess, type ProcessPlan } from '../../scripts/services/process.js';
import { sayNothing, Trouble } from '../../scripts/services/say.js';

describe('the processes of the house', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'duban-house-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const plan = (name: string, script: string, given: Partial<ProcessPlan> = {}): ProcessPlan => ({
    name,
    command: process.execPath,
    args: ['-e', script],
    env: process.env,
    dataDir,
    isReady: async () => true,
    readyTimeoutMs: 50_000,
    stopTimeoutMs: 200,
    ...given,
  });
  const live = 'setInterval(() => {}, 1000)';
  const refusalOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof Trouble ? error.message : `no trouble but ${String(error)}`),
    );
  const insert = async (uri: string) => {
    const client = new mongo.MongoClient(uri);
    await client.db().collection('things').insertOne({});
    const count = await client.db().collection('things').countDocuments();
    await client.close();
    return count;
  };

  it('tells the last words of a child that ends while starting', async () => {
    const dying = startProcess(plan('thing', 'console.error("no room for me"); process.exit(3)', { isReady: async () => false }));
    expect(await refusalOf(dying))
      .to.include('thing ended while starting')
      .and.include('no room for me');
  });

  it('makes an end of a child that is not ready in time', async () => {
    const late = startProcess(plan('thing', live, { isReady: async () => false, readyTimeoutMs: 200 }));
    expect(await refusalOf(late)).to.include('not ready within 0.2 s');
  });

  it('kills a child that does not heed the request to stop', async () => {
    const stubborn = `process.on('SIGTERM', () => {}); require('fs').writeFileSync(${JSON.stringify(join(dataDir, 'up'))}, ''); ${live}`;
    const { existsSync } = await import('node:fs');
    const child = await startProcess(plan('thing', stubborn, { isReady: async () => existsSync(join(dataDir, 'up')) }));
    await child.stop();
    expect(await child.exited).to.deep.equal({ code: null, signal: 'SIGKILL' });
  });

  it('starts a child again that dies by itself, and not one that was stopped', async () => {
    const starts: number[] = [];
    let tellAgain: () => void = () => {};
    const again = new Promise<void>((resolve) => (tellAgain = resolve));
    const kept = keepRunning(
      'thing',
      async () => {
        const child = await startProcess(plan('thing', live));
        if (starts.push(child.pid) === 2) tellAgain();
        return child;
      },
      sayNothing,
    );
    const first = await kept.started;
    process.kill(first.pid, 'SIGKILL');
    await again;
    await kept.stop();
    expect(new Set(starts).size).to.equal(2);
  });

  it('gives a data folder to one instance at a time', async () => {
    const release = await claimDataDir(dataDir, sayNothing);
    expect(await refusalOf(claimDataDir(dataDir, sayNothing))).to.include(`in use by another instance (pid ${process.pid})`);
    await release();
    const releaseAgain = await claimDataDir(dataDir, sayNothing);
    await releaseAgain();
  });

  it('takes over the lock of a process that is gone, even where its number lives on', async () => {
    const file = join(dataDir, 'lock');
    await writeMark(file, { pid: process.pid, began: 'another boot/1' });
    expect(await takeLock(file)).to.have.property('release');
    await writeFile(file, 'not a lock');
    expect(await takeLock(file)).to.have.property('release');
  });

  it('stops what a killed start left running', async () => {
    const orphan = await startProcess(plan('api', live));
    const release = await claimDataDir(dataDir, sayNothing);
    expect(await orphan.exited).to.deep.equal({ code: null, signal: 'SIGTERM' });
    await release();
  });

  it('finds a process no more, and has nothing to signal, once it has ended', async () => {
    const brief = spawn(process.execPath, ['-e', '']);
    const pid = brief.pid ?? 0;
    await new Promise((resolve) => brief.once('exit', resolve));
    expect(signal(pid, 'SIGTERM')).to.equal(false);
    expect(await markProcess(pid)).to.equal(undefined);
  });

  it('leaves a stranger alone that has the number of a former child', async () => {
    const stranger = spawn(process.execPath, ['-e', live]);
    const release = await claimDataDir(dataDir, sayNothing);
    await writeMark(join(dataDir, 'lock'), { pid: stranger.pid ?? 0, began: 'long ago' });
    await release();
    expect(stranger.exitCode).to.equal(null);
    expect(stranger.signalCode).to.equal(null);
    stranger.kill();
  });

  it('remembers a service’s port until somebody else takes it', async () => {
    const port = await findRememberedPort(dataDir, 'mongodb');
    expect(await findRememberedPort(dataDir, 'mongodb')).to.equal(port);
    const thief = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => thief.once('listening', resolve));
    expect(await findRememberedPort(dataDir, 'mongodb')).not.to.equal(port);
    thief.close();
  });

  it('never gives one port to two, though nobody listens there yet', async () => {
    const ports = await Promise.all(Array.from({ length: 400 }, () => findFreePort()));
    expect(new Set(ports).size).to.equal(ports.length);
  });

  it('gives MongoDB its data back after kill -9, on another port too', async () => {
    let mongodb: StartedMongodb = await startMongodb({ dataDir });
    expect(await insert(mongodb.uri)).to.equal(1);
    await mongodb.kill();
    mongodb = await startMongodb({ dataDir });
    expect(await insert(mongodb.uri)).to.equal(2);
    await mongodb.stop();
    mongodb = await startMongodb({ dataDir, port: await findFreePort() });
    expect(await insert(mongodb.uri)).to.equal(3);
    await mongodb.stop();
  });
});
