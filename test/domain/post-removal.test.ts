import { expect } from 'chai';
import type { Role } from '../../domain/actor.js';
import { FOUNDING_POSTS } from '../../domain/unit/state.js';
import { SYSTEM } from '../../domain/actor.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { at, day, seatedUnit, type Stage } from './stage.js';

const remove = (role: Role = 'evaluator') => ({ type: 'removePost', role, reason: '评估改由中央统一组织' }) as const;
const evaluator = actorOf('sun', '53', 'evaluator');
const seat = (role: Role, person: string) => ({ type: 'assignHolder', role, person, name: person, reason: '' }) as const;
const plan = (person: string) =>
  ({ type: 'planHandover', role: 'evaluator', person, name: person, effective: day('2026-03-02'), reason: '' }) as const;

/** A province with an evaluator, whose post the rules can do without. */
function withEvaluator(): Stage<'unit'> {
  const unit = seatedUnit();
  unit.tell({ type: 'addPost', role: 'evaluator', reason: '' }, systemAdministrator, '2026-02-02');
  unit.tell(seat('evaluator', 'sun'), securityAdministrator, '2026-02-02');
  return unit;
}

describe('the removal of a post', () => {
  it('ends the tenure and the delegation given in it, and nothing more is owed for it', () => {
    const unit = withEvaluator();
    const until = at('2026-05-01');
    unit.tell({ type: 'delegatePost', role: 'evaluator', person: 'zhou', name: '周', until, reason: '' }, evaluator, '2026-02-03');
    const events = unit.tell(remove(), systemAdministrator, '2026-02-04');
    expect(events.map(({ type }) => type)).to.deep.equal(['delegationEnded', 'holderReleased', 'postRemoved']);
    expect(unit.inner().posts).to.not.have.property('evaluator');
    expect(unit.duties()).to.deep.equal([]);
    expect(unit.wakeAt(at('2026-02-04'))).to.equal(undefined);
  });

  it('withdraws the duty of filling it where it is empty', () => {
    const unit = seatedUnit();
    unit.tell({ type: 'addPost', role: 'evaluator', reason: '' }, systemAdministrator, '2026-02-02');
    const events = unit.tell(remove(), systemAdministrator, '2026-02-04');
    expect(JSON.stringify(events)).to.contain('"id":"fill-evaluator-1","outcome":"withdrawn"');
  });

  it('is not for the posts that the rules name, of whatever kind of unit', () => {
    for (const [code, kind] of [
      ['00', 'centre'],
      ['53', 'province'],
      ['5301', 'city'],
      ['53-h001', 'host'],
    ] as const)
      for (const role of FOUNDING_POSTS[kind])
        expect(seatedUnit(code, kind).answer(remove(role), systemAdministrator, '2026-02-04'), `${code}/${role}`).to.equal('PostNeeded');
  });

  it('waits for what the post owes elsewhere, and says how much and what is first', () => {
    const owes = { count: 3, title: '2026 年度评估', due: day('2026-03-02') };
    expect(withEvaluator().ask({ ...remove(), owes }, systemAdministrator, '2026-02-04')).to.deep.include({
      code: 'PostHasDuties',
      facts: { count: 3, title: '2026 年度评估', due: '2026-03-02' },
    });
  });

  it('waits for what the post owes in its own unit, which needs nobody to tell', () => {
    const unit = seatedUnit('5301', 'city');
    unit.tell({ type: 'addPost', role: 'leader', reason: '' }, systemAdministrator, '2026-02-02');
    unit.tell(seat('leader', 'mayor'), securityAdministrator, '2026-02-02');
    unit.tell({ ...plan('zhou'), role: 'leader' }, actorOf('mayor', '5301', 'leader'), '2026-02-03');
    unit.tick('2026-03-02 00:00');
    unit.tell({ type: 'takeOverPost', role: 'leader', person: 'zhou', isUnknown: true }, SYSTEM, '2026-03-02 00:00');
    expect(unit.ask(remove('leader'), systemAdministrator, '2026-03-03')).to.deep.include({
      code: 'PostHasDuties',
      facts: { count: 1, title: '单位 5301', due: '2026-03-05' },
    });
  });

  it('waits for the end of a handover that is planned', () => {
    const unit = withEvaluator();
    unit.tell(plan('zhou'), securityAdministrator, '2026-02-03');
    expect(unit.answer(remove(), systemAdministrator, '2026-02-04')).to.equal('HandoverPlanned');
  });

  it('is for the system administrator alone, and of a post that is there', () => {
    for (const actor of [securityAdministrator, director, actorOf('x', '00', 'office-director')])
      expect(withEvaluator().answer(remove(), actor, '2026-02-04'), actor.post).to.equal('NoRight');
    expect(seatedUnit().answer(remove(), systemAdministrator, '2026-02-04')).to.equal('PostUnknown');
  });

  it('lets no tenure and no duty have an id twice, should the post be added again', () => {
    const unit = withEvaluator();
    unit.tell(remove(), systemAdministrator, '2026-02-04');
    unit.tell({ type: 'addPost', role: 'evaluator', reason: '' }, systemAdministrator, '2026-02-05');
    expect(unit.duties()).to.deep.equal(['fill-evaluator-3']);
    unit.tell(seat('evaluator', 'sun'), securityAdministrator, '2026-02-06');
    expect(unit.inner().posts.evaluator?.holder?.id).to.equal('53/evaluator@3');
  });
});
