import { POST_ROLES, postOf, type PostId, type Role } from '../actor.js';
import type { Instant } from '../calendar.js';
import type { Post, Unit } from './state.js';

/** The posts of a unit in the order of responsibility. */
export const postsOf = ({ posts }: Unit): [Role, Post][] =>
  POST_ROLES.flatMap((role): [Role, Post][] => {
    const post = posts[role];
    return post === undefined ? [] : [[role, post]];
  });

/** A post as somebody holds it at an instant, of their own or by delegation. */
export interface Seat {
  readonly person: string;
  readonly post: PostId;
  readonly unit: string;
  readonly role: Role;
  readonly unitPath: readonly string[];
  readonly tenure: string;
  readonly onBehalfOf?: string;
}

/** Every seat of a unit that is taken at this instant; who holds a post does not act for themselves as well. */
export const seatsIn = (unit: Unit, code: string, now: Instant): Seat[] =>
  postsOf(unit).flatMap(([role, { holder, delegation }]): Seat[] => {
    const held = { post: postOf(code, role), unit: code, role, unitPath: unit.path };
    const own = holder === undefined ? [] : [{ person: holder.person, ...held, tenure: holder.id }];
    if (delegation === undefined || delegation.until <= now || delegation.person === holder?.person) return own;
    const { person, id: tenure, onBehalfOf } = delegation;
    return [...own, { person, ...held, tenure, onBehalfOf }];
  });

/** Who acts at this instant for one of these persons, in this unit. */
export const actingFor = ({ posts }: Unit, persons: ReadonlySet<string>, now: Instant): string[] =>
  Object.values(posts).flatMap(({ holder, delegation }) =>
    holder !== undefined && persons.has(holder.person) && delegation !== undefined && delegation.until > now ? [delegation.person] : [],
  );
