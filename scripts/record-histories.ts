import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { ensureSearchAttributes } from '../server/search-attributes.js';
import { VERSION } from '../server/version.js';
import type { Played, Stage } from '../test/replay/playing.js';
import { scenes } from '../test/replay/scenes.js';
import { openSite } from '../test/workflows/site.js';
import { sayOnConsole as say } from './services/say.js';
import { startTemporal } from './services/temporal.js';

const root = dirname(fileURLToPath(new URL('.', import.meta.url)));
const folder = join(root, 'test', 'replay', 'histories');
/** After so many events the engine suggests a renewal here, so that one fits into a small file. */
const RENEWAL_EVENTS = 100;
/** What is kept names nobody's machine, and no folder of it. */
const IDENTITY = 'duban';

/**
 * Records what runs of this version leave behind on a real server, for the replay tests of every later one, as
 * `test/replay/histories/<version>-<scene>.json`. What is there already is left as it is: it must stay replayable.
 */
async function recordHistories(stage: Stage): Promise<void> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  for (const [name, play] of Object.entries(scenes)) {
    count += 1;
    const id = name.startsWith('unit') ? `53-h${String(count).padStart(3, '0')}` : `53-2026-${String(count).padStart(4, '0')}`;
    for (const played of await play(stage, id)) await keep(stage, name, played);
  }
}

async function keep({ env }: Stage, scene: string, { workflowId, runId, part }: Played): Promise<void> {
  const file = join(folder, `${VERSION}-${scene}${part === undefined ? '' : `-${part}`}.json`);
  if (existsSync(file)) return say({ zh: `已有，不覆盖：${file}`, en: `there already, left as it is: ${file}` });
  const history = await env.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const text = JSON.stringify(JSON.parse(historyToJSON(history))).replaceAll(`${root}/`, '');
  await writeFile(file, `${text}\n`);
  const sizeKb = Math.ceil(text.length / 1024);
  say({ zh: `${file}：${history.events?.length} 个事件，${sizeKb} KB`, en: `${file}: ${history.events?.length} events, ${sizeKb} KB` });
}

const dataDir = await mkdtemp(join(tmpdir(), 'duban-histories-'));
const temporal = await startTemporal({
  dataDir,
  dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': String(RENEWAL_EVENTS) },
  say,
});
try {
  const env = await TestWorkflowEnvironment.createFromExistingServer({ address: temporal.address, client: { identity: IDENTITY } });
  await ensureSearchAttributes(env.connection, 'default');
  const done = async (): Promise<void> => undefined;
  const site = await openSite(env, { identity: IDENTITY, activities: { deliver: done, post: done, patrol: done, redate: done } });
  await recordHistories({ env, site });
  await site.close();
  await env.teardown();
} finally {
  await temporal.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
