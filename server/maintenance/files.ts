import type { ClientSession, Connection } from 'mongoose';
import { createHash } from 'node:crypto';
import { bareCollection } from '../../models/connect.js';
import { createFileStore, type FileDoc } from '../../models/file.js';
import type { EntryDoc } from '../../models/entry.js';
import type { CommandEntries } from './chain.js';
import type { Difference } from './difference.js';

/** Whether every file that a command brought is known and will not be swept; its bytes are looked at by `differentBytes`. */
export async function compareFiles(
  db: Connection,
  session: ClientSession,
  { stream, command, files }: { readonly stream: string; readonly command: CommandEntries; readonly files: readonly string[] },
): Promise<Difference | undefined> {
  const seq = command.at(-1)?.seq ?? 0;
  for (const sha256 of new Set(files)) {
    const found = await bareCollection<FileDoc>(db, 'files').findOne({ _id: sha256 }, { session });
    if (found === null) return { kind: 'FileMissing', stream, seq, what: sha256 };
    if (!found.isUsed) return { kind: 'FileUnmarked', stream, seq, what: sha256 };
  }
  return undefined;
}

/** The first file in use whose bytes are gone or are not those of its hash, told at an entry that brought it. Bytes never change, so no instant is kept for them. */
export async function differentBytes(db: Connection): Promise<Difference | undefined> {
  const files = bareCollection<FileDoc>(db, 'files');
  for await (const file of files.find({ isUsed: true }, { sort: { _id: 1 } })) {
    const { _id: what } = file;
    if (await isWhole(db, file)) continue;
    const brought = { 'event.type': 'evidenceAdded', 'event.sha256': what };
    const entry = await bareCollection<EntryDoc>(db, 'entries').findOne(brought, { sort: { _id: 1 } });
    return { kind: 'FileDifferent', stream: entry?.stream ?? 'files', seq: entry?.seq ?? 0, what };
  }
  return undefined;
}

async function isWhole(db: Connection, { _id: sha256, upload, size }: FileDoc): Promise<boolean> {
  const hash = createHash('sha256');
  let seen = 0;
  for await (const part of createFileStore(db).read(upload, 0, Infinity)) {
    hash.update(part);
    seen += part.length;
  }
  return seen === size && hash.digest('hex') === sha256;
}
