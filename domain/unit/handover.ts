import { postOf, type Actor, type PostId, type Role } from '../actor.js';
import { dayOf, formatDay, startOfDay, type Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import { hasLeft, unfit } from './seating.js';
import type { PlannedHandover, Post, RefusedHandover, Unit } from './state.js';

type Answer = Decision<UnitEvent>;

/** Calendar days ahead that a handover may be set for (proposed). */
const LONGEST_AHEAD_DAYS = 90;

/** A handover set for a day: it is looked at again at its first instant and takes effect by itself. Until then nothing changes. */
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
  const moves = command.moves === undefined ? {} : { moves: command.moves };
  return (
    refuseOrdered(post.refusedHandover, postOf(id, role), actor) ??
    unfit(unit, command, actor) ??
    accept({ type: 'handoverPlanned', role, person, name, effective, reason, at, by: actor.post, ...moves })
  );
}

/** Two handovers of one post do not go on at once. */
export const refusePlanned = ({ name, effective }: NonNullable<Post['handover']>) =>
  refuse('HandoverPlanned', { holder: name, day: formatDay(effective) });

/**
 * One that is planned falls; one that was refused on its day is settled: the post stays with its holder. Who holds the post calls off only what
 * was planned with that very post; what was ordered by others is theirs. From 00:00 of its day on it takes its course.
 */
export function cancelHandover(post: Post, command: UnitCommand & { type: 'cancelHandover' }, context: Context): Answer {
  const { role, reason } = command;
  const { actor, at, id } = context;
  const ended = post.handover ?? post.refusedHandover;
  if (ended === undefined) return refuse('HandoverMissing');
  const own = postOf(id, role);
  if ((actor.onBehalfOf !== undefined && actor.post === own) || hasLeft(role, post, context)) return refuse('NotYourPost');
  const ordered = refuseOrdered(ended, own, actor);
  if (ordered !== undefined) return ordered;
  const { person, name, effective } = ended;
  if (post.handover !== undefined && at >= startOfDay(effective))
    return refuse('HandoverBegun', { holder: name, day: formatDay(effective) });
  return accept({ type: 'handoverCancelled', role, person, name, reason, at, by: actor.post });
}

/** What somebody else ordered is not called off with the very post it takes away; once refused, its planner owes the word on it, not the holder. */
export const refuseOrdered = (ordered: PlannedHandover | RefusedHandover | undefined, own: PostId, { post }: Actor): Refusal | undefined =>
  post === own && ordered?.by !== undefined && ordered.by !== own ? refuse('HandoverOrdered', { post: ordered.by }) : undefined;

/** When a planned handover is to take effect: at 00:00 of its day. Undefined where that was noted already. */
export const effectiveAt = ({ handover }: Post): Instant | undefined =>
  handover === undefined || handover.isDue === true ? undefined : startOfDay(handover.effective);

/** The day has come. Whether the handover still can be is not for the unit alone to know: it is looked at once more. */
export function fellDueBy(role: Role, post: Post, at: Instant): UnitEvent[] {
  const since = effectiveAt(post);
  return post.handover === undefined || since === undefined || since > at
    ? []
    : [{ type: 'handoverFellDue', role, person: post.handover.person, at }];
}
