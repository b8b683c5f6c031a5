import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, Trouble } from '../services/say.js';

/** What a tier finds running: `TEST_MONGODB_URI`, `TEST_TEMPORAL_ADDRESS`, `TEST_TIME_SKIPPING_PATH`. */
export type Need = 'mongodb' | 'temporal' | 'timeSkipping';

/** In the order in which they run: what is quick to fail comes first. */
export const tiers = {
  domain: [],
  api: ['mongodb'],
  replay: [],
  workflows: ['mongodb', 'temporal', 'timeSkipping'],
  e2e: ['mongodb', 'temporal'],
} as const satisfies Record<string, readonly Need[]>;
export type Tier = keyof typeof tiers;

export interface Choice {
  /** Types, lint and format. Left out when anything was chosen. */
  isChecking: boolean;
  tiers: readonly Tier[];
  /** Handed on to mocha. */
  mochaArgs: readonly string[];
}

/**
 * `domain api --grep 调休` → these two tiers, with `--grep 调休` for mocha; nothing → everything; `check` may be named like a tier.
 * @throws Trouble for a word that is no tier
 */
export function readChoice(args: readonly string[]): Choice {
  const firstFlag = args.findIndex((arg) => arg.startsWith('-'));
  const words = firstFlag === -1 ? args : args.slice(0, firstFlag);
  const mochaArgs = firstFlag === -1 ? [] : args.slice(firstFlag);
  const unknown = words.find((word) => word !== 'check' && !isTier(word));
  if (unknown !== undefined) {
    const known = ['check', ...Object.keys(tiers)].join(', ');
    throw new Trouble({
      zh: `没有名为 ${unknown} 的测试层，可选：${known}`,
      en: `there is no tier called ${unknown}; there are: ${known}`,
    });
  }
  const all = Object.keys(tiers).filter(isTier);
  const chosen = words.length === 0 ? all : all.filter((tier) => words.includes(tier));
  return { isChecking: args.length === 0 || words.includes('check'), tiers: chosen, mochaArgs };
}

function isTier(word: string): word is Tier {
  return Object.hasOwn(tiers, word);
}

/** The tier's test files, below `root`; empty when there are none. */
export async function listFiles(root: string, tier: Tier): Promise<string[]> {
  const folder = join('test', tier);
  const names = await readdir(join(root, folder), { recursive: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .toSorted()
    .map((name) => join(folder, name));
}
