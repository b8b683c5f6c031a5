import type { Connection } from 'mongoose';
import { postOf, unitOfPost, type PostId } from '../domain/actor.js';
import type { Holders, Recipient } from '../domain/errand-ports.js';
import type { Supervised } from '../domain/supervision.js';
import { actingFor, postsOf, seatsIn, type Seat } from '../domain/unit/posts.js';
import type { Tenure, Unit } from '../domain/unit/state.js';
import { bareCollection } from './connect.js';
import type { EntityDoc } from './entity.js';
import type { PersonDoc } from './person.js';

export type UnitDoc = Omit<EntityDoc, 'state'> & { readonly state: Supervised<Unit> };

/** A post as somebody holds it at an instant. */
export type Held = Omit<Seat, 'person'>;

/** Not the list of open pilots, which may be long. */
export const POSTS = { entity: 1, 'state.inner.posts': 1, 'state.inner.path': 1 } as const;

/** Who sits where, over all units. */
export interface Seats {
  heldBy(person: string, now: number): Promise<readonly Held[]>;
  /** The seats of several persons at once, in the order of units. */
  heldByAll(persons: readonly string[], now: number): Promise<readonly Seat[]>;
  /** Who acts for one of these persons at this instant. */
  actingFor(persons: ReadonlySet<string>, now: number): Promise<readonly string[]>;
}

/** Who holds which post, read from the units' views: a handover counts from the next question on. */
export function createHolders(db: Connection): Holders & Seats {
  const units = bareCollection<UnitDoc>(db, 'entities');
  const people = bareCollection<PersonDoc>(db, 'people');
  /** Who gets what goes to each post of these units. */
  const actingIn = (found: readonly UnitDoc[], now: number): ReadonlyMap<PostId, Tenure> => {
    const tenures = new Map<PostId, Tenure>();
    for (const { entity, state } of found) {
      for (const [role, { holder, delegation }] of postsOf(state.inner)) {
        const acting = delegation !== undefined && delegation.until > now ? delegation : holder;
        if (acting !== undefined) tenures.set(postOf(entity, role), acting);
      }
    }
    return tenures;
  };
  const unitsOf = (persons: readonly string[]): Promise<UnitDoc[]> =>
    units
      .find({ kind: 'unit', 'fields.holders': { $in: [...persons] }, isClosed: false }, { projection: POSTS })
      .sort({ _id: 1 })
      .toArray();
  const heldByAll: Seats['heldByAll'] = async (persons, now) => {
    const wanted = new Set(persons);
    const found = await unitsOf(persons);
    return found.flatMap(({ entity, state }) => seatsIn(state.inner, entity, now)).filter(({ person }) => wanted.has(person));
  };
  return {
    async of(posts, now) {
      const codes = [...new Set(posts.map((post) => `unit/${unitOfPost(post)}`))];
      const tenures = actingIn(await units.find({ _id: { $in: codes } }, { projection: POSTS }).toArray(), now);
      const persons = await people.find({ _id: { $in: [...new Set([...tenures.values()].map(({ person }) => person))] } }).toArray();
      const byId = new Map(persons.map(({ _id, name, email }): [string, Recipient] => [_id, { person: _id, name, email }]));
      return new Map(
        posts.flatMap((post): [string, Recipient][] => {
          const recipient = byId.get(tenures.get(post)?.person ?? '');
          return recipient === undefined ? [] : [[post, recipient]];
        }),
      );
    },
    async postsOf(persons, now) {
      const found = await units.find({ kind: 'unit', 'fields.holders': { $in: [...persons] } }, { projection: POSTS }).toArray();
      const posts = new Map<string, PostId[]>(persons.map((person) => [person, []]));
      for (const [post, { person }] of actingIn(found, now)) posts.get(person)?.push(post);
      return posts;
    },
    heldByAll,
    heldBy: async (person, now) => (await heldByAll([person], now)).map(({ person: _, ...held }) => held),
    actingFor: async (persons, now) => (await unitsOf([...persons])).flatMap(({ state }) => actingFor(state.inner, persons, now)),
  };
}
