import { postOf } from '../actor.js';
import { formatDay } from '../calendar.js';
import { accept, refuse, type Decision, type OwnContext } from '../entity.js';
import type { RefusalFacts } from '../refusals.js';
import { refusePlanned } from './handover.js';
import type { OpenWork, UnitCommand, UnitEvent } from './messages.js';
import { vacate } from './seating.js';
import { FOUNDING_POSTS, type Post, type Unit } from './state.js';

type RemovePost = UnitCommand & { type: 'removePost' };

/** A post beyond those the rules need is given up. What it still owes stands against it: in this unit, and as far as the edge saw elsewhere. */
export function removePost(unit: Unit, post: Post, command: RemovePost, context: OwnContext): Decision<UnitEvent> {
  const { role, reason } = command;
  if (FOUNDING_POSTS[unit.kind].includes(role)) return refuse('PostNeeded');
  if (post.handover !== undefined) return refusePlanned(post.handover);
  const owes = command.owes ?? ownWork(unit, command, context);
  if (owes !== undefined) return refuse('PostHasDuties', factsOfWork(owes));
  const { at } = context;
  return accept<UnitEvent>(...vacate(role, post, reason, at), { type: 'postRemoved', role, reason, at });
}

/** What a refusal names of work left open. */
export const factsOfWork = ({ count, title, due }: OpenWork): RefusalFacts => ({ count, title, due: formatDay(due) });

function ownWork({ name }: Unit, { role }: RemovePost, { id, watched }: OwnContext): OpenWork | undefined {
  const own = Object.values(watched).filter(({ post }) => post === postOf(id, role));
  return own.length === 0 ? undefined : { count: own.length, title: name, due: Math.min(...own.map(({ due }) => due)) };
}
