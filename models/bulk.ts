import { Schema, type Connection } from 'mongoose';
import { BULK_STATES, type BulkCommand, type BulkErrand, type BulkRefusal, type BulkState } from '../domain/bulk.js';
import type { Receipt } from '../domain/entity.js';
import { modelOf } from './connect.js';

/** A bulk command; its items are documents of their own, so that each is settled by a write of its own. */
export interface BulkCommandDoc extends Omit<BulkCommand, 'id'> {
  readonly _id: string;
}

export interface BulkItemDoc {
  /** The bulk command's id and the item's place in it, so that they sort as they were sent. */
  readonly _id: string;
  readonly bulk: string;
  readonly index: number;
  readonly params: Readonly<Record<string, string>>;
  readonly state: BulkState;
  /** Missing where the item was refused before anything was sent. */
  readonly errand?: BulkErrand;
  readonly notBefore: number;
  readonly attempts: number;
  readonly settledAt?: number;
  readonly receipt?: Receipt;
  readonly refusal?: BulkRefusal;
}

const bulkCommandSchema = new Schema<BulkCommandDoc>(
  {
    _id: { type: String, required: true },
    hash: String,
    command: String,
    actor: Schema.Types.Mixed,
    receivedAt: Number,
    total: Number,
  },
  { versionKey: false, minimize: false, collection: 'bulkCommands' },
);
bulkCommandSchema.index({ 'actor.person': 1, receivedAt: 1, _id: 1 });
bulkCommandSchema.index({ receivedAt: 1, _id: 1 });

const bulkItemSchema = new Schema<BulkItemDoc>(
  {
    _id: { type: String, required: true },
    bulk: String,
    index: Number,
    params: Schema.Types.Mixed,
    state: { type: String, enum: BULK_STATES },
    errand: Schema.Types.Mixed,
    notBefore: Number,
    attempts: Number,
    settledAt: Number,
    receipt: Schema.Types.Mixed,
    refusal: Schema.Types.Mixed,
  },
  { versionKey: false, minimize: false, collection: 'bulkItems' },
);
bulkItemSchema.index({ notBefore: 1, _id: 1 }, { partialFilterExpression: { state: 'waiting' } });
bulkItemSchema.index({ bulk: 1, state: 1, settledAt: 1 });

export const bulkCommandModel = (db: Connection) => modelOf<BulkCommandDoc>(db, 'BulkCommand', bulkCommandSchema);
export const bulkItemModel = (db: Connection) => modelOf<BulkItemDoc>(db, 'BulkItem', bulkItemSchema);

/** Which documents are a bulk command's items: a range of ids, so that a page of them reads no more than itself. */
export const itemsOfBulk = (bulk: string): { readonly _id: { readonly $gt: string; readonly $lt: string } } => ({
  _id: { $gt: `${bulk}@`, $lt: `${bulk}@~` },
});
export const bulkItemId = (bulk: string, index: number): string => `${bulk}@${String(index).padStart(4, '0')}`;
