import type { Connection } from 'mongoose';
import { bareCollection } from '../../models/connect.js';
import { entryId, type EntryDoc } from '../../models/entry.js';

/** A view or duty of whose entity the record knows nothing at all. */
export interface Unfounded {
  readonly kind: 'ViewUnfounded' | 'DutyUnfounded';
  readonly collection: 'entities' | 'duties';
  readonly stream: string;
  readonly id: string;
}

const IDS_AT_ONCE = 500;
const FOLDED = [
  ['entities', 'ViewUnfounded'],
  ['duties', 'DutyUnfounded'],
] as const;

/** All of them, a few ids held at a time. An entity's first entry and its view are written together: one without the other is no new one. */
export async function* unfoundedIn(db: Connection): AsyncGenerator<Unfounded> {
  for (const [collection, kind] of FOLDED) {
    const cursor = bareCollection<{ _id: string }>(db, collection).find({}, { projection: { _id: 1 }, sort: { _id: 1 } });
    let ids: string[] = [];
    for await (const { _id: id } of cursor) {
      ids.push(id);
      if (ids.length < IDS_AT_ONCE) continue;
      for (const found of await withoutRecord(db, ids)) yield { kind, collection, ...found };
      ids = [];
    }
    for (const found of await withoutRecord(db, ids)) yield { kind, collection, ...found };
  }
}

async function withoutRecord(db: Connection, ids: readonly string[]): Promise<{ stream: string; id: string }[]> {
  const firsts = ids.map((id) => {
    const stream = id.split('#')[0] ?? id;
    return { id, stream, first: entryId(stream, 1) };
  });
  const wanted = firsts.map(({ first }) => first);
  const found = await bareCollection<EntryDoc>(db, 'entries')
    .find({ _id: { $in: wanted } }, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(found.map(({ _id }) => _id));
  return firsts.filter(({ first }) => !known.has(first)).map(({ stream, id }) => ({ stream, id }));
}
