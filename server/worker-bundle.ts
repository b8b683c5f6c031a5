import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(fileURLToPath(new URL('.', import.meta.url)));

/** The code of all runs, bundled once for each content of the rooms it is made of and kept under `dataDir`, so that a restart is quick. */
export async function loadWorkflowBundle(dataDir: string): Promise<WorkflowBundleOption> {
  const codePath = join(dataDir, 'cache', `workflows-${await hashOfSources()}.js`);
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({ workflowsPath: join(ROOT, 'workflows', 'index.ts') });
  await mkdir(dirname(codePath), { recursive: true });
  const half = `${codePath}.${process.pid}`;
  await writeFile(half, code);
  await rename(half, codePath);
  return { code };
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  for (const room of ['domain', 'workflows']) {
    const files = (await readdir(join(ROOT, room), { recursive: true })).filter((name) => name.endsWith('.ts')).toSorted();
    for (const file of files) hash.update(file).update(await readFile(join(ROOT, room, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
