import { randomUUID } from 'node:crypto';
import { request, type ClientRequest } from 'node:http';
import type { Body } from './visitor.js';

const PASSWORD = 'duban-demo-2026';

/** What came of an upload; no status where the connection broke first. */
export interface Sent {
  readonly status?: number;
  readonly body: Partial<Body & { readonly file: string; readonly sha256: string; readonly revision: number }>;
}
/** An upload under way: some bytes are out, the rest may follow, or never. */
export interface Underway {
  readonly asked: ClientRequest;
  readonly answer: Promise<Sent>;
}

/** Somebody who sends files as a browser does: the body is the file. */
export async function createSender(url: string, login: string) {
  const entered = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  const { csrfToken }: { csrfToken: string } = JSON.parse(await entered.text());
  const own = { Origin: url, Cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '', 'X-CSRF-Token': csrfToken };

  const begin = (path: string, length: number, key: string = randomUUID()): Underway => {
    const headers = { ...own, 'Idempotency-Key': key, 'Content-Type': 'application/octet-stream', 'Content-Length': String(length) };
    const asked = request(`${url}/api/v1${path}`, { method: 'POST', headers });
    const answer = new Promise<Sent>((resolve) => {
      asked.on('error', () => resolve({ body: {} }));
      asked.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', () => resolve({ body: {} }));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text.startsWith('{') ? text : '{}') });
        });
      });
    });
    return { asked, answer };
  };
  return {
    begin,
    send(path: string, bytes: Buffer, key?: string): Promise<Sent> {
      const { asked, answer } = begin(path, bytes.length, key);
      asked.end(bytes);
      return answer;
    },
    download: async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}/api/v1${path}`, { headers: { ...own, ...headers } });
      return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
    },
  };
}
export type Sender = Awaited<ReturnType<typeof createSender>>;
