import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listMailNames, readKeptMail } from '../mail-sink.js';
import { listPage, mailPage, missingPage } from './words.js';

const MAILS_A_PAGE = 50;

export interface Mailbox {
  readonly url: string;
  stop(): Promise<void>;
}

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  // Nothing runs and nothing is loaded, whatever a mail says.
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The mails that the local sink has kept, to be read in a browser on this machine; for trials. */
export async function startMailbox(folder: string, port: number): Promise<Mailbox> {
  const own = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);

  const answer = async ({ method, url = '/', headers }: IncomingMessage): Promise<{ status: number; html: string }> => {
    // A page elsewhere whose name was made to point here is not let in.
    if (method !== 'GET' || !own.has(headers.host ?? '')) return { status: 403, html: missingPage() };
    const { pathname, searchParams } = new URL(`http://127.0.0.1:${port}${url}`);
    const names = await listMailNames(folder);
    if (pathname === '/') {
      const before = searchParams.get('before');
      const found = names.filter((name) => before === null || name < before).toReversed();
      const shown = found.slice(0, MAILS_A_PAGE);
      const mails = await Promise.all(shown.map((name) => readKeptMail(folder, name)));
      return { status: 200, html: listPage(mails, found.length > MAILS_A_PAGE ? shown.at(-1) : undefined) };
    }
    // Only what is in the list is read: no path leads out of the folder.
    const name = names.find((one) => pathname === `/${encodeURIComponent(one)}`);
    return name === undefined ? { status: 404, html: missingPage() } : { status: 200, html: mailPage(await readKeptMail(folder, name)) };
  };
  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      const { status, html } = await answer(req);
      res.writeHead(status, HEADERS).end(html);
    } catch (error) {
      console.error('mailbox:', error);
      res.writeHead(500, HEADERS).end();
    }
  };
  const server = createServer((req, res) => void serve(req, res));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
