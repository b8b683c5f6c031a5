import { Schema, type Connection } from 'mongoose';
import type { LedgerMail, MailLedger } from '../domain/errand-ports.js';
import { modelOf } from './connect.js';

export const MAIL_STATES = ['queued', 'sent', 'refused', 'uncertain'] as const;

/** One line of the mail ledger (送达台账). */
export interface MailDoc extends Omit<LedgerMail, 'id'> {
  /** The Message-ID without brackets. */
  readonly _id: string;
  readonly status: (typeof MAIL_STATES)[number];
  readonly reason: string;
  readonly firstAt: number;
  readonly changedAt: number;
  /** How often it was handed to the server, or perhaps was. */
  readonly attempts: number;
  /** Set when it may have gone out twice, and never cleared. */
  readonly wasUncertain: boolean;
}

const mailSchema = new Schema<MailDoc>(
  {
    _id: { type: String, required: true },
    person: String,
    to: String,
    subject: String,
    rows: [String],
    status: { type: String, enum: MAIL_STATES },
    reason: String,
    firstAt: Number,
    changedAt: Number,
    attempts: Number,
    wasUncertain: Boolean,
  },
  { versionKey: false, collection: 'mails' },
);
mailSchema.index({ changedAt: 1, _id: 1 });
mailSchema.index({ status: 1, changedAt: 1, _id: 1 });
mailSchema.index({ person: 1, changedAt: 1, _id: 1 });

export const mailModel = (db: Connection) => modelOf<MailDoc>(db, 'Mail', mailSchema);

export function createMailLedger(db: Connection): MailLedger {
  const model = mailModel(db);
  return {
    async sending({ id, ...mail }, now) {
      const kept = await model.findOneAndUpdate(
        { _id: id },
        {
          $set: { ...mail, changedAt: now, status: 'queued' },
          $setOnInsert: { firstAt: now, reason: '', wasUncertain: false },
          $inc: { attempts: 1 },
        },
        { upsert: true, returnDocument: 'after', lean: true, projection: { attempts: 1 } },
      );
      return kept?.attempts ?? 1;
    },
    async of(id) {
      const found = await model.findById(id).lean<MailDoc>();
      return found === null ? undefined : { id, person: found.person, to: found.to, subject: found.subject, rows: found.rows };
    },
    async note(id, status, reason, now) {
      const uncertain = status === 'uncertain' ? { wasUncertain: true } : {};
      await model.updateOne({ _id: id }, { $set: { status, reason, changedAt: now, ...uncertain } });
    },
    async notSent(id, status, reason, now) {
      await model.updateOne({ _id: id }, { $set: { status, reason, changedAt: now }, $inc: { attempts: -1 } });
    },
  };
}
