import Joi from 'joi';
import type { PostId } from '../../domain/actor.js';
import type { Typed } from '../../domain/entity.js';
import type { PilotEvent } from '../../domain/pilot/events.js';
import type { UnitNames } from '../../domain/unit-names.js';
import type { Lists } from '../../models/lists.js';
import { entryId, type EntryDoc } from '../../models/entry.js';
import { instant } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { postName, postNames, type PostName } from './post-names.js';

/** Who did something, as the record has it, and when it was received. */
export interface Signed {
  readonly person: string;
  readonly name: string;
  readonly post: string;
  readonly postName: Sentence;
  readonly onBehalfOf?: string;
  readonly at: number;
}
export const signedFields = {
  person: Joi.string().description('办理人编号。Who did it.'),
  name: Joi.string().description('姓名，当时的。The name at that time.'),
  post: Joi.string().description('以何岗位。The post acted with.'),
  postName: postName(),
  onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
  at: instant().description('收到时间，毫秒。When it was received, in epoch milliseconds.'),
};

/** Reads who did what from an entry. */
export type SignatureIn = (entry: EntryDoc) => Signed;

/** For whoever knows already what the posts are called. */
export const signaturesBy =
  (called: PostName): SignatureIn =>
  ({ actor: { person, name, post, onBehalfOf }, receivedAt }) => ({
    person,
    name,
    post,
    postName: called(post),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    at: receivedAt,
  });

/** For these entries, with the names of their posts from one question. */
export const signaturesIn = async (unitNames: UnitNames, entries: readonly EntryDoc[]): Promise<SignatureIn> =>
  signaturesBy(await postNames(unitNames, entries.map(signerOf)));

export const signerOf = ({ actor }: EntryDoc): PostId => actor.post;

export type EntryWith<T extends PilotEvent['type']> = EntryDoc<Extract<PilotEvent, { type: T }> & Typed>;

/** The record of an entity, by the numbers of its entries. */
const entriesOfStream = (stream: string) => ({ _id: { $gt: entryId(stream, 0), $lt: `${stream}@~` } });
export const entriesOf = (pilot: string) => entriesOfStream(`pilot/${pilot}`);

/** More of a kind than a pilot or a notice ever has of what people do. */
const MOST_ENTRIES = 200;

/** The last entries of these kinds in the record of an entity (`notice/…`), newest first. */
export const entriesInStream = (
  lists: Pick<Lists, 'entries'>,
  stream: string,
  about: Readonly<Record<string, unknown>>,
): Promise<readonly EntryDoc[]> =>
  lists.entries.find({ filter: { $and: [entriesOfStream(stream), about] }, sort: { _id: -1 }, limit: MOST_ENTRIES });

/** The same of a pilot. */
export const entriesIn = (
  lists: Pick<Lists, 'entries'>,
  pilot: string,
  about: Readonly<Record<string, unknown>>,
): Promise<readonly EntryDoc[]> => entriesInStream(lists, `pilot/${pilot}`, about);
