import type { Role } from '../actor.js';
import type { Post, Unit } from './state.js';

const ROLE_ORDER: readonly Role[] = [
  'leader',
  'office-director',
  'lead-department',
  'liaison',
  'reviewer',
  'evaluator',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];
/** The posts of a unit in the order of responsibility. */
export const postsOf = ({ posts }: Unit): [Role, Post][] =>
  ROLE_ORDER.flatMap((role): [Role, Post][] => {
    const post = posts[role];
    return post === undefined ? [] : [[role, post]];
  });
