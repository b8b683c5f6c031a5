import { expect } from 'chai';
import type { Actor } from '../../../domain/actor.js';
import { entityOf } from '../../../domain/kinds.js';
import { FIRST_TASK_AREAS } from '../../../domain/pilot/task-areas.js';
import type { TaskAreaContent } from '../../../models/task-areas.js';
import type { Route } from '../../../server/http/route.js';
import type { BusinessDeps } from '../../../server/routes/deps.js';
import { pilotCommandRoutes } from '../../../server/routes/pilot-commands.js';
import { at, type Stage } from '../../domain/stage.js';
import { nationalCalendar as calendar } from '../../fakes/calendars.js';
import { createFakeClock } from '../../fakes/clock.js';
import { createMemoryVersions } from '../../fakes/memory-versions.js';
import { holding, openSite } from '../site.js';

/** What somebody asks of a pilot over HTTP, and when. */
export interface Asked {
  readonly route: string;
  readonly by: Actor;
  readonly when: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** Later than anything asked: whoever has logged in here stays so at every instant before. */
const LATEST = at('2029-01-01');

/** An edge with one pilot behind it at a time, which decides as its run would. */
export async function openPilotEdge() {
  const clock = createFakeClock(LATEST);
  let pilot: Stage<'pilot'> | undefined;
  let asking: Actor | undefined;
  const nothing: BusinessDeps = JSON.parse('{}');
  const path = ['00', '53', '53-h001'];
  const records: BusinessDeps['records'] = {
    ...nothing.records,
    commandOf: async () => undefined,
    head: async (kind, id) => (kind === 'unit' && id === '53-h001' ? { seq: 2, isClosed: false, path } : undefined),
    lookUp: async (_, id) => (id === pilot?.id ? { head: { seq: 1, isClosed: false, path } } : {}),
  };
  const send: BusinessDeps['send'] = async ({ to, actor: held, receivedAt, command }) => {
    const { person, name } = asking ?? held;
    const context = { id: to.id, calendar, actor: { ...held, person, name }, at: receivedAt };
    const decision = entityOf('pilot').decide(pilot?.state() ?? entityOf('pilot').initial, command, context);
    return decision.ok ? { ok: true, receipt: { seq: 9, events: decision.events.map(({ type }) => type) } } : decision;
  };
  const allocator: BusinessDeps['allocator'] = { ...nothing.allocator, allocate: async (series) => ({ series, number: 7 }) };
  const documents: BusinessDeps['documents'] = { ...nothing.documents, keep: async () => undefined };
  const taskAreas = createMemoryVersions<TaskAreaContent>({ areas: FIRST_TASK_AREAS });
  const routes = pilotCommandRoutes({ ...nothing, clock, records, send, allocator, documents, taskAreas });
  const site = await openSite({ clock, routes });

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
    async ask(given: Stage<'pilot'>, { route: name, by, when, params = {}, body }: Asked) {
      const route: Route = routes.find((one) => one.name === name) ?? expect.fail(`no route is called ${name}`);
      const filled: Readonly<Record<string, string>> = { id: given.id, ...params };
      const url = `/api/v1${route.path.replaceAll(/\{(\w+)\}/g, (_, field: string) => filled[field] ?? expect.fail(`no ${field}`))}`;
      const { browser, csrfToken } = await browserOf(by);
      pilot = given;
      asking = by;
      clock.advance(at(when) - clock.now());
      keys += 1;
      const asked = route.method === 'put' ? browser.put(url) : browser.post(url);
      return asked.set('X-CSRF-Token', csrfToken).set('Idempotency-Key', `a-key-of-refusals-${keys}`).send(body);
    },
  };
}
