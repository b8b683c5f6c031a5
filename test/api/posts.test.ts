import { expect } from 'chai';
import { registrations } from '../domain/stage.js';
import { director } from '../fakes/people.js';
import type { PostHouse } from './post-house.js';
import { openProvince } from './post-province.js';

const reason = '轮岗';
const register = (house: PostHouse, id = '53-2026-0001') =>
  house.order('pilot', id, { type: 'registerPilot', ...registrations.national }, director);
const dutiesOf = async (house: PostHouse, login: string, kind: string) => {
  const { body } = await house.get(login, `/duties?kind=${kind}`);
  return body.items.map(({ title, due, rung = '' }: Record<string, string>) => `${title} ${due} ${rung}`.trim());
};
const HANDOVERS = '/units/53/posts/office-director/handovers';
const PREVIEW = '/units/53/posts/office-director/handover-preview';

describe('a post that changes hands', () => {
  let house: PostHouse;
  beforeEach(async () => {
    house = await openProvince();
    await register(house);
    await house.seat('deputy', '53', 'reviewer');
  });
  afterEach(() => house.close());
  const plan = (login: string, person = 'p-newcomer') =>
    house.post(login, '/units/53/posts/office-director/planned-handover', { person, effective: '2026-02-10', reason });

  it('shows beforehand what would go with it, with light and due day, page by page', async () => {
    await house.post('director', '/units/53/posts/office-director/delegation', { person: 'p-liaison', until: '2026-02-20', reason });
    const { status, body } = await house.get('security', `${PREVIEW}?limit=2`);
    expect(status).to.equal(200);
    // The city's three posts are empty, and a pilot wants its plan.
    expect(body).to.deep.include({ duties: 4, signatures: 0 });
    expect(body.delegate).to.include({ person: 'p-liaison' });
    expect(body.holder).to.include({ person: 'p-director' });
    const first = body.items.map(({ kind, due, light }: Record<string, string>) => `${kind} ${due} ${light}`);
    expect(first).to.deep.equal(['fill-post 2026-02-14 green', 'fill-post 2026-02-14 green']);
    const rest = await house.get('security', `${PREVIEW}?limit=2&cursor=${body.next}`);
    expect(rest.body.items.map(({ kind }: { kind: string }) => kind)).to.deep.equal(['fill-post', 'submit-plan']);
    expect(rest.body.next).to.equal(null);
  });

  it('shows nothing of a unit or a post that is not there, or not for the asker', async () => {
    expect((await house.get('guangdong', PREVIEW)).status).to.equal(404);
    expect((await house.get('security', '/units/53/posts/evaluator/handover-preview')).body.code).to.equal('PostUnknown');
    expect((await house.get('guangdong', HANDOVERS)).status).to.equal(404);
    expect((await house.get('system', PREVIEW)).body.code).to.equal('NoRight');
  });

  it('is another’s from the next request on, with all its duties, and the record shows what went with it', async () => {
    const { browser } = await house.logIn('director');
    await house.post('security', '/units/53/posts/office-director/handover', { person: 'p-newcomer', reason });
    expect((await browser.get('/api/v1/duties')).status).to.equal(403);
    expect(await dutiesOf(house, 'newcomer', 'submit-plan')).to.have.length(1);
    const { body } = await house.get('newcomer', HANDOVERS);
    const [{ moves, ...row }] = body.items;
    expect(row).to.deep.include({
      step: 'postHandedOver',
      from: 'p-director',
      fromName: 'director',
      to: 'p-newcomer',
      toName: 'newcomer',
      post: '00/security-administrator',
      reason,
    });
    expect(moves).to.deep.include({ duties: 4, signatures: 0 });
    expect(moves.items.map(({ kind }: { kind: string }) => kind)).to.deep.equal(['fill-post', 'fill-post', 'fill-post', 'submit-plan']);
  });

  it('on a day to come: what would go is recorded with the plan, and what went as it takes effect', async () => {
    expect((await plan('director', 'p-deputy')).status).to.equal(200);
    await register(house, '53-2026-0002');
    house.passTo('2026-02-10 00:00');
    expect(await house.holds('p-deputy', '53/office-director')).to.equal(false);
    await house.tick('53');
    expect(await house.holds('p-deputy', '53/office-director')).to.equal(true);
    const { body } = await house.get('deputy', `${HANDOVERS}?sort=seq`);
    const told = body.items.map(({ step, moves }: { step: string; moves: { duties: number } }) => `${step} ${moves.duties}`);
    expect(told).to.deep.equal(['handoverPlanned 4', 'postHandedOver 5']);
  });

  it('is refused on its day to somebody locked meanwhile: the planner owes a word, sees why, and can let it be', async () => {
    await plan('security');
    await house.post('security', '/accounts/newcomer/lock', { reason: '离职' });
    house.passTo('2026-02-10 00:00');
    await house.tick('53');
    expect(await house.holds('p-director', '53/office-director')).to.equal(true);
    expect(await dutiesOf(house, 'security', 'settle-handover')).to.deep.equal(['单位 53 2026-02-13']);
    const { body } = await house.get('security', '/units/53');
    const post = body.posts.find(({ role }: { role: string }) => role === 'office-director');
    expect(post.refusedHandover).to.deep.equal({ person: 'p-newcomer', name: 'newcomer', effective: '2026-02-10', cause: 'PersonLocked' });
    const handovers = await house.get('director', HANDOVERS);
    expect(handovers.body.items[0]).to.include({ step: 'handoverRefused', cause: 'PersonLocked', person: 'system' });
    const settled = await house.post('security', '/units/53/posts/office-director/planned-handover-cancellation', { reason: '不再更换' });
    expect(settled.status).to.equal(200);
    expect(await dutiesOf(house, 'security', 'settle-handover')).to.deep.equal([]);
  });

  it('names what went with it to those for whom it exists, and to all others counts it', async () => {
    await house.post('system', '/units/53/posts', { role: 'evaluator', reason });
    await house.seat('evaluator', '53', 'evaluator');
    await house.seat('audit', '00', 'audit-administrator');
    await house.post('security', '/units/53/posts/office-director/handover', { person: 'p-newcomer', reason });
    const all = ['fill-post', 'fill-post', 'fill-post', 'submit-plan'];
    // The three posts to fill are the city's: the evaluator sees the own unit alone, the system administrator every unit and no pilot.
    for (const [login, named] of [
      ['evaluator', []],
      ['system', all.slice(0, 3)],
      ['security', all],
      ['liaison', all],
      ['audit', all],
    ] as const) {
      const { body } = await house.get(login, HANDOVERS);
      expect(body.items[0].moves, login).to.deep.include({ duties: 4, signatures: 0 });
      const record = await house.get(login, '/records/unit/53');
      const { event } = record.body.items.find(({ type }: { type: string }) => type === 'postHandedOver');
      for (const { items } of [body.items[0].moves, event.moves])
        expect(
          items.map(({ kind }: { kind: string }) => kind),
          login,
        ).to.deep.equal(named);
    }
  });

  it('that is called off names who was to take over', async () => {
    await plan('director', 'p-deputy');
    await house.post('director', '/units/53/posts/office-director/planned-handover-cancellation', { reason: '不再更换' });
    const { body } = await house.get('director', HANDOVERS);
    expect(body.items[0]).to.include({ step: 'handoverCancelled', to: 'p-deputy', toName: 'deputy', reason: '不再更换' });
  });

  it('that the security administrator ordered is not called off by the holder, who is told whom to ask', async () => {
    await plan('security');
    const { body } = await house.post('director', '/units/53/posts/office-director/planned-handover-cancellation', { reason: '不同意' });
    expect(body.code).to.equal('HandoverOrdered');
    expect(body.sentences.zh).to.contain('安全管理员');
  });

  it('is refused on its day to somebody who holds an administrator’s post by then', async () => {
    await plan('centre');
    const seated = await house.post('security', '/units/00/posts/audit-administrator/holder', { person: 'p-newcomer', reason });
    expect(seated.status).to.equal(200);
    house.passTo('2026-02-10 00:00');
    await house.tick('53');
    const { body } = await house.get('director', HANDOVERS);
    expect(body.items[0]).to.include({ step: 'handoverRefused', cause: 'AdministratorsApart' });
    expect(await dutiesOf(house, 'centre', 'settle-handover')).to.have.length(1);
  });

  it('goes to nobody whose account is locked, and not to its own holder, and not twice', async () => {
    await house.post('security', '/accounts/newcomer/lock', { reason: '离职' });
    expect((await plan('centre')).body.code).to.equal('PersonLocked');
    expect((await plan('director', 'p-director')).body.code).to.equal('HolderUnchanged');
    expect((await plan('director', 'p-liaison')).status).to.equal(200);
    expect((await plan('security', 'p-guangdong')).body).to.deep.include({ code: 'HandoverPlanned' });
  });
});

describe('a post left empty', () => {
  let house: PostHouse;
  beforeEach(async () => {
    house = await openProvince();
  });
  afterEach(() => house.close());

  it('is owed by the level above, which is reminded and chased, until it is filled', async () => {
    await house.post('centre', '/units/53/posts/liaison/release', { reason });
    await house.liveTo('2026-02-25 10:00', '53');
    const ofTheProvince = async () => (await dutiesOf(house, 'centre', 'fill-post')).filter((line: string) => line.startsWith('单位 53 '));
    // Beside the liaison's those of the leader, the lead department and the reviewer, who were never named.
    expect(await ofTheProvince()).to.deep.equal(Array(4).fill('单位 53 2026-02-14 chase'));
    const mails = house.records.outbox('unit/53').flatMap(({ consequence }) => {
      if (consequence.type !== 'mail' || consequence.facts['duty'] !== 'fill-liaison-2') return [];
      return [`${consequence.post} ${consequence.notice}`];
    });
    expect(mails).to.deep.equal(['00/office-director reminder', '00/office-director reminder', '00/office-director chase']);
    await house.post('centre', '/units/53/posts/liaison/holder', { person: 'p-newcomer', reason });
    expect(await ofTheProvince()).to.have.length(3);
  });

  it('is owed no more once it is handed over or removed', async () => {
    await house.post('system', '/units/5301/posts', { role: 'leader', reason });
    expect(await dutiesOf(house, 'director', 'fill-post')).to.have.length(4);
    const removed = await house.post('system', '/units/5301/posts/leader/removal', { reason });
    expect(removed.status).to.equal(200);
    expect(await dutiesOf(house, 'director', 'fill-post')).to.have.length(3);
  });

  it('and one whose holder’s account is locked are both the level above’s to fill', async () => {
    await house.post('security', '/accounts/liaison/lock', { reason: '失联' });
    await house.tellLocks();
    expect(await dutiesOf(house, 'centre', 'replace-holder')).to.deep.equal(['单位 53 2026-02-14']);
    const { body } = await house.get('centre', '/units/53');
    expect(body.posts.find(({ role }: { role: string }) => role === 'liaison')).to.have.property('lockedSince');
    await house.post('security', '/accounts/liaison/unlock', { reason: '已恢复' });
    await house.tellLocks();
    expect(await dutiesOf(house, 'centre', 'replace-holder')).to.deep.equal([]);
  });

  it('and the security administrator’s, once locked, are freed and filled by the system administrator, who owes it', async () => {
    const release = () => house.post('system', '/units/00/posts/security-administrator/release', { reason: '账号锁定' });
    expect((await release()).body.code).to.equal('NoRight');
    await house.order('unit', '00', { type: 'noteHolderLocked', person: 'p-security' });
    expect(await dutiesOf(house, 'system', 'replace-holder')).to.have.length(1);
    expect((await release()).status).to.equal(200);
    const named = await house.post('system', '/units/00/posts/security-administrator/holder', { person: 'p-newcomer', reason });
    expect(named.status).to.equal(200);
    expect(await dutiesOf(house, 'system', 'replace-holder')).to.deep.equal([]);
  });

  it('is not removed while it owes anything', async () => {
    await house.post('system', '/units/5301/posts', { role: 'leader', reason });
    await house.seat('mayor', '5301', 'leader');
    await house.seat('deputy', '5301', 'reviewer');
    await house.post('mayor', '/units/5301/posts/leader/planned-handover', { person: 'p-deputy', effective: '2026-02-10', reason });
    await house.post('security', '/accounts/deputy/lock', { reason });
    house.passTo('2026-02-10 00:00');
    await house.tick('5301');
    const { status, body } = await house.post('system', '/units/5301/posts/leader/removal', { reason });
    expect([status, body.code]).to.deep.equal([409, 'PostHasDuties']);
    expect(body.sentences.zh).to.contain('1 项').and.to.contain('2026-02-13');
  });
});
