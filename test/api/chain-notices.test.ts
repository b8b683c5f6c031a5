import { expect } from 'chai';
import type { Simulator } from '../../domain/simulator.js';
import { chainRoutes } from '../../server/routes/chains.js';
import { dutyRoutes } from '../../server/routes/duties.js';
import { noticeCommandRoutes } from '../../server/routes/notice-commands.js';
import { noticeRoutes } from '../../server/routes/notices.js';
import { CHAIN, idleChain } from '../domain/idle-chain.js';
import { teller } from '../domain/idle-pilot.js';
import { issuer } from '../domain/notice-stage.js';
import { at } from '../domain/stage.js';
import { createFakeClock } from '../fakes/clock.js';
import { createFakePosts } from '../fakes/posts.js';
import { simulatedDeps } from '../fakes/simulated-deps.js';
import { holding, openSite, type Site } from './site.js';

const DUTY = 'sign-1-1';
const NOTICE = `${CHAIN}~${DUTY}~20260113`;
const NUMBER = '全国产改办督〔2026〕1号';

describe('a notice about a chain', () => {
  let simulator: Simulator;
  let site: Site;
  beforeEach(async () => {
    simulator = idleChain(0);
    simulator.advanceTo(at('2026-01-19 08:00'));
    const clock = createFakeClock(at('2026-01-20 10:00'));
    const deps = { ...simulatedDeps({ simulator: () => simulator, clock, texts: new Map() }), posts: createFakePosts() };
    site = await openSite({
      clock,
      routes: [...chainRoutes(deps), ...dutyRoutes(deps), ...noticeRoutes(deps), ...noticeCommandRoutes(deps)],
    });
    await site.enrol('issuer', holding('00', 'reviewer'));
    await site.enrol('director', holding('53', 'office-director'));
    await site.enrol('foreign', holding('52', 'office-director'));
  });
  afterEach(() => site.close());
  const issue = () => teller(simulator)('notice', NOTICE, issuer, { type: 'issueNotice' }, '2026-01-20 10:00');
  const get = async (login: string, path: string) => (await site.logIn(login)).browser.get(`/api/v1${path}`);
  const idsOf = async (login: string, query: string) =>
    (await get(login, `/notices?${query}`)).body.items.map(({ id }: { id: string }) => id);

  it('is named by the chain and by its duty, as a draft to its issuer alone and once issued to the province', async () => {
    for (const path of [`/chains/${CHAIN}`, `/duties/chain/${CHAIN}/${DUTY}`]) {
      const draft = { id: NOTICE, form: 'notice', number: '', phase: 'drafted', duty: DUTY, link: `/api/v1/notices/${NOTICE}` };
      expect((await get('issuer', path)).body.notices).to.deep.equal([draft]);
      expect((await get('director', path)).body.notices).to.deep.equal([]);
    }
    issue();
    for (const path of [`/chains/${CHAIN}`, `/duties/chain/${CHAIN}/${DUTY}`])
      expect((await get('director', path)).body.notices[0]).to.include({ id: NOTICE, number: NUMBER, phase: 'issued' });
  });

  it('leads back to the duty it is about, and says what comes of it', async () => {
    issue();
    const { body } = await get('director', `/notices/${NOTICE}`);
    expect(body).to.include({ title: '云南省 2026 年责任链', pilot: '', place: `chain/${CHAIN}` });
    expect(body.matter).to.deep.include({
      duty: DUTY,
      post: '53/leader',
      daysLate: 4,
      name: { zh: '签署责任书', en: 'Sign the statement' },
    });
    expect((await get('director', body.matter.link.slice('/api/v1'.length))).body).to.include({
      entityKind: 'chain',
      entity: CHAIN,
      duty: DUTY,
    });
  });

  it('is found in the ledger by the place of its matter', async () => {
    issue();
    expect(await idsOf('director', `place=chain/${CHAIN}`)).to.deep.equal([NOTICE]);
    expect(await idsOf('director', 'place=chain/53-2027')).to.deep.equal([]);
    expect(await idsOf('director', 'place=pilot/53-2026-0007')).to.deep.equal([]);
    expect((await get('director', '/notices?place=53-2026')).body.code).to.equal('InvalidInput');
  });

  it('does not exist for another province', async () => {
    issue();
    expect((await get('foreign', `/notices/${NOTICE}`)).status).to.equal(404);
    expect(await idsOf('foreign', `place=chain/${CHAIN}`)).to.deep.equal([]);
  });

  it('is told where the chain is stuck, once it went out', async () => {
    expect((await get('issuer', `/chains/${CHAIN}`)).body.stuck.zh).not.to.include('督办单');
    issue();
    const { stuck } = (await get('director', `/chains/${CHAIN}`)).body;
    expect(stuck.zh).to.include(`已逾期 5 个工作日，已发督办单 ${NUMBER}；`);
    expect(stuck.en).to.include(`is overdue by 5 working days, supervision notice ${NUMBER} went out; `);
  });

  it('is answered in words: there are no files of a pilot to attach', async () => {
    issue();
    const { browser, csrfToken } = await site.logIn('director');
    const post = (path: string, key: string, body: object) =>
      browser.post(`/api/v1/notices/${NOTICE}/${path}`).set({ 'X-CSRF-Token': csrfToken, 'Idempotency-Key': key }).send(body);
    await post('signature', 'a-key-to-sign-with', {}).expect(200);
    const files = { text: '已签署。', evidence: ['f1'] };
    const { body } = await post('answer', 'a-key-for-an-answer', files);
    expect([body.status, body.code]).to.deep.equal([400, 'InvalidInput']);
    expect(JSON.stringify(body)).to.include('没有可附的试点证据');
    await post('answer', 'a-key-for-another-one', { ...files, evidence: [] }).expect(200);
  });
});
