import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explain, inBothLanguages, sayOnConsole as say, Trouble, type Sentence } from './services/say.js';
import { whenAskedToStop } from './services/stop-asked.js';
import type { Env } from './services/tools.js';
import { runTier, type Counts } from './testing/run-tier.js';
import { startTestServices } from './testing/test-services.js';
import { listFiles, readChoice, tiers, type Need, type Tier } from './testing/tiers.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What steers `npm start` must not steer a test: it would run on real data. */
const ofTheHouse = new Set(
  (
    'PORT HOST DATA_DIR PUBLIC_URL INSTANCE DEMO LOG_LEVEL TRUSTED_PROXIES CLOCK_SHIFT_MS MAIL_FROM DIGEST_AT FILE_MAX_MB POST_QUOTA_MB ' +
    'TEMPORAL_ADDRESS TEMPORAL_NAMESPACE MONGODB_URI MONGODB_URI_FILE SMTP_URL SMTP_URL_FILE SESSION_SECRET SESSION_SECRET_FILE'
  ).split(' '),
);

async function run(args: readonly string[], signal: AbortSignal): Promise<Counts> {
  const choice = readChoice(args);
  const total: Counts = { passed: 0, failed: 0 };
  const results: Sentence[] = [];
  const filesOf = new Map<Tier, string[]>();
  for (const tier of choice.tiers) filesOf.set(tier, await listFiles(root, tier));
  const present = choice.tiers.filter((tier) => filesOf.get(tier)?.length !== 0);
  const needs = new Set<Need>(present.flatMap((tier) => tiers[tier]));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheHouse.has(name)));

  const dataDir = await mkdtemp(join(tmpdir(), 'duban-test-'));
  try {
    const services = await startTestServices({ needs, dataDir, env, say, signal });
    try {
      if (choice.isChecking && !signal.aborted) {
        say({ zh: '检查类型、规范与格式（通常 5 至 20 秒）', en: 'checking types, lint and format (usually 5 to 20 s)' });
        const isSound = await check(env, signal);
        if (!isSound) total.failed += 1;
        results.push(isSound ? { zh: '检查：通过', en: 'check: passed' } : { zh: '检查：未通过', en: 'check: failed' });
      }
      for (const tier of choice.tiers) {
        if (signal.aborted) break;
        const files = filesOf.get(tier) ?? [];
        if (files.length === 0) {
          say({ zh: `${tier}：没有测试`, en: `${tier}: no tests` });
          continue;
        }
        say({ zh: `${tier}：${files.length} 个文件`, en: `${tier}: ${files.length} files` });
        const counts = await runTier({ root, files, mochaArgs: choice.mochaArgs, env: { ...env, ...services.env }, say, signal });
        total.passed += counts.passed;
        total.failed += counts.failed;
        results.push({
          zh: `${tier}：通过 ${counts.passed}，失败 ${counts.failed}`,
          en: `${tier}: ${counts.passed} passed, ${counts.failed} failed`,
        });
      }
    } finally {
      await services.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const result of results) say(result);
  return total;
}

/** `npm run check`, its output shown. */
function check(env: Env, signal: AbortSignal): Promise<boolean> {
  const npm = env['npm_execpath'] ?? '';
  const [command, first] = npm.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...first, 'run', '--silent', 'check'], {
    cwd: root,
    env: { ...env },
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
    signal,
  });
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code === 0));
    child.once('error', () => resolve(false));
  });
}

const stopping = new AbortController();
whenAskedToStop(() => stopping.abort());

let counts: Counts;
try {
  counts = await run(process.argv.slice(2), stopping.signal);
} catch (error) {
  if (error instanceof Trouble) console.error(inBothLanguages(error.sentence));
  else console.error(inBothLanguages(explain(error)), error);
  counts = { passed: 0, failed: 1 };
}
if (stopping.signal.aborted) say({ zh: '测试被中断', en: 'the tests were interrupted' });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 || stopping.signal.aborted ? 1 : 0);
