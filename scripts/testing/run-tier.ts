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
const mochaFile = join('node_modules', 'mocha', 'bin', 'mocha.js');
const lingeringMs = 20_000;
/** How long the test in progress and the hooks after it may take when the run is interrupted. */
const interruptedMs = 15_000;

/**
 * The flags of `.mocharc.json`, but for `import`, which we give to Node ourselves: for that one mocha would start a second
 * process, and that is killed at once when the run is interrupted.
 */
async function readMochaFlags(root: string): Promise<string[]> {
  const config: object = JSON.parse(await readFile(join(root, '.mocharc.json'), 'utf8'));
  return Object.entries(config).flatMap(([name, value]) => {
    if (name === 'import') return [];
    return value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });
}

/** Runs test files in a mocha of their own. One that breaks down, or does not end after its last test, is one more failure. */
export async function runTier({ root, files, mochaArgs, env, say, signal }: TierRun): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-counts-'));
  const countsFile = join(folder, 'counts.json');
  const reporting = ['--reporter', 'scripts/testing/counting-reporter.ts', '--reporter-option', `counts=${countsFile}`];
  const args = ['--import', 'tsx', mochaFile, '--no-config', ...(await readMochaFlags(root)), ...files, ...reporting, ...mochaArgs];
  try {
    // Not of our process group: Ctrl-C would reach it twice, and the second ends it before it has stopped what its tests started.
    const child = spawn(process.execPath, args, { cwd: root, env: { ...env }, stdio: 'inherit', detached: true, windowsHide: true });
    let killing: NodeJS.Timeout | undefined;
    const interrupt = () => {
      child.kill('SIGINT');
      killing = setTimeout(() => child.kill('SIGKILL'), interruptedMs);
    };
    signal.addEventListener('abort', interrupt, { once: true });
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
      child.kill('SIGKILL');
    }
    const code = await ended;
    clearTimeout(killing);
    signal.removeEventListener('abort', interrupt);
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
