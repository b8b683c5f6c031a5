import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { MOST_ITEMS } from '../../domain/chain/statement.js';
import { FIRST_STATEMENT_TEMPLATE } from '../../domain/chain/template.js';
import { statementExample } from '../../server/routes/statement.js';
import { note } from '../domain/chain-stage.js';
import { openChainSite, SIGNERS, type ChainSite } from './chain-site.js';

describe('a chain over HTTP', () => {
  let site: ChainSite;
  let read: ChainSite['read'];
  let accepted: ChainSite['accepted'];
  let refusedWith: ChainSite['refusedWith'];
  const chain = '/chains/53-2026';
  before(async () => {
    site = await openChainSite();
    ({ read, accepted, refusedWith } = site);
  });
  after(() => site.close());

  it('is opened by its province with a draft from the template', async () => {
    await accepted('office-director', 'post', '/chains', { year: 2026 });
    const { body } = await read('liaison', chain);
    expect(body).to.deep.include({ title: '云南省 2026 年责任链', phase: 'drafting', template: 1, openDuties: 1 });
    const draft = await read('liaison', `${chain}/statements/0`);
    expect(draft.body.items.map(({ id, due }: Record<string, string>) => [id, due])).to.deep.include(['skills', '2026-09-30']);
  });

  it('exists once, for this year or the next, and is no other province’s to open', async () => {
    await refusedWith('AlreadyExists', 'office-director', 'post', '/chains', { year: 2026 });
    await refusedWith('YearOutside', 'office-director', 'post', '/chains', { year: 2029 });
    await refusedWith('InvalidInput', 'foreign', 'post', '/chains', { year: 2026, province: '53' });
    await refusedWith('InvalidInput', 'centre', 'post', '/chains', { year: 2026 });
    await refusedWith('NoRight', 'liaison', 'post', '/chains', { year: 2026 });
  });

  it('does not exist for another province', async () => {
    for (const path of [
      chain,
      `${chain}/statements/0`,
      `${chain}/items/skills`,
      `${chain}/escalations`,
      `${chain}/texts/${'a'.repeat(64)}`,
    ])
      expect((await read('foreign', path)).status, path).to.equal(404);
    expect((await read('foreign', '/chains')).body.items).to.deep.equal([]);
    await refusedWith('NotFound', 'foreign', 'post', `${chain}/statement-submission`, { sha256: 'a'.repeat(64) });
  });

  it('is drafted by the centre as well, and never overwritten unseen', async () => {
    const { body } = await read('centre', chain);
    await refusedWith('DraftChanged', 'centre', 'put', `${chain}/statement-draft`, statementExample);
    await refusedWith('ItemTwice', 'centre', 'put', `${chain}/statement-draft`, {
      ...statementExample,
      items: [...statementExample.items, ...statementExample.items],
      basedOn: body.draft.sha256,
    });
    await refusedWith('InvalidDates', 'centre', 'put', `${chain}/statement-draft`, {
      ...statementExample,
      items: statementExample.items.map((item) => ({ ...item, due: '2027-01-01' })),
      basedOn: body.draft.sha256,
    });
    await accepted('centre', 'put', `${chain}/statement-draft`, { ...statementExample, basedOn: body.draft.sha256 });
  });

  it('takes no list without items, with too many, or with one for a post that holds none', async () => {
    const [item] = statementExample.items;
    const many = Array.from({ length: MOST_ITEMS + 1 }, (_, index) => ({ ...item, id: `item-${index}` }));
    for (const items of [[], many, [{ ...item, post: 'leader' }]])
      await refusedWith('InvalidInput', 'office-director', 'put', `${chain}/statement-draft`, { ...statementExample, items });
  });

  it('is refused a signature out of turn with a sentence that names whose turn it is', async () => {
    await refusedWith('StaleVersion', 'office-director', 'post', `${chain}/statement-submission`, { sha256: 'b'.repeat(64) });
    const { body } = await read('office-director', chain);
    await accepted('office-director', 'post', `${chain}/statement-submission`, { sha256: body.draft.sha256 });
    const refusal = await refusedWith('NotYourTurn', 'liaison', 'post', `${chain}/signatures`, { version: 1 });
    expect(refusal['detail']).to.contain('云南省组长');
    await refusedWith('NoRight', 'centre', 'post', `${chain}/signatures`, { version: 1 });
    await refusedWith('StaleVersion', 'leader', 'post', `${chain}/signatures`, { version: 2 });
  });

  it('shows who has signed, whose turn it is, and where it is stuck', async () => {
    await accepted('leader', 'post', `${chain}/signatures`, { version: 1 });
    await refusedWith('StatementSigned', 'leader', 'post', `${chain}/signatures`, { version: 1 });
    const since = site.now();
    site.letItBe('2026-01-14 10:00');
    const { body } = await read('centre', chain);
    const leader = { post: '53/leader', postName: { zh: '云南省组长', en: 'group leader of Yunnan' } };
    expect(body.signatures).to.deep.equal([{ ...leader, person: 'p-leader', name: 'leader', at: since }]);
    const director = { post: '53/office-director', postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' } };
    expect(body.turn).to.deep.equal({ ...director, since });
    expect([body.stuckAtName, body.stuck.postName]).to.deep.equal([director.postName, director.postName]);
    expect(body.stuck).to.deep.include({ post: '53/office-director', kind: 'sign-statement', light: 'red', lateDays: 2 });
    expect(body.stuck.zh).to.contain('已逾期 2 个工作日');
    expect(body.light).to.equal('red');
  });

  it('goes back to drafting with the reason, and is signed anew by all', async () => {
    await refusedWith('NotYourTurn', 'liaison', 'post', `${chain}/statement-return`, { version: 1, reason: '漏项' });
    await accepted('office-director', 'post', `${chain}/statement-return`, { version: 1, reason: '漏项' });
    const { body } = await read('office-director', chain);
    const postName = { zh: '云南省办公室主任', en: 'office director of Yunnan' };
    const who = { person: 'p-office-director', name: 'office-director', post: '53/office-director', postName };
    const returned = { ...who, at: site.now(), reason: '漏项' };
    expect(body.versions).to.have.length(1);
    expect(body.versions[0]).to.deep.include({ version: 1, outcome: 'returned', returned });
    expect((await read('liaison', `${chain}/statements/1`)).body.returned).to.deep.equal(returned);
    expect((await read('liaison', `${chain}/statements/0`)).body).to.not.have.property('returned');
    const again = `${chain}/statement-submission`;
    const refusal = await refusedWith('StatementUnchanged', 'office-director', 'post', again, { sha256: body.draft.sha256 });
    expect(refusal['detail']).to.contain('第 1 版');
    const [item] = statementExample.items;
    const better = { ...statementExample, items: [{ ...item, measure: '推行新型学徒制，按季调度。' }] };
    await accepted('office-director', 'put', `${chain}/statement-draft`, { ...better, basedOn: body.draft.sha256 });
    await accepted('office-director', 'post', again, { sha256: (await read('office-director', chain)).body.draft.sha256 });
    for (const role of SIGNERS) await accepted(role, 'post', `${chain}/signatures`, { version: 2 });
    expect((await read('liaison', chain)).body).to.deep.include({ phase: 'in-force' });
  });

  it('hands an item down and up, and tells its story', async () => {
    const item = `${chain}/items/skills`;
    await refusedWith('NotAssigned', 'lead-department', 'post', `${item}/receipt`, {});
    await refusedWith('ItemUnknown', 'office-director', 'post', `${chain}/items/nothing/withdrawal`, { reason: '无' });
    await refusedWith('InvalidDates', 'office-director', 'post', `${item}/assignment`, {
      to: 'lead-department',
      due: '2026-01-02',
      note: '',
    });
    await accepted('office-director', 'post', `${item}/assignment`, { to: 'lead-department', due: '2026-09-25', note: '请推进' });
    await refusedWith('NotAcknowledged', 'lead-department', 'post', `${item}/feedback`, { text: '已办', share: 100 });
    await accepted('lead-department', 'post', `${item}/receipt`, {});
    await refusedWith('AlreadyAcknowledged', 'lead-department', 'post', `${item}/receipt`, {});
    await refusedWith('NotYourItem', 'liaison', 'post', `${item}/receipt`, {});
    await refusedWith('NotAssignable', 'lead-department', 'post', `${item}/assignment`, {
      to: 'lead-department',
      due: '2026-09-10',
      note: '',
    });
    await accepted('lead-department', 'post', `${item}/assignment`, { to: 'liaison', due: '2026-09-10', note: '' });
    await refusedWith('HandedDown', 'lead-department', 'post', `${item}/feedback`, { text: '已办', share: 100 });
    await refusedWith('InvalidDates', 'lead-department', 'post', `${item}/reassignment`, {
      to: 'liaison',
      due: '2026-09-11',
      reason: '宽限',
    });
    await accepted('lead-department', 'post', `${item}/reassignment`, { to: 'liaison', due: '2026-09-09', reason: '重排' });
    await refusedWith('NotYourItem', 'office-director', 'post', `${item}/reassignment`, { to: 'liaison', due: '2026-09-11', reason: '急' });
    await accepted('liaison', 'post', `${item}/receipt`, {});
    await accepted('liaison', 'post', `${item}/feedback`, { text: '已完成 2130 人', share: 100 });
    await refusedWith('AlreadySubmitted', 'liaison', 'post', `${item}/feedback`, { text: '又', share: 100 });
    await refusedWith('NotYourItem', 'office-director', 'post', `${item}/verdict`, { verdict: 'accepted', reason: '好' });
    await accepted('lead-department', 'post', `${item}/verdict`, { verdict: 'accepted', reason: '属实' });
    await refusedWith('NotSubmitted', 'office-director', 'post', `${item}/verdict`, { verdict: 'accepted', reason: '好' });
    await accepted('lead-department', 'post', `${item}/feedback`, { text: '同意联络员所报', share: 100 });
    const { body } = await read('centre', chain);
    expect(body.items[0]).to.deep.include({ id: 'skills', status: 'assigned', holder: '53/office-director', share: 100 });
    const story = await read('centre', item);
    const told = story.body.items.find(({ type }: Record<string, string>) => type === 'itemFedBack');
    expect(told).to.deep.include({ post: '53/liaison' });
    expect((await read('centre', `${chain}/texts/${told.sha256}`)).body).to.deep.equal({ text: '已完成 2130 人' });
    await accepted('office-director', 'post', `${item}/verdict`, { verdict: 'accepted', reason: '销号' });
    await refusedWith('ItemSettled', 'office-director', 'post', `${item}/withdrawal`, { reason: '误' });
  });

  it('opens no text that its own record does not name', async () => {
    site.stored.set('c'.repeat(64), 'secret of another');
    expect((await read('centre', `${chain}/texts/${'c'.repeat(64)}`)).status).to.equal(404);
  });

  it('lists what pilots let climb, to be answered by the level it reached', async () => {
    for (const pilot of ['0001', '0002', '0003']) await site.happen({ kind: 'chain', id: '53-2026' }, SYSTEM, note(`53-2026-${pilot}`));
    const listed = await read('office-director', `${chain}/escalations?limit=2`);
    expect(listed.body.items).to.have.length(2);
    const rest = await read('office-director', `${chain}/escalations?limit=2&after=${encodeURIComponent(listed.body.next)}`);
    expect(rest.body).to.deep.include({ next: null });
    const ids = [...listed.body.items, ...rest.body.items].map(({ id }: Record<string, string>) => id);
    await refusedWith('EscalationElsewhere', 'leader', 'post', `${chain}/escalation-answers`, { escalations: ids, text: '已督促' });
    await refusedWith('EscalationUnknown', 'office-director', 'post', `${chain}/escalation-answers`, {
      escalations: ['53-2026-9999#report-2026Q1-1'],
      text: '已督促',
    });
    await accepted('office-director', 'post', `${chain}/escalation-answers`, { escalations: ids.slice(0, 2), text: '已督促' });
    await refusedWith('EscalationAnswered', 'office-director', 'post', `${chain}/escalation-answers`, { escalations: ids, text: '已督促' });
    expect((await read('centre', chain)).body.escalations).to.deep.equal({
      arrived: 3,
      settled: 0,
      open: [{ role: 'office-director', waiting: 1, answered: 2, oldest: formatDay(dayOf(site.now())) }],
    });
  });

  it('ends with a self-assessment that the leader returns or confirms', async () => {
    const outcomes = [{ item: 'skills', outcome: 'done' }];
    await refusedWith('WrongPhase', 'office-director', 'post', `${chain}/self-assessment`, { text: '自评', outcomes });
    site.letItBe('2027-01-05 10:00');
    await refusedWith('NotSubmitted', 'leader', 'post', `${chain}/self-assessment-confirmation`, { attempt: 1 });
    await refusedWith('OutcomeMissing', 'office-director', 'post', `${chain}/self-assessment`, { text: '自评', outcomes: [] });
    await accepted('office-director', 'post', `${chain}/self-assessment`, { text: '自评', outcomes });
    await refusedWith('StaleVersion', 'leader', 'post', `${chain}/self-assessment-return`, { attempt: 2, reason: '补充' });
    await accepted('leader', 'post', `${chain}/self-assessment-return`, { attempt: 1, reason: '补充' });
    const sentBack = (await read('office-director', chain)).body.assessmentReturned;
    expect(sentBack).to.deep.include({ attempt: 1, post: '53/leader', reason: '补充', at: site.now() });
    await accepted('office-director', 'post', `${chain}/self-assessment`, { text: '自评二', outcomes });
    await accepted('leader', 'post', `${chain}/self-assessment-confirmation`, { attempt: 2 });
    expect((await read('centre', chain)).body).to.deep.include({ phase: 'closed', light: 'blue', openDuties: 0 });
    await refusedWith('Closed', 'office-director', 'post', `${chain}/self-assessment`, { text: '自评', outcomes });
    expect(site.records.outbox('chain/53-2026').filter(({ consequence }) => consequence.type === 'message')).to.have.length(3);
  });

  it('is drawn from the template as it was when it was opened, and goes on naming that version', async () => {
    const [first] = FIRST_STATEMENT_TEMPLATE.items;
    const items = [{ ...first, title: '思想政治引领', due: '06-30' }];
    await accepted('system', 'post', '/statement-templates', { ...FIRST_STATEMENT_TEMPLATE, items, base: 1, reason: '按年度要点。' });
    await accepted('office-director', 'post', '/chains', { year: 2027 });
    const opened = await read('liaison', '/chains/53-2027');
    expect(opened.body).to.include({ template: 2 });
    const draft = await read('liaison', '/chains/53-2027/statements/0');
    expect(draft.body.items).to.deep.equal([{ ...first, title: '思想政治引领', due: '2027-06-30' }]);
    expect((await read('liaison', chain)).body).to.include({ template: 1 });
  });

  it('is found by year, province, phase and light', async () => {
    expect((await read('centre', '/chains?year=2026&province=53&phase=closed&light=blue')).body.items).to.have.length(1);
    expect((await read('centre', '/chains?year=2025')).body.items).to.deep.equal([]);
    expect((await read('centre', '/chains?light=red')).body.items).to.deep.equal([]);
  });
});
