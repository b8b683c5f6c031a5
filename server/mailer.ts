import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { MailAnswer, Mailer } from '../domain/errand-ports.js';

const TIMEOUT_MS = 15_000;

/** Sends through the site's SMTP server, over a few kept connections. */
export function createMailer(smtpUrl: string, from: string): Mailer & { close(): void } {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    // A repeat is the postman's to decide: here a mail would be sent twice and nobody would know.
    maxRequeues: 0,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    async send({ messageId, to, subject, text, isRepeat }) {
      try {
        await transport.sendMail({
          messageId: `<${messageId}>`,
          from,
          to,
          subject,
          text,
          // Receivers' programs are told that this is a machine's mail, and that it may have come before.
          headers: { 'Auto-Submitted': 'auto-generated', ...(isRepeat ? { 'X-Duban-Repeat': 'uncertain' } : {}) },
        });
        return { outcome: 'sent' };
      } catch (error) {
        return answerOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Errors that come before a mail is handed over; a lost connection and a timeout may come after. */
const BEFORE_HANDING_OVER: readonly unknown[] = ['EDNS', 'EAUTH', 'ETLS', 'EENVELOPE'];

/** A reply of the 5xx kind is for good, any other reply may pass; where there is none, it may have gone out. */
function answerOf(error: unknown): MailAnswer {
  if (!(error instanceof Error)) throw error;
  const reason = error.message.slice(0, 500);
  const code: unknown = Reflect.get(error, 'responseCode');
  if (typeof code === 'number') return { outcome: code >= 500 ? 'refused' : 'later', reason };
  const isSurelyUnsent = Reflect.get(error, 'syscall') === 'connect' || BEFORE_HANDING_OVER.includes(Reflect.get(error, 'code'));
  return { outcome: isSurelyUnsent ? 'later' : 'uncertain', reason };
}

/** The same person and rows always give the same id, so that a repeat is recognised. */
export const messageIdOf = (person: string, rows: readonly string[]): string =>
  `${createHash('sha256')
    .update([person, ...rows.toSorted()].join('\n'))
    .digest('hex')
    .slice(0, 40)}@duban`;
