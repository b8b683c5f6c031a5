import { randomBytes } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { LedgerMail, MailLedger, MailStatus } from '../domain/errand-ports.js';
import { MAIL_REASONS, type MailReason } from '../domain/mail-reasons.js';
import { isDuplicateKey } from './record.js';
import { bareCollection, modelOf } from './connect.js';

export const MAIL_STATES = ['queued', 'sent', 'refused', 'uncertain', 'acknowledged', 'withdrawn'] as const satisfies readonly MailStatus[];

/** One line of the mail ledger (送达台账). */
export interface MailDoc extends Omit<LedgerMail, 'id'> {
  /** The Message-ID without brackets. */
  readonly _id: string;
  readonly status: MailStatus;
  /** A code; empty where there is nothing to explain. */
  readonly reason: MailReason | '';
  /** What the mail server said about it. */
  readonly said?: string;
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
  /** What it was when an operator asked for it to be sent again, until it is known what became of that. */
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
    said: String,
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
      // What was counted as handed over perhaps went out; what was refused did not.
      const isRepeat = wasTaken ? { $and: [{ $ne: ['$resendOf', 'refused'] }, { $gt: [{ $ifNull: ['$attempts', 0] }, 0] }] } : false;
      const fields = {
        ...Object.fromEntries(Object.entries(mail).map(([name, value]) => [name, { $literal: value }])),
        changedAt: now,
        sendingUntil: until,
        status: { $cond: [isRepeat, 'uncertain', 'queued'] },
        reason: { $cond: [isRepeat, 'Repeated', ''] },
        firstAt: { $ifNull: ['$firstAt', now] },
        attempts: { $add: [{ $ifNull: ['$attempts', 0] }, 1] },
        wasUncertain: { $or: [{ $ifNull: ['$wasUncertain', false] }, isRepeat] },
        token: { $ifNull: ['$token', randomBytes(32).toString('base64url')] },
        isRepeat,
        resendOf: { $cond: [{ $eq: ['$resendOf', 'sent'] }, 'sent', '$$REMOVE'] },
      };
      try {
        // One atomic step: whoever comes second finds no line to change, and cannot write a second one.
        const kept = await lines.findOneAndUpdate(
          { _id: id, status: { $in: ['queued', 'uncertain', 'withdrawn'] }, sendingUntil: { $not: { $gt: now } } },
          [{ $set: fields }, { $unset: 'said' }],
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
      const { person, to, subject, rows, status, reason, said } = found;
      const why = isMailReason(reason) ? { why: { reason, ...(said === undefined || said === '' ? {} : { said }) } } : {};
      return { id, person, to, subject, rows, status, ...why };
    },
    async note(id, status, why, now) {
      const { reason, said = '' } = why ?? { reason: '' };
      const fields = { status, reason, said, changedAt: now, sendingUntil: 0 };
      // Until something is known of it again, what was known before it was asked for once more is kept.
      if (status === 'uncertain') await lines.updateOne(open(id), { $set: { ...fields, wasUncertain: true } });
      else await lines.updateOne(open(id), { $set: fields, $unset: { resendOf: '' } });
    },
    async handedOver(id, now) {
      const status = { $ifNull: ['$resendOf', 'uncertain'] };
      const wasUncertain = { $or: ['$wasUncertain', { $eq: [status, 'uncertain'] }] };
      const fields = { status, reason: 'HandedOver', changedAt: now, sendingUntil: 0, wasUncertain };
      await lines.updateOne(open(id), [{ $set: fields }, { $unset: ['resendOf', 'said'] }]);
    },
    async notSent(id, status, { reason, said = '' }, now) {
      await lines.updateOne(open(id), { $set: { status, reason, said, changedAt: now, sendingUntil: 0 }, $inc: { attempts: -1 } });
    },
  };
}

const isMailReason = (reason: MailReason | ''): reason is MailReason => MAIL_REASONS.some((code) => code === reason);
