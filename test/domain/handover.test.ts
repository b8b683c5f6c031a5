import { expect } from 'chai';
import { startOfDay } from '../../domain/calendar.js';
import { actorOf, director, securityAdministrator } from '../fakes/people.js';
import { at, day, onBehalf, seatedUnit, type Stage } from './stage.js';

const leader = actorOf('leader-1', '53', 'leader');
const plan = (effective = '2026-03-02', person = 'zhou') =>
  ({ type: 'planHandover', role: 'leader', person, name: '周', effective: day(effective), reason: '轮岗' }) as const;
const cancel = { type: 'cancelHandover', role: 'leader', reason: '调令撤回' } as const;
const planned = (): Stage<'unit'> => {
  const unit = seatedUnit();
  unit.tell(plan(), leader, '2026-02-02');
  return unit;
};
const holder = (unit: Stage<'unit'>) => unit.inner().posts.leader?.holder;

describe('a handover set for a day', () => {
  it('changes nothing before, and takes effect by itself at midnight', () => {
    const unit = planned();
    expect(holder(unit)?.person).to.equal('leader-1');
    expect(unit.wakeAt(at('2026-02-03'))).to.equal(startOfDay(day('2026-03-02')));
    const events = unit.tickAt(startOfDay(day('2026-03-02')));
    expect(events.map(({ type }) => type)).to.deep.equal(['postHandedOver']);
    expect(holder(unit)).to.deep.include({ person: 'zhou', since: startOfDay(day('2026-03-02')), id: '53/leader@2' });
    expect(unit.inner().posts.leader).to.not.have.property('handover');
  });

  it('counts from its instant, also where the tick is late', () => {
    const unit = planned();
    unit.tick('2026-03-05');
    expect(holder(unit)?.since).to.equal(startOfDay(day('2026-03-02')));
  });

  it('ends the delegation given by the former holder', () => {
    const unit = planned();
    unit.tell(
      { type: 'delegatePost', role: 'leader', person: 'sun', name: '孙', until: at('2026-04-01'), reason: '' },
      leader,
      '2026-02-03',
    );
    const events = unit.tick('2026-03-02 00:00');
    expect(events.map(({ type }) => type)).to.deep.equal(['delegationEnded', 'postHandedOver']);
    expect(unit.inner().posts.leader).to.not.have.property('delegation');
  });

  it('is planned from tomorrow to ninety days ahead', () => {
    const answers = ['2026-02-02', '2026-02-03', '2026-05-03', '2026-05-04'].map((one) =>
      seatedUnit().answer(plan(one), leader, '2026-02-02'),
    );
    expect(answers).to.deep.equal(['InvalidDates', 'accepted', 'accepted', 'InvalidDates']);
  });

  it('stands alone: no other one meanwhile, at once or for a day', () => {
    expect(planned().answer(plan('2026-03-09'), leader, '2026-02-03')).to.equal('HandoverPlanned');
    const atOnce = { type: 'handOverPost', role: 'leader', person: 'sun', name: '孙', reason: '' } as const;
    expect(planned().answer(atOnce, securityAdministrator, '2026-02-03')).to.equal('HandoverPlanned');
  });

  it('is not one to oneself, nor by a delegate, nor by a stranger', () => {
    expect(seatedUnit().answer(plan('2026-03-02', 'leader-1'), leader, '2026-02-02')).to.equal('HolderUnchanged');
    expect(seatedUnit().answer(plan(), onBehalf({ ...leader, person: 'sun' }, 'leader-1'), '2026-02-02')).to.equal('NotYourPost');
    expect(seatedUnit().answer(plan(), director, '2026-02-02')).to.equal('NoRight');
  });

  it('can be cancelled until then, and then planned anew', () => {
    const unit = planned();
    unit.tell(cancel, leader, '2026-02-10');
    expect(unit.answer(cancel, leader, '2026-02-10')).to.equal('HandoverMissing');
    expect(unit.wakeAt(at('2026-02-10'))).to.equal(undefined);
    expect(unit.answer(plan('2026-03-09'), leader, '2026-02-10')).to.equal('accepted');
  });

  it('falls with the holder who is released before', () => {
    const unit = planned();
    unit.tell({ type: 'releaseHolder', role: 'leader', reason: '调离' }, securityAdministrator, '2026-02-10');
    expect(unit.inner().posts.leader).to.not.have.property('handover');
  });
});
