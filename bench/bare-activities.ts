import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { bareCollection, DURABLE } from '../models/connect.js';

interface Kept {
  readonly _id: string;
  readonly at: number;
}

/** Nothing, and the barest record there can be: one insert and one replacement in a transaction, on the majority's journal. */
export function createBareActivities(db: Connection) {
  const lines = bareCollection<Kept>(db, 'bare_lines');
  const heads = bareCollection<Kept>(db, 'bare_heads');
  return {
    nothing: async (): Promise<void> => undefined,
    keep: (id: string): Promise<void> =>
      db.getClient().withSession((session) =>
        session.withTransaction(async () => {
          await lines.insertOne({ _id: `${id}@${randomUUID()}`, at: Date.now() }, { session });
          await heads.replaceOne({ _id: id }, { at: Date.now() }, { session, upsert: true });
        }, DURABLE),
      ),
  };
}
export type BareActivities = ReturnType<typeof createBareActivities>;
