import { expect } from 'chai';
import { endOfDay, formatDay } from '../../domain/calendar.js';
import type { Schedule } from '../../domain/period.js';
import { GRADES } from '../../domain/pilot/state.js';
import { actorOf } from '../fakes/people.js';
import { at, castOf, day, figure, outline, pilotIn, registrations, settleMilestone, settleReport, SHA, type Stage } from './stage.js';

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

describe('a periodic report', () => {
  /** A pilot approved on a day, with a life of its own. */
  const approvedOn = (when: string, dates: { startDay?: number; endDay?: number } = {}, reporting?: Schedule): Stage<'pilot'> => {
    const pilot = pilotIn('planning', 'national', { ...registrations.national, ...dates });
    pilot.tell(
      { type: 'draftPlan', outline: { ...outline, milestones: [], ...(reporting === undefined ? {} : { reporting }) } },
      liaison,
      when,
    );
    pilot.tell({ type: 'submitPlan', sha256: SHA }, director, when);
    pilot.tell({ type: 'approvePlan', version: 1 }, first, when);
    pilot.tell({ type: 'approvePlan', version: 1 }, last, when);
    return pilot;
  };

  it('is first asked for the first full quarter after approval', () => {
    expect(approvedOn('2026-01-09').inner().nextPeriod).to.equal('2026Q2');
    expect(approvedOn('2026-03-31 23:59').inner().nextPeriod).to.equal('2026Q2');
    expect(approvedOn('2026-04-01 00:00').inner().nextPeriod).to.equal('2026Q3');
  });

  it('is not asked for a quarter before the pilot starts', () => {
    expect(approvedOn('2026-01-09', { startDay: day('2026-04-01') }).inner().nextPeriod).to.equal('2026Q2');
    expect(approvedOn('2026-01-09', { startDay: day('2026-04-02') }).inner().nextPeriod).to.equal('2026Q3');
    expect(approvedOn('2026-01-09', { startDay: day('2027-01-01'), endDay: day('2028-12-31') }).inner().nextPeriod).to.equal('2027Q1');
  });

  it('is not asked for a quarter that ends after the pilot', () => {
    expect(approvedOn('2026-01-09', { endDay: day('2026-06-30') }).inner().nextPeriod).to.equal('2026Q2');
    expect(approvedOn('2026-01-09', { endDay: day('2026-06-29') }).inner().nextPeriod).to.equal(undefined);
  });

  it('is asked for every half-year or year where the plan says so', () => {
    const [halves, years] = (['half-year', 'year'] as const).map((reporting) =>
      approvedOn('2026-01-09', { endDay: day('2028-06-30') }, reporting),
    );
    halves?.tick('2028-06-30 08:00');
    expect(Object.keys(halves?.inner().reports ?? {})).to.deep.equal(['2026-H2', '2027-H1', '2027-H2', '2028-H1']);
    years?.tick('2028-06-30 08:00');
    expect(Object.keys(years?.inner().reports ?? {})).to.deep.equal(['2027']);
    expect(years?.inner().nextPeriod).to.equal(undefined);
  });

  it('of a year has the window and the term of any other', () => {
    const pilot = approvedOn('2026-01-09', { startDay: day('2027-01-01'), endDay: day('2027-12-31') }, 'year');
    expect(pilot.inner().nextPeriod).to.equal('2027');
    expect(pilot.wakeAt(at('2026-01-09'))).to.equal(at('2027-12-17 00:00'));
    pilot.tick('2027-12-17 00:00');
    expect(due(pilot, 'report-2027-1')).to.equal('2028-01-14');
    settleReport(pilot, 'national', '2027', '2028-01-14 23:59');
    expect(pilot.inner().reports['2027']).to.include({ status: 'accepted', isLate: false });
  });

  it('has a window that opens ten working days before the end of the quarter', () => {
    const pilot = pilotIn('running');
    // Counted back from 2026-06-30 over two weekends and Dragon Boat on the 19th.
    expect(pilot.wakeAt(at('2026-01-09'))).to.equal(at('2026-06-15 00:00'));
    expect(pilot.ask(report('2026Q2'), host, '2026-06-12')).to.deep.include({ code: 'WindowNotOpen', facts: { opens: '2026-06-15' } });
    pilot.tick('2026-06-15 00:00');
    expect(due(pilot, 'report-2026Q2-1')).to.equal('2026-07-14');
    expect(pilot.answer(report('2026Q2'), host, '2026-06-15 00:00')).to.equal('accepted');
  });

  it('is taken from the first instant of its window, even where nobody has noticed yet that it is open', () => {
    const pilot = pilotIn('running');
    const events = pilot.tell(report('2026Q2'), host, '2026-06-15 00:00');
    expect(events.map(({ type }) => type)).to.deep.equal(['reportWindowOpened', 'dutiesChanged', 'reportSubmitted', 'dutiesChanged']);
    expect(events[3]).to.deep.include({ settled: [{ id: 'report-2026Q2-1', outcome: 'done', isLate: false }] });
  });

  it('exists for the periods of the pilot only, and each is reported once', () => {
    const pilot = pilotIn('running');
    pilot.tick('2026-06-20 08:00');
    for (const period of ['Q2', '2026Q5', 'constructor'])
      expect(pilot.answer(report(period), host, '2026-06-22'), period).to.equal('PeriodUnknown');
    for (const period of ['2025Q4', '2026Q1', '2026-H1', '2026'])
      expect(pilot.ask(report(period), host, '2026-06-22'), period).to.deep.include({
        code: 'PeriodBeforePilot',
        facts: { period, from: '2026-04-01' },
      });
    for (const period of ['2027Q1', '2027'])
      expect(pilot.ask(report(period), host, '2026-06-22'), period).to.deep.include({
        code: 'PeriodAfterPilot',
        facts: { period, end: '2026-12-31' },
      });
    expect(pilot.answer(report('2026-H2'), host, '2026-06-22')).to.equal('PeriodOffSchedule');
    expect(pilot.ask(report('2026Q3'), host, '2026-06-22')).to.deep.include({ code: 'WindowNotOpen', facts: { opens: '2026-09-16' } });
    expect(pilot.ask(report('2026Q4'), host, '2026-06-22')).to.deep.include({ code: 'WindowNotOpen', facts: { opens: '2026-12-17' } });
    settleReport(pilot, 'national', '2026Q2', '2026-06-22');
    expect(pilot.answer(report('2026Q2'), host, '2026-06-23')).to.equal('AlreadySubmitted');
  });

  it('is late after its tenth working day, and stays marked', () => {
    const pilot = pilotIn('running');
    pilot.tick('2026-06-20 08:00');
    pilot.tell(report('2026Q2'), host, '2026-07-15 00:00');
    pilot.tell({ type: 'judgeReport', period: '2026Q2', verdict: 'returned', reason: '请补充。' }, reader, '2026-07-16');
    expect(due(pilot, 'report-2026Q2-2')).to.equal('2026-07-30');
    settleReport(pilot, 'national', '2026Q2', '2026-07-17');
    expect(pilot.inner().reports['2026Q2']).to.include({ status: 'accepted', attempt: 2, isLate: true });
  });

  it('of the fourth quarter opens before the holiday and is due in the new year, while the pilot concludes', () => {
    const pilot = pilotIn('running');
    pilot.tick('2026-12-17 00:00');
    expect(pilot.inner().reports).to.have.all.keys('2026Q2', '2026Q3', '2026Q4');
    expect(pilot.inner().nextPeriod).to.equal(undefined);
    pilot.tick('2027-01-01 00:00');
    expect(pilot.inner().phase).to.equal('concluding');
    // New Year's Day and two weekends lie between.
    expect(due(pilot, 'report-2026Q4-1')).to.equal('2027-01-15');
  });

  it('goes on into the next year where the pilot does', () => {
    const pilot = approvedOn('2026-10-09', { endDay: day('2028-01-31') });
    expect(pilot.inner().nextPeriod).to.equal('2027Q1');
    pilot.tick('2028-01-10 00:00');
    expect(Object.keys(pilot.inner().reports)).to.deep.equal(['2027Q1', '2027Q2', '2027Q3', '2027Q4']);
  });

  it('opens every window that passed during an outage, oldest first, and then reaches the end', () => {
    const pilot = pilotIn('running');
    const events = pilot.tick('2027-03-01 08:00');
    expect(events.map((event) => ('period' in event ? event.period : event.type)).slice(0, 5)).to.deep.equal([
      '2026Q2',
      '2026Q3',
      '2026Q4',
      'endReached',
      'dutiesChanged',
    ]);
    expect(due(pilot, 'report-2026Q2-1')).to.equal('2026-07-14');
    expect(due(pilot, 'concluding-report')).to.equal('2027-01-29');
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
