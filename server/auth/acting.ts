import type { Actor } from '../../domain/actor.js';
import { isApart } from '../../domain/unit/state.js';
import { refused, type Refused } from '../http/problems.js';
import type { SessionAccount } from '../http/route.js';
import type { HeldPost } from './ports.js';

/**
 * The posts a person may act with. Who holds an administrator's post acts in no business, even where two seats were taken at the
 * same moment and the rules saw only one.
 */
export function actablePosts(held: readonly HeldPost[]): readonly HeldPost[] {
  const administering = held.filter(({ role }) => isApart(role));
  return administering.length === 0 ? held : administering;
}

/** The post to act with when nobody chose: the first of one's own, else the first held by delegation. */
export const usualPost = (held: readonly HeldPost[]): HeldPost | undefined =>
  held.find(({ onBehalfOf }) => onBehalfOf === undefined) ?? held[0];

/**
 * Who acts, by what is held at this instant. A post that was chosen and is lost is not silently replaced by another: nobody acts in
 * a name they did not choose.
 */
export function actorOf(account: SessionAccount, chosen: string | undefined, held: readonly HeldPost[]): Actor | Refused {
  if (held.length === 0) return refused('NoPost');
  const actable = actablePosts(held);
  const post = chosen === undefined ? usualPost(actable) : actable.find((candidate) => candidate.post === chosen);
  return post ? { person: account.personId, name: account.name, ...post } : refused('PostNotHeld', { facts: { post: chosen ?? '' } });
}
