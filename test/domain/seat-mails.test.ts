import { expect } from 'chai';
import type { Actor } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import { SYSTEM } from '../../domain/actor.js';
import { actorOf, securityAdministrator } from '../fakes/people.js';
import { at, day, seatedUnit, unitOf, type Stage } from './stage.js';

const reason = '轮岗';
const zhou = { person: 'zhou', name: '周', reason } as const;
const leader = actorOf('leader-1', '53', 'leader');
const office = actorOf('office-director-1', '53', 'office-director');
const above = actorOf('wang', '00', 'office-director');

type Told = Parameters<Stage<'unit'>['tell']>;
/** Who is written to after a command, with what and of which day; what goes at once is marked. */
const mailsOf = (unit: Stage<'unit'>, ...told: Told): string[] =>
  unit.consequencesOf(unit.tell(...told)).flatMap((row) => {
    if (row.type !== 'mail') return [];
    const { day: of } = row.facts;
    return [`${row.post} ${row.notice}${typeof of === 'number' ? ` ${formatDay(of)}` : ''}${row.isUrgent ? ' now' : ''}`];
  });

const handing = { type: 'handOverPost', role: 'leader', ...zhou } as const;
const planning = { type: 'planHandover', role: 'leader', effective: day('2026-03-02'), ...zhou } as const;
const delegating = { type: 'delegatePost', role: 'leader', until: at('2026-03-02 00:00'), ...zhou } as const;
const ending = { type: 'endDelegation', role: 'leader', reason } as const;
const planned = (by: Actor = leader): Stage<'unit'> => {
  const unit = seatedUnit();
  unit.tell(planning, by, '2026-02-02');
  return unit;
};

describe('that a post changes hands', () => {
  it('is told to whoever is named to it', () => {
    const assigning = { type: 'assignHolder', role: 'liaison', ...zhou } as const;
    expect(mailsOf(unitOf('53', 'province'), assigning, above, '2026-02-02')).to.deep.equal(['53/liaison holderAssigned now']);
  });

  it('is told to the new holder, the office director of the unit and the one above, at once', () => {
    expect(mailsOf(seatedUnit(), handing, leader, '2026-02-02')).to.deep.equal([
      '53/leader postTakenOver now',
      '53/office-director postHandedOver now',
      '00/office-director postHandedOver now',
    ]);
  });

  it('is not told to those who did it themselves', () => {
    const own = { ...handing, role: 'office-director' } as const;
    expect(mailsOf(seatedUnit(), own, office, '2026-02-02')).to.deep.equal([
      '53/office-director postTakenOver now',
      '00/office-director postHandedOver now',
    ]);
    expect(mailsOf(seatedUnit(), own, above, '2026-02-02')).to.deep.equal(['53/office-director postTakenOver now']);
  });

  it('is told of a host to the office director above, for it has none of its own', () => {
    const unit = seatedUnit('53-h001', 'host');
    const own = { ...handing, role: 'liaison' } as const;
    expect(mailsOf(unit, own, actorOf('liaison-1', '53-h001', 'liaison'), '2026-02-02')).to.deep.equal([
      '53-h001/liaison postTakenOver now',
      '53/office-director postHandedOver now',
    ]);
  });

  it('on a day to come is told with the day when it is planned, and on that day to the new holder alone', () => {
    expect(mailsOf(seatedUnit(), planning, leader, '2026-02-02')).to.deep.equal([
      '53/office-director handoverPlanned 2026-03-02',
      '00/office-director handoverPlanned 2026-03-02',
    ]);
    const unit = planned();
    unit.tick('2026-03-02 00:00');
    const taking = { type: 'takeOverPost', role: 'leader', person: 'zhou' } as const;
    expect(mailsOf(unit, taking, SYSTEM, '2026-03-02 00:00')).to.deep.equal(['53/leader postTakenOver now']);
  });

  it('by order of others is told to the holder it is taken from', () => {
    expect(mailsOf(seatedUnit(), planning, securityAdministrator, '2026-02-02')).to.include('53/leader handoverPlanned 2026-03-02');
  });

  it('no more is told to whoever was told that it would', () => {
    const calledOff = { type: 'cancelHandover', role: 'leader', reason } as const;
    const told = ['53/office-director handoverCancelled', '00/office-director handoverCancelled'];
    expect(mailsOf(planned(), calledOff, leader, '2026-02-03')).to.deep.equal(told);
    const unit = planned();
    unit.tick('2026-03-02 00:00');
    const refused = { type: 'takeOverPost', role: 'leader', person: 'zhou', isLocked: true } as const;
    expect(mailsOf(unit, refused, SYSTEM, '2026-03-02 00:00')).to.deep.equal(['53/leader handoverRefused now', ...told]);
  });

  it('for a time is told to the delegate and the offices with its last day', () => {
    expect(mailsOf(seatedUnit(), delegating, leader, '2026-02-02')).to.deep.equal([
      '53/leader delegationReceived 2026-03-01 now',
      '53/office-director postDelegated 2026-03-01 now',
      '00/office-director postDelegated 2026-03-01 now',
    ]);
  });

  it('back before the day is told again, and on the day to nobody', () => {
    const delegated = (): Stage<'unit'> => {
      const unit = seatedUnit();
      unit.tell(delegating, leader, '2026-02-02');
      return unit;
    };
    expect(mailsOf(delegated(), ending, leader, '2026-02-03')).to.deep.equal([
      '53/leader delegationEnded now',
      '53/office-director delegationEnded now',
      '00/office-director delegationEnded now',
    ]);
    expect(mailsOf(delegated(), ending, above, '2026-02-03')).to.deep.equal([
      '53/leader delegationEnded now',
      '53/office-director delegationEnded now',
    ]);
    const unit = delegated();
    expect(unit.consequencesOf(unit.tick('2026-03-02 00:00')).filter(({ type }) => type === 'mail')).to.deep.equal([]);
    expect(mailsOf(delegated(), handing, leader, '2026-02-03')).to.not.include('53/leader delegationEnded now');
  });
});
