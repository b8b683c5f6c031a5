import { expect } from 'chai';
import { formatDay } from '../../domain/calendar.js';
import { evolvePilot } from '../../domain/pilot/evolve.js';
import { actorOf } from '../fakes/people.js';
import { castOf, onBehalf, pilotIn, SHA, type Stage } from './stage.js';

const { director, last, first } = castOf('national');
const submit = { type: 'submitConclusion', sha256: SHA } as const;
const giveBack = { type: 'returnConclusion', reason: '请补充未达标指标的原因分析。' } as const;
const grade = { type: 'enterResult', grade: 'good', reason: '目标完成。' } as const;
const due = (pilot: Stage<'pilot'>, duty: string): string => formatDay(pilot.state().watched[duty]?.due ?? 0);

/** A concluding report that was handed in and returned. */
function returned(): Stage<'pilot'> {
  const pilot = pilotIn('concluding');
  pilot.tell(submit, director, '2027-01-05');
  pilot.tell(giveBack, last, '2027-01-06');
  return pilot;
}

describe('a concluding report', () => {
  it('that is returned is owed anew within ten working days, and the verdict on it is done', () => {
    const pilot = pilotIn('concluding');
    pilot.tell(submit, director, '2027-01-05');
    const events = pilot.tell(giveBack, last, '2027-01-06');
    expect(events[0]).to.include({ type: 'conclusionReturned', reason: giveBack.reason });
    expect(events[1]).to.deep.include({ settled: [{ id: 'result', outcome: 'done', isLate: false }] });
    expect(pilot.duties()).to.include('concluding-report-2');
    expect(due(pilot, 'concluding-report-2')).to.equal('2027-01-20');
    expect(pilot.inner()).not.to.have.property('conclusion');
  });

  it('can be handed in again, and then a verdict on it is owed again', () => {
    const pilot = returned();
    pilot.tell({ ...submit, sha256: 'b'.repeat(64) }, director, '2027-01-11');
    expect(pilot.duties()).to.include('result-2');
    expect(pilot.answer(submit, director, '2027-01-12')).to.equal('AlreadySubmitted');
    expect(pilot.answer(grade, last, '2027-01-12')).to.equal('accepted');
  });

  it('is returned only once it was handed in, and takes no result before it is handed in again', () => {
    expect(pilotIn('concluding').answer(giveBack, last, '2027-01-05')).to.equal('NotSubmitted');
    const pilot = returned();
    expect(pilot.answer(giveBack, last, '2027-01-07')).to.equal('NotSubmitted');
    expect(pilot.answer(grade, last, '2027-01-07')).to.equal('NotSubmitted');
  });

  it('is returned by the last reviewer of the level alone', () => {
    const pilot = pilotIn('concluding');
    pilot.tell(submit, director, '2027-01-05');
    for (const actor of [first, director]) expect(pilot.answer(giveBack, actor, '2027-01-06'), actor.post).to.equal('NoRight');
  });

  it('is late for ever when its first version was, and not for what the reviewer took', () => {
    const late = pilotIn('concluding');
    late.tell(submit, director, '2027-02-10');
    late.tell(giveBack, last, '2027-02-11');
    late.tell(submit, director, '2027-02-12');
    expect(late.inner().conclusion).to.include({ isLate: true });

    const inTime = pilotIn('concluding');
    inTime.tell(submit, director, '2027-01-05');
    inTime.tell(giveBack, last, '2027-02-24');
    inTime.tell(submit, director, '2027-03-31');
    expect(inTime.inner().conclusion).to.include({ isLate: false });
  });

  it('is judged by nobody who ever handed one in, nor for or through them', () => {
    const pilot = pilotIn('concluding');
    pilot.tell(submit, onBehalf(actorOf('qian-an', '53', 'office-director'), director.person), '2027-01-05');
    const asJudge = (person: string) => actorOf(person, '00', 'reviewer');
    for (const person of ['qian-an', director.person])
      expect(pilot.answer(giveBack, asJudge(person), '2027-01-06'), person).to.equal('OwnSubmission');
    pilot.tell(giveBack, last, '2027-01-06');
    pilot.tell(submit, actorOf('new-director', '53', 'office-director'), '2027-01-07');
    for (const person of ['qian-an', director.person, 'new-director'])
      for (const verdict of [giveBack, grade])
        expect(pilot.answer(verdict, asJudge(person), '2027-01-08'), person).to.equal('OwnSubmission');
    expect(pilot.answer(grade, onBehalf(asJudge('sun-yi'), 'qian-an'), '2027-01-08')).to.equal('OwnSubmission');
    expect(pilot.answer(grade, asJudge('sun-yi'), '2027-01-08')).to.equal('accepted');
  });

  it('handed in before reports could be returned is read as it was: neither late nor returned', () => {
    const pilot = pilotIn('concluding');
    const old = { type: 'conclusionSubmitted', sha256: SHA, by: director.person, at: 1 } as const;
    expect(evolvePilot(pilot.inner(), old).conclusion).to.deep.equal({ sha256: SHA, by: [director.person], at: 1 });
  });
});
