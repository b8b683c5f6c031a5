import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundle } from '@temporalio/worker';
import { expect } from 'chai';
import { quietRuntime } from '../fakes/quiet-runtime.js';
import { workflowBundle } from '../workflows/site.js';

const folder = new URL('./histories/', import.meta.url);
const files = readdirSync(folder).toSorted();
const recorded = files.map((file) => ({
  // Named after its file, so that a failure says which it is.
  workflowId: file,
  history: historyFromJSON(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
}));

/** Replays every recorded history and answers what became of each: nothing, or the name of what went wrong. */
async function replay(bundle: WorkflowBundle): Promise<Record<string, string>> {
  quietRuntime();
  const outcomes: Record<string, string> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, recorded))
    outcomes[workflowId] = error === undefined ? 'replayed' : `${error.name}: ${error.message}`;
  return outcomes;
}

describe('the histories of former versions', () => {
  it('are replayed by the workflows as they are now', async () => {
    expect(await replay(await workflowBundle())).to.deep.equal(Object.fromEntries(files.map((file) => [file, 'replayed'])));
  });

  it('are not replayed by a loop that begins otherwise', async () => {
    const workflowsPath = fileURLToPath(new URL('./other-loop.ts', import.meta.url));
    const outcomes = await replay(await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }));
    expect(files.filter((file) => outcomes[file]?.startsWith('DeterminismViolationError'))).to.deep.equal(files);
  });
});
