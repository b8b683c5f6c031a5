import { dayOf } from '../../domain/calendar.js';
import { MOST_INVENTORY_ITEMS, SIGNATURES } from '../../domain/unit/inventory.js';
import type { PostDesk } from '../../domain/unit/post-desk.js';
import { actingFor, seatsIn, type Seat } from '../../domain/unit/posts.js';
import type { Unit } from '../../domain/unit/state.js';
import type { DutyView } from '../../domain/duty-view.js';
import type { PeopleDirectory } from '../../models/people-directory.js';
import type { FakeAccounts } from './accounts.js';
import type { MemoryRecord } from './memory-record.js';
import { matches, sortBy } from './mongo-filter.js';

interface SeenUnit {
  readonly code: string;
  readonly path: readonly string[];
  readonly unit: Unit;
}

/** What is known of posts and persons, from views and accounts in memory. */
export function createMemoryPostDesk(
  record: MemoryRecord,
  accounts: FakeAccounts,
): { readonly desk: PostDesk; readonly people: PeopleDirectory } {
  const units = (): SeenUnit[] =>
    record
      .all()
      .views.filter(({ kind, isClosed }) => kind === 'unit' && !isClosed)
      .map(({ id: code, path, state }) => ({ code, path, unit: JSON.parse(JSON.stringify(state.inner)) }));
  const heldByAll = async (persons: readonly string[], now: number): Promise<readonly Seat[]> =>
    units().flatMap(({ code, unit }) => seatsIn(unit, code, now).filter(({ person }) => persons.includes(person)));
  const openDuties = (post: string): DutyView[] =>
    sortBy(
      record.all().duties.filter((duty) => duty.post === post && duty.status === 'open'),
      { dueAt: 1, id: 1 },
    );
  const counts: PostDesk['counts'] = async (post) => {
    const duties = openDuties(post);
    const mails = record.all().outbox.filter(({ consequence }) => consequence.type === 'mail' && consequence.post === post);
    return { duties: duties.length, signatures: duties.filter(({ kind }) => SIGNATURES.includes(kind)).length, mails: mails.length };
  };
  return {
    desk: {
      async person(person, now) {
        const found = await accounts.findPerson(person);
        if (found === undefined) return undefined;
        const open = await accounts.list({ filter: { personId: person, isLocked: false }, sort: { _id: 1 }, limit: 1 });
        const held = await heldByAll([person], now);
        return { name: found.name, isLocked: open.length === 0, personHolds: [...new Set(held.map(({ role }) => role))] };
      },
      async passesOn(person, now) {
        const reached = new Set<string>();
        const asked = new Set([person]);
        for (let known = 0; known < asked.size;) {
          known = asked.size;
          for (const next of units().flatMap(({ unit }) => actingFor(unit, asked, now))) {
            reached.add(next);
            asked.add(next);
          }
        }
        return [...reached];
      },
      counts,
      async inventory(post, asOf) {
        const items = openDuties(post).slice(0, MOST_INVENTORY_ITEMS);
        return { asOf, ...(await counts(post)), items: items.map(({ id, kind, title, due }) => ({ id, kind, title, due })) };
      },
      async owes(post) {
        const [first] = openDuties(post);
        const { duties: count } = await counts(post);
        return first === undefined ? undefined : { count, title: first.title, due: dayOf(first.dueAt - 1) };
      },
    },
    people: {
      async holdersIn({ under, unit, person: wanted }) {
        const meant = units().filter(
          ({ code, path }) => (under === undefined || path.includes(under)) && (unit === undefined || code === unit),
        );
        return [...new Set(meant.flatMap((one) => seatsIn(one.unit, one.code, 0).map(({ person }) => person)))].filter(
          (person) => wanted === undefined || person === wanted,
        );
      },
      async find({ filter, sort, limit }) {
        const documents = accounts.people().map(({ id: _id, name }) => ({ _id, name }));
        const found = documents.filter((person) => matches(person, filter));
        return sortBy(found, sort).slice(0, limit);
      },
      heldByAll,
    },
  };
}
