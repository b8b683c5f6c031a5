import { expect } from 'chai';
import { NOTICE } from '../domain/notice-stage.js';
import { openNoticeSite, type NoticeSite } from './notice-site.js';
import { holding } from './site.js';

describe('notices over HTTP', () => {
  let on: NoticeSite;
  beforeEach(async () => void (on = await openNoticeSite()));
  afterEach(() => on.site.close());
  const done = (...asked: Parameters<NoticeSite['done']>) => on.done(...asked);
  const refusal = (...asked: Parameters<NoticeSite['refusal']>) => on.refusal(...asked);
  const get = (...asked: Parameters<NoticeSite['get']>) => on.get(...asked);
  const post = (...asked: Parameters<NoticeSite['post']>) => on.post(...asked);
  const answer = { text: '已补交。', evidence: [] };
  const accepted = { attempt: 1, verdict: 'accepted', reason: '属实。' };

  it('go from draft to close-out: issued with a number, signed for, answered, verified by somebody else', async () => {
    await done('issuer', `${NOTICE}/issue`);
    await done('director', `${NOTICE}/signature`);
    await done('director', `${NOTICE}/answer`, answer);
    expect(await refusal('issuer', `${NOTICE}/verdict`, accepted), 'the matter is not done').to.equal('409 MatterOpen');
    on.tell(NOTICE, { type: 'noteMatterSettled', outcome: 'done', on: '2026-03-02' });
    await done('issuer', `${NOTICE}/verdict`, accepted);
    const { body } = await get('director', `/${NOTICE}`);
    expect(body).to.include({ number: '全国产改办督〔2026〕1号', phase: 'closed', isSigned: true });
    expect(body.answers).to.have.length(1);
    expect(body.answers[0]).to.include({ text: '已补交。', attempt: 1 });
    expect(body.next.zh).to.equal('已销号，无须办理。');
  });

  it('tell the facts from the record, what is owed with its light, and what comes next', async () => {
    await done('issuer', `${NOTICE}/issue`);
    const { body } = await get('director', `/${NOTICE}`);
    expect(body.matter).to.include({ duty: 'milestone-base-1', due: '2026-02-25', daysLate: 4, post: '53-h001/liaison' });
    expect(body.matter.rungs[2]).to.deep.include({ rung: 'chase', name: { zh: '催办', en: 'Chase' } });
    expect(body.duties.map(({ duty, due }: { duty: string; due: string }) => `${duty} ${due}`)).to.deep.equal([
      'sign 2026-03-03',
      'answer-1 2026-03-09',
    ]);
    expect(body.duties[0].sentence.zh).to.match(/签收/);
    expect(body.next.en).to.match(/signs for it/);
  });

  it('are refused out of order, and to whom they are not addressed, with a sentence', async () => {
    expect(await refusal('director', `${NOTICE}/signature`), 'a draft does not exist for its addressee').to.equal('404 NotFound');
    expect(await refusal('leader', `${NOTICE}/decision`, { verdict: 'approved', reason: '同意。' })).to.equal('409 WrongForm');
    await done('issuer', `${NOTICE}/issue`);
    expect(await refusal('issuer', `${NOTICE}/issue`)).to.equal('409 WrongPhase');
    expect(await refusal('director', `${NOTICE}/answer`, answer)).to.equal('409 NotSigned');
    expect(await refusal('province', `${NOTICE}/signature`)).to.equal('403 NotAddressed');
    expect(await refusal('issuer', `${NOTICE}/verdict`, accepted)).to.equal('409 NotSubmitted');
    await done('director', `${NOTICE}/signature`);
    expect(await refusal('director', `${NOTICE}/signature`)).to.equal('409 AlreadySigned');
    expect(await refusal('province', `${NOTICE}/answer`, answer)).to.equal('403 NotAddressed');
    expect(await refusal('issuer', `${NOTICE}/raising`, { reason: '尽快。' })).to.equal('409 NotRaisable');
    expect(await refusal('issuer', `${NOTICE}/raising-decline`, { reason: '不必。' })).to.equal('409 NotRaisable');
    expect(await refusal('issuer', `${NOTICE}/talk`, { heldOn: '2026-03-02', present: '略', text: '略' })).to.equal('409 WrongForm');
    expect(await refusal('foreign', `${NOTICE}/signature`)).to.equal('404 NotFound');
    const { body } = await post('province', `${NOTICE}/answer`, answer);
    expect(body.detail ?? body.title).to.match(/云南省办公室主任/);
  });

  it('keep whoever answered from verifying, also in another post', async () => {
    await done('issuer', `${NOTICE}/issue`);
    await done('director', `${NOTICE}/signature`);
    await done('director', `${NOTICE}/answer`, answer);
    expect(await refusal('director', `${NOTICE}/verdict`, accepted)).to.equal('403 NoRight');
    on.site.posts.hold('p-director', holding('00', 'reviewer'));
    expect(await refusal('director', `${NOTICE}/verdict`, accepted)).to.equal('403 OwnSubmission');
  });

  it('go up to a talk, which a central leader decides, not whoever proposed it; and on to a circular everybody sees', async () => {
    await done('issuer', `${NOTICE}/issue`);
    await done('director', `${NOTICE}/signature`);
    await done('director', `${NOTICE}/answer`, answer);
    await done('issuer', `${NOTICE}/verdict`, { attempt: 1, verdict: 'returned', reason: '没有数据。' });
    expect(await refusal('issuer', `${NOTICE}/raising`, { reason: '整改不到位。' }), 'its term is not over').to.equal('409 NotRaisable');
    on.pass(8);
    await done('issuer', `${NOTICE}/raising`, { reason: '整改不到位。' });
    const talk = `${NOTICE}~talk`;
    expect(await refusal('issuer', `${talk}/issue`)).to.equal('409 WrongForm');
    expect(await refusal('province', `${talk}/decision`, { verdict: 'approved', reason: '同意。' })).to.equal('404 NotFound');
    on.site.posts.hold('p-issuer', holding('00', 'leader'));
    expect(await refusal('issuer', `${talk}/decision`, { verdict: 'approved', reason: '同意。' })).to.equal('403 OwnSubmission');
    on.site.posts.hold('p-issuer', holding('00', 'reviewer'));
    await done('leader', `${talk}/decision`, { verdict: 'approved', reason: '同意约谈。' });
    await done('province', `${talk}/signature`);
    expect(await refusal('province', `${talk}/answer`, answer)).to.equal('409 TalkNotHeld');
    expect(await refusal('issuer', `${talk}/talk`, { heldOn: '2026-03-05', present: '组长', text: '略' })).to.equal('422 InvalidDates');
    await done('issuer', `${talk}/talk`, { heldOn: '2026-03-10', present: '组长', text: '约谈纪要' });
    await done('province', `${talk}/answer`, answer);
    await done('issuer', `${talk}/verdict`, { attempt: 1, verdict: 'returned', reason: '仍未整改。' });
    on.pass(15);
    await done('issuer', `${talk}/raising`, { reason: '约谈后未整改。' });
    const circular = `${talk}~circular`;
    expect((await get('foreign', `/${circular}`)).status).to.equal(404);
    await done('leader', `${circular}/decision`, { verdict: 'approved', reason: '同意通报。' });
    const { status, body } = await get('foreign', `/${circular}`);
    expect([status, body.number]).to.deep.equal([200, '全国产改办通〔2026〕1号']);
    expect(body.chain, 'who may not see the notices below sees the circular alone').to.have.length(1);
    const own = (await get('director', `/${talk}`)).body;
    expect(own.talk).to.deep.equal({ heldOn: '2026-03-10', present: '组长', text: '约谈纪要' });
    expect(own.chain.map(({ form, phase }: { form: string; phase: string }) => `${form} ${phase}`)).to.deep.equal([
      'notice raised',
      'talk raised',
      'circular issued',
    ]);
  });

  it('are listed by form, phase, unit, year and pilot, each to whom they exist for', async () => {
    on.draft('53-2026-0008~report-2026Q1-1~20260415', 'notice');
    await done('issuer', `${NOTICE}/issue`);
    const listed = async (login: string, query = ''): Promise<string[]> =>
      (await get(login, query)).body.items.map(({ id }: { id: string }) => id);
    expect(await listed('issuer')).to.have.length(2);
    expect(await listed('director')).to.deep.equal([NOTICE]);
    expect(await listed('foreign')).to.deep.equal([]);
    expect(await listed('issuer', '?phase=drafted&form=notice')).to.deep.equal(['53-2026-0008~report-2026Q1-1~20260415']);
    expect(await listed('issuer', '?year=2026&unit=53&pilot=53-2026-0007&issuer=00/reviewer')).to.deep.equal([NOTICE]);
    const { body } = await get('issuer', '?limit=1&sort=id');
    expect(body.items).to.have.length(1);
    expect((await get('issuer', `?limit=1&sort=id&cursor=${body.next}`)).body.items).to.have.length(1);
  });

  it('are voided with a reason, and keep their number', async () => {
    await done('issuer', `${NOTICE}/issue`);
    expect(await refusal('director', `${NOTICE}/void`, { reason: '不服。' })).to.equal('403 NoRight');
    await done('issuer', `${NOTICE}/void`, { reason: '发错单位。' });
    expect((await get('director', `/${NOTICE}`)).body).to.include({ phase: 'voided', number: '全国产改办督〔2026〕1号' });
    expect(await refusal('director', `${NOTICE}/signature`)).to.equal('409 NoticeEnded');
  });

  it('take evidence of their pilot only, and no text with a mark of secrecy', async () => {
    await done('issuer', `${NOTICE}/issue`);
    await done('director', `${NOTICE}/signature`);
    expect(await refusal('director', `${NOTICE}/answer`, { text: '见附件。', evidence: ['f9'] })).to.equal('400 InvalidInput');
    expect(await refusal('director', `${NOTICE}/answer`, { text: '机密★10年', evidence: [] })).to.match(/SecretMark/);
  });

  it('are weighed by their issuer when the answer stays out beyond its term', async () => {
    await done('issuer', `${NOTICE}/issue`);
    on.pass(14);
    await done('issuer', `${NOTICE}/raising-decline`, { reason: '已电话核实，材料在途。' });
    const { body } = await get('issuer', `/${NOTICE}`);
    expect(body.duties.map(({ duty, light }: { duty: string; light: string }) => `${duty} ${light}`)).to.deep.equal([
      'sign red',
      'answer-1 red',
    ]);
  });

  it('keep the term of their answer, and say so', async () => {
    await done('issuer', `${NOTICE}/issue`);
    const { browser, csrfToken } = await on.site.logIn('director');
    const { status, body } = await browser
      .post(`/api/v1/duties/notice/${NOTICE}/answer-1/extension-request`)
      .set({ Origin: 'http://127.0.0.1:3000', 'X-CSRF-Token': csrfToken, 'Idempotency-Key': 'a-key-for-another-date' })
      .send({ until: '2026-03-31', reason: '材料在途。', progress: '完成六成。' });
    expect([status, body.code]).to.deep.equal([409, 'ExtensionNotAllowed']);
    expect(body.sentences.zh).to.include('督办答复');
    expect(body.sentences.en).to.include('answers to notices keep their dates');
  });
});
