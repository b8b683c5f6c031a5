import { Schema, type Connection } from 'mongoose';
import { modelOf } from './connect.js';

/** The full text of a plan or a report, stored once under the hash of its content. */
export interface DocumentDoc {
  /** SHA-256 of `text`, in hexadecimal. */
  readonly _id: string;
  /** JSON; at most 256 KB. */
  readonly text: string;
  readonly storedAt: number;
  /** Set in the transaction of the first entry that refers to it; what stays unused is swept. */
  readonly isUsed: boolean;
}

const documentSchema = new Schema<DocumentDoc>(
  { _id: { type: String, required: true }, text: { type: String, required: true }, storedAt: Number, isUsed: Boolean },
  { versionKey: false, collection: 'documents' },
);
documentSchema.index({ isUsed: 1, storedAt: 1 });

export const documentModel = (db: Connection) => modelOf<DocumentDoc>(db, 'Document', documentSchema);

export interface DocumentStore {
  /** Keeps the text before the command that refers to it is sent; storing it again is harmless. */
  keep(sha256: string, text: string, now: number): Promise<void>;
  read(sha256: string): Promise<string | undefined>;
  /** Drops what was stored before `storedBefore` and no entry ever referred to. Answers how many. */
  sweep(storedBefore: number): Promise<number>;
}

export function createDocumentStore(db: Connection): DocumentStore {
  const model = documentModel(db);
  return {
    async keep(sha256, text, now) {
      // The instant is renewed so that the sweep cannot come between storing and referring.
      await model.updateOne({ _id: sha256 }, { $set: { storedAt: now }, $setOnInsert: { text, isUsed: false } }, { upsert: true });
    },
    async read(sha256) {
      return (await model.findById(sha256).lean<DocumentDoc>())?.text;
    },
    async sweep(storedBefore) {
      return (await model.deleteMany({ isUsed: false, storedAt: { $lt: storedBefore } })).deletedCount;
    },
  };
}
