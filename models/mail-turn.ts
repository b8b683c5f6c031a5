import { Schema, type Connection } from 'mongoose';
import type { Day, Instant } from '../domain/calendar.js';
import { SECOND_MS } from '../domain/calendar.js';
import { bareCollection, modelOf } from './connect.js';
import { isDuplicateKey } from './record.js';

/** Whose turn it is to gather a person's mail, and when the person had a digest last. */
interface MailTurnDoc {
  readonly _id: string;
  /** Nobody else gathers for this person until then. */
  readonly until: Instant;
  readonly digestOn?: Day;
}

const mailTurnSchema = new Schema<MailTurnDoc>(
  { _id: { type: String, required: true }, until: Number, digestOn: Number },
  { versionKey: false, collection: 'mailTurns' },
);

/** Gathering is a matter of milliseconds; a turn is not given back, it is over after so long, and what came meanwhile goes with the next look. */
const TURN_MS = 4 * SECOND_MS;
/** A turn that ends later than any that begins now was taken before the clock was moved back, and is nobody's. */
const LONGEST_AHEAD_MS = 60 * SECOND_MS;

/** Lets one postman at a time gather a person's mail, so that two of them never make two digests of one. */
export function createMailTurns(db: Connection) {
  modelOf<MailTurnDoc>(db, 'MailTurn', mailTurnSchema);
  const turns = bareCollection<MailTurnDoc>(db, 'mailTurns');
  // Written for every mail, and no loss when a member falls: two digests where there might have been one.
  const lightly = { writeConcern: { w: 1, j: false } } as const;
  return {
    /** Undefined where another postman is at it. */
    async begin(person: string, now: Instant): Promise<{ readonly digestOn?: Day } | undefined> {
      const until = now + TURN_MS;
      const turn = await turns.findOneAndUpdate(
        { _id: person, $or: [{ until: { $lte: now } }, { until: { $gt: now + LONGEST_AHEAD_MS } }] },
        { $set: { until } },
        { returnDocument: 'after', ...lightly },
      );
      if (turn !== null) return turn.digestOn === undefined ? {} : { digestOn: turn.digestOn };
      // Held by another, or the person's first: an upsert would meet the held one as a duplicate key, which the server logs as an error each time.
      if ((await turns.findOne({ _id: person }, { projection: { _id: 1 } })) !== null) return undefined;
      try {
        await turns.insertOne({ _id: person, until }, lightly);
        return {};
      } catch (error) {
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },
    /** No other digest goes to this person today. */
    async hadDigest(person: string, day: Day): Promise<void> {
      await turns.updateOne({ _id: person }, { $set: { digestOn: day } }, lightly);
    },
  };
}
