import { postOf, type PostId } from '../actor.js';
import { ITEM_HOLDERS } from './template.js';

export const isHolderIn = (province: string, post: PostId): boolean => ITEM_HOLDERS.some((role) => postOf(province, role) === post);

/** Whether an item may go from one post to another: always downwards. */
export function isBelow(province: string, from: PostId, to: PostId): boolean {
  const rank = (post: PostId): number => ITEM_HOLDERS.findIndex((role) => postOf(province, role) === post);
  return rank(to) > rank(from);
}
