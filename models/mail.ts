import { randomBytes } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import { REPEATED, type LedgerMail, type MailLedger, type MailStatus } from '../domain/errand-ports.js';
import { isDuplicateKey } from './record.js';
import { bareCollection, modelOf } from './connect.js';

export const MAIL_STATES = ['queued', 'sent', 'refused', 'uncertain', 'acknowledged'] as const satisfies readonly MailStatus[];

/** One line of the mail ledger (送达台账). */
export interface MailDoc extends Omit<LedgerMail, 'id'> {
  /** The Message-ID without brackets. */
  readonly _id: string;
  readonly status: MailStatus;
  readonly reason: string;
  readonly firstAt: number;
  readonly changedAt: number;
  /** How often it was handed to the server, or perhaps was. */
  readonly attempts: number;
  /** Set when it may have gone out twice, and never cleared. */
  readonly wasUncertain: boolean;
  /** Opens the mail's own page: 256 random bits. Lines written before there were pages have none. */
  readonly token?: string;
  /** A postman is sending it until then; 0 where none is. */
  readonly sendingUntil?: number;
  /** Whether it had perhaps gone out before it was last sent. */
  readonly isRepeat?: boolean;
  /** What it was when an operator asked for it to be sent again, until it is. */
  readonly resendOf?: MailStatus;
  readonly acknowledgedAt?: number;
  /** Who was logged in when it was acknowledged; missing where the link alone vouches for it. */
  readonly acknowledgedBy?: string;
  readonly resentAt?: number;
  readonly resentBy?: string;
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
    token: String,
    sendingUntil: Number,
    isRepeat: Boolean,
    resendOf: String,
    acknowledgedAt: Number,
    acknowledgedBy: String,
    resentAt: Number,
    resentBy: String,
  },
  { versionKey: false, collection: 'mails' },
);
mailSchema.index({ changedAt: 1, _id: 1 });
mailSchema.index({ status: 1, changedAt: 1, _id: 1 });
mailSchema.index({ person: 1, changedAt: 1, _id: 1 });
mailSchema.index({ token: 1 }, { unique: true, partialFilterExpression: { token: { $exists: true } } });

export const mailModel = (db: Connection) => modelOf<MailDoc>(db, 'Mail', mailSchema);

export function createMailLedger(db: Connection): MailLedger {
  const model = mailModel(db);
  const lines = bareCollection<MailDoc>(db, 'mails');
  /** Acknowledged, it has arrived: what a postman finds out later changes nothing. */
  const open = (id: string) => ({ _id: id, status: { $ne: 'acknowledged' } }) as const;
  return {
    async sending({ id, ...mail }, wasTaken, now, until) {
      const isRepeat = wasTaken ? { $ne: ['$resendOf', 'refused'] } : false;
      const fields = {
        ...Object.fromEntries(Object.entries(mail).map(([name, value]) => [name, { $literal: value }])),
        changedAt: now,
        sendingUntil: until,
        status: { $cond: [isRepeat, 'uncertain', 'queued'] },
        reason: { $cond: [isRepeat, REPEATED, ''] },
        firstAt: { $ifNull: ['$firstAt', now] },
        attempts: { $add: [{ $ifNull: ['$attempts', 0] }, 1] },
        wasUncertain: { $or: [{ $ifNull: ['$wasUncertain', false] }, isRepeat] },
        token: { $ifNull: ['$token', randomBytes(32).toString('base64url')] },
        isRepeat,
      };
      try {
        // One atomic step: whoever comes second finds no line to change, and cannot write a second one.
        const kept = await lines.findOneAndUpdate(
          { _id: id, status: { $in: ['queued', 'uncertain'] }, sendingUntil: { $not: { $gt: now } } },
          [{ $set: fields }, { $unset: 'resendOf' }],
          { upsert: true, returnDocument: 'after', projection: { attempts: 1, token: 1, isRepeat: 1 } },
        );
        return kept === null ? undefined : { attempts: kept.attempts, token: kept.token ?? '', isRepeat: kept.isRepeat === true };
      } catch (error) {
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },
    async of(id) {
      const found = await model.findById(id).lean<MailDoc>();
      if (found === null) return undefined;
      const { person, to, subject, rows, status, reason } = found;
      return { id, person, to, subject, rows, status, reason };
    },
    async note(id, status, reason, now) {
      const uncertain = status === 'uncertain' ? { wasUncertain: true } : {};
      await model.updateOne(open(id), { $set: { status, reason, changedAt: now, sendingUntil: 0, ...uncertain } });
    },
    async notSent(id, status, reason, now) {
      await model.updateOne(open(id), { $set: { status, reason, changedAt: now, sendingUntil: 0 }, $inc: { attempts: -1 } });
    },
  };
}
