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

/** A reply of the 5xx kind is for good; anything else may pass. */
function answerOf(error: unknown): MailAnswer {
  if (!(error instanceof Error)) throw error;
  const code: unknown = Reflect.get(error, 'responseCode');
  return { outcome: typeof code === 'number' && code >= 500 ? 'refused' : 'later', reason: error.message.slice(0, 500) };
}

/** The same person and rows always give the same id, so that a repeat is recognised. */
export const messageIdOf = (person: string, rows: readonly string[]): string =>
  `${createHash('sha256')
    .update([person, ...rows.toSorted()].join('\n'))
    .digest('hex')
    .slice(0, 40)}@duban`;
