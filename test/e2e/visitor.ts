import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

const PASSWORD = 'duban-demo-2026';

/** What the tests read of any answer or list item; whatever is not in it reads as undefined. */
export interface Body {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly phase: string;
  readonly light: string;
  readonly grade: string;
  readonly status: string;
  readonly reason: string;
  readonly said: string;
  readonly type: string;
  readonly to: string;
  readonly what: string;
  readonly who: string;
  readonly person: string;
  readonly csrfToken: string;
  readonly draft: string;
  readonly rung: string;
  readonly entity: string;
  readonly parent: string;
  readonly requestId: string;
  readonly isLate: boolean;
  readonly wasUncertain: boolean;
  readonly seq: number;
  readonly openPilots: number;
  readonly events: readonly string[];
  readonly items: readonly Body[];
  readonly versions: readonly Body[];
  readonly milestones: readonly Body[];
  /** Of a pilot or a duty, those about it; of one of them, its number. */
  readonly notices: readonly Body[];
  readonly number: string;
  readonly raisedTo: string;
  readonly goesOutOn: string;
  readonly matterSettledOn?: string;
  readonly end: string;
  readonly next: string | null;
}

/** What came back: the status, the body where it is JSON, and the text as it was sent. */
export interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  readonly headers: Headers;
}
type Method = 'POST' | 'PUT' | 'PATCH';

/** Somebody who is logged in, and acts as the browser would. */
export interface Visitor {
  get(path: string): Promise<Answer>;
  /** A command under an idempotency key of its own, or the one given. */
  send(method: Method, path: string, body: object, key?: string): Promise<Answer>;
  /** The same until it is known what became of it, as the browser does: the same key while the site is away, busy or unsure. */
  insist(method: Method, path: string, body: object, key?: string): Promise<Answer>;
  /** Every item of a list, page by page. */
  list(path: string): Promise<readonly Body[]>;
}

const AWAY: readonly number[] = [429, 503, 504];

export async function createVisitor(url: string, login: string, post?: string): Promise<Visitor> {
  const api = `${url}/api/v1`;
  const headers: Record<string, string> = { 'content-type': 'application/json', origin: url };
  const ask = async (method: string, path: string, more: Record<string, string> = {}, body?: object): Promise<Answer> => {
    const response = await fetch(api + path, {
      method,
      headers: { ...headers, ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text.startsWith('{') ? text : '{}'), text, headers: response.headers };
  };

  const opened = await ask('POST', '/session', {}, { login, password: PASSWORD });
  if (opened.status !== 200 && opened.status !== 201) throw new Error(`${login} cannot log in: ${opened.status} ${opened.text}`);
  headers['cookie'] = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  headers['x-csrf-token'] = opened.body.csrfToken;
  if (post !== undefined) {
    const chosen = await ask('PUT', '/session/post', {}, { post });
    if (chosen.status !== 200) throw new Error(`${login} cannot act as ${post}: ${chosen.status} ${chosen.text}`);
  }

  const send = (method: Method, path: string, body: object, key: string = randomUUID()): Promise<Answer> =>
    ask(method, path, { 'idempotency-key': key }, body);
  return {
    get: (path) => ask('GET', path),
    send,
    async insist(method, path, body, key = randomUUID()) {
      for (let attempt = 1; ; attempt++) {
        const answer = await send(method, path, body, key).catch((error: unknown) => {
          if (attempt > 300) throw error;
          return undefined;
        });
        if (answer !== undefined && !AWAY.includes(answer.status)) return answer;
        if (attempt > 300) throw new Error(`${method} ${path} was never answered: ${answer?.status} ${answer?.text}`);
        await wait(200);
      }
    },
    async list(path) {
      const items: Body[] = [];
      for (let cursor = ''; ;) {
        const separator = path.includes('?') ? '&' : '?';
        const page = await ask('GET', `${path}${cursor === '' ? '' : `${separator}cursor=${encodeURIComponent(cursor)}`}`);
        if (page.status !== 200) throw new Error(`${path}: ${page.status} ${page.text}`);
        items.push(...page.body.items);
        if (page.body.next === null) return items;
        cursor = page.body.next;
      }
    },
  };
}
