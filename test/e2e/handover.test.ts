import { expect } from 'chai';
import { atTimeOfDay, dayOf, MINUTE_MS } from '../../domain/calendar.js';
import { dayAfter } from './stories.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import type { Visitor } from './visitor.js';

interface SeatedPost {
  readonly role: string;
  readonly holder?: { readonly person: string };
  readonly lockedSince?: number;
}

describe('posts with every part real', () => {
  let house: House;
  let security: Visitor;
  inHouse(async (opened) => {
    house = opened;
    security = await house.visitor('security-administrator');
  });

  const postOf = async (unit: string, role: string): Promise<SeatedPost | undefined> => {
    const { posts }: { posts: readonly SeatedPost[] } = JSON.parse((await security.get(`/units/${unit}`)).text);
    return posts.find((post) => post.role === role);
  };

  it('an account that is locked leaves a post that the level above is to fill, until it is unlocked', async () => {
    await security.insist('POST', '/accounts/52-reviewer/lock', { reason: '失联' });
    await eventually('the word to the unit', async () => (await postOf('52', 'reviewer'))?.lockedSince !== undefined);
    const above = await house.visitor('00-office-director');
    expect((await above.list('/duties?kind=replace-holder')).map(({ title }) => title)).to.deep.equal(['贵州省']);
    await security.insist('POST', '/accounts/52-reviewer/unlock', { reason: '已恢复' });
    await eventually('the word back', async () => (await postOf('52', 'reviewer'))?.lockedSince === undefined);
    expect(await above.list('/duties?kind=replace-holder')).to.deep.equal([]);
  });

  it('a handover takes effect at midnight with what goes along, and is refused to somebody locked meanwhile', async () => {
    const effective = dayAfter(house.now(), 1);
    const plan = (unit: string, person: string) =>
      security.insist('POST', `/units/${unit}/posts/leader/planned-handover`, { person, effective, reason: '轮岗' });
    expect((await plan('53', 'p-53-lead-department')).status).to.equal(200);
    expect((await plan('51', 'p-51-lead-department')).status).to.equal(200);
    expect((await security.insist('POST', '/accounts/51-lead-department/lock', { reason: '离职' })).status).to.equal(200);
    // The engine loses its memory on the way: what falls due then is found by the sentinel.
    await house.jumpTo(atTimeOfDay(dayOf(house.now()) + 1, 0) + 3 * MINUTE_MS);
    security = await house.visitor('security-administrator');
    await eventually('the new leader', async () => (await postOf('53', 'leader'))?.holder?.person === 'p-53-lead-department');
    const owed = await eventually('the duty of the planner', async () => {
      const found = await security.list('/duties?kind=settle-handover');
      return found.length > 0 && found;
    });
    expect(owed.map(({ title }) => title)).to.deep.equal(['四川省']);
    expect((await postOf('51', 'leader'))?.holder?.person).to.equal('p-51-leader');
    const handovers = async (unit: string): Promise<readonly object[]> =>
      JSON.parse((await security.get(`/units/${unit}/posts/leader/handovers`)).text).items;
    const [taken] = await handovers('53');
    expect(taken).to.deep.include({ step: 'postHandedOver', to: 'p-53-lead-department', from: 'p-53-leader' });
    expect(taken).to.have.nested.property('moves.duties', 0);
    const [refused] = await handovers('51');
    expect(refused).to.deep.include({ step: 'handoverRefused', cause: 'PersonLocked' });
  });
});
