import { mongo, type ClientSession, type Connection } from 'mongoose';
import { fingerprint } from '../domain/fingerprint.js';
import { streamOf, type Kind, type StateOf } from '../domain/kinds.js';
import type { Append, AppendAnswer, RecordedCommand, RecordHead, RecordStore } from '../domain/ports.js';
import type { EntityView } from '../domain/view.js';
import { bareCollection } from './connect.js';
import { documentModel } from './document.js';
import { dutyModel } from './duty.js';
import { entityModel, type EntityDoc } from './entity.js';
import { entryId, entryModel, entryOf, GENESIS, sealAll, type EntryDoc } from './entry.js';
import { fileModel } from './file.js';
import { outboxModel } from './outbox.js';
import { createCommit } from './record-commit.js';

const DUPLICATE_KEY = 11_000;
export const isDuplicateKey = (error: unknown): boolean => error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;

/** How many streams' ends a process remembers; what is older is read again. */
const REMEMBERED_HEADS = 2_000;

export interface Head {
  readonly seq: number;
  readonly print: string;
  readonly hash: string;
}
const NOWHERE: Head = { seq: 0, print: '', hash: GENESIS };

/** Whatever a caller is answered from must be on the majority's journal: what one member alone has may yet be rolled back. */
const SETTLED = { readConcern: { level: 'majority' } } as const;

/** The end of a stream; `NOWHERE` where it has no entry yet. */
export async function lastOf(db: Connection, stream: string, session?: ClientSession): Promise<Head> {
  const range = { _id: { $gt: `${stream}@`, $lt: `${stream}@~` } };
  const settings = session === undefined ? SETTLED : { session };
  const found = await bareCollection<EntryDoc>(db, 'entries').findOne(range, {
    projection: { seq: 1, print: 1, hash: 1 },
    sort: { _id: -1 },
    ...settings,
  });
  return found ?? NOWHERE;
}

/** The record of every entity, each stream sealed entry by entry, and the views folded from it. */
export function createRecordStore(db: Connection): RecordStore {
  // Known to the connection from now on, so that `prepare` makes their indexes: that a command is taken once rests on one.
  for (const model of [entryModel, entityModel, dutyModel, outboxModel, documentModel, fileModel]) model(db);
  const entries = bareCollection<EntryDoc>(db, 'entries');
  const views = bareCollection<EntityDoc>(db, 'entities');
  const commit = createCommit(db);
  const heads = new Map<string, Head>();

  /** Whether what follows is this very batch. Two commands that ask for the same make the same events: only their ids tell them apart. */
  const isThere = async (stream: string, { after, entries: batch }: Append): Promise<boolean> => {
    const range = { _id: { $gt: entryId(stream, after.seq), $lt: `${stream}@~` } };
    const found = await entries.find(range, { projection: { commandId: 1 }, sort: { _id: 1 }, ...SETTLED }).toArray();
    return found.length === batch.length && found.every(({ commandId }, index) => commandId === batch[index]?.commandId);
  };

  const remember = (stream: string, head: Head): void => {
    heads.delete(stream);
    heads.set(stream, head);
    if (heads.size > REMEMBERED_HEADS) for (const oldest of heads.keys()) return void heads.delete(oldest);
  };

  return {
    async append(append): Promise<AppendAnswer> {
      const { after, entries: batch } = append;
      const stream = streamOf(append.kind, append.id);
      const known = heads.get(stream);
      const head = known?.seq === after.seq && known.print === after.print ? known : await lastOf(db, stream);
      const end = batch.reduce((print, { event }) => fingerprint(print, event), after.print);
      if (head.seq === batch.at(-1)?.seq && head.print === end) return (await isThere(stream, append)) ? 'kept' : 'elsewhere';
      if (head.seq !== after.seq || head.print !== after.print) return 'elsewhere';
      const sealed = sealAll(stream, head, batch);
      // Where the record is as it should be and only the view is not, the second round writes the view anew, whatever it says.
      for (const viewAt of [{ seq: after.seq }, {}]) {
        try {
          await commit({ stream, sealed, append, viewAt });
          const last = sealed.at(-1);
          if (last !== undefined) remember(stream, last);
          return 'kept';
        } catch (error) {
          heads.delete(stream);
          if (!isDuplicateKey(error)) throw error;
          const last = await lastOf(db, stream);
          if (last.seq === batch.at(-1)?.seq && last.print === end) return (await isThere(stream, append)) ? 'kept' : 'elsewhere';
          if (last.seq !== after.seq || last.print !== after.print) return 'elsewhere';
        }
      }
      return 'elsewhere';
    },
    async view<K extends Kind>(kind: K, id: string) {
      const found = await views.findOne<EntityView<StateOf<K>> & { readonly _id: string; readonly entity: string }>({
        _id: streamOf(kind, id),
      });
      if (found === null) return undefined;
      const { _id, entity, ...view } = found;
      return { ...view, id: entity };
    },
    async head(kind, id) {
      const found = await views.findOne<RecordHead>({ _id: streamOf(kind, id) }, { projection: { _id: 0, seq: 1, isClosed: 1, path: 1 } });
      return found ?? undefined;
    },
    async end(kind, id) {
      const { seq, print } = await lastOf(db, streamOf(kind, id));
      return { seq, print };
    },
    async entries(kind: Kind, id: string, afterSeq = 0) {
      const stream = streamOf(kind, id);
      const range = { _id: { $gt: entryId(stream, afterSeq), $lt: `${stream}@~` } };
      const found = await entryModel(db).find(range).sort({ _id: 1 }).lean<EntryDoc[]>();
      return found.map(entryOf);
    },
    async lookUp(kind, id, commandId) {
      const rows = await views
        .aggregate<{ head: RecordHead } | { known: Pick<EntryDoc, 'stream' | 'commandHash' | 'command'> }>(
          [
            { $match: { _id: streamOf(kind, id) } },
            { $project: { _id: 0, head: { seq: '$seq', isClosed: '$isClosed', path: '$path' } } },
            {
              $unionWith: {
                coll: 'entries',
                pipeline: [
                  { $match: { 'command.id': commandId } },
                  { $project: { _id: 0, known: { stream: '$stream', commandHash: '$commandHash', command: '$command' } } },
                ],
              },
            },
          ],
          SETTLED,
        )
        .toArray();
      const seen: { head?: RecordHead; known?: RecordedCommand } = {};
      for (const row of rows) {
        if ('head' in row) seen.head = row.head;
        else seen.known = recordedCommand(row.known);
      }
      return seen;
    },
    async commandOf(commandId): Promise<RecordedCommand | undefined> {
      const found = await entries.findOne<Pick<EntryDoc, 'stream' | 'commandHash' | 'command'>>(
        { 'command.id': commandId },
        { projection: { stream: 1, commandHash: 1, command: 1 }, ...SETTLED },
      );
      return found === null ? undefined : recordedCommand(found);
    },
  };
}

const recordedCommand = ({ stream, commandHash, command }: Pick<EntryDoc, 'stream' | 'commandHash' | 'command'>): RecordedCommand => ({
  stream,
  commandHash,
  receipt: { seq: command?.seq ?? 0, events: command?.events ?? [] },
});
