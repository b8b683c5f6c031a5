import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DEMO_PASSWORD } from '../../server/seed/posts.js';
import { Trouble, type Sentence } from '../services/say.js';

/** What the story reads of an answer; whatever an answer does not have is undefined. */
export interface AnswerBody {
  readonly id?: string;
  readonly seq?: number;
  readonly events?: readonly string[];
  readonly phase?: string;
  /** The fingerprint of a pilot's draft; of a chain's, with who saved it. */
  readonly draft?: string | { readonly sha256: string };
  readonly number?: string;
  /** Of a notice: what comes next; of a list: where its next page begins. */
  readonly next?: Sentence | string | null;
  readonly sentences?: Sentence;
  readonly code?: string;
  /** Of evidence: the file's code within the pilot. */
  readonly file?: string;
  readonly detail?: string;
  readonly person?: { readonly id: string; readonly name: string };
  readonly csrfToken?: string;
  readonly currentPost?: string | null;
  /** Of a notice: what it is about, when that was settled, and every answer. */
  readonly matter?: object;
  readonly matterSettledOn?: string;
  readonly answers?: readonly object[];
  readonly items?: readonly ListItem[];
}
export interface ListItem {
  readonly name: Sentence | string;
  readonly post: string;
  readonly id: string;
  readonly kind: string;
  /** Of a duty: the entity it belongs to, and its id there. */
  readonly entity: string;
  readonly duty: string;
  readonly isLate: boolean;
  readonly light: string;
  readonly sentence: Sentence;
  readonly seq: number;
  readonly type: string;
  readonly hash: string;
}
export interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
}
export type Method = 'GET' | 'POST' | 'PUT';

/** Somebody logged in, acting in one post. */
export interface Someone {
  readonly personId: string;
  readonly name: string;
  readonly post: string;
  /** `body` is sent as JSON, bytes as they are. */
  ask(method: Method, path: string, body?: object): Promise<Answer>;
}

/** Away, busy or unsure: the same command under the same key may be sent again. */
const AGAIN: readonly number[] = [429, 503, 504];
const ATTEMPTS = 30;
const PAUSE_MS = 1_000;

/** Logs somebody of the demo in. @throws Trouble where no site answers, or where it has no such account */
export async function logIn(url: string, login: string, post?: string): Promise<Someone> {
  const headers: Record<string, string> = {};
  const send = async (method: Method, path: string, key: string | undefined, body?: object): Promise<Response> => {
    try {
      return await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          ...headers,
          'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
      });
    } catch (error) {
      throw new Trouble(
        {
          zh: `${url} 上没有正在运行的督办；请先在另一个终端运行 npm start（端口不同时设置 PORT）`,
          en: `no Duban answers at ${url}; run npm start in another terminal first (set PORT where it uses another port)`,
        },
        { cause: error },
      );
    }
  };
  const ask = async (method: Method, path: string, body?: object): Promise<Answer> => {
    const key = method === 'GET' ? undefined : randomUUID();
    for (let attempt = 1; ; attempt++) {
      const response = await send(method, path, key, body);
      const text = await response.text();
      if (!AGAIN.includes(response.status) || attempt === ATTEMPTS) {
        const answer: AnswerBody = text.startsWith('{') ? JSON.parse(text) : {};
        return { status: response.status, body: answer };
      }
      await wait(PAUSE_MS);
    }
  };

  const opened = await send('POST', '/session', undefined, { login, password: DEMO_PASSWORD });
  const text = await opened.text();
  const session: AnswerBody = text.startsWith('{') ? JSON.parse(text) : {};
  const { person, csrfToken } = session;
  if (opened.status !== 201 || person === undefined || csrfToken === undefined) {
    const why = session.sentences ?? { zh: `HTTP ${opened.status}`, en: `HTTP ${opened.status}` };
    throw new Trouble({
      zh: `演示账号 ${login} 无法登录：${why.zh}本演示需要以 DEMO=on（默认）启动的站点`,
      en: `the demo's account ${login} cannot log in: ${why.en} The demo needs a site that was started with DEMO=on, the default`,
    });
  }
  headers['cookie'] = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  headers['x-csrf-token'] = csrfToken;
  let current = session.currentPost ?? '';
  if (post !== undefined) {
    const chosen = await ask('PUT', '/session/post', { post });
    if (chosen.status !== 200) throw unexpected('PUT', '/session/post', chosen);
    current = post;
  }
  return { personId: person.id, name: person.name, post: current, ask };
}

export function unexpected(method: Method, path: string, { status, body }: Answer): Trouble {
  return new Trouble({
    zh: `${method} ${path} 的结果出乎意料（${status}）：${body.sentences?.zh ?? body.detail ?? ''}`,
    en: `${method} ${path} was not answered as expected (${status}): ${body.sentences?.en ?? body.detail ?? ''}`,
  });
}
