import type { Actor } from '../../domain/actor.js';
import { refused, type Refused } from '../http/problems.js';
import type { SessionAccount } from '../http/route.js';
import type { HeldPost } from './ports.js';

/** The post to act with when nobody chose: the first of one's own, else the first held by delegation. */
export const usualPost = (held: readonly HeldPost[]): HeldPost | undefined =>
  held.find(({ onBehalfOf }) => onBehalfOf === undefined) ?? held[0];

/**
 * Who acts, by what is held at this instant. A post that was chosen and is lost is not silently replaced by another: nobody acts in
 * a name they did not choose.
 */
export function actorOf(account: SessionAccount, chosen: string | undefined, held: readonly HeldPost[]): Actor | Refused {
  if (held.length === 0) return refused('NoPost');
  const post = chosen === undefined ? usualPost(held) : held.find((candidate) => candidate.post === chosen);
  return post ? { person: account.personId, name: account.name, ...post } : refused('PostNotHeld', { facts: { post: chosen ?? '' } });
}
