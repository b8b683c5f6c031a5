import { expect } from 'chai';
import Joi from 'joi';
import { secretMarkIn } from '../../domain/secrecy.js';
import { route } from '../../server/http/route.js';
import { shape, text } from '../../server/http/schema.js';
import { allRoutes } from './all-routes.js';
import { openSite, PASSWORD, type Site } from './site.js';

interface Letter {
  readonly title: string;
  readonly parts: readonly { readonly note: string }[];
}

describe('a mark of secrecy at the door', () => {
  const kept: unknown[] = [];
  const body = shape<Letter>({ title: text(200), parts: Joi.array().items(shape<{ note: string }>({ note: text(200) })) });
  const about = { summary: { zh: '试', en: 'Try' }, tags: [], access: 'public', examples: {}, response: { 204: null } } as const;
  const write = route({
    ...about,
    name: 'write',
    method: 'post',
    path: '/letters/{name}',
    params: shape<{ name: string }>({ name: text(100) }),
    body,
    async handle(asked) {
      kept.push(asked.body);
      return { status: 204 };
    },
  });
  const ask = route({
    ...about,
    name: 'ask',
    method: 'get',
    path: '/letters',
    query: shape<{ q: string }>({ q: text(100) }),
    async handle() {
      return { status: 204 };
    },
  });
  let site: Site;
  before(async () => {
    site = await openSite({ routes: [write, ask] });
  });
  after(() => site.close());
  const send = (name: string, letter: Letter) =>
    site
      .browser()
      .post(`/api/v1/letters/${encodeURIComponent(name)}`)
      .set('Origin', site.url)
      .send(letter);

  it('stops what bears one, names every field and says where such things go, in both languages', async () => {
    const { status, body: problem } = await send('a', { title: '机 密★20年', parts: [{ note: '可以' }, { note: '内部资料 注意保密' }] });
    expect(status).to.equal(422);
    expect(problem.code).to.equal('SecretMark');
    expect(problem.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['body.title', 'body.parts[1].note']);
    expect(problem.sentences.zh).to.contain('机要渠道');
    expect(problem.sentences.en).to.contain('confidential channel');
    for (const { zh, en } of problem.errors) {
      expect(zh).to.contain('标志');
      expect(en).to.contain('mark');
    }
    expect(kept).to.deep.equal([]);
  });

  it('looks at what stands in the address of a command as well', async () => {
    const { status, body: problem } = await send('绝密名单', { title: 'a', parts: [] });
    expect([status, problem.errors[0].field]).to.deep.equal([422, 'params.name']);
  });

  it('keeps nothing of the text in the log or the answer', async () => {
    const { text: answered } = await send('a', { title: '绝密：三号矿井撤离', parts: [] });
    expect(answered).not.to.contain('三号矿井');
    expect(site.log.join('\n')).not.to.contain('三号矿井').and.not.to.contain('绝密');
  });

  it('lets everything else through, and questions', async () => {
    await send('a', { title: '以秘密投票方式选举', parts: [] }).expect(204);
    await site.browser().get('/api/v1/letters').query({ q: '绝密' }).expect(204);
    expect(kept).to.have.length(1);
  });

  it('does not look into passwords, which nobody reads', async () => {
    await site.enrol('wang');
    const { body: problem } = await site
      .browser()
      .post('/api/v1/session')
      .send({ login: 'wang', password: `${PASSWORD}绝密` });
    expect(problem.code).to.equal('WrongPassword');
  });

  it('is in no example of the documentation', () => {
    for (const { name, examples } of allRoutes()) expect(secretMarkIn(JSON.stringify(examples)), name).to.equal(undefined);
  });
});
