import { createHash } from 'node:crypto';
import type { CommandKey } from './route.js';

/** An `Idempotency-Key`: 8 to 128 visible characters, chosen by the caller once per intent. */
export const KEY_FORM = /^[\x21-\x7e]{8,128}$/;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Order of keys does not matter to what was asked for. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, canonical(field)]));
}

/** Scopes the caller's key to account and route, and hashes everything that was asked for. */
export function commandKey(scope: { login: string; route: string; key: string }, asked: unknown): CommandKey {
  return { id: digest([scope.login, scope.route, scope.key].join('\n')).slice(0, 32), hash: digest(JSON.stringify(canonical(asked))) };
}
