import { expect } from 'chai';
import Joi from 'joi';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { mongo } from 'mongoose';
import { media, route, type Route } from '../../server/http/route.js';
import { refused } from '../../server/http/problems.js';
import { shape, text } from '../../server/http/schema.js';
import { holding, openSite, type Site } from './site.js';

const about = { summary: { zh: '试', en: 'Try' }, tags: [], examples: {} };

interface Note {
  readonly title: string;
  readonly weight?: number;
  readonly tags: readonly string[];
}
const note = shape<Note>({
  title: text(200),
  weight: Joi.number().integer().max(100).optional(),
  tags: Joi.array().items(text(20)).max(3),
});

const writeNote = route({
  ...about,
  name: 'writeNote',
  method: 'post',
  path: '/notes/{id}',
  access: 'public',
  params: shape<{ id: string }>({ id: Joi.string().pattern(/^\d+$/).max(9) }),
  body: note,
  response: { 200: note },
  async handle({ body }) {
    return { status: 200, body };
  },
});
const listNotes = route({
  ...about,
  name: 'listNotes',
  method: 'get',
  path: '/notes',
  access: 'public',
  query: Joi.object<{ limit: number }>({ limit: Joi.number().integer().default(7) }),
  response: { 200: shape<{ limit: number }>({ limit: Joi.number() }) },
  async handle({ query }) {
    return { status: 200, body: { limit: query.limit } };
  },
});
const readNewest = route({
  ...about,
  name: 'readNewest',
  method: 'post',
  path: '/notes/newest',
  access: 'public',
  response: { 204: null },
  async handle() {
    return { status: 204 };
  },
});
const download = route({
  ...about,
  name: 'download',
  method: 'get',
  path: '/file',
  access: 'public',
  response: { 200: media('text/csv') },
  async handle() {
    return { status: 200, body: Readable.from(['a,b\n', '1,2\n']), headers: { 'Content-Disposition': 'attachment' } };
  },
});
const failing = (name: string, error: unknown): Route =>
  route({
    ...about,
    name,
    method: 'get',
    path: `/${name}`,
    access: 'public',
    response: { 204: null },
    async handle() {
      throw error;
    },
  });
const keyed = route({
  ...about,
  name: 'keyed',
  method: 'post',
  path: '/keyed',
  access: 'post',
  roles: ['reviewer'],
  command: true,
  body: shape<{ a: number; b: number }>({ a: Joi.number(), b: Joi.number() }),
  response: { 200: shape<{ id: string; hash: string }>({ id: Joi.string(), hash: Joi.string() }) },
  async handle({ command: { id, hash } }) {
    return { status: 200, body: { id, hash } };
  },
});
const undeclared = route({
  ...about,
  name: 'undeclared',
  method: 'get',
  path: '/undeclared',
  access: 'public',
  response: { 200: shape<{ a: number }>({ a: Joi.number() }) },
  async handle() {
    return { status: 200, body: { a: 1, secret: 'leaks' } };
  },
});
const busy = route({
  ...about,
  name: 'busy',
  method: 'get',
  path: '/busy',
  access: 'public',
  response: { 204: null },
  async handle() {
    return refused('Busy', { retryAfterSeconds: 2 });
  },
});

const SECRET = 'mongodb://root:hunter2@10.0.0.1/duban';
const NETWORK = new mongo.MongoNetworkError(`connection to ${SECRET} closed`);
const routes = [
  writeNote,
  listNotes,
  readNewest,
  download,
  keyed,
  undeclared,
  busy,
  failing('defect', new TypeError(SECRET)),
  failing('away', NETWORK),
  failing('odd', 'a thrown text'),
];

describe('the edge', () => {
  let site: Site;
  before(async () => {
    site = await openSite({ routes });
    await site.enrol('reviewer', holding('00', 'reviewer'));
    await site.enrol('liaison', holding('53', 'liaison'));
  });
  after(() => site.close());
  beforeEach(() => {
    site.log.length = 0;
  });

  const post = (path: string, body: string | object = { title: 'x', tags: [] }) => site.browser().post(`/api/v1${path}`).send(body);
  const get = (path: string) => site.browser().get(`/api/v1${path}`);

  describe('judges a request', () => {
    it('and names every field that is wrong, in both languages, at once', async () => {
      const { body, type } = await post('/notes/abc', { title: '', weight: 101.5, tags: ['a', 7, 'c', 'd'], colour: 'red' }).expect(400);
      expect(type).to.equal('application/problem+json');
      expect(body).to.include({ status: 400, code: 'InvalidInput', type: 'urn:duban:problem:InvalidInput' });
      expect(body.errors).to.deep.include.members([
        { field: 'params.id', zh: '格式不正确。', en: 'Is not in the form expected.' },
        { field: 'body.title', zh: '不能为空。', en: 'Must not be empty.' },
        { field: 'body.weight', zh: '应为整数。', en: 'Must be a whole number.' },
        { field: 'body.weight', zh: '不能大于 100。', en: 'Must not be more than 100.' },
        { field: 'body.tags', zh: '最多 3 项。', en: 'May have 3 items at most.' },
        { field: 'body.tags[1]', zh: '应为文字。', en: 'Must be text.' },
        { field: 'body.colour', zh: '不认识此项。', en: 'This field is not known.' },
      ]);
    });

    it('and takes a body as it was sent: a numeral is no number, and blanks around a text are refused', async () => {
      const { body } = await post('/notes/1', { title: ' x', weight: '5', tags: [] }).expect(400);
      expect(body.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['body.title', 'body.weight']);
    });

    it('and refuses a text of 10,000 characters without repeating it', async () => {
      const { body, text: answered } = await post('/notes/1', { title: '督'.repeat(10_000), tags: [] }).expect(400);
      expect(body.errors).to.deep.equal([{ field: 'body.title', zh: '最多 200 个字符。', en: 'May have 200 characters at most.' }]);
      expect(answered).not.to.contain('督督');
    });

    it('and converts what stands in the address, with its defaults', async () => {
      expect((await get('/notes?limit=12').expect(200)).body).to.deep.equal({ limit: 12 });
      expect((await get('/notes').expect(200)).body).to.deep.equal({ limit: 7 });
    });

    it('and refuses parameters it does not know, and a name given twice', async () => {
      expect((await get('/notes?offset=3').expect(400)).body.errors[0].field).to.equal('query.offset');
      expect((await get('/notes?limit=1&limit=2').expect(400)).body.errors[0].field).to.equal('query.limit');
    });

    it('and lets nothing reach the prototype of an object', async () => {
      const { body } = await post('/notes/1', '{"title":"x","tags":[],"__proto__":{"weight":1}}').type('json').expect(200);
      expect(body).to.deep.equal({ title: 'x', tags: [] });
    });

    it('and refuses a body where none belongs', async () => {
      expect((await post('/notes/newest', { a: 1 }).expect(400)).body.errors).to.deep.equal([
        { field: 'body', zh: '不接受此项。', en: 'This is not accepted here.' },
      ]);
    });

    it('and misses a body where one belongs', async () => {
      expect((await post('/notes/1', '').type('json').expect(400)).body.errors[0].field).to.equal('body');
    });
  });

  describe('refuses what is not HTTP as it should be', () => {
    const cases: [title: string, send: () => ReturnType<typeof get>, status: number, code: string][] = [
      ['broken JSON', () => post('/notes/1', '{"title":').type('json'), 400, 'BrokenJson'],
      ['text with half a surrogate pair', () => post('/notes/1', '{"title":"a\\ud800b","tags":[]}').type('json'), 400, 'BrokenJson'],
      ['JSON that is no object', () => post('/notes/1', '"text"').type('json'), 400, 'BrokenJson'],
      ['another content type', () => post('/notes/1', 'title=x').type('form'), 415, 'UnsupportedMediaType'],
      [
        'an unknown charset',
        () => post('/notes/1', '{}').set('Content-Type', 'application/json; charset=gbk'),
        415,
        'UnsupportedMediaType',
      ],
      ['an unknown encoding', () => post('/notes/1', '{}').type('json').set('Content-Encoding', 'zstd'), 415, 'UnsupportedMediaType'],
      ['more than 512 KB', () => post('/notes/1', { title: 'x'.repeat(513 * 1024), tags: [] }), 413, 'PayloadTooLarge'],
      ['an unknown path', () => get('/nowhere'), 404, 'NotFound'],
      ['an unknown path outside the API', () => site.browser().get('/.git/config'), 404, 'NotFound'],
      ['an address that cannot be decoded', () => post('/notes/%E0%A4%A'), 400, 'BadRequest'],
      ['an answer in a format it does not have', () => get('/notes').set('Accept', 'text/html'), 406, 'NotAcceptable'],
    ];
    for (const [title, send, status, code] of cases) {
      it(title, async () => {
        const { body, type, headers } = await send().expect(status);
        expect(type).to.equal('application/problem+json');
        expect(body).to.include({ status, code });
        expect(body.requestId).to.equal(headers['x-request-id']);
        expect(headers['cache-control']).to.equal('no-store');
      });
    }

    it('a body that swells when it is unpacked', async () => {
      const packed = gzipSync(JSON.stringify({ title: 'x'.repeat(5 * 1024 * 1024), tags: [] }));
      const { status } = await fetch(`${site.url}/api/v1/notes/1`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        body: new Uint8Array(packed),
      });
      expect(status).to.equal(413);
    });

    it('another method, and names those allowed', async () => {
      const { body, headers } = await site.browser().delete('/api/v1/notes').expect(405);
      expect(headers['allow']).to.equal('GET, HEAD');
      expect(body).to.include({ code: 'MethodNotAllowed', detail: '该地址不支持此操作，允许：GET, HEAD。' });
    });

    it('something that is no HTTP at all', async () => {
      const answered = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(site.url).port), '127.0.0.1', () => socket.end('nonsense\r\n\r\n'));
        socket.on('data', (data) => resolve(data.toString())).on('error', reject);
      });
      expect(answered).to.match(/^HTTP\/1\.1 400 /);
    });
  });

  describe('answers', () => {
    it('in Chinese, unless the caller prefers English, and always carries both', async () => {
      const zh = await get('/busy').expect(429);
      const en = await get('/busy').set('Accept-Language', 'en-GB,en;q=0.9,zh;q=0.5').expect(429);
      expect(zh.body).to.include({ title: '请求过多', detail: '系统繁忙，请稍后重试。' });
      expect(en.body).to.include({ title: 'Too many requests', detail: 'The system is busy. Try again shortly.' });
      expect(zh.body.sentences).to.deep.equal(en.body.sentences);
      expect(zh.headers['retry-after']).to.equal('2');
    });

    it('a fixed path before one with a parameter, whatever the order of the list', async () => {
      await site.browser().post('/api/v1/notes/newest').expect(204);
    });

    it('with a stream of its own type', async () => {
      const { text: sent, headers } = await get('/file').expect(200);
      expect(sent).to.equal('a,b\n1,2\n');
      expect(headers).to.include({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment' });
    });

    it('HEAD like GET, without the body', async () => {
      const { headers } = await site.browser().head('/api/v1/file').expect(200);
      expect(headers['content-type']).to.contain('text/csv');
    });

    it("with the caller's request id where it is well formed, else with one of its own", async () => {
      expect((await get('/notes').set('X-Request-Id', 'trace-0123.abc')).headers['x-request-id']).to.equal('trace-0123.abc');
      for (const bad of ['short', 'x'.repeat(65), 'has blank in it', '<script>alert(1)</script>']) {
        expect((await get('/notes').set('X-Request-Id', bad)).headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
      }
    });

    it('with headers that keep a browser within the site', async () => {
      const { headers } = await get('/notes');
      expect(headers['content-security-policy']).to.contain("default-src 'none'").and.to.contain("script-src 'self'");
      expect(headers['content-security-policy']).not.to.match(/script-src[^;]*unsafe|https?:/);
      expect(headers).to.include({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin' });
      expect(headers).not.to.have.property('x-powered-by');
    });
  });

  describe('when something breaks', () => {
    for (const name of ['defect', 'odd', 'undeclared']) {
      it(`says nothing of it to the caller and all of it to the log (${name})`, async () => {
        const { body, text: answered, headers } = await get(`/${name}`).expect(500);
        expect(body).to.include({ code: 'InternalError', requestId: headers['x-request-id'] });
        expect(answered).not.to.match(/hunter2|TypeError|\.ts|leaks|thrown/);
        const line = site.log.find((entry) => entry.includes('could not answer'));
        expect(JSON.parse(line ?? '{}')).to.include({ requestId: headers['x-request-id'] });
        expect(line).to.match(/hunter2|thrown|does not declare/);
      });
    }

    it('tells that the database is away, and when to come again', async () => {
      const { body, headers } = await get('/away').expect(503);
      expect(body.code).to.equal('DatabaseAway');
      expect(headers['retry-after']).to.equal('5');
    });
  });

  describe('keeps its log', () => {
    it('of who did what, how it went and how long it took, and of nothing that was said', async () => {
      const { browser } = await site.logIn('reviewer');
      site.log.length = 0;
      await browser.get('/api/v1/session?search=secret-words').expect(400);
      const line = JSON.parse(site.log[0] ?? '{}');
      expect(line).to.include({ msg: 'GET /api/v1/session 400', login: 'reviewer', status: 400, ip: '127.0.0.1' });
      expect(line.tookMs).to.be.a('number');
      expect(site.log.join('')).not.to.match(/secret-words|cookie|duban-test/i);
    });

    it('of why somebody was refused', async () => {
      site.log.length = 0;
      await post('/session', { login: 'reviewer', password: 'my secret password' }).expect(401);
      expect(JSON.parse(site.log[0] ?? '{}')).to.include({ status: 401, code: 'WrongPassword' });
    });

    it('without passwords', async () => {
      await post('/session', { login: 'reviewer', password: 'my secret password' }).expect(401);
      expect(site.log.join('')).not.to.contain('my secret password');
    });
  });

  describe('admits to a command', () => {
    const send = async (key: string | undefined, body: object | string = { a: 1, b: 2 }, login = 'reviewer') => {
      const { browser, csrfToken } = await site.logIn(login);
      const call = browser.post('/api/v1/keyed').set('X-CSRF-Token', csrfToken).type('json').send(body);
      return key === undefined ? call : call.set('Idempotency-Key', key);
    };

    it('nobody who is not logged in', async () => {
      expect((await post('/keyed', { a: 1, b: 2 }).expect(401)).body.code).to.equal('NotLoggedIn');
    });

    it('only the roles it names', async () => {
      const { status, body } = await send('key-00000001', undefined, 'liaison');
      expect([status, body.code]).to.deep.equal([403, 'NoRight']);
    });

    it('only with a key, and one that is well formed', async () => {
      const missing = await send(undefined);
      expect([missing.status, missing.body.code]).to.deep.equal([400, 'IdempotencyKeyMissing']);
      for (const key of ['short', 'x'.repeat(129), 'with blank']) {
        const { status, body } = await send(key);
        expect([status, body.errors?.[0]?.field], key).to.deep.equal([400, 'header.Idempotency-Key']);
      }
    });

    it('the same key of the same account as the same command, however its JSON is written', async () => {
      const first = await send('key-00000001', '{"a":1,"b":2}');
      const again = await send('key-00000001', '{ "b": 2, "a": 1 }');
      expect(again.body).to.deep.equal(first.body);
      expect(first.body.id).to.match(/^[0-9a-f]{32}$/);
    });

    it('other content under the same key as the same command with another hash', async () => {
      const first = await send('key-00000001', { a: 1, b: 2 });
      const other = await send('key-00000001', { a: 1, b: 3 });
      expect(other.body.id).to.equal(first.body.id);
      expect(other.body.hash).not.to.equal(first.body.hash);
    });
  });
});
