import { randomUUID } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { Day, Instant } from '../domain/calendar.js';
import { SECOND_MS } from '../domain/calendar.js';
import { bareCollection, modelOf } from './connect.js';
import { isDuplicateKey } from './record.js';

/** Whose turn it is to gather a person's mail, and when the person had a digest last. */
interface MailTurnDoc {
  readonly _id: string;
  /** The turn that was taken last. */
  readonly token: string;
  /** Nobody else gathers for this person until then. */
  readonly until: Instant;
  readonly digestOn?: Day;
}

const mailTurnSchema = new Schema<MailTurnDoc>(
  { _id: { type: String, required: true }, token: String, until: Number, digestOn: Number },
  { versionKey: false, collection: 'mailTurns' },
);

/** A turn is a matter of milliseconds; one whose postman fell in between is over after so long. */
const TURN_MS = 30 * SECOND_MS;

/** Lets one postman at a time gather a person's mail, so that two of them never make two digests of one. */
export function createMailTurns(db: Connection) {
  modelOf<MailTurnDoc>(db, 'MailTurn', mailTurnSchema);
  const turns = bareCollection<MailTurnDoc>(db, 'mailTurns');
  // Written for every mail, and no loss when a member falls: two digests where there might have been one.
  const lightly = { writeConcern: { w: 1, j: false } } as const;
  return {
    /** Undefined where another postman is at it. */
    async begin(person: string, now: Instant): Promise<{ readonly token: string; readonly digestOn?: Day } | undefined> {
      const token = randomUUID();
      try {
        const turn = await turns.findOneAndUpdate(
          { _id: person, until: { $lte: now } },
          { $set: { token, until: now + TURN_MS } },
          { upsert: true, returnDocument: 'after', ...lightly },
        );
        return turn?.digestOn === undefined ? { token } : { token, digestOn: turn.digestOn };
      } catch (error) {
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },
    async end(person: string, token: string): Promise<void> {
      await turns.updateOne({ _id: person, token }, { $set: { until: 0 } }, lightly);
    },
    /** No other digest goes to this person today. */
    async hadDigest(person: string, day: Day): Promise<void> {
      await turns.updateOne({ _id: person }, { $set: { digestOn: day } }, lightly);
    },
  };
}
