import { randomBytes } from 'node:crypto';

function demand(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set; npm test starts what the tests need and sets it`);
  return value;
}

/** A database of its own on the test's MongoDB: drop it when done. */
export function freshDatabase(): string {
  const uri = new URL(demand('TEST_MONGODB_URI'));
  uri.pathname = `/test-${randomBytes(6).toString('hex')}`;
  return uri.href;
}

/** `host:port` of the test's Temporal dev server, namespace `default`. */
export const temporalAddress = (): string => demand('TEST_TEMPORAL_ADDRESS');
