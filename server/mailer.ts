import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { MailAnswer, Mailer } from '../domain/errand-ports.js';

const TIMEOUT_MS = 15_000;

/** Sends through the site's SMTP server, over a few kept connections. */
export function createMailer(smtpUrl: string, from: string): Mailer & { close(): void } {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 8,
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
          // Receivers' programs are told that this is a machine's mail that wants no out-of-office note, and that it may have come before.
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            ...(isRepeat ? { 'X-Duban-Repeat': 'uncertain' } : {}),
          },
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
const BEFORE_GREETING: readonly unknown[] = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'];
/** The commands that speak of this one mail. What fails before them is the site's own trouble, and passes for every mail at once. */
const ABOUT_THE_MAIL: readonly unknown[] = ['RCPT TO', 'DATA'];

/** A 5xx to the recipient or to the text is for good, any other reply may pass; where there is none, it may have gone out. */
export function answerOf(error: unknown): MailAnswer {
  if (!(error instanceof Error)) throw error;
  const said = error.message.slice(0, 500);
  const code: unknown = Reflect.get(error, 'responseCode');
  const command: unknown = Reflect.get(error, 'command');
  if (typeof code === 'number') {
    if (code < 500 || !ABOUT_THE_MAIL.includes(command)) return { outcome: 'later', why: { reason: 'ServerPutOff', said } };
    return { outcome: 'refused', why: { reason: command === 'DATA' ? 'TextRefused' : 'AddressRefused', said } };
  }
  const isSurelyUnsent =
    Reflect.get(error, 'syscall') === 'connect' ||
    BEFORE_HANDING_OVER.includes(Reflect.get(error, 'code')) ||
    BEFORE_GREETING.includes(Reflect.get(error, 'timeoutType')) ||
    // `CONN` is said of a connection lost at any time; every other command but DATA comes before the text.
    (typeof command === 'string' && command !== 'CONN' && command !== 'DATA');
  if (isSurelyUnsent) return { outcome: 'later', why: { reason: 'ServerAway', said } };
  return { outcome: 'uncertain', why: { reason: 'ConnectionLost', said } };
}

/** The same person and rows always give the same id, so that a repeat is recognised. */
export const messageIdOf = (person: string, rows: readonly string[]): string =>
  `${createHash('sha256')
    .update([person, ...rows.toSorted()].join('\n'))
    .digest('hex')
    .slice(0, 40)}@duban`;
