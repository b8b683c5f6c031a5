import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Throttle } from './ports.js';

/**
 * Wrong passwords within a quarter of an hour: for one login name from one address; for one login name from everywhere, so high that
 * nobody is locked out by a stranger's few guesses, and low enough for guessing from many addresses to lead nowhere; attempts from
 * one address, which an office may share.
 */
export const OWN_ATTEMPTS = { points: 5, durationSeconds: 15 * 60 };
export const LOGIN_ATTEMPTS = { points: 50, durationSeconds: 15 * 60 };
export const ADDRESS_ATTEMPTS = { points: 100, durationSeconds: 15 * 60 };

interface Limiters {
  readonly byBoth: RateLimiterAbstract;
  readonly byLogin: RateLimiterAbstract;
  readonly byAddress: RateLimiterAbstract;
}

/** An address holds no blank, so that no other pair makes the same key. */
const bothOf = (login: string, ip: string): string => `${ip} ${login}`;

/**
 * Throttles by login name and by address. Counted before the password is looked at, so that parallel guesses count as well. What one
 * address may do no more does not count against the login name.
 */
export function createThrottle({ byBoth, byLogin, byAddress }: Limiters): Throttle {
  return {
    async attempt(login, ip) {
      try {
        await byAddress.consume(ip);
        await byBoth.consume(bothOf(login, ip));
        await byLogin.consume(login);
        return 'allowed';
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) return { waitMs: rejection.msBeforeNext };
        throw rejection;
      }
    },
    async forgive(login, ip) {
      await byBoth.delete(bothOf(login, ip));
      await byLogin.reward(login);
      await byAddress.reward(ip);
    },
  };
}

/** Counts in MongoDB, so that all API processes of a site count together. */
export async function createMongoThrottle(db: Connection): Promise<Throttle> {
  const limiter = (keyPrefix: string, { points, durationSeconds: duration }: typeof LOGIN_ATTEMPTS) =>
    new RateLimiterMongo({
      storeClient: db.getClient(),
      dbName: db.name,
      tableName: 'log_in_attempts',
      disableIndexesCreation: true,
      keyPrefix,
      points,
      duration,
    });
  const byLogin = limiter('login', LOGIN_ATTEMPTS);
  await byLogin.createIndexes();
  return createThrottle({ byBoth: limiter('own', OWN_ATTEMPTS), byLogin, byAddress: limiter('address', ADDRESS_ATTEMPTS) });
}
