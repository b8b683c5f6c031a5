import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeLock } from './lock.js';
import { codeOf, Trouble, type Say } from './say.js';
import type { Env } from './tools.js';

/** Where fetched programs are kept: once per machine and user, whatever the clone. */
export function cacheDirOf(env: Env, platform: NodeJS.Platform = process.platform): string {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const base = env['XDG_CACHE_HOME'];
  if (base !== undefined && base !== '') return join(base, 'duban');
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'duban');
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'duban');
    default:
      return join(home, '.cache', 'duban');
  }
}

/** The name of a cache entry; a home folder may be shared between machines of different kinds. */
export function nameEntry(part: string, version: string): string {
  return `${part}-${version}-${process.platform}-${process.arch}`;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export interface CacheFill {
  cacheDir: string;
  entry: string;
  /** Free space wanted on the cache's disk before anything is fetched. */
  spaceBytes: number;
  say: Say;
  /** Puts the files into the given empty folder, and tries them. A rejection leaves nothing behind. */
  fill: (folder: string) => Promise<void>;
}

/**
 * The folder of a cache entry, filled by `fill` when it is not there yet. It appears complete or not at all;
 * two processes that want it at once fetch it once, the second waits for the first.
 */
export async function fillOnce({ cacheDir, entry, spaceBytes, say, fill }: CacheFill): Promise<string> {
  const final = join(cacheDir, entry);
  await mkdir(cacheDir, { recursive: true });
  const release = await waitForLock(join(cacheDir, `${entry}.lock`), final, say);
  const draft = join(cacheDir, `${entry}.part-${randomUUID()}`);
  try {
    if (await exists(final)) return final;
    await removeDrafts(cacheDir, entry);
    await demandSpace(cacheDir, spaceBytes);
    await mkdir(draft);
    await fill(draft);
    await rename(draft, final);
    return final;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await release();
  }
}

async function waitForLock(lockFile: string, final: string, say: Say): Promise<() => Promise<void>> {
  for (let round = 0; ; round += 1) {
    const lock = await takeLock(lockFile);
    if ('release' in lock) return lock.release;
    if (round % 60 === 0) {
      say({
        zh: `另一个进程（pid ${lock.heldBy}）正在取得 ${final}，等待它完成`,
        en: `another process (pid ${lock.heldBy}) is fetching ${final}; waiting for it`,
      });
    }
    await wait(250);
  }
}

/** What a killed process left of this entry; we hold the lock, so nobody is writing there. */
async function removeDrafts(cacheDir: string, entry: string): Promise<void> {
  const names = await readdir(cacheDir);
  for (const name of names.filter((each) => each.startsWith(`${entry}.part-`)))
    await rm(join(cacheDir, name), { recursive: true, force: true });
}

/** @throws Trouble when the disk that holds `folder` has less than `wantedBytes` left */
export async function demandSpace(folder: string, wantedBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= wantedBytes) return;
  const free = Math.floor(freeBytes / 1e6);
  const wanted = Math.ceil(wantedBytes / 1e6);
  throw new Trouble({
    zh: `磁盘空间不足：${folder} 所在磁盘只剩 ${free} MB，至少需要 ${wanted} MB；请清理磁盘或换一个目录`,
    en: `not enough disk space: ${free} MB left where ${folder} lies, at least ${wanted} MB wanted; free some or choose another folder`,
  });
}

/** @throws Trouble when files cannot be made in the folder; it is created when missing, for its owner alone */
export async function demandWritable(folder: string, variable: string): Promise<void> {
  const probe = join(folder, `.writable-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await mkdir(probe);
    await rm(probe, { recursive: true });
  } catch (error) {
    const code = codeOf(error) ?? '';
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw new Trouble(
      isFull
        ? { zh: `磁盘空间已满：${folder}（${variable}）`, en: `the disk is full: ${folder} (${variable})` }
        : {
            zh: `无法写入 ${folder}（${code}）；请把 ${variable} 设为可写的目录`,
            en: `cannot write to ${folder} (${code}); set ${variable} to a folder that can be written`,
          },
      { cause: error },
    );
  }
}
