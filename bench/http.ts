import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookies: readonly string[];
}

/** As light a client as there is: kept connections and nothing else. */
export function createHttp(port: number, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headersOf = (more: Readonly<Record<string, string>>, body?: string) => ({
    host: `127.0.0.1:${port}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    ...more,
  });
  const ask = (method: string, path: string, more: Readonly<Record<string, string>> = {}, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, agent, method, path: `/api/v1${path}`, headers: headersOf(more, body) },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString(),
              cookies: response.headers['set-cookie'] ?? [],
            }),
          );
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return { ask, close: () => agent.destroy() };
}

/** Logs in; answers the headers that every further request of this session carries. */
export async function logIn(http: ReturnType<typeof createHttp>, login: string, password: string): Promise<Record<string, string>> {
  const { status, body, cookies } = await http.ask('POST', '/session', {}, JSON.stringify({ login, password }));
  if (status !== 201) throw new Error(`Logging in as ${login} answered ${status}: ${body}`);
  const { csrfToken }: { csrfToken: string } = JSON.parse(body);
  return { cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; '), 'x-csrf-token': csrfToken };
}
