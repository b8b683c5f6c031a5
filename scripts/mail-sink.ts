import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { callbackify } from 'node:util';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { findFreePort } from './services/ports.js';

/** What the sink should answer to one recipient: take it, or refuse it with an SMTP code such as 550 or 451. */
export type RecipientAnswer = 'accept' | { code: number; message: string };

/**
 * What happens to a mail whose text has come in full: kept and acknowledged; refused with a code; or the connection breaks
 * before (`lose`) or after (`keepSilently`) it was kept, so that the sender cannot know.
 */
export type MailAnswer = 'keep' | 'lose' | 'keepSilently' | { code: number; message: string };

/** For tests: how the sink behaves. May be changed while it runs; by default everything is kept. */
export interface MailBehaviour {
  onRecipient?: (address: string) => RecipientAnswer;
  onMail?: (mail: ParsedMail) => MailAnswer;
}

export interface MailSink {
  /** For `SMTP_URL`. */
  url: string;
  port: number;
  folder: string;
  behaviour: MailBehaviour;
  /** What has been kept so far, oldest first, parsed; who it went to stands in `envelopeTo`. */
  listMails(): Promise<KeptMail[]>;
  stop(): Promise<void>;
}

export interface KeptMail {
  /** Of the file, within its folder. */
  name: string;
  file: string;
  /** The addresses the sender named to the server, whatever the mail's own header says. */
  envelopeTo: readonly string[];
  mail: ParsedMail;
}

const largestMailBytes = 30_000_000;
const envelopeHeader = 'X-Envelope-To';

/**
 * A mail server on 127.0.0.1 that delivers nothing: each mail becomes one `.eml` file in the folder, named by its instant
 * and its Message-ID, so that the names sort by time.
 */
export async function startMailSink(folder: string, options: { port?: number; behaviour?: MailBehaviour } = {}): Promise<MailSink> {
  const { port = await findFreePort(), behaviour = {} } = options;
  await mkdir(folder, { recursive: true });
  const socketsByPort = new Map<number, Socket>();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMailBytes,
    closeTimeout: 1_000,
    onRcptTo: (address, _session, done) => {
      const answer = behaviour.onRecipient?.(address.address) ?? 'accept';
      done(answer === 'accept' ? null : refusal(answer));
    },
    onData: (stream, session, done) => {
      const receive = async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(Buffer.from(chunk));
        const raw = Buffer.concat(chunks);
        const mail = await simpleParser(raw);
        const answer = behaviour.onMail?.(mail) ?? 'keep';
        if (answer === 'keep' || answer === 'keepSilently') await keepMail(folder, raw, mail, session.envelope.rcptTo);
        if (answer === 'lose' || answer === 'keepSilently') socketsByPort.get(session.remotePort)?.destroy();
        else if (answer !== 'keep') throw refusal(answer);
      };
      callbackify(receive)(done);
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    socketsByPort.set(remotePort, socket);
    socket.once('close', () => socketsByPort.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.removeAllListeners('error');
  // A sender that breaks off is its own trouble and not the end of ours.
  server.on('error', (error: Error) => console.error(`${new Date().toISOString()} mail sink: ${error.message}`));

  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    folder,
    behaviour,
    listMails: async () => Promise.all((await listMailNames(folder)).map((name) => readKeptMail(folder, name))),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal({ code, message }: { code: number; message: string }): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

async function keepMail(folder: string, raw: Buffer, mail: ParsedMail, recipients: readonly { address: string }[]): Promise<void> {
  const instant = new Date().toISOString().replaceAll(':', '-');
  const id = (mail.messageId ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 100);
  const name = `${instant}-${id === '' ? 'no-id' : id}-${randomUUID().slice(0, 8)}.eml`;
  const draft = join(folder, `.${name}.part`);
  const envelope = `${envelopeHeader}: ${recipients.map(({ address }) => address).join(', ')}\r\n`;
  await writeFile(draft, Buffer.concat([Buffer.from(envelope), raw]));
  await rename(draft, join(folder, name));
}

/** The names of what was kept, oldest first. */
export const listMailNames = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.eml')).toSorted();

/** @throws where there is no mail of this name */
export async function readKeptMail(folder: string, name: string): Promise<KeptMail> {
  const file = join(folder, name);
  const mail = await simpleParser(await readFile(file));
  const envelope = mail.headers.get(envelopeHeader.toLowerCase());
  return { name, file, envelopeTo: typeof envelope === 'string' ? envelope.split(', ') : [], mail };
}
