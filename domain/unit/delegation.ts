import { DAY_MS, dayOf, formatDay, type Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision } from '../entity.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import { actingFor } from './posts.js';
import { endOf, hasLeft, newTenure, unfit } from './seating.js';
import type { Post, Unit } from './state.js';

type Answer = Decision<UnitEvent>;

/** A delegation is for an absence, not for good: at most half a year (proposed). */
const LONGEST_DELEGATION_DAYS = 183;

export function delegate(unit: Unit, post: Post, command: UnitCommand & { type: 'delegatePost' }, context: Context): Answer {
  const { actor, at, id } = context;
  if (post.holder === undefined) return refuse('PostEmpty');
  if (actor.onBehalfOf !== undefined) return refuse('DelegationOfDelegation');
  if (hasLeft(command.role, post, context)) return refuse('NotYourPost');
  if (post.delegation !== undefined) return refuse('DelegationExists', { holder: post.delegation.name });
  if (post.holder.person === command.person) return refuse('HolderUnchanged');
  const latest = at + LONGEST_DELEGATION_DAYS * DAY_MS;
  if (command.until <= at) return refuse('InvalidDates', { from: formatDay(dayOf(at)), to: formatDay(dayOf(latest)) });
  if (command.until > latest) return refuse('DelegationTooLong', { days: LONGEST_DELEGATION_DAYS });
  if (chainOf(unit, command, at).has(post.holder.person)) return refuse('DelegationCycle', { holder: command.name });
  const delegation = { ...newTenure(id, post, command, at), until: command.until, onBehalfOf: post.holder.person };
  return unfit(unit, command, actor) ?? accept({ type: 'postDelegated', role: command.role, delegation, reason: command.reason });
}

export function endDelegation(post: Post, command: UnitCommand & { type: 'endDelegation' }, context: Context): Answer {
  if (post.delegation === undefined) return refuse('DelegationMissing');
  if (hasLeft(command.role, post, context)) return refuse('NotYourPost');
  return accept<UnitEvent>(...endOf(command.role, post.delegation, command.reason, context.actor.post));
}

/** Whoever acts for the delegate, and for those in turn: were the delegating person among them, all of them would be away. */
function chainOf(unit: Unit, { person, passesOn = [] }: UnitCommand & { type: 'delegatePost' }, at: Instant): ReadonlySet<string> {
  const persons = new Set([person, ...passesOn]);
  for (let known = 0; known < persons.size;) {
    known = persons.size;
    for (const next of actingFor(unit, persons, at)) persons.add(next);
  }
  return persons;
}
