import type { Connection } from 'mongoose';
import type { Instant } from '../domain/calendar.js';
import type { DirectoryEntry } from './account.js';
import { bareCollection, DURABLE } from './connect.js';
import { MAILS_STREAM, type DirectoryRecord } from './directory-record.js';
import { mailModel, type MailDoc } from './mail.js';
import type { OutboxDoc } from './outbox.js';
import { createUnreached } from './unreached.js';

/** An operator asks for a mail to be sent again, as the stream `directory/mails` keeps it. */
export interface MailResent {
  readonly type: 'mailResent';
  readonly mail: string;
}

/** `queued`: it goes out with the postman's next round. `still`: there is nothing to send again. */
export type ResendResult = 'queued' | 'repeated' | 'reused' | 'missing' | 'still';

/** What people do with mails that were sent: say that they read them, or ask for them once more. */
export interface MailDesk {
  find(token: string): Promise<MailDoc | undefined>;
  /** The first click counts, whoever comes later. Undefined where no mail has this token. */
  acknowledge(token: string, by: string | undefined, now: Instant): Promise<MailDoc | undefined>;
  resend(entry: DirectoryEntry<MailResent>): Promise<ResendResult>;
}

export function createMailDesk(db: Connection, record: DirectoryRecord): MailDesk {
  mailModel(db);
  const mails = bareCollection<MailDoc>(db, 'mails');
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  const unreached = createUnreached(db);
  const find = async (token: string): Promise<MailDoc | undefined> => (await mails.findOne({ token })) ?? undefined;

  return {
    find,
    async acknowledge(token, by, now) {
      const acknowledged = await mails.findOneAndUpdate(
        { token, status: { $ne: 'acknowledged' } },
        { $set: { status: 'acknowledged', acknowledgedAt: now, changedAt: now, ...(by === undefined ? {} : { acknowledgedBy: by }) } },
        { returnDocument: 'after' },
      );
      if (acknowledged === null) return find(token);
      // What was given up in doubt has arrived after all.
      const { _id: mail, person } = acknowledged;
      await rows.updateMany({ mail, status: 'refused' }, { $set: { status: 'done', reason: '', settledAt: now } });
      await unreached.recountIfListed([person]);
      return acknowledged;
    },
    async resend(entry) {
      const { mail } = entry.event;
      const result = await db.getClient().withSession((session) =>
        session.withTransaction(async (): Promise<ResendResult> => {
          const former = await record.find(MAILS_STREAM, entry.commandId, session);
          if (former) return former.commandHash === entry.commandHash ? 'repeated' : 'reused';
          const found = await mails.findOne({ _id: mail }, { session });
          if (found === null) return 'missing';
          const { status, resendOf, sendingUntil = 0 } = found;
          if (status === 'queued' || status === 'acknowledged' || status === 'withdrawn' || sendingUntil > entry.receivedAt) return 'still';
          // As if taken long ago: the postman resumes it, under its own Message-ID.
          const { matchedCount } = await rows.updateMany(
            { mail, status: { $in: ['done', 'refused', 'taken'] } },
            { $set: { status: 'taken', takenAt: 0 } },
            { session },
          );
          if (matchedCount === 0) return 'still';
          const asked = {
            status: 'queued',
            resendOf: resendOf ?? status,
            resentAt: entry.receivedAt,
            resentBy: entry.actor.person,
          } as const;
          await mails.updateOne({ _id: mail }, { $set: { ...asked, changedAt: entry.receivedAt } }, { session });
          await record.append(MAILS_STREAM, [entry], session);
          return 'queued';
        }, DURABLE),
      );
      if (result === 'queued') {
        const found = await mails.findOne({ _id: mail }, { projection: { person: 1 } });
        if (found !== null) await unreached.recountIfListed([found.person]);
      }
      return result;
    },
  };
}
