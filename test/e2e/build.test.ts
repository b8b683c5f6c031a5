import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { startMailSink, type MailSink } from '../../scripts/mail-sink.js';
import { startMongodb } from '../../scripts/services/mongodb.js';
import { findFreePort } from '../../scripts/services/ports.js';
import { logFileOf, startProcess, type Running } from '../../scripts/services/process.js';
import { startTemporal } from '../../scripts/services/temporal.js';
import { eventually } from './house.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The site as its images run it: compiled, secrets in files, one data folder for the API and none that is kept for the worker. */
describe('what npm run build makes', function () {
  this.timeout(600_000);
  let folder: string;
  let url: string;
  let sink: MailSink;
  let env: Record<string, string>;
  const running: Running[] = [];
  const logOf = (name: string): Promise<string> => readFile(logFileOf(folder, name), 'utf8').catch(() => '');

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duban-built-'));
    const dist = join(folder, 'dist');
    await Promise.all([
      run(process.execPath, ['--import', 'tsx', 'scripts/build.ts', dist], { cwd: ROOT }),
      symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules')),
      mkdir(join(folder, 'worker-data')),
    ]);
    // A root file system that is read-only must do.
    await chmod(join(folder, 'worker-data'), 0o500);
    const mongodb = await startMongodb({ dataDir: folder, port: await findFreePort() });
    const temporal = await startTemporal({ dataDir: folder, port: await findFreePort() });
    running.push(mongodb, temporal);
    sink = await startMailSink(join(folder, 'mail'));
    const secrets = { MONGODB_URI: mongodb.uri, SMTP_URL: sink.url, SESSION_SECRET: 'known to the operator alone, and long' };
    const port = String(await findFreePort());
    url = `http://127.0.0.1:${port}`;
    env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: port, DEMO: 'off', TEMPORAL_ADDRESS: temporal.address };
    for (const [name, value] of Object.entries(secrets)) {
      await writeFile(join(folder, name), `${value}\n`);
      env[`${name}_FILE`] = join(folder, name);
    }
    const start = async (name: string, dataDir: string, isReady: () => Promise<boolean>): Promise<void> => {
      const args = [join(dist, 'server', `${name}.js`)];
      const own = { ...env, DATA_DIR: dataDir };
      const timeouts = { readyTimeoutMs: 120_000, stopTimeoutMs: 20_000 };
      running.push(
        await startProcess({ name, command: process.execPath, args, env: own, cwd: folder, dataDir: folder, isReady, ...timeouts }),
      );
    };
    await Promise.all([
      start('api', join(folder, 'api-data'), async () => (await fetch(`${url}/readyz`)).ok),
      start('worker', join(folder, 'worker-data'), async () => (await logOf('worker')).includes('"msg":"working"')),
    ]);
  });
  after(async () => {
    for (const child of running.toReversed()) await child.stop();
    await sink?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const script = (name: string) => run(process.execPath, [join(folder, 'dist', 'scripts', `${name}.js`)], { cwd: folder, env });

  it('serves the API with its version and the page to read it', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const document = await (await fetch(`${url}/api/v1/openapi.json`)).json();
    expect(document).to.have.nested.property('info.version', version);
    expect((await fetch(`${url}/docs/assets/swagger-ui.css`)).status).to.equal(200);
  });

  it('takes its secrets from files and writes none', async () => {
    expect(await readdir(join(folder, 'api-data'))).to.deep.equal(['first-passwords.json']);
  });

  it('has a worker that works without a folder of its own, and whose health can be asked', async () => {
    await eventually('the worker is seen by the engine', async () => {
      await script('worker-health');
      return true;
    });
    expect(await readdir(join(folder, 'worker-data'))).to.deep.equal([]);
  });

  it('verifies, rebuilds and revives', async () => {
    expect((await script('verify')).stdout).to.include('all is as recorded');
    expect((await script('rebuild')).stdout).to.include(', 0 folded anew');
    expect((await script('revive')).stdout).to.include(', 0 did not answer');
  });

  it('stops when it is asked to', async () => {
    const [, , api, worker] = running;
    await Promise.all([api?.stop(), worker?.stop()]);
    expect((await Promise.all([api?.exited, worker?.exited])).map((exit) => exit?.code)).to.deep.equal([0, 0]);
    expect(await logOf('worker')).to.include('"msg":"stopped"');
  });
});
