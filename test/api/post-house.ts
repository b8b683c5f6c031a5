import { expect } from 'chai';
import { informed, type InformingPorts } from '../../activities/inform.js';
import { SYSTEM, type Actor, type Role } from '../../domain/actor.js';
import type { CommandOf, Kind } from '../../domain/kinds.js';
import { seatsIn } from '../../domain/unit/posts.js';
import type { UnitKind } from '../../domain/unit/state.js';
import type { Find, ListStore } from '../../models/lists.js';
import { entryId, type EntryDoc } from '../../models/entry.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { dutyRoutes } from '../../server/routes/duties.js';
import { recordRoutes } from '../../server/routes/record.js';
import { unitRoutes } from '../../server/routes/units.js';
import { at } from '../domain/stage.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createDecidingSend } from '../fakes/deciding-send.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryPostDesk } from '../fakes/memory-post-desk.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { createMemoryUnitNames } from '../fakes/memory-unit-names.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { only } from '../fakes/only.js';
import { securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { openSite } from './site.js';

function listOf<T extends object>(all: () => readonly T[]): ListStore<T> {
  const found = (filter: Find['filter']): readonly T[] => all().filter((one) => matches(one, filter));
  return {
    find: async ({ filter, sort, limit }) => sortBy(found(filter), sort).slice(0, limit),
    count: async (filter) => found(filter).length,
  };
}

/** A whole edge whose units decide and record as their runs would, with a courier that goes when it is told to. */
export async function openPostHouse() {
  const records = createMemoryRecord();
  const calendars = createMemoryCalendars(nationalCalendar);
  const clock = createFakeClock(at('2026-02-02'));
  const send = createDecidingSend(records, calendars);
  const unitsOf = (person: string): string[] =>
    records
      .all()
      .views.filter(({ fields: { holders = [] } }) => typeof holders === 'object' && holders.includes(person))
      .map(({ id }) => id);
  let made: ReturnType<typeof createMemoryPostDesk> | undefined;
  const madeOf = () => made ?? expect.fail('the desk is made with the site');
  const informing = (): InformingPorts => ({ desk: madeOf().desk, automaticIssue: async () => ({ kinds: [], version: 1 }) });
  const posts = {
    of: async (person: string, now: number) => (await madeOf().people.heldByAll([person], now)).map(({ person: _, ...held }) => held),
  };
  const lists: BusinessDeps['lists'] = only({
    duties: listOf(() => records.all().duties.map(({ id, ...duty }) => ({ ...duty, _id: id }))),
    units: listOf(() =>
      JSON.parse(
        JSON.stringify(records.all().views.map(({ id: entity, ...view }) => ({ ...view, entity, _id: `${view.kind}/${entity}` }))),
      ),
    ),
    notices: listOf(() => []),
    pilots: listOf(() => []),
    entries: listOf(() =>
      records
        .allEntries()
        .map((entry): EntryDoc => ({ ...entry, _id: entryId(entry.stream, entry.seq), print: '', previous: '', hash: '0' })),
    ),
  });
  const unitNames = createMemoryUnitNames(() => records.all().views);
  const site = await openSite({
    clock,
    posts,
    unitNames,
    unitsOf,
    routes(accounts) {
      made = createMemoryPostDesk(records, accounts);
      const deps: BusinessDeps = only({ ...made, posts, unitNames, clock, records, calendars, lists, send });
      return [...unitRoutes(deps), ...dutyRoutes(deps), ...recordRoutes(deps)];
    },
  });

  let keys = 0;
  const order = async <K extends Kind>(kind: K, id: string, command: CommandOf<K>, actor: Actor = SYSTEM): Promise<void> => {
    keys += 1;
    const answer = await send({ id: `order-${keys}`, hash: '', to: { kind, id }, actor, receivedAt: clock.now(), command });
    expect(answer, command.type).to.include({ ok: true });
  };
  const delivered = new Set<string>();
  let notesTaken = 0;
  return {
    ...site,
    records,
    order,
    found: (code: string, kind: UnitKind, parentPath: readonly string[]) =>
      order('unit', code, { type: 'foundUnit', name: `单位 ${code}`, kind, parentPath }, systemAdministrator),
    /** Somebody with an account, seated. Answers the id of the person. */
    async seat(login: string, unit: string, role: Role): Promise<string> {
      const person = await site.enrol(login);
      await order('unit', unit, { type: 'assignHolder', role, person, name: login, reason: '' }, securityAdministrator);
      return person;
    },
    passTo: (when: string) => clock.advance(at(when) - clock.now()),
    /** The units' own clocks, and then the courier. */
    async tick(unit: string): Promise<void> {
      await order('unit', unit, { type: 'tick' });
      for (const { id, consequence } of records.all().outbox) {
        if (consequence.type !== 'message' || consequence.to.kind !== 'unit' || delivered.has(id)) continue;
        delivered.add(id);
        const command = await informed(informing(), consequence.to, consequence.command, clock.now());
        await send({ id, hash: '', to: consequence.to, actor: SYSTEM, receivedAt: clock.now(), command });
      }
    },
    /** Lets a unit wake whenever it would by itself. */
    async liveTo(when: string, unit: string): Promise<void> {
      for (;;) {
        const { wakeAt = Infinity } = (await records.view('unit', unit)) ?? {};
        if (wakeAt > at(when)) break;
        clock.advance(Math.max(0, wakeAt - clock.now()));
        await order('unit', unit, { type: 'tick' });
      }
      clock.advance(at(when) - clock.now());
    },
    /** What units were told of accounts. */
    async tellLocks(): Promise<void> {
      for (const { to, type, person } of site.accounts.messages.slice(notesTaken)) await order('unit', to, { type, person });
      notesTaken = site.accounts.messages.length;
    },
    async get(login: string, path: string) {
      const { browser } = await site.logIn(login);
      return browser.get(`/api/v1${path}`);
    },
    async post(login: string, path: string, body: object) {
      keys += 1;
      const { browser, csrfToken } = await site.logIn(login);
      return browser.post(`/api/v1${path}`).set('X-CSRF-Token', csrfToken).set('Idempotency-Key', `house-${keys}`).send(body);
    },
    /** Whether the person of this account holds this post at present. */
    holds: async (person: string, post: string) => (await posts.of(person, clock.now())).some((held) => held.post === post),
    seatsOf: (code: string) =>
      records.view('unit', code).then((view) => (view === undefined ? [] : seatsIn(view.state.inner, code, clock.now()))),
  };
}
export type PostHouse = Awaited<ReturnType<typeof openPostHouse>>;
