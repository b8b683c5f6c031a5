import Joi from 'joi';
import type { Typed } from '../../domain/entity.js';
import type { PilotEvent } from '../../domain/pilot/events.js';
import type { Lists } from '../../models/lists.js';
import { entryId, type EntryDoc } from '../../models/entry.js';
import { instant } from '../http/schema.js';

/** Who did something, as the record has it, and when it was received. */
export interface Signed {
  readonly person: string;
  readonly name: string;
  readonly post: string;
  readonly onBehalfOf?: string;
  readonly at: number;
}
export const signedFields = {
  person: Joi.string().description('办理人编号。Who did it.'),
  name: Joi.string().description('姓名，当时的。The name at that time.'),
  post: Joi.string().description('以何岗位。The post acted with.'),
  onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
  at: instant().description('收到时间，毫秒。When it was received, in epoch milliseconds.'),
};

export const signatureIn = ({ actor: { person, name, post, onBehalfOf }, receivedAt }: EntryDoc): Signed => ({
  person,
  name,
  post,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  at: receivedAt,
});

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
