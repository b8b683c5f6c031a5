import { expect } from 'chai';
import { at, day, outline, pilotIn } from './stage.js';
import { forecastApproval } from '../../domain/pilot/forecast.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { cast, base, contest, planOf, added, due, draft, submission, changing, approve, submit } from './plan-change-stage.js';

describe('the dates of a change', () => {
  it('lie between today and the end, at submission and at approval', () => {
    const pilot = pilotIn('running');
    for (const [text, answer] of [
      ['2026-03-01', 'InvalidDates'],
      ['2026-03-02', 'accepted'],
      ['2026-12-31', 'accepted'],
    ] as const) {
      const plan = planOf(due(base, text), contest);
      draft(pilot, plan);
      expect(pilot.answer(submission(plan), cast.director, '2026-03-02'), text).to.equal(answer);
    }
    const plan = planOf(due(base, '2026-03-04'), contest);
    const late = changing(plan, '2026-03-02');
    expect(late.answer({ type: 'approvePlan', version: 2 }, cast.first, '2026-03-05')).to.equal('InvalidDates');
    expect(late.inner().change, 'nothing half done').to.deep.include({ step: 1 });
  });

  it('may leave one that has passed as it is', () => {
    const plan = planOf(base, due(contest, '2026-12-15'));
    approve(changing(plan, '2026-08-03'), '2026-08-04');
  });

  it('move a duty, which keeps its first due day', () => {
    const pilot = changing(planOf(due(base, '2026-09-30'), contest));
    approve(pilot, '2026-03-04');
    expect(pilot.state().watched['milestone-base-1']).to.include({ firstDue: day('2026-06-30'), due: day('2026-09-30') });
  });

  it('take no mark of lateness from what was overdue when it was moved', () => {
    const pilot = changing(planOf(due(base, '2026-09-30'), contest), '2026-07-01');
    approve(pilot, '2026-07-02');
    expect(pilot.state().watched['milestone-base-1']).to.include({ isLate: true, due: day('2026-09-30') });
    const events = submit(pilot, 'base', '2026-07-03');
    expect(events.find(({ type }) => type === 'milestoneSubmitted')).to.include({ isLate: true });
    const settled = events.flatMap((event) => ('settled' in event && Array.isArray(event.settled) ? event.settled : []));
    expect(settled[0]).to.include({ id: 'milestone-base-1', isLate: true });
  });

  it('leave what is moved before its day on time', () => {
    const pilot = changing(planOf(due(base, '2026-09-30'), contest), '2026-06-22');
    approve(pilot, '2026-06-23');
    const submitted = submit(pilot, 'base', '2026-09-30').find(({ type }) => type === 'milestoneSubmitted');
    expect(submitted).to.include({ isLate: false });
  });

  it('are reminded of and chased anew where they lie ahead again', () => {
    const pilot = pilotIn('running');
    pilot.tick('2026-06-23');
    pilot.tick('2026-06-29');
    approve(changing(planOf(due(base, '2026-09-30'), contest), '2026-06-29', pilot), '2026-06-30 10:00');
    const fired: string[] = [];
    for (let now = at('2026-06-30 11:00'); ;) {
      const wake = pilot.wakeAt(now);
      if (wake === undefined || wake > at('2026-10-30')) break;
      now = wake;
      for (const event of pilot.tickAt(wake))
        if (event.type === 'rungReached' && 'duty' in event && event.duty === 'milestone-base-1')
          fired.push('rung' in event ? String(event.rung) : '');
    }
    expect(fired).to.deep.equal(['reminder', 'reminder', 'chase', 'supervision-notice']);
  });
});

describe('what a change takes away', () => {
  it('is withdrawn as a duty and stays known as removed', () => {
    const pilot = changing(planOf(base));
    approve(pilot, '2026-03-03', [cast.first]);
    const events = pilot.tell({ type: 'approvePlan', version: 2 }, cast.last, '2026-03-04');
    const settled = events.flatMap((event) => ('settled' in event && Array.isArray(event.settled) ? event.settled : []));
    expect(settled.find(({ id }) => id === 'milestone-contest-1')).to.include({ outcome: 'withdrawn', isLate: false });
    expect(pilot.inner().milestones['contest']).to.include({ status: 'removed' });
    expect(pilot.answer({ type: 'submitMilestone', milestone: 'contest', note: '', figures: [] }, cast.host, '2026-03-05')).to.equal(
      'MilestoneUnknown',
    );
  });

  it('does not come back under the same code', () => {
    const pilot = changing(planOf(base));
    approve(pilot, '2026-03-04');
    const again = { ...outline, sha256: 'c'.repeat(64) };
    draft(pilot, again, '2026-03-05');
    expect(pilot.answer(submission(again), cast.director, '2026-03-05')).to.equal('MilestoneRemoved');
  });

  it('cannot end a report: the schedule goes on', () => {
    const pilot = changing(planOf(base));
    approve(pilot, '2026-03-04');
    pilot.tick('2026-06-22');
    expect(pilot.duties()).to.include('report-2026Q2-1');
  });
});

describe('what approval of a change would do', () => {
  it('is what it then does: what opens, moves and is withdrawn', () => {
    const pilot = changing(planOf(due(base, '2026-09-30'), added));
    const forecast = forecastApproval(pilot.state(), planOf(due(base, '2026-09-30'), added), {
      id: pilot.id,
      calendar,
      at: at('2026-03-03'),
    });
    if (!forecast.ok) throw new Error(forecast.code);
    expect(forecast.opened.map(({ id }) => id)).to.deep.equal(['milestone-market-1']);
    expect(forecast.moved).to.have.length(1);
    expect(forecast.moved[0]).to.include({ id: 'milestone-base-1', formerDue: day('2026-06-30'), due: day('2026-09-30') });
    expect(forecast.settled.map(({ id, outcome }) => [id, outcome])).to.have.deep.members([
      ['milestone-contest-1', 'withdrawn'],
      ['review-2-1', 'done'],
    ]);
    approve(pilot, '2026-03-03');
    expect(pilot.duties()).to.have.members(['milestone-base-1', 'milestone-market-1']);
  });

  it('is told of a change that nobody has drafted yet', () => {
    const pilot = pilotIn('running');
    const forecast = forecastApproval(pilot.state(), planOf(base), { id: pilot.id, calendar, at: at('2026-03-03') });
    expect(forecast.ok ? forecast.settled.map(({ id }) => id) : forecast.code).to.deep.equal(['milestone-contest-1']);
  });
});
