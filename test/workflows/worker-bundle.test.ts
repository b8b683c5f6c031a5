import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadWorkflowBundle } from '../../server/worker-bundle.js';

describe('the bundle a worker starts with', () => {
  let dataDir: string;
  beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'duban-bundle-'))));
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('is made once and then found, and former ones are dropped', async () => {
    await mkdir(join(dataDir, 'cache'));
    await writeFile(join(dataDir, 'cache', 'workflows-0123456789abcdef.js'), 'of yesterday');
    await writeFile(join(dataDir, 'cache', 'something-else.js'), '');
    const first = await loadWorkflowBundle(dataDir);
    const codePath = 'codePath' in first ? first.codePath : expect.fail('it was not kept');
    const { mtimeMs } = await stat(codePath);
    expect(await loadWorkflowBundle(dataDir)).to.deep.equal(first);
    expect((await stat(codePath)).mtimeMs).to.equal(mtimeMs);
    expect(await readdir(join(dataDir, 'cache'))).to.have.lengthOf(2);
    expect(await readFile(codePath, 'utf8')).to.include('runEntity');
  });

  it('is made by two at once without harm', async () => {
    const [one, other] = await Promise.all([loadWorkflowBundle(dataDir), loadWorkflowBundle(dataDir)]);
    expect(one).to.deep.equal(other);
  });
});
