import { expect } from 'chai';
import { securityAdministrator } from '../fakes/people.js';
import type { PostHouse } from './post-house.js';
import { openProvince } from './post-province.js';

const reason = '轮岗';

describe('a delegation over HTTP', () => {
  let house: PostHouse;
  beforeEach(async () => {
    house = await openProvince();
    await house.seat('colleague', '44', 'reviewer');
  });
  afterEach(() => house.close());
  const delegate = (login: string, post: string, person: string, more: object = { until: '2026-03-02' }) =>
    house.post(login, `/units/${post}/delegation`, { person, reason, ...more });

  it('closes no circle, through whatever units and posts', async () => {
    await house.seat('mayor', '5301', 'liaison');
    const besides = { type: 'assignHolder', role: 'reviewer', person: 'p-liaison', name: 'liaison', reason } as const;
    await house.order('unit', '5301', besides, securityAdministrator);
    expect((await delegate('director', '53/posts/office-director', 'p-mayor')).status).to.equal(200);
    expect((await delegate('mayor', '5301/posts/liaison', 'p-liaison')).status).to.equal(200);
    const { body } = await delegate('liaison', '53/posts/liaison', 'p-director');
    expect(body.code).to.equal('DelegationCycle');
    expect(body.sentences.zh).to.contain('director');
    expect((await delegate('guangdong', '44/posts/liaison', 'p-colleague')).status).to.equal(200);
  });

  it('has an end, not too far, and is not passed on', async () => {
    await house.seat('deputy', '5301', 'reviewer');
    const endless = await delegate('director', '53/posts/office-director', 'p-liaison', {});
    expect([endless.status, endless.body.code]).to.deep.equal([400, 'InvalidInput']);
    expect((await delegate('director', '53/posts/office-director', 'p-liaison', { until: '2027-02-02' })).body.code).to.equal(
      'DelegationTooLong',
    );
    expect((await delegate('director', '53/posts/office-director', 'p-director')).body.code).to.equal('HolderUnchanged');
    expect((await delegate('director', '53/posts/office-director', 'p-deputy')).status).to.equal(200);
    await house.post('security', '/units/5301/posts/reviewer/release', { reason });
    expect((await delegate('deputy', '53/posts/office-director', 'p-liaison')).body.code).to.equal('DelegationOfDelegation');
  });

  it('leaves both names in the record of what is done with it', async () => {
    await house.seat('deputy', '5301', 'reviewer');
    await delegate('director', '53/posts/office-director', 'p-deputy');
    await house.post('security', '/units/5301/posts/reviewer/release', { reason });
    await house.seat('mayor', '5301', 'liaison');
    const released = await house.post('deputy', '/units/5301/posts/liaison/release', { reason });
    expect(released.status).to.equal(200);
    const { body } = await house.get('director', '/records/unit/5301');
    const row = body.items.find(({ type }: { type: string }) => type === 'holderReleased');
    expect(row).to.include({ person: 'p-deputy', post: '53/office-director', onBehalfOf: 'p-director' });
  });
});
