import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { NOTICE } from '../domain/notice-stage.js';
import { openNoticeSite, type NoticeSite } from './notice-site.js';
import { holding } from './site.js';

interface Step {
  readonly type: string;
  readonly post: string;
  readonly person: string;
  readonly reason?: string;
}
const answer = { text: '已补交。', evidence: [] };
const returned = { attempt: 1, verdict: 'returned', reason: '未说明责任人。' };

describe('the story of a notice', () => {
  let on: NoticeSite;
  beforeEach(async () => void (on = await openNoticeSite()));
  afterEach(() => on.site.close());
  const read = async (login: string, id: string) => (await on.get(login, `/${id}`)).body;
  /** `answerReturned 00/reviewer p-issuer: 未说明责任人。` */
  const storyOf = async (login: string, id = NOTICE): Promise<string[]> =>
    (await read(login, id)).story.map(
      ({ type, post, person, reason }: Step) => `${type} ${post} ${person}${reason === undefined ? '' : `: ${reason}`}`,
    );
  const answerOnce = async (): Promise<void> => {
    await on.done('issuer', `${NOTICE}/issue`);
    await on.done('director', `${NOTICE}/signature`);
    await on.done('director', `${NOTICE}/answer`, answer);
  };

  it('tells whoever must answer again what was wrong with the answer, and who said so', async () => {
    await answerOnce();
    await on.done('issuer', `${NOTICE}/verdict`, returned);
    const { answers } = await read('director', NOTICE);
    expect(answers).to.have.length(1);
    expect(answers[0]).to.include({ text: '已补交。', person: 'p-director', post: '53/office-director' });
    expect(answers[0].verdict).to.include({ verdict: 'returned', reason: '未说明责任人。', person: 'p-issuer', post: '00/reviewer' });
  });

  it('names who drafted, issued, signed, answered and returned, in order', async () => {
    await answerOnce();
    await on.done('issuer', `${NOTICE}/verdict`, returned);
    expect(await storyOf('director')).to.deep.equal([
      `noticeDrafted ${SYSTEM.post} ${SYSTEM.person}`,
      'noticeIssueOrdered 00/reviewer p-issuer',
      `noticeIssued ${SYSTEM.post} ${SYSTEM.person}`,
      'noticeSigned 53/office-director p-director',
      'noticeAnswered 53/office-director p-director',
      'answerReturned 00/reviewer p-issuer: 未说明责任人。',
    ]);
  });

  it('says in words what was done', async () => {
    await on.done('issuer', `${NOTICE}/issue`);
    const { story } = await read('director', NOTICE);
    expect(story.map(({ what }: { what: { zh: string } }) => what.zh)).to.deep.equal([
      '起草（事项逾期未办）',
      '签发',
      '编定文号 全国产改办督〔2026〕1号，发出',
    ]);
    expect(story[1].what.en).to.equal('Ordered to be issued');
  });

  it('names on whose behalf a delegate acted', async () => {
    await on.site.enrol('delegate', { ...holding('00', 'reviewer'), onBehalfOf: 'p-issuer' });
    await on.done('delegate', `${NOTICE}/issue`);
    const { story } = await read('director', NOTICE);
    expect(story[1]).to.include({ person: 'p-delegate', onBehalfOf: 'p-issuer' });
  });

  it('tells why it was not raised', async () => {
    await on.done('issuer', `${NOTICE}/issue`);
    on.pass(14);
    await on.done('issuer', `${NOTICE}/raising-decline`, { reason: '材料在途。' });
    expect((await storyOf('director')).slice(-2)).to.deep.equal([
      `answerMissed ${SYSTEM.post} ${SYSTEM.person}`,
      'raisingDeclined 00/reviewer p-issuer: 材料在途。',
    ]);
  });

  it('tells why it was voided', async () => {
    await on.done('issuer', `${NOTICE}/issue`);
    await on.done('issuer', `${NOTICE}/void`, { reason: '发错单位。' });
    expect((await storyOf('director')).at(-1)).to.equal('noticeVoided 00/reviewer p-issuer: 发错单位。');
  });

  it('tells why a draft was discarded, or that its matter was done', async () => {
    await on.done('issuer', `${NOTICE}/void`, { reason: '已批准延期。' });
    expect((await storyOf('issuer')).at(-1)).to.equal('draftWithdrawn 00/reviewer p-issuer: 已批准延期。');
    const other = `${NOTICE.slice(0, -8)}20260715`;
    on.draft(other, 'notice');
    on.tell(other, { type: 'noteMatterSettled', outcome: 'done', on: '2026-03-02' });
    const { story } = await read('issuer', other);
    expect(story.at(-1)).to.not.have.property('reason');
    expect(story.at(-1).what.zh).to.equal('原事项已办结，草稿撤回');
  });

  it('tells a talk’s decision with its reason, and what it was proposed for', async () => {
    on.draft(`${NOTICE}~talk`, 'talk');
    await on.done('leader', `${NOTICE}~talk/decision`, { verdict: 'approved', reason: '同意约谈。' });
    expect((await storyOf('province', `${NOTICE}~talk`)).slice(0, 2)).to.deep.equal([
      `noticeDrafted ${SYSTEM.post} ${SYSTEM.person}: 逾期未答复。`,
      'noticeDecided 00/leader p-leader: 同意约谈。',
    ]);
  });
});

describe('a notice that has ended', () => {
  let on: NoticeSite;
  beforeEach(async () => void (on = await openNoticeSite()));
  afterEach(() => on.site.close());

  it('says how it ended to whoever comes too late', async () => {
    await on.done('issuer', `${NOTICE}/issue`);
    await on.done('issuer', `${NOTICE}/void`, { reason: '发错单位。' });
    const { status, body } = await on.post('director', `${NOTICE}/signature`);
    expect([status, body.code]).to.deep.equal([409, 'NoticeEnded']);
    expect(body.sentences.zh).to.match(/^该文书已作废/);
    expect(body.sentences.en).to.match(/voided/);
  });
});

describe('a notice drafted after one that was voided', () => {
  let on: NoticeSite;
  beforeEach(async () => void (on = await openNoticeSite()));
  afterEach(() => on.site.close());

  it('names the former one with its end, and is named by it', async () => {
    await on.done('issuer', `${NOTICE}/issue`);
    await on.done('issuer', `${NOTICE}/void`, { reason: '发错单位。' });
    const second = `${NOTICE}~2`;
    on.draft(second, 'notice');
    await on.done('issuer', `${second}/issue`);
    for (const id of [NOTICE, second]) {
      const { chain } = (await on.get('director', `/${id}`)).body;
      expect(chain.map((one: { id: string; phase: string }) => `${one.id} ${one.phase}`)).to.deep.equal([
        `${NOTICE} voided`,
        `${second} issued`,
      ]);
    }
  });
});

describe('what comes next', () => {
  let on: NoticeSite;
  beforeEach(async () => void (on = await openNoticeSite()));
  afterEach(() => on.site.close());
  const nextOn = async (login: string, id: string): Promise<string> => (await on.get(login, `/${id}`)).body.next.zh;

  it('speaks of a talk only on a talk', async () => {
    on.draft(`${NOTICE}~talk`, 'talk');
    expect(await nextOn('issuer', NOTICE)).to.equal('签发岗在 1 个工作日内签发或撤回。');
    await on.done('issuer', `${NOTICE}/issue`);
    expect(await nextOn('issuer', NOTICE)).to.equal('收件岗位在 1 个工作日内签收；收件岗位按期答复，逾期的由签发岗决定是否升级。');
    await on.done('leader', `${NOTICE}~talk/decision`, { verdict: 'approved', reason: '同意约谈。' });
    expect(await nextOn('issuer', `${NOTICE}~talk`)).to.equal('收件岗位在 1 个工作日内签收；由签发岗进行约谈并记录。');
  });
});
