import { expect } from 'chai';
import { formatDay } from '../../domain/calendar.js';
import type { Schedule } from '../../domain/period.js';
import { at, castOf, day, outline, pilotIn, registrations, settleReport, SHA, type Stage } from './stage.js';

const { host, reader, director, first, last, liaison } = castOf('national');
const report = (period: string) => ({ type: 'submitReport', period, sha256: SHA, figures: [] }) as const;
const due = (pilot: Stage<'pilot'>, duty: string): string => formatDay(pilot.state().watched[duty]?.due ?? 0);

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
