import type { Instant } from '../../domain/calendar.js';
import { isKind } from '../../domain/kinds.js';
import type { Simulator } from '../../domain/simulator.js';
import { sealAll } from '../../models/entry.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { nationalCalendar } from './calendars.js';
import { createMemoryCalendars } from './memory-calendars.js';
import { createMemoryUnitNames } from './memory-unit-names.js';
import { matches, sortBy } from './mongo-filter.js';
import { only } from './only.js';

interface Simulated {
  readonly simulator: () => Simulator;
  readonly clock: { now(): Instant };
  /** Documents by hash. */
  readonly texts: Map<string, string>;
}

/** What business routes stand on, with entities that live in a simulator: what follows from a command has followed when it is answered. */
export function simulatedDeps({ simulator, clock, texts }: Simulated): BusinessDeps {
  const listed = <T>(rows: () => readonly object[]) => ({
    find: async ({ filter, sort, limit }: { filter: object; sort: Record<string, 1 | -1>; limit: number }): Promise<readonly T[]> =>
      JSON.parse(
        JSON.stringify(
          sortBy(
            rows().filter((row) => matches(row, { ...filter })),
            sort,
          ).slice(0, limit),
        ),
      ),
    count: async () => rows().length,
  });
  const streams = () => simulator().streams();
  const views = () => streams().map(({ kind, id, projection }) => ({ ...projection.view, _id: `${kind}/${id}`, entity: id }));
  const duties = () => streams().flatMap(({ projection }) => projection.duties.map(({ id: _id, ...duty }) => ({ _id, ...duty })));
  const entries = () => streams().flatMap((one) => sealAll(`${one.kind}/${one.id}`, { hash: '', print: '' }, one.entries));
  return only({
    calendars: createMemoryCalendars(nationalCalendar),
    clock,
    unitNames: createMemoryUnitNames(() => streams().map(({ kind, id, projection }) => ({ kind, id, title: projection.view.title }))),
    records: only({
      view: async (kind, id) => JSON.parse(JSON.stringify(simulator().view(kind, id) ?? null)) ?? undefined,
      lookUp: async (kind, id) => {
        const view = simulator().view(kind, id);
        return view === undefined ? {} : { head: { seq: view.seq, isClosed: view.isClosed, path: view.path } };
      },
    }),
    documents: only({ keep: async (hash, text) => void texts.set(hash, text), read: async (hash) => texts.get(hash) }),
    lists: only({ notices: listed(views), duties: listed(duties), entries: listed(entries) }),
    send: async ({ id, to, actor, receivedAt, command }) => {
      if (!isKind(to.kind)) throw new TypeError(to.kind);
      const letter = { to: { kind: to.kind, id: to.id }, actor, command: JSON.parse(JSON.stringify(command)), commandId: id };
      const decision = simulator().send({ ...letter, at: receivedAt });
      return decision.ok
        ? { ok: true, receipt: { seq: simulator().view(to.kind, to.id)?.seq ?? 0, events: decision.events.map(({ type }) => type) } }
        : decision;
    },
  });
}
