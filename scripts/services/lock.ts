import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from './say.js';

/** A process and when it began, so that a number used again for another process is not mistaken for it. */
export interface ProcessMark {
  pid: number;
  began: string;
}

const unknownBeginning = 'unknown';

/** The mark of a living process, or undefined when there is none with this number. */
export async function markProcess(pid: number): Promise<ProcessMark | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'linux') {
    try {
      const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')]);
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined;
      return { pid, began: `${boot.trim()}/${fields[19] ?? ''}` };
    } catch (error) {
      // One that ends while its entry is being read is no longer found by its number.
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined;
      throw error;
    }
  }
  if (process.platform === 'win32') return { pid, began: unknownBeginning };
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch((error: unknown) => {
    if (isAlive(pid)) throw error;
    return { stdout: '' };
  });
  return stdout.trim() === '' ? undefined : { pid, began: stdout.trim() };
}

/** Sends a signal; false where the process has ended meanwhile. */
export function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Whether the very process of the mark is still alive. */
export async function isStillRunning(mark: ProcessMark): Promise<boolean> {
  const now = await markProcess(mark.pid);
  return now?.began === mark.began;
}

/** The mark kept in a file, or undefined when there is none or it cannot be read as one. */
export async function readMark(file: string): Promise<ProcessMark | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const match = /^(\d+) (.+)$/m.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined ? { pid: Number(match[1]), began: match[2] } : undefined;
}

export async function writeMark(file: string, mark: ProcessMark): Promise<void> {
  await writeFile(file, `${mark.pid} ${mark.began}\n`);
}

export type LockResult = { release: () => Promise<void> } | { heldBy: number };

/**
 * Takes the lock file for this process, or says which living process holds it. A lock whose holder died is taken over.
 * The file appears with its content (a hard link), so nobody ever reads half a lock.
 */
export async function takeLock(file: string): Promise<LockResult> {
  await mkdir(dirname(file), { recursive: true });
  const own = (await markProcess(process.pid)) ?? { pid: process.pid, began: unknownBeginning };
  const draft = `${file}.${randomUUID()}`;
  await writeMark(draft, own);
  try {
    for (;;) {
      try {
        await link(draft, file);
        return { release: () => rm(file, { force: true }) };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const holder = await readMark(file);
      if (holder && (await isStillRunning(holder))) return { heldBy: holder.pid };
      await setAside(file, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead holder's lock; where somebody took it over in between, theirs is put back. */
async function setAside(file: string, dead: ProcessMark | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readMark(aside);
  if (moved && (moved.pid !== dead?.pid || moved.began !== dead.began)) {
    await link(aside, file).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
  await rm(aside, { force: true });
}
