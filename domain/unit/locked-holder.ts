import { ROLES, SYSTEM, type Role } from '../actor.js';
import type { Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision } from '../entity.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import { endOf, vacate } from './seating.js';
import type { Post, Unit } from './state.js';

type Answer = Decision<UnitEvent>;

const LOCKED = '账号锁定';

/** Nobody acts with a locked account: what it holds is as good as empty, and what was delegated to it goes back to the holder. */
export function noteLocked({ posts }: Unit, person: string, at: Instant): Answer {
  const roles = rolesWhere(posts, ({ holder, lockedSince }) => holder?.person === person && lockedSince === undefined);
  const ended = ROLES.flatMap((role) => {
    const delegation = posts[role]?.delegation;
    return delegation?.person === person ? endOf(role, delegation, LOCKED, SYSTEM.post) : [];
  });
  return accept<UnitEvent>(...ended, { type: 'holderLocked', person, roles, at });
}

export function noteUnlocked({ posts }: Unit, person: string, at: Instant): Answer {
  const roles = rolesWhere(posts, ({ holder, lockedSince }) => holder?.person === person && lockedSince !== undefined);
  return accept<UnitEvent>({ type: 'holderUnlocked', person, roles, at });
}

/** The system administrator frees the security administrator's post of a holder who is locked, and of no other: the three keep each other in check. */
export function releaseHolder(post: Post, { role, reason }: UnitCommand & { type: 'releaseHolder' }, { actor, at }: Context): Answer {
  if (post.holder === undefined) return refuse('PostEmpty');
  if (actor.role === 'system-administrator' && post.lockedSince === undefined) return refuse('NoRight');
  return accept<UnitEvent>(...vacate(role, post, reason, at));
}

const rolesWhere = (posts: Unit['posts'], isMeant: (post: Post) => boolean): readonly Role[] =>
  ROLES.filter((role) => {
    const post = posts[role];
    return post !== undefined && isMeant(post);
  });
