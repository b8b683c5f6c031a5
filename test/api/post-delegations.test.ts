import { expect } from 'chai';
import type { PostHouse } from './post-house.js';
import { openProvince } from './post-province.js';

const reason = '轮岗';

describe('a delegation over HTTP', () => {
  let house: PostHouse;
  beforeEach(async () => {
    house = await openProvince();
  });
  afterEach(() => house.close());
  const delegate = (login: string, post: string, person: string, more: object = { until: '2026-03-02' }) =>
    house.post(login, `/units/${post}/delegation`, { person, reason, ...more });

  it('closes no circle, through whatever units and posts', async () => {
    await house.seat('mayor', '5301', 'liaison');
    expect((await delegate('director', '53/posts/office-director', 'p-mayor')).status).to.equal(200);
    expect((await delegate('mayor', '5301/posts/liaison', 'p-director')).body.code).to.equal('DelegationCycle');
    expect((await delegate('mayor', '5301/posts/liaison', 'p-guangdong')).status).to.equal(200);
    const { body } = await delegate('guangdong', '44/posts/liaison', 'p-director');
    expect(body.code).to.equal('DelegationCycle');
    expect(body.sentences.zh).to.contain('director');
    expect((await delegate('guangdong', '44/posts/liaison', 'p-newcomer')).status).to.equal(200);
  });

  it('has an end, not too far, and is not passed on', async () => {
    const endless = await delegate('director', '53/posts/office-director', 'p-liaison', {});
    expect([endless.status, endless.body.code]).to.deep.equal([400, 'InvalidInput']);
    expect((await delegate('director', '53/posts/office-director', 'p-liaison', { until: '2027-02-02' })).body.code).to.equal(
      'DelegationTooLong',
    );
    expect((await delegate('director', '53/posts/office-director', 'p-director')).body.code).to.equal('HolderUnchanged');
    expect((await delegate('director', '53/posts/office-director', 'p-newcomer')).status).to.equal(200);
    expect((await delegate('newcomer', '53/posts/office-director', 'p-liaison')).body.code).to.equal('DelegationOfDelegation');
  });

  it('leaves both names in the record of what is done with it', async () => {
    await delegate('director', '53/posts/office-director', 'p-newcomer');
    await house.seat('mayor', '5301', 'liaison');
    const released = await house.post('newcomer', '/units/5301/posts/liaison/release', { reason });
    expect(released.status).to.equal(200);
    const { body } = await house.get('director', '/records/unit/5301');
    const row = body.items.find(({ type }: { type: string }) => type === 'holderReleased');
    expect(row).to.include({ person: 'p-newcomer', post: '53/office-director', onBehalfOf: 'p-director' });
  });
});
