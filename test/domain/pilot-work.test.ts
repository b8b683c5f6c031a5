import { expect } from 'chai';
import { endOfDay, formatDay } from '../../domain/calendar.js';
import { GRADES } from '../../domain/pilot/state.js';
import { actorOf } from '../fakes/people.js';
import { at, castOf, day, figure, pilotIn, settleMilestone, SHA, type Stage } from './stage.js';

const { host, judge, reader, director, first, last, liaison } = castOf('national');
const base = { type: 'submitMilestone', milestone: 'base', note: '已完成。', figures: [] } as const;

const verdictOn = (milestone: string, verdict: 'met' | 'not-met' | 'returned') =>
  ({ type: 'judgeMilestone', milestone, verdict, reason: '见意见。' }) as const;

const report = (period: string) => ({ type: 'submitReport', period, sha256: SHA, figures: [] }) as const;
const due = (pilot: Stage<'pilot'>, duty: string): string => formatDay(pilot.state().watched[duty]?.due ?? 0);

describe('a milestone', () => {
  it('is owed by the host on the day of the plan, from the approval on', () => {
    const pilot = pilotIn('running');
    expect(pilot.duties()).to.deep.equal(['milestone-base-1', 'milestone-contest-1']);
    expect(pilot.state().watched['milestone-base-1']).to.include({
      post: '53-h001/liaison',
      due: day('2026-06-30'),
      openedAt: at('2026-01-09'),
    });
  });

  it('is on time until the last millisecond of its day', () => {
    const pilot = pilotIn('running');
    const lateAt = (when: string) => pilot.ask(base, host, when);
    const marks = ['2026-06-30 23:59', '2026-07-01 00:00'].map((when) => {
      const decision = lateAt(when);
      return decision.ok && decision.events.find((event) => 'isLate' in event);
    });
    expect(marks[0]).to.include({ type: 'milestoneSubmitted', isLate: false });
    expect(marks[1]).to.include({ type: 'milestoneSubmitted', isLate: true });
  });

  it('is owed as a verdict once it is handed in, for five working days', () => {
    const pilot = pilotIn('running');
    pilot.tell(base, host, '2026-06-26');
    expect(pilot.state().watched['judge-milestone-base-1']).to.include({ post: '00/reviewer', due: day('2026-07-03') });
    expect(pilot.duties()).not.to.include('milestone-base-1');
  });

  it('is not handed in twice, nor after its verdict', () => {
    const pilot = pilotIn('running');
    pilot.tell(base, host, '2026-06-26');
    expect(pilot.answer(base, host, '2026-06-27')).to.equal('AlreadySubmitted');
    pilot.tell(verdictOn('base', 'met'), judge, '2026-06-29');
    expect(pilot.answer(base, host, '2026-06-30')).to.equal('AlreadySubmitted');
    expect(pilot.answer(verdictOn('base', 'not-met'), judge, '2026-06-30')).to.equal('NotSubmitted');
  });

  it('is owed anew after a return, in ten working days', () => {
    const pilot = pilotIn('running');
    pilot.tell(base, host, '2026-06-26');
    pilot.tell(verdictOn('base', 'returned'), judge, '2026-06-29');
    expect(due(pilot, 'milestone-base-2')).to.equal('2026-07-13');
  });

  it('keeps the mark of its first submission, whatever follows', () => {
    const pilot = pilotIn('running');
    pilot.tell(base, host, '2026-07-01 08:00');
    pilot.tell(verdictOn('base', 'returned'), judge, '2026-07-02');
    pilot.tell(base, host, '2026-07-03');
    pilot.tell(verdictOn('base', 'met'), judge, '2026-07-06');
    expect(pilot.inner().milestones['base']).to.include({ status: 'met', isLate: true });
  });

  it('is not marked late for what the reviewer took', () => {
    const pilot = pilotIn('running');
    pilot.tell(base, host, '2026-06-30 23:00');
    pilot.tell(verdictOn('base', 'returned'), judge, '2026-07-07');
    pilot.tell(base, host, '2026-07-08');
    expect(pilot.inner().milestones['base']?.isLate).to.equal(false);
  });

  it('is judged only where it exists and was handed in', () => {
    const pilot = pilotIn('running');
    for (const id of ['nothing', 'constructor', '__proto__'])
      expect(pilot.answer(verdictOn(id, 'met'), judge, '2026-06-26'), id).to.equal('MilestoneUnknown');
    expect(pilot.answer(verdictOn('base', 'met'), judge, '2026-06-26')).to.equal('NotSubmitted');
    expect(pilot.answer({ ...base, milestone: 'nothing' }, host, '2026-06-26')).to.equal('MilestoneUnknown');
  });

  it("is handed in by the host's liaison, not by the region's, and judged by the level's post", () => {
    const pilot = pilotIn('running');
    expect(pilot.answer(base, liaison, '2026-06-26')).to.equal('NoRight');
    expect(pilot.answer(base, actorOf('lin', '44-h001', 'liaison'), '2026-06-26')).to.equal('NoRight');
    pilot.tell(base, host, '2026-06-26');
    expect(pilot.answer(verdictOn('base', 'met'), first, '2026-06-29')).to.equal('NoRight');
  });

  it('can still be handed in, late, after the end of the pilot', () => {
    const pilot = pilotIn('concluding');
    settleMilestone(pilot, 'national', 'contest', '2027-01-04');
    expect(pilot.inner().milestones['contest']).to.include({ status: 'met', isLate: true });
  });
});

describe('the figures of a pilot', () => {
  it('are entered once and stand for every use; the later value counts', () => {
    const pilot = pilotIn('running');
    pilot.tell({ type: 'enterFigures', figures: [figure] }, host, '2026-05-01');
    pilot.tell({ ...base, figures: [{ ...figure, value: 210, asOf: day('2026-06-25') }] }, host, '2026-06-26');
    const source = { by: host.person, at: at('2026-06-26'), milestone: 'base' };
    expect(pilot.inner().figures).to.deep.equal({ skilled: { value: 210, asOf: day('2026-06-25'), source } });
  });

  it('belong to indicators of the approved plan', () => {
    const pilot = pilotIn('running');
    pilot.tick('2026-06-20 08:00');
    const wrong = [{ ...figure, indicator: 'happiness' }];
    expect(pilot.answer({ type: 'enterFigures', figures: wrong }, host, '2026-06-22')).to.equal('IndicatorUnknown');
    expect(pilot.answer({ ...base, figures: wrong }, host, '2026-06-22')).to.equal('IndicatorUnknown');
    expect(pilot.answer({ ...report('2026Q2'), figures: wrong }, host, '2026-06-22')).to.equal('IndicatorUnknown');
  });
});

describe('the end of a pilot', () => {
  it('comes with the first instant after its last day', () => {
    const pilot = pilotIn('running');
    pilot.tickAt(endOfDay(day('2026-12-31')));
    expect(pilot.inner().phase).to.equal('running');
    pilot.tickAt(endOfDay(day('2026-12-31')) + 1);
    expect(pilot.inner().phase).to.equal('concluding');
  });

  it('owes a concluding report in twenty working days, then the result in twenty more', () => {
    const pilot = pilotIn('concluding');
    expect(pilot.state().watched['concluding-report']).to.include({ post: '53/office-director', due: day('2027-01-29') });
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
    expect(pilot.state().watched['result']).to.include({ post: '00/reviewer', due: day('2027-02-02') });
    expect(pilot.answer({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-06')).to.equal('AlreadySubmitted');
  });

  it('takes no result before the concluding report', () => {
    expect(pilotIn('concluding').answer({ type: 'enterResult', grade: 'good', reason: '' }, last, '2027-01-06')).to.equal('NotSubmitted');
  });

  it('takes no result while something handed in waits for its verdict', () => {
    const pilot = pilotIn('concluding');
    pilot.tell(base, host, '2027-01-04');
    pilot.tell(report('2026Q2'), host, '2027-01-04');
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
    const result = { type: 'enterResult', grade: 'good', reason: '目标完成。' } as const;
    expect(pilot.ask(result, last, '2027-01-06')).to.deep.include({ code: 'VerdictsOpen', facts: { count: 2 } });
    pilot.tell(verdictOn('base', 'not-met'), judge, '2027-01-06');
    pilot.tell({ type: 'judgeReport', period: '2026Q2', verdict: 'accepted', reason: '内容完整。' }, reader, '2027-01-06');
    expect(pilot.answer(result, last, '2027-01-06')).to.equal('accepted');
  });

  it('withdraws, and marks as late, what was never handed in when the result is entered', () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
    const events = pilot.tell({ type: 'enterResult', grade: 'fail', reason: '两个里程碑未提交。' }, last, '2027-01-06');
    expect(events[1])
      .to.have.property('settled')
      .that.deep.includes.members([
        { id: 'milestone-base-1', outcome: 'withdrawn', isLate: true, cause: 'resultEntered' },
        { id: 'report-2026Q4-1', outcome: 'withdrawn', isLate: false, cause: 'resultEntered' },
        { id: 'result', outcome: 'done', isLate: false },
      ]);
    expect(pilot.duties()).to.deep.equal(['close']);
  });

  it('knows four grades, entered by the last reviewer of the level', () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
    for (const grade of GRADES)
      expect(pilot.answer({ type: 'enterResult', grade, reason: '见意见。' }, last, '2027-01-06'), grade).to.equal('accepted');
    expect(pilot.answer({ type: 'enterResult', grade: 'good', reason: '' }, first, '2027-01-06')).to.equal('NoRight');
  });
});
