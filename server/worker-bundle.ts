import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(fileURLToPath(new URL('.', import.meta.url)));

/** What `npm run build` lays beside the compiled code; there are no sources there to bundle. */
const BUILT = join(ROOT, 'workflows.js');

/**
 * The code of all runs. In a build it is there ahead. Otherwise it is bundled once for each content of the rooms it is made of and kept
 * under `dataDir/cache`, so that a restart is quick; bundles of former contents are dropped, and several processes may share the folder.
 */
export async function loadWorkflowBundle(dataDir: string): Promise<WorkflowBundleOption> {
  if (existsSync(BUILT)) return { codePath: BUILT };
  const folder = join(dataDir, 'cache');
  const name = `workflows-${await hashOfSources()}.js`;
  const codePath = join(folder, name);
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const half = `${codePath}.${randomUUID()}`;
  // On the disk before it bears its name: a power cut must not leave an empty bundle.
  await writeFile(half, code, { flush: true });
  await rename(half, codePath);
  for (const other of await readdir(folder))
    if (/^workflows-[0-9a-f]+\.js$/.test(other) && other !== name) await rm(join(folder, other), { force: true });
  return { codePath };
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  for (const room of ['domain', 'workflows']) {
    const files = (await readdir(join(ROOT, room), { recursive: true })).filter((name) => name.endsWith('.ts')).toSorted();
    for (const file of files) hash.update(file).update(await readFile(join(ROOT, room, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
