import type { Connection } from 'mongoose';
import { postOf, unitOfPost, type PostId } from '../domain/actor.js';
import type { Holders, Recipient } from '../domain/errand-ports.js';
import type { Supervised } from '../domain/supervised.js';
import { postsOf } from '../domain/unit/posts.js';
import type { Tenure, Unit } from '../domain/unit/state.js';
import { bareCollection } from './connect.js';
import type { EntityDoc } from './entity.js';

type UnitDoc = Omit<EntityDoc, 'state'> & { readonly state: Supervised<Unit> };
interface PersonDoc {
  readonly _id: string;
  readonly name: string;
  readonly email: string;
}

/** A post as somebody holds it at an instant. */
export interface Held {
  readonly post: string;
  readonly unit: string;
  readonly role: ReturnType<typeof postsOf>[number][0];
  readonly unitPath: readonly string[];
  readonly tenure: string;
  readonly onBehalfOf?: string;
}

/** Not the list of open pilots, which may be long. */
const POSTS = { entity: 1, 'state.inner.posts': 1, 'state.inner.path': 1 } as const;

/** Who holds which post, read from the units' views: a handover counts from the next question on. */
export function createHolders(db: Connection): Holders & { heldBy(person: string, now: number): Promise<readonly Held[]> } {
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
    async heldBy(person, now) {
      const found = await units
        .find({ kind: 'unit', 'fields.holders': person, isClosed: false }, { projection: POSTS })
        .sort({ _id: 1 })
        .toArray();
      return found.flatMap(({ entity, state: { inner } }) =>
        postsOf(inner).flatMap(([role, { holder, delegation }]): Held[] => {
          const held = { post: postOf(entity, role), unit: entity, role, unitPath: inner.path };
          if (holder?.person === person) return [{ ...held, tenure: holder.id }];
          if (delegation?.person === person && delegation.until > now)
            return [{ ...held, tenure: delegation.id, onBehalfOf: delegation.onBehalfOf }];
          return [];
        }),
      );
    },
  };
}
