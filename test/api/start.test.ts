import { spawnSync } from 'node:child_process';
import { access, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { layOut, readDemoAccounts, takeFirstPasswords } from '../../scripts/house/accounts.js';
import { claimDataDir } from '../../scripts/house/claim.js';
import { demandFreePort, readSettings } from '../../scripts/house/settings.js';
import { Trouble } from '../../scripts/services/say.js';
import { readChoice } from '../../scripts/testing/tiers.js';
import { ConfigError } from '../../server/config.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('npm start', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'duban-start-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const runOn = (nodeVersion: string) => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${nodeVersion}"})`;
    return spawnSync(process.execPath, ['--import', pretend, 'scripts/bootstrap.mjs', 'scripts/services/say.ts'], {
      cwd: root,
      encoding: 'utf8',
    });
  };

  for (const version of ['18.20.8', '20.18.3', '21.7.3', '22.11.0']) {
    it(`tells Node ${version} what is wrong with it`, () => {
      const { status, stderr } = runOn(version);
      expect(status).to.equal(1);
      expect(stderr).to.include(`this is Node ${version}`).and.include(`当前 Node 版本为 ${version}`);
    });
  }

  for (const version of ['20.19.0', '22.12.0', '24.1.0']) {
    it(`goes on with Node ${version}`, () => {
      expect(runOn(version)).to.include({ status: 0, stderr: '' });
    });
  }

  // Windows has no such modes: there a folder is its owner's by where it lies.
  if (process.platform !== 'win32') {
    it('makes a data folder that its owner alone can read', async () => {
      const fresh = join(dataDir, 'deep', 'data');
      const release = await claimDataDir(fresh, () => {});
      await release();
      expect((await stat(fresh)).mode & 0o777).to.equal(0o700);
    });
  }

  it('takes its defaults from an empty environment, and an empty value for none', () => {
    const settings = readSettings({ MONGODB_URI: '', PORT: '' });
    expect(settings).to.deep.include({ port: 3000, host: '127.0.0.1', dataDir: resolve('.data'), isDemo: true });
    expect(settings).to.deep.include({ mongodbUri: undefined, temporalAddress: undefined, smtpUrl: undefined });
  });

  it('tells everything that is wrong with a half-configured environment at once', () => {
    const read = () => readSettings({ PORT: 'abc', DEMO: 'perhaps', MONGODB_URI: 'localhost', SMTP_URL: 'mail' });
    expect(read).to.throw(ConfigError, /PORT[\s\S]*MONGODB_URI[\s\S]*DEMO/);
  });

  it('names the port that is in use and the way out', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const refusal = await demandFreePort({ ...readSettings({}), port }).catch((error: unknown) => error);
    other.close();
    expect(refusal)
      .to.be.instanceOf(Trouble)
      .with.property('message')
      .that.includes(`PORT=${port + 1} npm start`);
  });

  it('shows one-time passwords once', async () => {
    const account = { login: 'system', password: 'abc-def', name: '系统管理员', post: 'centre/system' };
    await writeFile(join(dataDir, 'first-passwords.json'), JSON.stringify([account]));
    expect(await takeFirstPasswords(dataDir)).to.deep.equal([account]);
    expect(await takeFirstPasswords(dataDir)).to.deep.equal([]);
    const isLeft = await access(join(dataDir, 'first-passwords.json')).then(
      () => true,
      () => false,
    );
    expect(isLeft).to.equal(false);
  });

  it('shows the demo’s accounts at every start', async () => {
    const account = { login: 'li', password: 'demo', name: '李建国', post: '联络员' };
    await writeFile(join(dataDir, 'accounts.json'), JSON.stringify([{ ...account, unit: '53' }]));
    expect(await readDemoAccounts(dataDir)).to.have.length(1);
    expect(await readDemoAccounts(dataDir)).to.have.length(1);
  });

  it('lines up columns where Chinese and Latin stand together', () => {
    const lines = layOut([
      { login: 'li', password: 'x', name: '李建国', post: 'p' },
      { login: 'wang', password: 'x', name: 'Ann', post: 'p' },
    ]).split('\n');
    expect(lines[1]?.indexOf('p')).to.equal((lines[2]?.indexOf('p') ?? 0) - 3);
  });
});

describe('npm test', () => {
  it('runs everything when nothing is chosen', () => {
    expect(readChoice([])).to.deep.equal({ isChecking: true, tiers: ['domain', 'api', 'replay', 'workflows', 'e2e'], mochaArgs: [] });
  });

  it('runs the chosen tiers in their usual order and hands flags to mocha', () => {
    expect(readChoice(['api', 'domain', '--grep', 'e2e'])).to.deep.equal({
      isChecking: false,
      tiers: ['domain', 'api'],
      mochaArgs: ['--grep', 'e2e'],
    });
  });

  it('runs only the checks when they are named', () => {
    expect(readChoice(['check'])).to.deep.equal({ isChecking: true, tiers: [], mochaArgs: [] });
  });

  it('does not know other words', () => {
    expect(() => readChoice(['unit'])).to.throw(Trouble, 'there is no tier called unit');
  });
});
