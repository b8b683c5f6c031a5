import type Joi from 'joi';
import type { PostId } from '../../domain/actor.js';
import { namesOf, type UnitNames } from '../../domain/unit-names.js';
import { bilingual } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { postWords } from '../words/posts.js';

/** Beside a post that a page would show: 云南省昆明市联络员 for `5301/liaison`. */
export const postName = (): Joi.ObjectSchema<Sentence> => bilingual('岗位名称', 'What the post is called');

export type PostName = (post: PostId) => Sentence;

/** What these posts are called: the cities and hosts among their units are asked for at once, and only where there are any. */
export async function postNames(unitNames: UnitNames, posts: readonly PostId[]): Promise<PostName> {
  const nameOf = await namesOf(unitNames, posts);
  return (post) => postWords(post, nameOf);
}

/** A row that has its post, and not yet the post's name. */
export type Unnamed<R> = Omit<R, 'postName'>;

/** Rows with the name of their post beside it, in one question for all of them. */
export async function withPostNames<R extends { readonly post: PostId }>(
  unitNames: UnitNames,
  rows: readonly R[],
): Promise<(R & { readonly postName: Sentence })[]> {
  const called = await postNames(
    unitNames,
    rows.map(({ post }) => post),
  );
  return rows.map((row) => ({ ...row, postName: called(row.post) }));
}
