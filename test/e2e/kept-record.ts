import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createCalendarStore } from '../../models/calendar.js';
import { createDocumentStore } from '../../models/document.js';
import type { Difference } from '../../server/maintenance/difference.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { inDatabase } from './database.js';

export type Row = { readonly _id: string };

/** A record that every test of the suite finds as it was told, whatever the one before did to it. `names`: the collections put back. */
export function keepRecord(names: readonly string[], tell: (db: Connection) => Promise<void>) {
  let db: Connection;
  let kept: ReadonlyMap<string, readonly Row[]>;
  const rows = (name: string) => db.getClient().db(db.name).collection<Row & Record<string, unknown>>(name);
  const dump = async (): Promise<ReadonlyMap<string, readonly Row[]>> =>
    new Map(await Promise.all(names.map(async (name) => [name, await rows(name).find().sort({ _id: 1 }).toArray()] as const)));
  const ports = () => ({ db, calendars: createCalendarStore(db) });
  const verify = async (): Promise<Difference | undefined> => (await verifyRecord(ports())).difference;

  inDatabase(async (opened) => {
    db = opened;
    await tell(db);
    kept = await dump();
  });
  afterEach(async () => {
    for (const [name, docs] of kept) {
      await rows(name).deleteMany({});
      if (docs.length > 0) await rows(name).insertMany([...docs]);
    }
  });
  return { ports, rows, dump, verify, kept: () => kept };
}

const NAMED = /"(sha256|basedOn)":"([^"]+)"/g;
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A story whose documents are kept, and named by the hash of their content: here of the name they had. */
export async function keepDocuments<T>(db: Connection, story: T): Promise<T> {
  const text = JSON.stringify(story);
  for (const [, , name = ''] of text.matchAll(NAMED)) await createDocumentStore(db).keep(sha256Of(name), name, 0);
  const told: T = JSON.parse(text.replaceAll(NAMED, (_, field: string, name: string) => `"${field}":"${sha256Of(name)}"`));
  return told;
}
