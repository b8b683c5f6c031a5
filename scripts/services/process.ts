import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isStillRunning, markProcess, readMark, signal, writeMark } from './lock.js';
import { Trouble } from './say.js';
import { lastLines, type Env } from './tools.js';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child of ours that is up. */
export interface Running {
  pid: number;
  /** Settles when it has ended, for whatever reason. */
  exited: Promise<Exit>;
  /** Asks it to end (SIGTERM) and, after the time, makes it (SIGKILL). Done when it is gone; harmless when it is gone already. */
  stop(): Promise<void>;
  /** SIGKILL at once; done when it is gone. */
  kill(): Promise<void>;
}

export interface ProcessPlan {
  /** Also the name of its log file and of its pid file. */
  name: string;
  command: string;
  args: readonly string[];
  env: Env;
  cwd?: string;
  dataDir: string;
  /** Asked again and again until true; a rejection counts as "not yet". */
  isReady: (pid: number) => Promise<boolean>;
  readyTimeoutMs: number;
  stopTimeoutMs: number;
  /** Aborted: starting is given up and the child is gone. Without meaning once it is ready. */
  signal?: AbortSignal | undefined;
}

const logLimitBytes = 20_000_000;
const askEveryMs = 50;

export function logFileOf(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}

function pidFileOf(dataDir: string, name: string): string {
  return join(dataDir, 'run', `${name}.pid`);
}

/**
 * Starts a child, its output going to `DATA_DIR/logs/<name>.log`, and waits until it answers.
 * It gets a process group of its own: Ctrl-C in the terminal reaches only us, and we stop the children in order.
 * @throws Trouble when it ends or is not ready in time; it is then gone, and the sentence carries its last words
 */
export async function startProcess(plan: ProcessPlan): Promise<Running> {
  const { name, dataDir } = plan;
  const log = openLog(logFileOf(dataDir, name));
  const pidFile = pidFileOf(dataDir, name);
  mkdirSync(dirname(pidFile), { recursive: true });
  const child = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    env: { ...plan.env },
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  const { pid } = child;
  if (pid === undefined)
    throw new Trouble({ zh: `无法启动 ${name}：${plan.command}`, en: `${name} could not be started: ${plan.command}` });

  const mark = await markProcess(pid);
  if (mark) await writeMark(pidFile, mark);
  const gone = exited.then(() => rm(pidFile, { force: true }));
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const stop = async () => {
    child.kill('SIGTERM');
    const ended = await Promise.race([gone.then(() => true), wait(plan.stopTimeoutMs, false, { ref: false })]);
    if (!ended) await kill();
  };
  const running: Running = { pid, exited, stop, kill };

  const outcome = await waitUntilReady(plan, running);
  if (outcome === 'ready') return running;
  await kill();
  if (outcome === 'given up') throw new Trouble({ zh: `${name} 的启动已中止`, en: `starting ${name} was given up` });
  const lastWords = await readTail(logFileOf(dataDir, name));
  throw new Trouble(
    outcome === 'ended'
      ? { zh: `${name} 启动后即退出，最后的输出：${lastWords}`, en: `${name} ended while starting; its last words: ${lastWords}` }
      : {
          zh: `${name} 在 ${plan.readyTimeoutMs / 1000} 秒内没有就绪，最后的输出：${lastWords}`,
          en: `${name} was not ready within ${plan.readyTimeoutMs / 1000} s; its last words: ${lastWords}`,
        },
  );
}

async function waitUntilReady(plan: ProcessPlan, running: Running): Promise<'ready' | 'ended' | 'late' | 'given up'> {
  const giveUpAt = Date.now() + plan.readyTimeoutMs;
  const ended = running.exited.then(() => 'ended' as const);
  while (Date.now() < giveUpAt) {
    const ready = plan.isReady(running.pid).then(
      (isReady) => (isReady ? ('ready' as const) : ('waiting' as const)),
      () => 'waiting' as const,
    );
    const outcome = await Promise.race([ready, ended]);
    if (outcome !== 'waiting') return outcome;
    if (plan.signal?.aborted) return 'given up';
    await Promise.race([wait(askEveryMs), ended]);
  }
  return 'late';
}

/** Stops what a former run of this data folder left behind (its parent was killed). True when there was something. */
export async function stopLeftover(dataDir: string, name: string, timeoutMs = 10_000): Promise<boolean> {
  const file = pidFileOf(dataDir, name);
  const mark = await readMark(file);
  if (!mark) return false;
  const wasRunning = await isStillRunning(mark);
  if (wasRunning) {
    const killAt = Date.now() + timeoutMs;
    signal(mark.pid, 'SIGTERM');
    while (await isStillRunning(mark)) {
      if (Date.now() > killAt) signal(mark.pid, 'SIGKILL');
      await wait(askEveryMs);
    }
  }
  await rm(file, { force: true });
  return wasRunning;
}

/** The end of a log as one line, for a sentence. */
export async function readTail(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, 4_000);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return lastLines(buffer.toString('utf8'));
  } finally {
    await handle.close();
  }
}

/** Opens a log for appending; one that has grown large is put aside first, one generation is kept. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > logLimitBytes) renameSync(file, `${file}.old`);
  return openSync(file, 'a');
}
