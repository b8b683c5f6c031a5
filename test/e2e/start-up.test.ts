import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Ended {
  readonly code: number | string | null | undefined;
  readonly said: string;
}

function start(file: string, own: Readonly<Record<string, string>>): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...own };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, env, timeout: 30_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, said: stdout + stderr }),
    );
  });
}

describe('a process whose environment is not complete', () => {
  let dataDir: string;
  before(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'duban-e2e-'))));
  after(() => rm(dataDir, { recursive: true, force: true }));

  for (const [part, missing] of [
    ['api', ['TEMPORAL_ADDRESS', 'PORT']],
    ['worker', ['TEMPORAL_ADDRESS', 'PORT', 'SMTP_URL']],
  ] as const) {
    it(`ends at once and names everything that is wrong, in both languages: ${part}`, async () => {
      const { code, said } = await start(`server/${part}.ts`, {
        DATA_DIR: dataDir,
        MONGODB_URI: 'mongodb://127.0.0.1:1/duban',
        PORT: 'eighty',
      });
      expect(code).to.equal(1);
      for (const name of missing) expect(said).to.include(`${name}：`).and.to.include(`${name} must`);
      expect(said, 'no stack for a mistake of the operator').not.to.include('    at ');
      expect(await readdir(dataDir)).to.deep.equal([]);
    });
  }

  for (const script of ['verify', 'rebuild', 'revive']) {
    it(`ends at once where no site runs: ${script}`, async () => {
      const { code, said } = await start(`scripts/${script}.ts`, { DATA_DIR: dataDir });
      expect(code).to.equal(2);
      expect(said).to.include('MONGODB_URI').and.to.include('npm start').and.not.to.include('    at ');
    });
  }
});
