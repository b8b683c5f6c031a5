import { Schema, type Connection } from 'mongoose';
import type { Backlog, Watch } from '../domain/errand-ports.js';
import { streamOf } from '../domain/kinds.js';
import type { BulkItemDoc } from './bulk.js';
import { bareCollection, modelOf } from './connect.js';
import type { EntityDoc } from './entity.js';
import type { OutboxDoc } from './outbox.js';

interface BacklogDoc extends Backlog {
  readonly _id: string;
}
const backlogSchema = new Schema<BacklogDoc>(
  { _id: { type: String, required: true }, at: Number, overdueEntities: Number, untakenRows: Number, nudged: Number },
  { versionKey: false, collection: 'backlog' },
);

/** What the sentinel asks, and where its last answer is found. */
export function createWatch(db: Connection): Watch & { last(): Promise<Backlog | undefined> } {
  const entities = bareCollection<EntityDoc>(db, 'entities');
  const outbox = bareCollection<OutboxDoc>(db, 'outbox');
  const bulkItems = bareCollection<BulkItemDoc>(db, 'bulkItems');
  const backlog = modelOf<BacklogDoc>(db, 'Backlog', backlogSchema);
  return {
    async overdue(before, limit) {
      const found = await entities
        .find({ wakeAt: { $lt: before } }, { projection: { kind: 1, entity: 1, wakeAt: 1 } })
        .sort({ wakeAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ kind, entity, wakeAt = 0 }) => ({ kind, id: entity, wakeAt }));
    },
    async moveOn(kind, id, { seq, wakeAt }) {
      await entities.updateOne({ _id: streamOf(kind, id), seq }, { $set: { wakeAt } });
    },
    overdueEntities: (before) => entities.countDocuments({ wakeAt: { $lt: before } }),
    async untakenRows(before) {
      // A mail that waits for its digest, or for the end of days off, is not late.
      const [messages, mails, items] = await Promise.all([
        outbox.countDocuments({ 'consequence.type': 'message', status: 'queued', createdAt: { $lt: before } }),
        outbox.countDocuments({ 'consequence.type': 'mail', status: 'queued', notBefore: { $lt: before } }),
        bulkItems.countDocuments({ state: 'waiting', notBefore: { $lt: before } }),
      ]);
      return messages + mails + items;
    },
    async report(report) {
      await backlog.replaceOne({ _id: 'sentinel' }, report, { upsert: true });
    },
    async last() {
      const found = await backlog.findById('sentinel').lean<BacklogDoc>();
      return found === null
        ? undefined
        : { at: found.at, overdueEntities: found.overdueEntities, untakenRows: found.untakenRows, nudged: found.nudged };
    },
  };
}
