import { personsOf, postOf, ROLES, type Actor, type PostId, type Role } from '../actor.js';
import type { Instant } from '../calendar.js';
import { refuse, type Context, type Refusal } from '../entity.js';
import type { UnitEvent } from './messages.js';
import { isApart, type Post, type Tenure, type Unit } from './state.js';

/** Refused where nobody could act with the account, where an administrator would sit in a second post, of whatever unit, or seat themselves in one. */
export function unfit(
  { posts }: Unit,
  { role, person, name, personHolds = [], isLocked = false }: Seating,
  actor: Actor,
): Refusal | undefined {
  if (isLocked) return refuse('PersonLocked', { holder: name });
  const besides = [...personHolds, ...ROLES.filter((other) => other !== role && isSeated(posts[other], person))];
  const isDouble = besides.some((other) => isApart(other) || isApart(role));
  const isOwnSeat = isApart(actor.role) && personsOf(actor).includes(person);
  return isDouble || isOwnSeat ? refuse('AdministratorsApart') : undefined;
}
const isSeated = (post: Post | undefined, person: string): boolean =>
  post?.holder?.person === person || post?.delegation?.person === person;

/** Who is to sit where. */
export interface Seating {
  readonly role: Role;
  readonly person: string;
  readonly name: string;
  readonly personHolds?: readonly Role[];
  readonly isLocked?: boolean;
}

/** `53/liaison@3`: the third tenure, or delegation, of that post. */
export function newTenure(unit: string, { tenures }: Post, { role, person, name }: Seating, since: Instant): Tenure {
  return { id: `${postOf(unit, role)}@${tenures + 1}`, person, name, since };
}

/** A delegation does not outlive the tenure it was given in. `by`: the post it is ended with by itself, before its day. */
export function endOf(role: Role, delegation: Post['delegation'], reason: string, by?: PostId): UnitEvent[] {
  return delegation === undefined ? [] : [{ type: 'delegationEnded', role, delegation, reason, ...(by === undefined ? {} : { by }) }];
}

/** Who acts with the very post must still hold it when the command's turn comes: another may have taken over in between. */
export function hasLeft(role: Role, { holder, delegation }: Post, { actor, id }: Context): boolean {
  if (actor.post !== postOf(id, role)) return false;
  return actor.person !== (actor.onBehalfOf === undefined ? holder : delegation)?.person;
}

/** The holder leaves; what was given or planned in the tenure ends with it. */
export function vacate(role: Role, { holder, delegation, handover }: Post, reason: string, at: Instant): UnitEvent[] {
  if (holder === undefined) return [];
  const cancelled: UnitEvent[] =
    handover === undefined ? [] : [{ type: 'handoverCancelled', role, person: handover.person, name: handover.name, reason, at }];
  return [...endOf(role, delegation, reason), ...cancelled, { type: 'holderReleased', role, from: holder, reason, at }];
}
