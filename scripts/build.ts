import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { sayOnConsole as say } from './services/say.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** `npm run build [folder]`: API, worker and maintenance as plain JavaScript, and the runs' code in one file beside them. */
const target = resolve(process.argv[2] ?? join(root, 'dist'));

async function compile(): Promise<void> {
  const project = join(root, 'tsconfig.build.json');
  await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', target]);
}

async function bundle(): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'index.ts'), logger: new DefaultLogger('WARN') });
  await writeFile(join(target, 'workflows.js'), code);
}

/** Of the manifest only what the running code needs: that these files are modules, and which version they are. */
async function writeManifest(): Promise<void> {
  const { name, version, type }: Record<string, unknown> = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(target, 'package.json'), `${JSON.stringify({ name, version, type }, null, 2)}\n`);
}

// What a former build left behind must not be shipped.
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
try {
  await Promise.all([compile(), bundle(), writeManifest()]);
  say({ zh: `构建完成：${target}`, en: `built into ${target}` });
} catch (error) {
  // What the compiler has to say is on its standard output.
  if (error instanceof Error && 'stdout' in error) console.error(error.stdout);
  say({ zh: '构建失败', en: 'the build failed' });
  throw error;
}
