import { Schema, type Connection } from 'mongoose';
import type { OutboxRow } from '../domain/view.js';
import { modelOf } from './connect.js';

export const OUTBOX_STATES = ['queued', 'taken', 'done', 'refused', 'unreached'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** A consequence on its way. `refused` and `unreached` stay for an operator to see. */
export interface OutboxDoc extends Omit<OutboxRow, 'id'> {
  readonly _id: string;
  readonly status: OutboxState;
  readonly attempts: number;
  readonly takenAt?: number;
  readonly settledAt?: number;
  /** Why it was refused or not reached, as a code. */
  readonly reason?: string;
  /** What the mail server said about it. */
  readonly said?: string;
  /** The mail it goes out in. */
  readonly mail?: string;
  /** Whom it was taken for. */
  readonly person?: string;
}

const outboxSchema = new Schema<OutboxDoc>(
  {
    _id: { type: String, required: true },
    from: String,
    createdAt: Number,
    notBefore: Number,
    order: Number,
    consequence: Schema.Types.Mixed,
    status: { type: String, enum: OUTBOX_STATES },
    attempts: Number,
    takenAt: Number,
    settledAt: Number,
    reason: String,
    said: String,
    mail: String,
    person: String,
  },
  { versionKey: false, minimize: false, collection: 'outbox' },
);
outboxSchema.index({ 'consequence.type': 1, status: 1, notBefore: 1, _id: 1 });
outboxSchema.index({ 'consequence.type': 1, status: 1, createdAt: 1, _id: 1 });
outboxSchema.index({ from: 1, status: 1 });
// What an operator looks for among millions that are done.
outboxSchema.index({ status: 1, _id: 1 });
// Messages from one sender to one receiver, in their order.
outboxSchema.index(
  { from: 1, 'consequence.to.kind': 1, 'consequence.to.id': 1, status: 1, order: 1, createdAt: 1, _id: 1 },
  { partialFilterExpression: { 'consequence.type': 'message' } },
);
// A person's rows, post by post: taking them and counting what never reached them.
outboxSchema.index(
  { 'consequence.post': 1, status: 1, notBefore: 1 },
  { partialFilterExpression: { 'consequence.post': { $exists: true } } },
);
outboxSchema.index({ person: 1, status: 1 }, { partialFilterExpression: { person: { $exists: true } } });
outboxSchema.index({ status: 1, takenAt: 1 }, { partialFilterExpression: { takenAt: { $exists: true } } });
outboxSchema.index({ mail: 1 }, { partialFilterExpression: { mail: { $exists: true } } });

export const outboxModel = (db: Connection) => modelOf<OutboxDoc>(db, 'Outbox', outboxSchema);
