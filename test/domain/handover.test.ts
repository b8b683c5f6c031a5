import { expect } from 'chai';
import { formatDay, startOfDay } from '../../domain/calendar.js';
import { SYSTEM } from '../../domain/actor.js';
import { isMoot } from '../../domain/moot.js';
import { dutiesOfUnit } from '../../domain/unit/duties.js';
import type { Inventory } from '../../domain/unit/inventory.js';
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
const midnight = startOfDay(day('2026-03-02'));
const takeOver = { type: 'takeOverPost', role: 'leader', person: 'zhou' } as const;
const moves = (duties: number): Inventory => ({
  asOf: at('2026-02-02'),
  duties,
  signatures: 0,
  mails: 1,
  items: [{ id: 'chain/53-2026#sign', kind: 'sign-statement', title: '云南 2026', due: day('2026-03-09') }],
});
const holder = (unit: Stage<'unit'>) => unit.inner().posts.leader?.holder;

describe('a handover set for a day', () => {
  it('changes nothing before, is looked at again at midnight, and takes effect', () => {
    const unit = planned();
    expect(holder(unit)?.person).to.equal('leader-1');
    expect(unit.wakeAt(at('2026-02-03'))).to.equal(midnight);
    const events = unit.tickAt(midnight);
    expect(events.map(({ type }) => type)).to.deep.equal(['handoverFellDue']);
    expect(unit.consequencesOf(events)).to.deep.equal([
      {
        type: 'message',
        to: { kind: 'unit', id: '53' },
        command: { type: 'takeOverPost', role: 'leader', person: 'zhou' },
        isMootOnceClosed: true,
      },
    ]);
    expect(unit.wakeAt(midnight)).to.equal(undefined);
    expect(unit.tell(takeOver, SYSTEM, '2026-03-02 00:00').map(({ type }) => type)).to.deep.equal(['postHandedOver']);
    expect(holder(unit)).to.deep.include({ person: 'zhou', since: midnight, id: '53/leader@2' });
    expect(unit.inner().posts.leader).to.not.have.property('handover');
  });

  it('counts from its instant, also where everything is late', () => {
    const unit = planned();
    unit.tick('2026-03-05');
    unit.tell(takeOver, SYSTEM, '2026-03-05 10:00');
    expect(holder(unit)?.since).to.equal(midnight);
  });

  it('ends the delegation given by the former holder', () => {
    const unit = planned();
    unit.tell(
      { type: 'delegatePost', role: 'leader', person: 'sun', name: '孙', until: at('2026-04-01'), reason: '' },
      leader,
      '2026-02-03',
    );
    unit.tickAt(midnight);
    const events = unit.tell(takeOver, SYSTEM, '2026-03-02 00:00');
    expect(events.map(({ type }) => type)).to.deep.equal(['delegationEnded', 'postHandedOver']);
    expect(unit.inner().posts.leader).to.not.have.property('delegation');
  });

  it('keeps what would go with the post as it is planned, and what went as it took effect', () => {
    const unit = seatedUnit();
    const [first] = unit.tell({ ...plan(), moves: moves(3) }, leader, '2026-02-02');
    expect(first).to.deep.include({ moves: moves(3), by: '53/leader' });
    unit.tickAt(midnight);
    const [second] = unit.tell({ ...takeOver, moves: moves(5) }, SYSTEM, '2026-03-02 00:00');
    expect(second).to.deep.include({ type: 'postHandedOver', moves: moves(5) });
    expect(JSON.stringify(unit.inner())).to.not.contain('items');
  });

  it('is brought about by the machine alone, on its day and for whom it was planned', () => {
    expect(planned().answer(takeOver, leader, '2026-03-02')).to.equal('NoRight');
    expect(planned().answer(takeOver, SYSTEM, '2026-03-01')).to.equal('HandoverMissing');
    expect(planned().answer({ ...takeOver, person: 'sun' }, SYSTEM, '2026-03-02')).to.equal('HandoverMissing');
    expect(seatedUnit().answer(takeOver, SYSTEM, '2026-03-02')).to.equal('HandoverMissing');
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

  it('that others ordered is not the holder’s to call off; they and the security administrator may', () => {
    const above = actorOf('x', '00', 'office-director');
    for (const planner of [securityAdministrator, above]) {
      const unit = seatedUnit();
      unit.tell(plan(), planner, '2026-02-02');
      expect(unit.ask(cancel, leader, '2026-02-10')).to.deep.include({ code: 'HandoverOrdered', facts: { post: planner.post } });
      for (const actor of [securityAdministrator, above]) expect(unit.answer(cancel, actor, '2026-02-10')).to.equal('accepted');
    }
  });

  it('is not called off by a delegate, whoever planned it', () => {
    for (const planner of [leader, securityAdministrator]) {
      const unit = seatedUnit();
      unit.tell(plan(), planner, '2026-02-02');
      const until = at('2026-04-01');
      unit.tell({ type: 'delegatePost', role: 'leader', person: 'sun', name: '孙', until, reason: '' }, leader, '2026-02-03');
      expect(unit.answer(cancel, onBehalf({ ...leader, person: 'sun' }, 'leader-1'), '2026-02-10')).to.equal('NotYourPost');
    }
  });

  it('takes its course from midnight of its day: nobody calls it off, though its word is late', () => {
    for (const isNoted of [false, true]) {
      const unit = planned();
      if (isNoted) unit.tickAt(midnight);
      for (const actor of [leader, securityAdministrator])
        expect(unit.ask(cancel, actor, '2026-03-02 00:00')).to.deep.include({
          code: 'HandoverBegun',
          facts: { holder: '周', day: '2026-03-02' },
        });
    }
    expect(planned().answer(cancel, leader, '2026-03-01 23:59')).to.equal('accepted');
  });

  it('names in the record who was to take over when it is called off', () => {
    expect(planned().tell(cancel, leader, '2026-02-10')).to.deep.include({
      type: 'handoverCancelled',
      role: 'leader',
      by: '53/leader',
      person: 'zhou',
      name: '周',
      reason: '调令撤回',
      at: at('2026-02-10'),
    });
  });

  it('leaves a word that has lost its matter where the holder is released after its day came', () => {
    const unit = planned();
    const events = unit.tell({ type: 'releaseHolder', role: 'leader', reason: '调离' }, securityAdministrator, '2026-03-02 09:00');
    expect(events.map(({ type }) => type)).to.include('handoverFellDue');
    const words = unit.consequencesOf(events).filter((one) => one.type === 'message' && one.command.type === 'takeOverPost');
    const refusal = unit.ask(takeOver, SYSTEM, '2026-03-02 09:00');
    expect(words.map((word) => !refusal.ok && word.type === 'message' && isMoot(word, refusal.code))).to.deep.equal([true]);
  });

  it('falls with the holder who is released before', () => {
    const unit = planned();
    const events = unit.tell({ type: 'releaseHolder', role: 'leader', reason: '调离' }, securityAdministrator, '2026-02-10');
    expect(events.map(({ type }) => type)).to.deep.equal(['handoverCancelled', 'holderReleased', 'dutiesChanged']);
    expect(unit.inner().posts.leader).to.not.have.property('handover');
  });
});

describe('a handover that cannot be on its day', () => {
  const fallen = (planner = leader): Stage<'unit'> => {
    const unit = seatedUnit();
    unit.tell(plan(), planner, '2026-02-02');
    unit.tickAt(midnight);
    return unit;
  };
  const refused = (planner = leader): Stage<'unit'> => {
    const unit = fallen(planner);
    unit.tell({ ...takeOver, isLocked: true }, SYSTEM, '2026-03-02 00:00');
    return unit;
  };
  const SETTLING = 'settle-handover-leader-1-2026-03-02';

  it('is refused with the reason, and leaves the post as it is', () => {
    for (const [known, cause] of [
      [{ isLocked: true }, 'PersonLocked'],
      [{ isUnknown: true }, 'PersonUnknown'],
      [{ personHolds: ['audit-administrator'] }, 'AdministratorsApart'],
    ] as const) {
      const unit = fallen();
      const [event] = unit.tell({ ...takeOver, ...known }, SYSTEM, '2026-03-02 00:00');
      expect(event).to.deep.include({ type: 'handoverRefused', role: 'leader', person: 'zhou', cause, by: '53/leader' });
      expect(holder(unit)?.person).to.equal('leader-1');
      expect(unit.inner().posts.leader).to.not.have.property('handover');
    }
  });

  it('is told to whoever planned it, who owes a word on it within three working days', () => {
    for (const planner of [leader, securityAdministrator, actorOf('x', '00', 'office-director')]) {
      const unit = fallen(planner);
      const events = unit.tell({ ...takeOver, isLocked: true }, SYSTEM, '2026-03-02 00:00');
      const [mail] = unit.consequencesOf(events);
      expect(mail).to.deep.include({ type: 'mail', post: planner.post, notice: 'handoverRefused', isUrgent: true });
      const { post, due, ladder } = unit.state().watched[SETTLING] ?? expect.fail('nothing is owed');
      expect([post, formatDay(due), ladder]).to.deep.equal([planner.post, '2026-03-05', 'standard-2']);
    }
  });

  it('is settled by another plan, by a handover at once, or by letting it be', () => {
    const settlements = [
      plan('2026-03-20'),
      { type: 'handOverPost', role: 'leader', person: 'sun', name: '孙', reason: '' },
      cancel,
      { type: 'releaseHolder', role: 'leader', reason: '' },
    ] as const;
    for (const command of settlements) {
      const unit = refused(securityAdministrator);
      const events = unit.tell(command, securityAdministrator, '2026-03-03');
      expect(JSON.stringify(events), command.type).to.contain(`"id":"${SETTLING}","outcome":"done","isLate":false`);
      expect(unit.duties()).to.not.include(SETTLING);
    }
  });

  it('is not settled by the holder or the delegate where others ordered it, whatever the way', () => {
    const unit = refused(securityAdministrator);
    const until = at('2026-04-01');
    unit.tell({ type: 'delegatePost', role: 'leader', person: 'sun', name: '孙', until, reason: '' }, leader, '2026-03-02 09:00');
    const atOnce = { type: 'handOverPost', role: 'leader', person: 'qian', name: '钱', reason: '' } as const;
    for (const command of [cancel, atOnce, plan('2026-03-20')]) {
      expect(unit.ask(command, leader, '2026-03-03'), command.type).to.deep.include({
        code: 'HandoverOrdered',
        facts: { post: securityAdministrator.post },
      });
      expect(unit.answer(command, onBehalf({ ...leader, person: 'sun' }, 'leader-1'), '2026-03-03'), command.type).to.equal('NotYourPost');
    }
    expect(refused(leader).answer(cancel, leader, '2026-03-03')).to.equal('accepted');
  });

  it('stays owed as it was, with its due day and its ladder, when the post is delegated meanwhile', () => {
    const unit = refused(securityAdministrator);
    unit.tick('2026-03-10');
    const before = unit.state().watched[SETTLING] ?? expect.fail('nothing is owed');
    const until = at('2026-04-01');
    const delegation = { type: 'delegatePost', role: 'leader', person: 'sun', name: '孙', until, reason: '' } as const;
    const events = unit.tell(delegation, leader, '2026-03-12');
    expect(events.map(({ type }) => type)).to.deep.equal(['postDelegated']);
    expect(unit.state().watched).to.deep.equal({ [SETTLING]: before });
  });

  it('keeps its id in a state carried over from before the number of tenures was kept with it', () => {
    const unit = refused().inner();
    const { leader: post } = unit.posts;
    const { tenuresThen: _, ...refusedHandover } = post?.refusedHandover ?? expect.fail('nothing was refused');
    const former = { ...unit, posts: { ...unit.posts, leader: { emptySince: 0, ...post, tenures: 1, refusedHandover } } };
    expect(dutiesOfUnit(former).map(({ id }) => id)).to.deep.equal([SETTLING]);
  });

  it('is owed anew where the next one fails as well', () => {
    const unit = refused();
    unit.tell(plan('2026-03-20'), leader, '2026-03-03');
    unit.tick('2026-03-20 00:00');
    unit.tell({ ...takeOver, isUnknown: true }, SYSTEM, '2026-03-20 00:01');
    expect(unit.duties()).to.deep.equal(['settle-handover-leader-1-2026-03-20']);
  });
});
