import { expect } from 'chai';
import { SYSTEM, type Actor, type Role } from '../../domain/actor.js';
import { NOTICEABLE_KINDS } from '../../domain/notice/automatic-issue.js';
import { mayDo } from '../../domain/rights.js';
import type { Simulator } from '../../domain/simulator.js';
import { DUTY_KINDS } from '../../server/words/duties.js';
import { actorOf, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { emptyUnits, seat } from './empty-units.js';
import { teller } from './idle-pilot.js';
import { at, day, seatedUnit, stage, type Stage } from './stage.js';

const filling = (unit: string, role: Role): string => `${unit}~fill-${role}-1~20260119`;
const partiesIn = (simulator: Simulator, id: string): string => {
  const { issuer, addressee } = simulator.view('notice', id)?.fields ?? {};
  return `${String(issuer)} → ${String(addressee)}`;
};

describe('the ladder of a post that nobody fills', () => {
  const simulator = emptyUnits();
  before(() => simulator.advanceTo(at('2026-01-23 08:00')));

  it('leads to a supervision notice about the unit, four working days after the due day', () => {
    const notice = simulator.view('notice', filling('53', 'liaison'));
    expect(notice?.title).to.equal('单位 53');
    expect(notice?.fields).to.deep.include({ pilot: '', place: 'unit/53', duty: 'fill-liaison-1', cause: 'overdue' });
    expect(notice?.state.inner).to.have.nested.property('matter.daysLate', 4);
  });

  it('is taken up by the office of the province where a city owes it, and by the central reviewer where that office does', () => {
    expect(partiesIn(simulator, filling('5301-h001', 'liaison'))).to.equal('53/office-director → 5301/office-director');
    expect(partiesIn(simulator, filling('5301', 'liaison'))).to.equal('00/reviewer → 53/office-director');
  });

  it('is taken up by a central leader where the centre owes it, whoever of the centre that is', () => {
    expect(partiesIn(simulator, filling('53', 'office-director'))).to.equal('00/leader → 00/office-director');
    expect(partiesIn(simulator, filling('00', 'reviewer'))).to.equal('00/leader → 00/office-director');
    const duty = simulator.view('unit', '00')?.state.watched['fill-reviewer-1'];
    expect(duty?.post).to.equal('00/security-administrator');
  });

  it('withdraws the draft when the post is filled', () => {
    const filled = emptyUnits();
    filled.advanceTo(at('2026-01-23 08:00'));
    seat(filled, '53', 'liaison', '2026-01-23 10:00');
    expect(filled.view('notice', filling('53', 'liaison'))?.phase).to.equal('withdrawn');
    expect(filled.refusedMessages()).to.deep.equal([]);
  });

  it('is seen, once issued, on the way down to whoever owes it and nowhere else', () => {
    const issued = emptyUnits();
    issued.advanceTo(at('2026-01-23 08:00'));
    const office = actorOf('zhao-min', '53', 'office-director');
    const id = filling('5301-h001', 'liaison');
    teller(issued)('notice', id, office, { type: 'issueNotice' }, '2026-01-23 10:00');
    expect(issued.view('notice', id)?.fields).to.include({ unit: '5301', year: 2026 });
    expect(issued.view('notice', id)?.path).to.deep.equal(['00', '53', '5301']);
  });
});

describe('the ladder of a handover that did not take effect', () => {
  /** Refused on 2 March, so that the word on it is due on the 5th and the notice is drafted on the 11th. */
  function partiesWhere(unit: Stage<'unit'>, role: Role, planner: Actor): string {
    const plan = { type: 'planHandover', role, person: 'zhou', name: '周', effective: day('2026-03-02'), reason: '轮岗' } as const;
    unit.tell(plan, planner, '2026-02-02');
    unit.tick('2026-03-02 00:00');
    unit.tell({ type: 'takeOverPost', role, person: 'zhou', isLocked: true }, SYSTEM, '2026-03-02 00:00');
    for (const reminded of ['2026-03-04', '2026-03-06']) unit.tick(`${reminded} 08:00`);
    const [draft] = unit.consequencesOf(unit.tick('2026-03-11 08:00'));
    if (draft?.type !== 'message') return expect.fail('nothing is drafted');
    const { issuer, addressee, place } = draft.command;
    return `${place}: ${issuer} → ${addressee}`;
  }

  it('leads to a notice that is taken up by whoever stands over the one who planned it', () => {
    const planners: readonly (readonly [Actor, string])[] = [
      [actorOf('leader-1', '53', 'leader'), '00/reviewer → 53/office-director'],
      [actorOf('x', '00', 'office-director'), '00/leader → 00/office-director'],
      [securityAdministrator, '00/leader → 00/office-director'],
    ];
    for (const [planner, parties] of planners)
      expect(partiesWhere(seatedUnit(), 'leader', planner), planner.post).to.equal(`unit/53: ${parties}`);
  });

  it('goes to the very post of a host below the office that issues, and there it can be signed for', () => {
    const host = stage('unit', '53-h001');
    const role = 'lead-department';
    host.tell({ type: 'foundUnit', name: '昆钢', kind: 'host', parentPath: ['00', '53'] }, systemAdministrator, '2026-01-05 10:00');
    host.tell({ type: 'addPost', role, reason: '增设' }, systemAdministrator, '2026-01-05 11:00');
    host.tell({ type: 'assignHolder', role, person: 'p-dept', name: '段', reason: '任命' }, securityAdministrator, '2026-01-05 12:00');
    host.tell(
      { type: 'assignHolder', role: 'liaison', person: 'p-l', name: '李', reason: '任命' },
      securityAdministrator,
      '2026-01-05 12:00',
    );
    const planner = actorOf('p-dept', '53-h001', role);
    expect(partiesWhere(host, role, planner)).to.equal(`unit/53-h001: 53/office-director → ${planner.post}`);
    expect(mayDo('signNotice', planner, { unit: '53-h001', assigned: planner.post })).to.equal(true);
  });
});

describe('what a supervision notice can be about', () => {
  it('is whatever can be owed, but not what is owed on a notice', () => {
    const ownOnes = DUTY_KINDS.filter((kind) => !NOTICEABLE_KINDS.includes(kind));
    expect(ownOnes).to.deep.equal([
      'issue-notice',
      'decide-notice',
      'sign-notice',
      'answer-notice',
      'hold-talk',
      'talk-report',
      'verify-notice',
      'weigh-raising',
    ]);
  });
});
