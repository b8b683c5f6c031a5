import type { ClientSession, Connection } from 'mongoose';
import type { Typed } from '../domain/entity.js';
import type { DirectoryEntry } from './account.js';
import type { DirectoryRecord } from './directory-record.js';
import { bareCollection } from './connect.js';
import { sealAll, type EntryDoc } from './entry.js';
import { lastOf } from './record.js';

type DirectoryDoc = EntryDoc<Typed & { readonly reason: string }>;

/** The record of what is not alive: the same sealed entries, appended within the transaction of the change itself. */
export function createDirectoryRecord(db: Connection): DirectoryRecord {
  const entries = bareCollection<DirectoryDoc>(db, 'entries');
  return {
    async append(stream, added, session) {
      const head = await lastOf(db, stream, session);
      const sealed = added.map(({ commandId, commandHash, receivedAt, actor, reason, event }, index) => ({
        seq: head.seq + 1 + index,
        receivedAt,
        decidedAt: receivedAt,
        actor,
        commandId,
        commandHash,
        event: { ...event, reason },
      }));
      await entries.insertMany(sealAll(stream, head, sealed), { session });
    },
    async find(stream, commandId, session?: ClientSession) {
      const found = await entries.findOne({ 'command.id': commandId, stream }, session === undefined ? {} : { session });
      return found === null ? undefined : directoryEntryOf(found);
    },
  };
}

/** Reads back what `append` wrote. */
function directoryEntryOf({ commandId, commandHash, receivedAt, actor, event }: DirectoryDoc): DirectoryEntry<Typed> {
  const { reason, ...rest } = event;
  return { commandId, commandHash, receivedAt, actor, reason, event: rest };
}
