import type { Connection } from 'mongoose';
import { streamOf } from '../domain/kinds.js';
import type { Append } from '../domain/ports.js';
import type { OutboxRow } from '../domain/view.js';
import { bareCollection } from '../models/connect.js';
import type { DutyDoc } from '../models/duty.js';
import type { EntityDoc } from '../models/entity.js';
import type { OutboxDoc } from '../models/outbox.js';
import { GENESIS, sealAll, type EntryDoc } from '../models/entry.js';

const AT_ONCE = 250;
const NOTHING = { print: '', hash: GENESIS };

/**
 * Writes a simulated past into an empty record: every entry sealed, every view, duty and row as a worker leaves them, only many at once and
 * in no transaction. `isUnsent` tells which of its mails and messages are still to go. Documents are not among it.
 */
export async function keepPast(db: Connection, streams: readonly Append[], isUnsent: (row: OutboxRow) => boolean): Promise<void> {
  for (let from = 0; from < streams.length; from += AT_ONCE) {
    const some = streams.slice(from, from + AT_ONCE).map((append) => ({ ...append, stream: streamOf(append.kind, append.id) }));
    const duties = some.flatMap(({ projection }) => projection.duties.map(({ id: _id, ...duty }) => ({ _id, ...duty })));
    const rows = some.flatMap(({ projection }) =>
      projection.outbox.filter(isUnsent).map(({ id: _id, ...row }) => ({ _id, ...row, status: 'queued' as const, attempts: 0 })),
    );
    const views = some.map(({ stream, id: entity, projection: { view } }) => {
      const { id: _, ...rest } = view;
      return { _id: stream, ...rest, entity };
    });
    await bareCollection<EntryDoc>(db, 'entries').insertMany(some.flatMap(({ stream, entries }) => sealAll(stream, NOTHING, entries)));
    await bareCollection<EntityDoc>(db, 'entities').insertMany(views);
    if (duties.length > 0) await bareCollection<DutyDoc>(db, 'duties').insertMany(duties);
    if (rows.length > 0) await bareCollection<OutboxDoc>(db, 'outbox').insertMany(rows);
  }
}
