import type { Connection } from 'mongoose';
import { isKind, type Kind } from '../../domain/kinds.js';
import { bareCollection } from '../../models/connect.js';
import type { EntryDoc } from '../../models/entry.js';

/** Every stream of the record, sorted by its entries' ids; one indexed question each, so that no list of them is ever held. */
export async function* streamsOf(db: Connection): AsyncGenerator<string> {
  const entries = bareCollection<EntryDoc>(db, 'entries');
  for (let after = ''; ;) {
    const found = await entries.findOne({ _id: { $gt: after } }, { sort: { _id: 1 }, projection: { stream: 1 } });
    if (found === null) return;
    const { _id: id } = found;
    const stream = id.slice(0, id.lastIndexOf('@'));
    yield stream;
    after = `${stream}@~`;
  }
}

/** The entity a stream belongs to; undefined for what is not alive, such as `directory/accounts`. */
export function entityOfStream(stream: string): { readonly kind: Kind; readonly id: string } | undefined {
  const slash = stream.indexOf('/');
  const kind = stream.slice(0, slash);
  return isKind(kind) ? { kind, id: stream.slice(slash + 1) } : undefined;
}

/** Takes things a few at a time and answers in their order, so that the first answer of a kind is the first for every reader. */
export async function* inOrder<T, R>(things: AsyncIterable<T>, atOnce: number, work: (thing: T) => Promise<R>): AsyncGenerator<R> {
  let batch: T[] = [];
  for await (const thing of things) {
    batch.push(thing);
    if (batch.length < atOnce) continue;
    yield* await Promise.all(batch.map(work));
    batch = [];
  }
  yield* await Promise.all(batch.map(work));
}
