import { expect } from 'chai';
import { DAY_MS } from '../../domain/calendar.js';
import type { Actor, Role } from '../../domain/actor.js';
import { actorOf, securityAdministrator } from '../fakes/people.js';
import { at, onBehalf, seatedUnit, unitOf, type Stage } from './stage.js';

const leader = actorOf('leader-1', '53', 'leader');
const delegation = (until: number, person = 'zhou', role: Role = 'leader') =>
  ({ type: 'delegatePost', role, person, name: '周', until, reason: '出差' }) as const;
const until = at('2026-03-02');
const end = { type: 'endDelegation', role: 'leader', reason: '提前返回' } as const;
const zhou: Actor = onBehalf(actorOf('zhou', '53', 'leader'), 'leader-1');

function delegated(): Stage<'unit'> {
  const unit = seatedUnit();
  unit.tell(delegation(until), leader, '2026-02-02');
  return unit;
}

describe('a delegation', () => {
  it('is a second holder with an end, and keeps both names', () => {
    const { holder, delegation: second } = delegated().inner().posts.leader ?? {};
    expect(holder?.person).to.equal('leader-1');
    expect(second).to.deep.equal({ id: '53/leader@2', person: 'zhou', name: '周', since: at('2026-02-02'), until, onBehalfOf: 'leader-1' });
  });

  it('is given by the holder alone', () => {
    for (const actor of [
      securityAdministrator,
      actorOf('x', '00', 'office-director'),
      actorOf('office-director-1', '53', 'office-director'),
    ])
      expect(seatedUnit().answer(delegation(until), actor, '2026-02-02'), actor.post).to.equal('NoRight');
    expect(seatedUnit().answer(delegation(until), actorOf('former-leader', '53', 'leader'), '2026-02-02')).to.equal('NotYourPost');
    expect(unitOf('53', 'province').answer(delegation(until), leader, '2026-02-02')).to.equal('PostEmpty');
  });

  it('is not passed on by the delegate', () => {
    expect(delegated().answer(delegation(until, 'qian'), zhou, '2026-02-03')).to.equal('DelegationOfDelegation');
  });

  it('is one at a time, and not to oneself', () => {
    expect(delegated().answer(delegation(until, 'qian'), leader, '2026-02-03')).to.equal('DelegationExists');
    expect(seatedUnit().answer(delegation(until, 'leader-1'), leader, '2026-02-03')).to.equal('HolderUnchanged');
  });

  it('is no circle: not to somebody for whom, through whatever chain of posts, the delegating person acts', () => {
    const unit = seatedUnit();
    const give = (role: Role, person: string) => unit.tell(delegation(until, person, role), actorOf(`${role}-1`, '53', role), '2026-02-02');
    give('liaison', 'reviewer-1');
    give('reviewer', 'office-director-1');
    give('office-director', 'leader-1');
    for (const person of ['liaison-1', 'reviewer-1', 'office-director-1'])
      expect(unit.answer(delegation(until, person), leader, '2026-02-03'), person).to.equal('DelegationCycle');
    expect(unit.answer(delegation(until, 'zhou'), leader, '2026-02-03')).to.equal('accepted');
  });

  it('is no circle through other units either, as far as is known of them', () => {
    expect(seatedUnit().answer({ ...delegation(until), passesOn: ['qian', 'leader-1'] }, leader, '2026-02-02')).to.equal('DelegationCycle');
    const unit = seatedUnit();
    unit.tell(delegation(until, 'leader-1', 'liaison'), actorOf('liaison-1', '53', 'liaison'), '2026-02-02');
    expect(unit.answer({ ...delegation(until), passesOn: ['liaison-1'] }, leader, '2026-02-02')).to.equal('DelegationCycle');
    expect(unit.answer({ ...delegation(until), passesOn: ['qian'] }, leader, '2026-02-02')).to.equal('accepted');
  });

  it('that has run out closes no circle', () => {
    const unit = seatedUnit();
    unit.tell(delegation(at('2026-02-10'), 'leader-1', 'liaison'), actorOf('liaison-1', '53', 'liaison'), '2026-02-02');
    expect(unit.answer(delegation(until, 'liaison-1'), leader, '2026-02-10')).to.equal('accepted');
  });

  it('is not to somebody whose account is locked', () => {
    expect(seatedUnit().answer({ ...delegation(until), isLocked: true }, leader, '2026-02-02')).to.equal('PersonLocked');
  });

  it('lies ahead and lasts half a year at most', () => {
    const now = at('2026-02-02');
    const answers = [now - 1, now, now + 1, now + 183 * DAY_MS, now + 183 * DAY_MS + 1].map((last) =>
      seatedUnit().answer(delegation(last), leader, '2026-02-02'),
    );
    expect(answers).to.deep.equal(['InvalidDates', 'InvalidDates', 'accepted', 'accepted', 'DelegationTooLong']);
  });

  it('ends by itself at its instant, on whatever day that is', () => {
    const unit = seatedUnit();
    const sunday = at('2026-02-08 23:30');
    unit.tell(delegation(sunday), leader, '2026-02-02');
    expect(unit.wakeAt(at('2026-02-02'))).to.equal(sunday);
    expect(unit.tickAt(sunday).map(({ type }) => type)).to.deep.equal(['delegationEnded']);
    expect(unit.inner().posts.leader).to.not.have.property('delegation');
    expect(unit.wakeAt(sunday)).to.equal(undefined);
  });

  it('that has run out makes room for the next, even where nobody has noticed yet', () => {
    const events = delegated().tell(delegation(at('2026-06-01'), 'qian'), leader, '2026-03-02');
    expect(events.map(({ type }) => type)).to.deep.equal(['delegationEnded', 'postDelegated']);
  });

  it('can be ended earlier by holder, delegate, the level above and the security administrator', () => {
    for (const actor of [leader, zhou, actorOf('x', '00', 'office-director'), securityAdministrator])
      expect(delegated().answer(end, actor, '2026-02-03'), actor.person).to.equal('accepted');
    expect(delegated().answer(end, onBehalf(actorOf('former', '53', 'leader'), 'leader-1'), '2026-02-03')).to.equal('NotYourPost');
    expect(seatedUnit().answer(end, leader, '2026-02-03')).to.equal('DelegationMissing');
  });

  it('does not outlive the tenure it was given in', () => {
    for (const command of [
      { type: 'releaseHolder', role: 'leader', reason: '调离' },
      { type: 'handOverPost', role: 'leader', person: 'wang-wu', name: '王五', reason: '轮岗' },
    ] as const) {
      const unit = delegated();
      const [first] = unit.tell(command, securityAdministrator, '2026-02-03');
      expect(first).to.deep.include({ type: 'delegationEnded', role: 'leader' });
      expect(unit.inner().posts.leader).to.not.have.property('delegation');
    }
  });

  it('can turn into a tenure by a handover to the delegate', () => {
    const unit = delegated();
    unit.tell({ type: 'handOverPost', role: 'leader', person: 'zhou', name: '周', reason: '接任' }, leader, '2026-02-03');
    expect(unit.inner().posts.leader).to.deep.include({
      tenures: 3,
      holder: { id: '53/leader@3', person: 'zhou', name: '周', since: at('2026-02-03') },
    });
  });
});
