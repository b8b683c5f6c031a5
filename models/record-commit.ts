import type { ClientSession, Connection } from 'mongoose';
import type { Append } from '../domain/ports.js';
import { bareCollection, DURABLE } from './connect.js';
import type { DocumentDoc } from './document.js';
import type { DutyDoc } from './duty.js';
import type { EntityDoc } from './entity.js';
import type { FileDoc } from './file.js';
import type { OutboxDoc } from './outbox.js';
import type { EntryDoc } from './entry.js';

/** A sealed batch and what follows from it, to be written as one. */
export interface Commit {
  readonly stream: string;
  readonly sealed: readonly EntryDoc[];
  readonly append: Append;
  /** Where the view must stand; anywhere where it does not say. */
  readonly viewAt: { readonly seq?: number };
}

const unused = (hashes: readonly string[]) => ({ _id: { $in: [...hashes] }, isUsed: false });

/** Writes entries, view, duties and outbox in one transaction. Rejects with a duplicate key where somebody came between. */
export function createCommit(db: Connection): (commit: Commit) => Promise<void> {
  const entries = bareCollection<EntryDoc>(db, 'entries');
  const views = bareCollection<EntityDoc>(db, 'entities');
  const duties = bareCollection<DutyDoc>(db, 'duties');
  const outbox = bareCollection<OutboxDoc>(db, 'outbox');
  const documents = bareCollection<DocumentDoc>(db, 'documents');
  const files = bareCollection<FileDoc>(db, 'files');

  /**
   * An entry is never changed and its number is unique: if the last one is where the batch was decided, and the next insert succeeds, nobody
   * came between. The view is moved on from where it must stand (`viewAt`), so that a database restored under a running worker is noticed.
   */
  const write = async (session: ClientSession, { stream, sealed, append: { id, projection }, viewAt }: Commit): Promise<void> => {
    const { id: _, ...view } = projection.view;
    await entries.insertMany([...sealed], { session });
    await views.replaceOne({ _id: stream, ...viewAt }, { ...view, entity: id }, { session, upsert: true });
    if (projection.duties.length > 0) {
      const writes = projection.duties.map(({ id: _id, ...duty }) => ({
        replaceOne: { filter: { _id }, replacement: duty, upsert: true },
      }));
      await duties.bulkWrite(writes, { session });
    }
    if (projection.outbox.length > 0) {
      const rows = projection.outbox.map(({ id: _id, ...row }) => ({ _id, ...row, status: 'queued' as const, attempts: 0 }));
      await outbox.insertMany(rows, { session });
    }
    // A text or file that many refer to is written to by the first of them alone: the others do not wait for one another.
    if (projection.documents.length > 0) await documents.updateMany(unused(projection.documents), { $set: { isUsed: true } }, { session });
    if (projection.files.length > 0) await files.updateMany(unused(projection.files), { $set: { isUsed: true } }, { session });
  };

  return (commit) => db.getClient().withSession((session) => session.withTransaction(() => write(session, commit), DURABLE));
}
