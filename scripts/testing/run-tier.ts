import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Joi from 'joi';
import { exists } from '../services/cache.js';
import type { Say } from '../services/say.js';
import type { Env } from '../services/tools.js';

export interface Counts {
  passed: number;
  failed: number;
}

export interface TierRun {
  root: string;
  files: readonly string[];
  mochaArgs: readonly string[];
  env: Env;
  say: Say;
  /** Aborted: the run is ended. */
  signal: AbortSignal;
}

const schema = Joi.object<Counts, true>({ passed: Joi.number().required(), failed: Joi.number().required() });
const lingeringMs = 20_000;

/** Runs test files in a mocha of their own. One that breaks down, or does not end after its last test, is one more failure. */
export async function runTier({ root, files, mochaArgs, env, say, signal }: TierRun): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-counts-'));
  const countsFile = join(folder, 'counts.json');
  const reporting = ['--reporter', 'scripts/testing/counting-reporter.ts', '--reporter-option', `counts=${countsFile}`];
  const args = [join('node_modules', 'mocha', 'bin', 'mocha.js'), ...files, ...reporting, ...mochaArgs];
  try {
    // mocha starts a second process for its Node options: a group of their own is ended together.
    const child = spawn(process.execPath, args, { cwd: root, env: { ...env }, stdio: 'inherit', detached: true });
    const end = () => {
      const isOver = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
      if (!isOver) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    };
    signal.addEventListener('abort', end, { once: true });
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
      child.once('error', () => resolve(null));
    });
    const lingering = await Promise.race([ended.then(() => false), lingersAfter(countsFile, ended)]);
    if (lingering) {
      say({
        zh: `测试结束 ${lingeringMs / 1000} 秒后进程仍未退出：有连接或定时器没有关闭`,
        en: `the process still runs ${lingeringMs / 1000} s after its last test: something was left open`,
      });
      end();
    }
    const code = await ended;
    signal.removeEventListener('abort', end);
    const counts = (await exists(countsFile)) ? await readCounts(countsFile) : { passed: 0, failed: 0 };
    const brokeDown = lingering || (code !== 0 && counts.failed === 0);
    return brokeDown ? { ...counts, failed: counts.failed + 1 } : counts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readCounts(file: string): Promise<Counts> {
  const counts: Counts = await schema.validateAsync(JSON.parse(await readFile(file, 'utf8')));
  return counts;
}

/** True once the counts have been there for a while and the process still is. Never settles when it ends before. */
async function lingersAfter(countsFile: string, ended: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!(await exists(countsFile))) {
    if (isOver) return false;
    await wait(500, undefined, { ref: false });
  }
  await wait(lingeringMs, undefined, { ref: false });
  return !isOver;
}
