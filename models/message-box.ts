import type { Connection } from 'mongoose';
import type { MessageBox, WaitingMessage } from '../domain/errand-ports.js';
import { bareCollection } from './connect.js';
import type { OutboxDoc } from './outbox.js';

/** The outbox as the courier empties it. Rows are only ever marked, never deleted. */
export function createMessageBox(db: Connection): MessageBox {
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  const mark = (id: string, set: Partial<OutboxDoc>) => rows.updateOne({ _id: id }, { $set: set });

  return {
    async dueMessages(now, limit) {
      // The oldest of each sender and receiver over all that is queued: one that backs off holds back its followers, and nobody else.
      const found = await rows
        .aggregate<OutboxDoc>([
          { $match: { 'consequence.type': 'message', status: 'queued' } },
          { $sort: BY_AGE },
          {
            $group: {
              _id: { from: '$from', kind: '$consequence.to.kind', id: '$consequence.to.id' },
              oldest: { $first: '$$ROOT' },
            },
          },
          { $replaceRoot: { newRoot: '$oldest' } },
          { $match: { notBefore: { $lte: now } } },
          { $sort: BY_AGE },
          { $limit: limit },
        ])
        .toArray();
      return found.flatMap(messageOf);
    },
    async delivered(id, now) {
      await mark(id, { status: 'done', settledAt: now });
    },
    async refused(id, reason, now) {
      await mark(id, { status: 'refused', settledAt: now, reason });
    },
    async postpone(id, until) {
      await rows.updateOne({ _id: id }, { $set: { notBefore: until }, $inc: { attempts: 1 } });
    },
  };
}

const BY_AGE = { createdAt: 1, _id: 1 } as const;

function messageOf({ _id, from, consequence, createdAt, attempts }: OutboxDoc): WaitingMessage[] {
  if (consequence.type !== 'message') return [];
  const { type: _, ...message } = consequence;
  return [{ id: _id, from, ...message, createdAt, attempts }];
}
