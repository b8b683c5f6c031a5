import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mongo } from 'mongoose';
import { connect } from '../models/connect.js';

/** What an upload costs at the very least: bytes piped into GridFS, once for every line read. */
const [uri = '', size = ''] = process.argv.slice(2);
const db = await connect(uri);
const bucket = new mongo.GridFSBucket(db.getClient().db('bench-copies'), { writeConcern: { w: 'majority', j: true } });

function* bytes(left: number): Generator<Buffer> {
  for (; left > 0; left -= 64 * 1024) yield randomBytes(Math.min(left, 64 * 1024));
}
const copy = (length: number): Promise<void> => pipeline(Readable.from(bytes(length)), bucket.openUploadStream('copy'));

for (let count = 0; count < 3; count++) await copy(4 * 1024 * 1024);
process.stdout.write('ready\n');
for await (const _ of process.stdin) {
  await copy(Number(size));
  process.stdout.write('copied\n');
}
