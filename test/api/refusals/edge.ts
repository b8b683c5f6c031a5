import { expect } from 'chai';
import type { Actor } from '../../../domain/actor.js';
import { dayOf } from '../../../domain/calendar.js';
import { entityOf, type Kind } from '../../../domain/kinds.js';
import { pathOfCode } from '../../../domain/unit-code.js';
import { FIRST_STATEMENT_TEMPLATE } from '../../../domain/chain/template.js';
import { FIRST_TASK_AREAS } from '../../../domain/pilot/task-areas.js';
import type { TaskAreaContent } from '../../../models/task-areas.js';
import type { Route } from '../../../server/http/route.js';
import type { BusinessDeps } from '../../../server/routes/deps.js';
import { at, type Stage } from '../../domain/stage.js';
import { nationalCalendar as calendar } from '../../fakes/calendars.js';
import { createFakeClock } from '../../fakes/clock.js';
import { createMemoryCalendars } from '../../fakes/memory-calendars.js';
import { createMemoryVersions } from '../../fakes/memory-versions.js';
import { only } from '../../fakes/only.js';
import { holding, openSite } from '../site.js';

/** What somebody asks over HTTP, and when. */
export interface Asked {
  readonly route: string;
  readonly by: Actor;
  readonly when: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Bytes as they are, everything else as JSON. */
  readonly body: object;
}

/** Later than anything asked: whoever has logged in here stays so at every instant before. */
const LATEST = at('2029-01-01');

/** A host of the province and a city that was closed. */
export const HOST = '53-h001';
/** What the host of the province is called. */
export const NAMESAKE = '滇池装备公司';
export const CLOSED_CITY = '5399';
/** Who holds the post of an administrator. */
export const ADMINISTRATOR = 'p-administrator';
/** Whose account is locked; for whom the leader of the province acts; and a post that owes something elsewhere. */
export const LOCKED = 'p-locked';
export const AWAY = 'p-away';
export const BUSY = '53/evaluator';
export const BUSY_HOST = '53-h009';

/** An edge with one entity behind it at a time, which decides as its run would. */
export async function openEdge<K extends Kind>(kind: K, createRoutes: (deps: BusinessDeps) => readonly Route[]) {
  const clock = createFakeClock(LATEST);
  const entity = entityOf(kind);
  let behind: Stage<K> | undefined;
  let asking: Actor | undefined;
  const records: BusinessDeps['records'] = only({
    commandOf: async () => undefined,
    head: async (_, id) => ({ seq: 2, isClosed: id === CLOSED_CITY, path: pathOfCode(id) ?? [] }),
    view: async () => JSON.parse(JSON.stringify({ state: behind?.state() ?? entity.initial })),
    lookUp: async (of, id) => {
      if (of !== kind || behind === undefined || behind.id !== id) return {};
      return { head: { seq: 1, isClosed: false, path: entity.summary(behind.state(), id).path } };
    },
  });
  const send: BusinessDeps['send'] = async ({ to, actor: held, receivedAt, command }) => {
    const { person, name, onBehalfOf } = asking ?? held;
    const actor = { ...held, person, name, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
    const decision = entity.decide(behind?.state() ?? entity.initial, command, { id: to.id, calendar, actor, at: receivedAt });
    return decision.ok ? { ok: true, receipt: { seq: 9, events: decision.events.map(({ type }) => type) } } : decision;
  };
  const allocator: BusinessDeps['allocator'] = only({ allocate: async (series) => ({ series, number: 7 }) });
  const documents: BusinessDeps['documents'] = only({ keep: async () => undefined });
  const taskAreas = createMemoryVersions<TaskAreaContent>({ areas: FIRST_TASK_AREAS });
  const statementTemplates = createMemoryVersions(FIRST_STATEMENT_TEMPLATE);
  const desk: BusinessDeps['desk'] = {
    person: async (person) => ({
      name: '李四',
      isLocked: person === LOCKED,
      personHolds: person === ADMINISTRATOR ? ['audit-administrator'] : [],
    }),
    passesOn: async (person) => (person === AWAY ? ['leader-1'] : []),
    inventory: async (_, asOf) => ({ asOf, duties: 0, signatures: 0, mails: 0, items: [] }),
    counts: async () => ({ duties: 0, signatures: 0, mails: 0 }),
    owes: async (post) =>
      post === BUSY || post === `${BUSY_HOST}/liaison` ? { count: 2, title: '2026 年度评估', due: dayOf(at('2026-03-02')) } : undefined,
  };
  /** Everybody who is asked about sits where the asker may see them. */
  const people: BusinessDeps['people'] = only({ holdersIn: async ({ person = '' }) => [person] });
  const pilots: BusinessDeps['lists']['pilots'] = { find: async () => [], count: async () => 0 };
  const units: BusinessDeps['lists']['units'] = {
    find: async ({ filter }) => JSON.parse(JSON.stringify('title' in filter && filter['title'] === NAMESAKE ? [{ entity: HOST }] : [])),
    count: async () => 0,
  };
  const lists = only<BusinessDeps['lists']>({ pilots, units });
  const more = {
    desk,
    people,
    lists,
    calendars: createMemoryCalendars(calendar),
    fileLimits: { fileMaxBytes: 1_000, postQuotaBytes: 1_000 },
  };
  const deps: BusinessDeps = only({ ...more, clock, records, send, allocator, documents, taskAreas, statementTemplates });
  const routes = createRoutes(deps);
  const site = await openSite({ clock, routes: [...routes] });

  type Browser = Awaited<ReturnType<typeof site.logIn>>;
  const browsers = new Map<string, Browser>();
  async function browserOf({ person, post, unit, role }: Actor): Promise<Browser> {
    const login = `${person}.${post}`;
    const known = browsers.get(login);
    if (known !== undefined) return known;
    clock.advance(LATEST - clock.now());
    await site.enrol(login, holding(unit, role));
    const browser = await site.logIn(login);
    browsers.set(login, browser);
    return browser;
  }

  let keys = 0;
  return {
    routes,
    close: () => site.close(),
    async ask(given: Stage<K>, { route: name, by, when, params = {}, query = {}, body }: Asked) {
      const route: Route = routes.find((one) => one.name === name) ?? expect.fail(`no route is called ${name}`);
      const filled: Readonly<Record<string, string>> = { id: given.id, code: given.id, ...params };
      const url = `/api/v1${route.path.replaceAll(/\{(\w+)\}/g, (_, field: string) => filled[field] ?? expect.fail(`no ${field}`))}`;
      const { browser, csrfToken } = await browserOf(by);
      behind = given;
      asking = by;
      clock.advance(at(when) - clock.now());
      keys += 1;
      const asked = route.method === 'put' ? browser.put(url) : browser.post(url);
      if (Buffer.isBuffer(body)) asked.set('Content-Type', 'application/octet-stream');
      return asked.query(query).set('X-CSRF-Token', csrfToken).set('Idempotency-Key', `a-key-of-refusals-${keys}`).send(body);
    },
  };
}
