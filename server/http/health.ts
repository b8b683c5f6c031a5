import type { Express } from 'express';
import { setTimeout } from 'node:timers/promises';
import { nobodysName } from '../../domain/unit-names.js';
import { answerRefusal } from './answer.js';
import { refused } from './problems.js';
import type { Sentence } from './sentence.js';

/** Something the process cannot work without. The sentence says what is missing: `数据库无法连接。` */
export interface ReadinessCheck extends Sentence {
  readonly name: string;
  /** Resolves to true where all is well; false and a rejection mean the same. */
  check(): Promise<boolean>;
}

const CHECK_TIMEOUT_MS = 2000;

/** `/healthz` says that the process lives; `/readyz` asks everything it needs, and answers 503 with what is missing. */
export function mountHealth(app: Express, checks: readonly ReadinessCheck[]): void {
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'alive' });
  });
  app.get('/readyz', async (req, res) => {
    const results = await Promise.all(checks.map(async (check) => ({ ...check, isWell: await isWell(check) })));
    const missing = results.filter((result) => !result.isWell);
    if (missing.length === 0) {
      res.json({ status: 'ready', checks: results.map(({ name }) => name) });
      return;
    }
    const errors = missing.map(({ name, zh, en }) => ({ field: name, zh, en }));
    req.log.warn({ missing: missing.map(({ name }) => name) }, 'not ready');
    answerRefusal(req, res, refused('NotReady', { errors, retryAfterSeconds: 5 }), nobodysName);
  });
}

async function isWell(given: ReadinessCheck): Promise<boolean> {
  const over = new AbortController();
  const tooLate = setTimeout(CHECK_TIMEOUT_MS, false, { signal: over.signal, ref: false }).catch(() => false);
  try {
    return await Promise.race([given.check(), tooLate]);
  } catch {
    return false;
  } finally {
    over.abort();
  }
}
