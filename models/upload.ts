import { Schema, type ClientSession, type Connection } from 'mongoose';
import type { Instant } from '../domain/calendar.js';
import { bareCollection, DURABLE, modelOf } from './connect.js';
import { fileModel, newUploadId, type FileStore } from './file.js';
import type { EntryDoc } from './entry.js';

/** Room in a post's quota taken by an upload under way, and where what it wrote is found should nobody come back for it. */
interface UploadDoc {
  readonly _id: string;
  readonly post: string;
  readonly bytes: number;
  readonly expiresAt: Instant;
}
/** Written by every reservation of a post, so that two at once come one after the other. */
interface TurnDoc {
  readonly _id: string;
  readonly turn: number;
}

const uploadSchema = new Schema<UploadDoc>(
  { _id: { type: String, required: true }, post: { type: String, required: true }, bytes: Number, expiresAt: Number },
  { versionKey: false, collection: 'uploads' },
);
uploadSchema.index({ post: 1, bytes: 1 });
uploadSchema.index({ expiresAt: 1 });
const turnSchema = new Schema<TurnDoc>(
  { _id: { type: String, required: true }, turn: Number },
  { versionKey: false, collection: 'uploadturns' },
);

/** An upload takes an hour at most (`serve`); what is older by as much again was left by a process that fell. */
export const UPLOAD_EXPIRES_MS = 2 * 3_600_000;

export interface Wanted {
  readonly post: string;
  readonly bytes: number;
  readonly quotaBytes: number;
  readonly now: Instant;
}

/** Room for files, by post: what the record holds of it and what is under way. */
export interface UploadRoom {
  /** Takes room before the first byte comes. Two at once cannot pass the quota together. */
  reserve(wanted: Wanted): Promise<{ readonly upload: string } | { readonly leftBytes: number }>;
  /** Gives the room back; of what was recorded the record itself takes it. */
  release(upload: string): Promise<void>;
  /** Bytes taken by this post, recorded or under way. */
  used(post: string): Promise<number>;
  /** Drops what uploads left that nobody came back for. Answers how many. */
  sweep(now: Instant, files: Pick<FileStore, 'drop'>): Promise<number>;
}

export function createUploadRoom(db: Connection): UploadRoom {
  const model = modelOf<UploadDoc>(db, 'Upload', uploadSchema);
  const turns = modelOf<TurnDoc>(db, 'UploadTurn', turnSchema);
  const files = fileModel(db);
  const uploads = bareCollection<UploadDoc>(db, 'uploads');
  const entries = bareCollection<EntryDoc>(db, 'entries');

  const used = async (post: string, session?: ClientSession): Promise<number> => {
    const options = session === undefined ? {} : { session };
    const sum = { $group: { _id: null, bytes: { $sum: '$bytes' } } };
    const [underWay] = await uploads.aggregate<{ bytes: number }>([{ $match: { post } }, sum], options).toArray();
    const recordedOf = { 'event.type': 'evidenceAdded', 'actor.post': post };
    const [recorded] = await entries
      .aggregate<{ bytes: number }>([{ $match: recordedOf }, { $group: { _id: null, bytes: { $sum: '$event.size' } } }], options)
      .toArray();
    return (underWay?.bytes ?? 0) + (recorded?.bytes ?? 0);
  };

  return {
    used: (post) => used(post),
    async reserve({ post, bytes, quotaBytes, now }) {
      const upload = newUploadId();
      await turns.updateOne({ _id: post }, { $setOnInsert: { turn: 0 } }, { upsert: true });
      return db.getClient().withSession((session) =>
        session.withTransaction(async () => {
          await turns.updateOne({ _id: post }, { $inc: { turn: 1 } }, { session });
          const leftBytes = Math.max(0, quotaBytes - (await used(post, session)));
          if (bytes > leftBytes) return { leftBytes };
          await uploads.insertOne({ _id: upload, post, bytes, expiresAt: now + UPLOAD_EXPIRES_MS }, { session });
          return { upload };
        }, DURABLE),
      );
    },
    async release(upload) {
      await model.deleteOne({ _id: upload });
    },
    async sweep(now, { drop }) {
      for (let count = 0; ; count++) {
        const found = await model.findOne({ expiresAt: { $lt: now } }).lean<UploadDoc>();
        if (found === null) return count;
        const { _id: upload } = found;
        // What was kept under its hash is the record's, or swept with what no entry ever brought.
        if ((await files.exists({ upload })) === null) await drop(upload);
        await model.deleteOne({ _id: upload });
      }
    },
  };
}
