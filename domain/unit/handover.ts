import { postOf, type Role } from '../actor.js';
import { dayOf, formatDay, startOfDay, type Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision } from '../entity.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import { endOf, hasLeft, newTenure, unfit } from './seating.js';
import type { Post, Unit } from './state.js';

type Answer = Decision<UnitEvent>;

/** Calendar days ahead that a handover may be set for (proposed). */
const LONGEST_AHEAD_DAYS = 90;

/** A handover set for a day: it takes effect at its first instant, by itself. Until then nothing changes. */
export function planHandover(unit: Unit, post: Post, command: UnitCommand & { type: 'planHandover' }, context: Context): Answer {
  const { actor, at, id } = context;
  const { role, person, name, effective, reason } = command;
  if (post.holder === undefined) return refuse('PostEmpty');
  if ((actor.onBehalfOf !== undefined && actor.post === postOf(id, role)) || hasLeft(role, post, context)) return refuse('NotYourPost');
  if (post.handover !== undefined) return refusePlanned(post.handover);
  if (post.holder.person === person) return refuse('HolderUnchanged');
  const from = dayOf(at) + 1;
  const to = dayOf(at) + LONGEST_AHEAD_DAYS;
  if (effective < from || effective > to) return refuse('InvalidDates', { from: formatDay(from), to: formatDay(to) });
  return unfit(unit, command, actor) ?? accept({ type: 'handoverPlanned', role, person, name, effective, reason, at });
}

/** Two handovers of one post do not go on at once. */
export const refusePlanned = ({ name, effective }: NonNullable<Post['handover']>) =>
  refuse('HandoverPlanned', { holder: name, day: formatDay(effective) });

export function cancelHandover(post: Post, command: UnitCommand & { type: 'cancelHandover' }, context: Context): Answer {
  if (post.handover === undefined) return refuse('HandoverMissing');
  if (hasLeft(command.role, post, context)) return refuse('NotYourPost');
  return accept({ type: 'handoverCancelled', role: command.role, person: post.handover.person, reason: command.reason, at: context.at });
}

/** When a planned handover takes effect: at 00:00 of its day. */
export const effectiveAt = ({ handover }: Post): Instant | undefined =>
  handover === undefined ? undefined : startOfDay(handover.effective);

/** What has taken effect by now; a delegation ends with the tenure it was given in. */
export function handedOverBy(role: Role, post: Post, at: Instant, id: string): UnitEvent[] {
  const { holder, handover, delegation } = post;
  const since = effectiveAt(post);
  if (holder === undefined || handover === undefined || since === undefined || since > at) return [];
  const { person, name, reason } = handover;
  return [
    ...endOf(role, delegation, reason),
    { type: 'postHandedOver', role, from: holder, to: newTenure(id, post, { role, person, name }, since), reason },
  ];
}
