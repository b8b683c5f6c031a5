import { postOf, type PostId, type Role } from '../actor.js';

/** Who holds items of a province's list: the lead department and, below it, the liaison. */
const HOLDERS: readonly Role[] = ['lead-department', 'liaison'];

export const isHolderIn = (province: string, post: PostId): boolean => HOLDERS.some((role) => postOf(province, role) === post);

/** Whether an item may go from one post to another: always downwards. */
export function isBelow(province: string, from: PostId, to: PostId): boolean {
  const rank = (post: PostId): number => HOLDERS.findIndex((role) => postOf(province, role) === post);
  return rank(to) > rank(from);
}
