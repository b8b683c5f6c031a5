import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Say, Sentence } from './say.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** The full path of a command on the PATH, or undefined. Asks the file system only, starts nothing. */
export async function findOnPath(command: string, env: Env, platform: NodeJS.Platform = process.platform): Promise<string | undefined> {
  const endings = platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';') : [''];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    for (const ending of endings) {
      const path = join(folder, command + ending);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return undefined;
}

export interface CommandResult {
  /** Null when it was ended by a signal or did not start. */
  code: number | null;
  /** Both streams together, the last 8,000 characters. */
  output: string;
}

export interface RunOptions {
  cwd?: string;
  env: Env;
  /** Ended after this long; the result then carries no exit code. */
  timeoutMs?: number;
  /** What is being done, said every 15 seconds with the time it has taken. */
  progress?: { say: Say; doing: Sentence };
}

const progressEveryMs = 15_000;

/** Runs a command to its end, or to ours. A command that cannot be started is a result without a code, not an exception. */
export function runCommand(command: string, args: readonly string[], options: RunOptions): Promise<CommandResult> {
  const { cwd, env, timeoutMs = 30_000, progress } = options;
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, windowsHide: true });
    const startedAt = Date.now();
    const tell = ({ say, doing }: NonNullable<RunOptions['progress']>) => {
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      say({ zh: `  ${doing.zh}：已 ${seconds} 秒`, en: `${doing.en}: ${seconds} s so far` });
    };
    const ticking = progress && setInterval(tell, progressEveryMs, progress);
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-8_000);
    };
    const endWithUs = () => child.kill();
    process.once('exit', endWithUs);
    const settle = (code: number | null) => {
      process.off('exit', endWithUs);
      clearInterval(ticking);
      resolve({ code, output });
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      output += error.message;
      settle(null);
    });
    child.on('close', settle);
  });
}

/** The last lines of an output that say anything, as one line. */
export function lastLines(output: string, count = 3): string {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-count).join(' / ').slice(-600);
}

/** True when `version` is at least `wanted`; both as `[major, minor]`. */
export function isAtLeast(version: readonly [number, number], wanted: readonly [number, number]): boolean {
  return version[0] > wanted[0] || (version[0] === wanted[0] && version[1] >= wanted[1]);
}

/** The first `major.minor` that follows `label` in a program's own words, or undefined. */
export function readVersion(output: string, label: string): [number, number] | undefined {
  const match = new RegExp(`${label}\\s*v?(\\d+)\\.(\\d+)`).exec(output);
  return match?.[1] !== undefined && match[2] !== undefined ? [Number(match[1]), Number(match[2])] : undefined;
}
