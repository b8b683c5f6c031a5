import { Schema, type Connection } from 'mongoose';
import { bareCollection, modelOf } from './connect.js';
import type { OutboxDoc } from './outbox.js';

/** A person or post to whom something could not be delivered, and still has not been. */
export interface UnreachedDoc {
  /** The person's id, or the post. */
  readonly _id: string;
  readonly kind: 'person' | 'post';
  /** When the oldest of the notices was written. */
  readonly since: number;
  /** Of the latest, as a code. */
  readonly reason: string;
  /** What the mail server said of the latest. */
  readonly said?: string;
  readonly count: number;
}

const unreachedSchema = new Schema<UnreachedDoc>(
  { _id: { type: String, required: true }, kind: String, since: Number, reason: String, said: String, count: Number },
  { versionKey: false, collection: 'unreached' },
);
unreachedSchema.index({ since: 1, _id: 1 });

export const unreachedModel = (db: Connection) => modelOf<UnreachedDoc>(db, 'Unreached', unreachedSchema);

/** Keeps the list of who was never reached, counted anew from the outbox whenever something about them changes. */
export function createUnreached(db: Connection) {
  unreachedModel(db);
  const list = bareCollection<UnreachedDoc>(db, 'unreached');
  const rows = bareCollection<OutboxDoc>(db, 'outbox');

  /** A post has its unit before a slash; a person's id has none. */
  const recount = async (who: string): Promise<void> => {
    const kind = who.includes('/') ? 'post' : 'person';
    const theirs =
      kind === 'post' ? { 'consequence.post': who, status: 'unreached' as const } : { person: who, status: 'refused' as const };
    const [found] = await rows
      .aggregate<Pick<UnreachedDoc, 'since' | 'reason' | 'said' | 'count'>>([
        { $match: theirs },
        { $sort: { createdAt: 1, _id: 1 } },
        {
          $group: {
            _id: null,
            since: { $first: '$createdAt' },
            reason: { $last: '$reason' },
            said: { $last: '$said' },
            count: { $sum: 1 },
          },
        },
        { $project: { _id: 0 } },
      ])
      .toArray();
    if (found === undefined) await list.deleteOne({ _id: who });
    else {
      const { said, ...rest } = found;
      await list.replaceOne({ _id: who }, { kind, ...rest, ...(typeof said === 'string' ? { said } : {}) }, { upsert: true });
    }
  };
  return {
    recount,
    /** For whom something arrived, or is owed no longer. */
    async recountIfListed(whom: readonly string[]): Promise<void> {
      const listed = await list.find({ _id: { $in: [...new Set(whom)] } }, { projection: { _id: 1 } }).toArray();
      for (const { _id } of listed) await recount(_id);
    },
  };
}
