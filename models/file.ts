import { createHash } from 'node:crypto';
import { Schema, mongo, type Connection } from 'mongoose';
import type { Instant } from '../domain/calendar.js';
import { bareCollection, DURABLE, modelOf } from './connect.js';

/** The bytes of a file, kept once under their hash; names and uses stand in the record. */
export interface FileDoc {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly _id: string;
  /** Where the bytes are: the id of an upload. */
  readonly upload: string;
  /** In bytes. */
  readonly size: number;
  readonly storedAt: Instant;
  /** Set in the transaction of the first entry that brings it; what stays unused is swept. */
  readonly isUsed: boolean;
}

const fileSchema = new Schema<FileDoc>(
  { _id: { type: String, required: true }, upload: { type: String, required: true }, size: Number, storedAt: Number, isUsed: Boolean },
  { versionKey: false, collection: 'files' },
);
fileSchema.index({ isUsed: 1, storedAt: 1 });
fileSchema.index({ upload: 1 });

export const fileModel = (db: Connection) => modelOf<FileDoc>(db, 'File', fileSchema);

/** How many bytes came in, and what they hash to. */
export interface Written {
  readonly size: number;
  readonly sha256: string;
}

/** Bytes come in under an upload's id, are looked at there, and are then kept under their hash or dropped. */
export interface FileStore {
  /** Streams bytes in and hashes them on the way; rejects with whatever reading them throws. What was written until then is left for `drop`. */
  write(upload: string, bytes: AsyncIterable<Uint8Array>): Promise<Written>;
  /** The bytes from `from` up to but without `to`; fails in the middle where some are missing. Up to `Infinity`: all there are. */
  read(upload: string, from: number, to: number): AsyncIterable<Uint8Array>;
  /** Nothing is left of an upload; harmless where there is nothing. */
  drop(upload: string): Promise<void>;
  /** Keeps the upload under its hash, unused as yet. Where the same bytes are kept already, those stay and these are dropped. */
  keep(upload: string, written: Written, now: Instant): Promise<void>;
  find(sha256: string): Promise<FileDoc | undefined>;
  /** Drops an upload that was kept for a command which was then refused; stays where an entry brings it by now, or somebody else kept it too. */
  forget(upload: string, sha256: string, storedAt: Instant): Promise<void>;
  /** Drops what was stored before `storedBefore` and no entry ever brought. Answers how many. */
  sweep(storedBefore: Instant): Promise<number>;
}

const BUCKET = 'bytes';
/** What one upload or download holds of a file at a time is a small multiple of this. */
export const CHUNK_BYTES = 256 * 1024;
const CHUNKS_AT_ONCE = 4;

export const newUploadId = (): string => new mongo.ObjectId().toHexString();

interface ChunkDoc {
  readonly files_id: mongo.ObjectId;
  readonly n: number;
  readonly data: mongo.Binary;
}

/** An upload as its room knows it (`createUploadRoom`), of no post and without a size. */
interface LeftBehind {
  readonly _id: string;
  readonly post: string;
  readonly bytes: number;
  readonly expiresAt: Instant;
}

/** Files in GridFS. */
export function createFileStore(db: Connection): FileStore {
  const model = fileModel(db);
  const { writeConcern } = DURABLE;
  const bucket = new mongo.GridFSBucket(db.getClient().db(db.name), { bucketName: BUCKET, chunkSizeBytes: CHUNK_BYTES, writeConcern });
  const heads = bareCollection<{ readonly _id: mongo.ObjectId }>(db, `${BUCKET}.files`);
  const chunks = bareCollection<ChunkDoc>(db, `${BUCKET}.chunks`);
  const uploads = bareCollection<LeftBehind>(db, 'uploads');

  async function* bytesOf(upload: string, from: number, to: number): AsyncGenerator<Uint8Array> {
    const first = Math.floor(from / CHUNK_BYTES);
    const range = {
      files_id: new mongo.ObjectId(upload),
      n: { $gte: first, ...(to === Infinity ? {} : { $lt: Math.ceil(to / CHUNK_BYTES) }) },
    };
    let at = first * CHUNK_BYTES;
    for await (const { data } of chunks.find(range, { sort: { n: 1 }, batchSize: CHUNKS_AT_ONCE })) {
      const whole = data.buffer.subarray(0, data.position);
      yield whole.subarray(Math.max(0, from - at), Math.max(0, to - at));
      at += whole.length;
    }
    if (at < to && to !== Infinity) throw new Error(`Bytes of the upload ${upload} are missing from ${at} on`);
  }

  const drop = async (upload: string): Promise<void> => {
    const id = new mongo.ObjectId(upload);
    await heads.deleteOne({ _id: id }, { writeConcern });
    await chunks.deleteMany({ files_id: id }, { writeConcern });
  };

  return {
    drop,
    async write(upload, bytes) {
      const hash = createHash('sha256');
      const stream = bucket.openUploadStreamWithId(new mongo.ObjectId(upload), upload);
      // Told where it is awaited; heard here, so that a failure between two writes ends nobody's process.
      stream.on('error', () => undefined);
      let size = 0;
      // One after the other: when this rejects, nothing is on its way to the database any more that `drop` would miss.
      for await (const part of bytes) {
        hash.update(part);
        size += part.length;
        await new Promise<void>((resolve, reject) => {
          stream.write(part, (error) => (error ? reject(error) : resolve()));
        });
      }
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject).end(() => resolve());
      });
      return { size, sha256: hash.digest('hex') };
    },
    read: bytesOf,
    async keep(upload, { sha256, size }, now) {
      // The instant is renewed so that the sweep cannot come between storing and bringing.
      const update = { $set: { storedAt: now }, $setOnInsert: { upload, size, isUsed: false } };
      const kept = await model.findOneAndUpdate({ _id: sha256 }, update, { upsert: true, returnDocument: 'after' }).lean<FileDoc>();
      if (kept?.upload !== upload) await drop(upload);
    },
    async find(sha256) {
      return (await model.findById(sha256).lean<FileDoc>()) ?? undefined;
    },
    async forget(upload, sha256, storedAt) {
      const { deletedCount } = await model.deleteOne({ _id: sha256, upload, storedAt, isUsed: false });
      if (deletedCount > 0) await drop(upload);
    },
    async sweep(storedBefore) {
      const unused = { isUsed: false, storedAt: { $lt: storedBefore } };
      for (let count = 0; ; count++) {
        const found = await model.findOne(unused).lean<FileDoc>();
        if (found === null) return count;
        const { upload: _id } = found;
        // Noted first as an upload nobody came back for: should we fall after the next line, its bytes are still found.
        await uploads.updateOne({ _id }, { $setOnInsert: { post: '', bytes: 0, expiresAt: storedBefore } }, { upsert: true, writeConcern });
        // Whoever brings or keeps the same bytes meanwhile keeps them.
        const { deletedCount } = await model.deleteOne({ ...unused, upload: _id });
        if (deletedCount > 0) await drop(_id);
        await uploads.deleteOne({ _id, post: '' }, { writeConcern });
      }
    },
  };
}
