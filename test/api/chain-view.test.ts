import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { securityAdministrator } from '../fakes/people.js';
import { note } from '../domain/chain-stage.js';
import { openChainSite, SIGNERS, type ChainSite } from './chain-site.js';

interface Post {
  readonly role: string;
  readonly signing: string;
  readonly light: string;
}

describe('a chain at a glance', () => {
  const chain = '/chains/53-2026';
  let site: ChainSite;
  beforeEach(async () => {
    site = await openChainSite();
    for (const [role, name] of [
      ['leader', '杨刚'],
      ['office-director', '赵敏'],
    ] as const) {
      const command = { type: 'assignHolder', role, person: `p-${role}`, name, reason: '任命' };
      await site.happen({ kind: 'unit', id: '53' }, securityAdministrator, command);
    }
    await site.accepted('office-director', 'post', '/chains', { year: 2026 });
  });
  afterEach(() => site.close());

  const see = async () => (await site.read('centre', chain)).body;
  const list = async (query: string): Promise<string[]> =>
    (await site.read('centre', `/chains?${query}`)).body.items.map(({ id }: { id: string }) => id);
  const submit = async () =>
    site.accepted('office-director', 'post', `${chain}/statement-submission`, { sha256: (await see()).draft.sha256 });
  const signAll = async () => {
    await submit();
    for (const role of SIGNERS) await site.accepted(role, 'post', `${chain}/signatures`, { version: 1 });
  };

  it('says of each level whether it has signed, whose turn it is, since when, and how late', async () => {
    await submit();
    await site.accepted('leader', 'post', `${chain}/signatures`, { version: 1 });
    const signedAt = site.now();
    site.letItBe('2026-01-14 10:00');
    const { posts } = await see();
    expect(posts.map(({ role, signing, light }: Post) => [role, signing, light])).to.deep.equal([
      ['leader', 'signed', 'grey'],
      ['office-director', 'waiting', 'red'],
      ['lead-department', 'later', 'grey'],
      ['liaison', 'later', 'grey'],
    ]);
    expect(posts[0]).to.deep.include({
      holder: '杨刚',
      signed: { person: 'p-leader', name: 'leader', at: signedAt },
      lateDays: 0,
      duties: 0,
    });
    expect(posts[1]).to.deep.include({ holder: '赵敏', since: signedAt, due: '2026-01-12', lateDays: 2, duties: 1 });
  });

  it('shows what last year left open red at once, with the true days late and a sentence, before anybody has opened it', async () => {
    const left = { item: 'standing', title: '地位提高', area: 'standing', post: '53/lead-department', late: 'yes', firstDue: '2026-01-30' };
    site.letItBe('2027-01-11 10:00');
    const carried = { type: 'carryOverItem', from: '53-2026', ...left };
    await site.happen({ kind: 'chain', id: '53-2027' }, SYSTEM, carried);
    const { items, posts, stuck } = (await site.read('centre', '/chains/53-2027')).body;
    expect(items[0]).to.deep.include({
      id: 'y2026-standing',
      status: 'planned',
      light: 'red',
      firstDue: '2026-01-30',
      due: '2027-12-31',
      isLate: true,
      lateDays: 233,
      overdue: {
        zh: '“地位提高”由 53-2026 责任链结转，最初期限为 2026-01-30，已逾期 233 个工作日；现在云南省办公室主任手里，尚未交办；办结后仍记迟办。',
        en: '“地位提高” was left open in the chain 53-2026, was first due on 2026-01-30 and is overdue by 233 working days; it is with the office director of Yunnan and has not been assigned. It stays marked late.',
      },
    });
    expect(posts[1], 'whoever has it').to.deep.include({ post: '53/office-director', light: 'red', lateDays: 233 });
    expect(stuck).to.deep.include({ kind: 'open-chain', post: '53/office-director', lateDays: 0 });
  });

  it('says by whom, when and why a feedback was returned, until it is handed in again', async () => {
    await signAll();
    const item = `${chain}/items/skills`;
    await site.accepted('office-director', 'post', `${item}/assignment`, { to: 'lead-department', due: '2026-09-25', note: '' });
    await site.accepted('lead-department', 'post', `${item}/receipt`, {});
    const feedBack = () => site.accepted('lead-department', 'post', `${item}/feedback`, { text: '已办结。', share: 100 });
    const returned = async () => (await see()).items.find(({ id }: { id: string }) => id === 'skills').returned;
    await feedBack();
    expect(await returned()).to.equal(undefined);
    await site.accepted('office-director', 'post', `${item}/verdict`, { verdict: 'returned', reason: '缺少名册。' });
    expect(await returned()).to.deep.include({ post: '53/office-director', reason: '缺少名册。', at: site.now() });
    await feedBack();
    expect(await returned()).to.equal(undefined);
  });

  it('says in one sentence in whose hands it is, and where, since when and why it is stuck', async () => {
    await submit();
    const before = (await see()).stuck;
    expect(before.zh).to.equal(
      '现在云南省组长（杨刚）手里：自 2026-01-05 起待签署责任书，期限 2026-01-12，还有 5 个工作日；签字或退回后办结。',
    );
    site.letItBe('2026-01-14 10:00');
    const { stuck } = await see();
    expect(stuck).to.include({ post: '53/leader', holder: '杨刚', lateDays: 2, light: 'red' });
    expect(stuck.zh).to.equal(
      '卡在云南省组长（杨刚）：自 2026-01-05 起待签署责任书，期限 2026-01-12，已逾期 2 个工作日；签字或退回后办结。',
    );
    expect(stuck.en).to.equal(
      'Stuck at the group leader of Yunnan (杨刚) since 2026-01-05: “Sign the statement” was due on 2026-01-12 and is overdue by 2 working days; cleared by signing or returning it.',
    );
  });

  it('names the item it is stuck with, and says that nobody holds the post', async () => {
    await signAll();
    const assignment = { to: 'lead-department', due: '2026-09-25', note: '' };
    await site.accepted('office-director', 'post', `${chain}/items/skills/assignment`, assignment);
    site.letItBe('2026-01-08 10:00');
    const { stuck, posts, items } = await see();
    expect(stuck.zh).to.include('卡在云南省牵头部门（岗位空缺）').and.to.include('待签收责任事项“素质提升”');
    expect(stuck.en).to.include('(nobody holds the post)').and.to.include('“素质提升”');
    expect(posts[2]).to.deep.include({ items: ['skills'], light: 'red', lateDays: 2, duties: 2 });
    expect(posts[1]).to.deep.include({ items: ['guidance', 'achievement', 'standing', 'growth'], duties: 4 });
    expect(items[0]).to.deep.include({ id: 'skills', holder: '53/lead-department', light: 'red', lateDays: 2 });
    expect(items[1]).to.deep.include({ holder: '53/office-director', lateDays: 0 });
  });

  it('counts what has climbed to each level', async () => {
    await signAll();
    for (const pilot of ['0001', '0002']) await site.happen({ kind: 'chain', id: '53-2026' }, SYSTEM, note(`53-2026-${pilot}`));
    await site.happen({ kind: 'chain', id: '53-2026' }, SYSTEM, note('53-2026-0001', 'talk'));
    const { posts } = await see();
    expect(posts.map(({ escalations }: { escalations: number }) => escalations)).to.deep.equal([1, 1, 0, 0]);
  });

  it('is found by the level it is stuck at, with its light, province and year', async () => {
    await site.accepted('foreign', 'post', '/chains', { year: 2026 });
    await submit();
    expect(await list('stuckAt=leader')).to.deep.equal(['53-2026']);
    expect(await list('stuckAt=office-director')).to.deep.equal(['52-2026']);
    expect(await list('stuckAt=liaison')).to.deep.equal([]);
    site.letItBe('2026-01-14 10:00');
    expect(await list('stuckAt=leader&light=red&province=53&year=2026&phase=signing')).to.deep.equal(['53-2026']);
    const [row] = (await site.read('centre', '/chains?province=53')).body.items;
    expect(row).to.include({ stuckAt: '53/leader', due: '2026-01-12', light: 'red' });
  });
});
