import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Throttle } from './ports.js';

/** Wrong passwords for one login name, and attempts from one address (an office may share one), within a quarter of an hour. */
export const LOGIN_ATTEMPTS = { points: 5, durationSeconds: 15 * 60 };
export const ADDRESS_ATTEMPTS = { points: 100, durationSeconds: 15 * 60 };

/** Throttles by login name and by address. Counted before the password is looked at, so that parallel guesses count as well. */
export function createThrottle({ byLogin, byAddress }: { byLogin: RateLimiterAbstract; byAddress: RateLimiterAbstract }): Throttle {
  return {
    async attempt(login, ip) {
      try {
        await byAddress.consume(ip);
        await byLogin.consume(login);
        return 'allowed';
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) return { waitMs: rejection.msBeforeNext };
        throw rejection;
      }
    },
    async forgive(login, ip) {
      await byLogin.delete(login);
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
  return createThrottle({ byLogin, byAddress: limiter('address', ADDRESS_ATTEMPTS) });
}
