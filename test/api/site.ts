import session from 'express-session';
import { pino } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import request from 'supertest';
import { SYSTEM, type Role } from '../../domain/actor.js';
import { createAccountRoutes } from '../../server/auth/account-routes.js';
import { createPasswordVerifier, hashPassword } from '../../server/auth/passwords.js';
import type { HeldPost } from '../../server/auth/ports.js';
import { createSessionRoutes } from '../../server/auth/session-routes.js';
import { ADDRESS_ATTEMPTS, createThrottle, LOGIN_ATTEMPTS, OWN_ATTEMPTS } from '../../server/auth/throttle.js';
import { createApp, type AppOptions } from '../../server/http/app.js';
import { serve } from '../../server/http/serve.js';
import type { Route } from '../../server/http/route.js';
import { createFakeAccounts, type FakeAccounts } from '../fakes/accounts.js';
import { createFakeClock } from '../fakes/clock.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { createFakePosts } from '../fakes/posts.js';

export const PASSWORD = 'a long and quiet sentence';
const passwordHash = await hashPassword(PASSWORD);
const verify = await createPasswordVerifier();

export const holding = (unit: string, role: Role): HeldPost => ({
  post: `${unit}/${role}`,
  unit,
  role,
  unitPath: unit === '00' ? ['00'] : ['00', unit],
  tenure: `${unit}/${role}@1`,
});

/** The routes of log-in and accounts by themselves, for looking at. */
export function authRoutes(): readonly Route[] {
  const accounts = createFakeAccounts();
  const throttle = createMemoryThrottle();
  return [
    ...createSessionRoutes({ accounts, posts: createFakePosts(), unitNames: unitsCalled({}), throttle, verify, isDemo: false }),
    ...createAccountRoutes(accounts),
  ];
}

/** A whole edge on a free port of this machine, with everything behind it in memory. */
export async function openSite({
  routes = [],
  isDemo = false,
  unitsOf = () => [],
  unitNames = unitsCalled({}),
  ...more
}: {
  /** Some are made of the accounts of the site. */
  routes?: readonly Route[] | ((accounts: FakeAccounts) => readonly Route[]);
  isDemo?: boolean;
  unitsOf?: (person: string) => readonly string[];
} & Partial<Omit<AppOptions, 'routes'>> = {}) {
  const clock = createFakeClock();
  const posts = createFakePosts();
  const sessionStore = new session.MemoryStore();
  const accounts = createFakeAccounts((login) => endSessions(sessionStore, login), unitsOf);
  const own = typeof routes === 'function' ? routes(accounts) : routes;
  const throttle = createMemoryThrottle();
  const log: string[] = [];
  const app = createApp({
    config: {
      publicUrl: 'http://127.0.0.1:3000',
      instance: 'test',
      trustedProxies: [],
      sessionSecret: 'a secret of the tests, long enough',
    },
    version: '0.0.0',
    log: pino({ level: 'debug' }, { write: (line: string) => log.push(line) }),
    clock,
    routes: [...createSessionRoutes({ accounts, posts, unitNames, throttle, verify, isDemo }), ...createAccountRoutes(accounts), ...own],
    posts,
    unitNames,
    sessionStore,
    mailDesk: { find: async () => undefined, acknowledge: async () => undefined },
    checks: [],
    areAnswersChecked: true,
    ...more,
  });
  const serving = await serve(app, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${serving.port}`;
  return {
    url,
    clock,
    posts,
    accounts,
    log,
    sessionStore,
    close: () => serving.stop(),
    /** Adds a person with an account and the usual password. */
    async enrol(login: string, ...held: HeldPost[]) {
      const personId = `p-${login}`;
      const event = { type: 'accountAdded', login, personId, name: login, email: `${login}@example.org` } as const;
      const entry = { commandId: `enrol-${login}`, commandHash: '', receivedAt: clock.now(), actor: SYSTEM, reason: 'test', event };
      await accounts.commit(entry, { hash: passwordHash, mustChange: false });
      posts.hold(personId, ...held);
      return personId;
    },
    /** A browser that is not logged in. */
    browser: () => request.agent(url),
    /** A browser logged in as this account. */
    async logIn(login: string) {
      const browser = request.agent(url);
      const entered = await browser.post('/api/v1/session').send({ login, password: PASSWORD }).expect(201);
      return { browser, csrfToken: String(entered.body.csrfToken), view: entered.body };
    },
  };
}
export type Site = Awaited<ReturnType<typeof openSite>>;

const limiter = ({ points, durationSeconds: duration }: typeof LOGIN_ATTEMPTS) => new RateLimiterMemory({ points, duration });

export const createMemoryThrottle = () =>
  createThrottle({ byBoth: limiter(OWN_ATTEMPTS), byLogin: limiter(LOGIN_ATTEMPTS), byAddress: limiter(ADDRESS_ATTEMPTS) });

const endSessions = (store: session.MemoryStore, login: string): Promise<void> =>
  new Promise((resolve, reject) => {
    store.all((error, found) => {
      if (error) return reject(error);
      for (const [id, { opened }] of Object.entries(found ?? {})) if (opened?.login === login) store.destroy(id);
      return resolve();
    });
  });
