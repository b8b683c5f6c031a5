import type { Connection } from 'mongoose';
import type { Instant } from '../domain/calendar.js';
import type { MailReason } from '../domain/mail-reasons.js';
import { bareCollection } from './connect.js';
import { mailModel, type MailDoc } from './mail.js';
import type { OutboxDoc } from './outbox.js';

/**
 * A mail that the server would not take gives its notices back, and they may go out in another one, with what fell due meanwhile or to a new
 * holder. Its own line in the ledger then waits for nothing and says so.
 */
export function createEmptiedMails(db: Connection) {
  mailModel(db);
  const lines = bareCollection<MailDoc>(db, 'mails');
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  return {
    /** Ends those of these mails that no notice waits for any more. */
    async end(mails: readonly string[], reason: MailReason, now: Instant): Promise<void> {
      const asked = [...new Set(mails)];
      if (asked.length === 0) return;
      const waiting = await rows.distinct('mail', { mail: { $in: asked }, status: { $in: ['queued', 'unreached', 'taken'] } });
      const over = asked.filter((mail) => !waiting.includes(mail));
      await lines.updateMany({ _id: { $in: over }, status: 'queued' }, { $set: { status: 'withdrawn', reason, changedAt: now } });
    },
  };
}
