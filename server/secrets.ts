import Joi from 'joi';
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  /** Signs the session cookies; a new one logs everybody out. */
  readonly sessionSecret: string;
}

const stored = Joi.object<Secrets, true>({ sessionSecret: Joi.string().min(32).required() }).unknown();

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/**
 * The secrets of this data folder, generated on the first call into `secrets.json`, readable by its owner alone. Processes that
 * start at the same time get the same ones: the file appears whole or not at all, and the first one stands.
 * @throws when the file is there but is not what was written
 */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = join(dataDir, `.secrets-${randomBytes(8).toString('hex')}`);
  writeFileSync(draft, `${JSON.stringify({ sessionSecret: randomBytes(32).toString('base64url') })}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    rmSync(draft);
  }
  return Joi.attempt(JSON.parse(readFileSync(path, 'utf8')), stored, `${path}: `);
}
