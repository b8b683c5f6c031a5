import { join } from 'node:path';
import { demandSpace, demandWritable } from '../services/cache.js';
import { takeLock } from '../services/lock.js';
import { stopLeftover } from '../services/process.js';
import { Trouble, type Say } from '../services/say.js';

/** In the order in which they are stopped. */
export const childNames = ['api', 'worker', 'temporal', 'mongodb'] as const;

/** MongoDB's journal and Temporal's store take a few hundred MB from the first minute on. */
const wantedBytes = 1_000_000_000;

/**
 * Makes a data folder ours: it can be written, has space, and nobody else uses it; what a killed run left running is stopped.
 * @returns gives the folder back
 * @throws Trouble naming what is wrong; nothing has been started then
 */
export async function claimDataDir(dataDir: string, say: Say): Promise<() => Promise<void>> {
  await demandWritable(dataDir, 'DATA_DIR');
  await demandSpace(dataDir, wantedBytes);
  const lock = await takeLock(join(dataDir, 'lock'));
  if ('heldBy' in lock) {
    throw new Trouble({
      zh: `数据目录 ${dataDir} 正被另一个实例（pid ${lock.heldBy}）使用；请先停止它，或为本实例设置另外的 DATA_DIR 和 PORT`,
      en: `the data folder ${dataDir} is in use by another instance (pid ${lock.heldBy}); stop that one, or give this one its own DATA_DIR and PORT`,
    });
  }
  for (const name of childNames) {
    const wasRunning = await stopLeftover(dataDir, name);
    if (wasRunning) say({ zh: `已停止上次运行遗留的 ${name}`, en: `stopped ${name}, left over from a run that was killed` });
  }
  return lock.release;
}
