import { expect } from 'chai';
import { formatDay } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import { actorOf } from '../fakes/people.js';
import { castOf, day, onBehalf, pilotIn, SHA, type Stage } from './stage.js';

const { host, reader, director, first, last } = castOf('national');
const ask = { type: 'askReportSkip', period: '2026Q2', reason: '停产检修。' } as const;
const decide = (verdict: 'approved' | 'refused') => ({ type: 'decideReportSkip', period: '2026Q2', verdict, reason: '见意见。' }) as const;
const report = { type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [] } as const;
const due = (pilot: Stage<'pilot'>, duty: string): string => formatDay(pilot.state().watched[duty]?.due ?? 0);

const settledIn = (events: readonly Typed[]): { id: string; outcome: string; isLate: boolean }[] =>
  events.flatMap((event) => {
    const { settled = [] }: { settled?: { id: string; outcome: string; isLate: boolean }[] } = JSON.parse(JSON.stringify(event));
    return settled;
  });
const settledBy = (events: readonly Typed[]): string[] => settledIn(events).map(({ id, outcome }) => `${id} ${outcome}`);
const marksIn = (events: readonly Typed[]) => Object.fromEntries(settledIn(events).map(({ id, isLate }) => [id, isLate]));

/** A pilot whose report of 2026Q2 is open, due on 2026-07-14. */
const open = (): Stage<'pilot'> => {
  const pilot = pilotIn('running');
  pilot.tick('2026-06-20 08:00');
  return pilot;
};
const asked = (when = '2026-06-22'): Stage<'pilot'> => {
  const pilot = open();
  pilot.tell(ask, host, when);
  return pilot;
};

describe('the skip of a report', () => {
  it('leaves the report owed under its date while it is asked, and owes a verdict in five working days', () => {
    const pilot = asked();
    expect(due(pilot, 'report-2026Q2-1')).to.equal('2026-07-14');
    expect(pilot.state().watched['decide-skip-2026Q2-1']).to.include({ kind: 'decide-skip', post: '53/reviewer', due: day('2026-06-29') });
  });

  it('withdraws the report once it is approved, without a mark', () => {
    const pilot = asked();
    const events = pilot.tell(decide('approved'), reader, '2026-06-23');
    expect(settledBy(events)).to.deep.equal(['report-2026Q2-1 withdrawn', 'decide-skip-2026Q2-1 done']);
    expect(pilot.inner().reports['2026Q2']).to.deep.include({ status: 'skipped', isLate: false });
    expect(pilot.answer(report, host, '2026-06-24')).to.equal('PeriodSkipped');
    expect(pilot.answer(ask, host, '2026-06-24')).to.equal('PeriodSkipped');
  });

  it('asked in time is not late for what the reviewer took', () => {
    const pilot = asked('2026-07-14 23:59');
    const events = pilot.tell(decide('approved'), reader, '2026-07-20');
    expect(pilot.inner().reports['2026Q2']?.isLate).to.equal(false);
    expect(marksIn(events)).to.deep.equal({ 'report-2026Q2-1': false, 'decide-skip-2026Q2-1': false });
  });

  it('asked after the due day is late for ever, approved or not', () => {
    const pilot = asked('2026-07-15 00:00');
    const events = pilot.tell(decide('approved'), reader, '2026-07-16');
    expect(pilot.inner().reports['2026Q2']).to.include({ status: 'skipped', isLate: true });
    expect(marksIn(events)).to.include({ 'report-2026Q2-1': true });
  });

  it('asked in time, refused and asked again too late is late', () => {
    const pilot = asked();
    pilot.tell(decide('refused'), reader, '2026-07-13');
    pilot.tell(ask, host, '2026-07-15 00:00');
    pilot.tell(decide('approved'), reader, '2026-07-16');
    expect(pilot.inner().reports['2026Q2']?.isLate).to.equal(true);
  });

  it('refused leaves the duty as it was; it may be asked again, and the verdict is owed anew', () => {
    const pilot = asked();
    pilot.tell(decide('refused'), reader, '2026-06-23');
    expect(pilot.duties()).to.include('report-2026Q2-1').and.not.include('decide-skip-2026Q2-1');
    expect(due(pilot, 'report-2026Q2-1')).to.equal('2026-07-14');
    pilot.tell(ask, host, '2026-06-24');
    expect(pilot.duties()).to.include('decide-skip-2026Q2-2');
  });

  it('is no longer asked once the report is handed in after all', () => {
    const pilot = asked();
    const events = pilot.tell(report, host, '2026-07-15');
    expect(settledBy(events)).to.include('decide-skip-2026Q2-1 withdrawn');
    expect(pilot.inner().reports['2026Q2']).to.include({ status: 'submitted', isLate: true });
    expect(pilot.answer(decide('approved'), reader, '2026-07-16')).to.equal('NotSubmitted');
  });

  it('is asked once at a time, and not for a report that was handed in or returned', () => {
    expect(asked().answer(ask, host, '2026-06-23')).to.equal('AlreadySubmitted');
    const pilot = open();
    pilot.tell(report, host, '2026-06-22');
    expect(pilot.answer(ask, host, '2026-06-22')).to.equal('SkipTooLate');
    pilot.tell({ type: 'judgeReport', period: '2026Q2', verdict: 'returned', reason: '' }, reader, '2026-06-23');
    expect(pilot.answer(ask, host, '2026-06-24')).to.equal('SkipTooLate');
  });

  it('is asked and decided for an open period only', () => {
    for (const [period, code] of [
      ['2026Q3', 'WindowNotOpen'],
      ['2026Q1', 'PeriodBeforePilot'],
      ['2027Q1', 'PeriodAfterPilot'],
      ['2026-H2', 'PeriodOffSchedule'],
      ['constructor', 'PeriodUnknown'],
    ] as const) {
      expect(open().answer({ ...ask, period }, host, '2026-06-22'), period).to.equal(code);
      expect(open().answer({ ...decide('approved'), period }, reader, '2026-06-22'), period).to.equal(code);
    }
    expect(open().answer(decide('approved'), reader, '2026-06-22')).to.equal('NotSubmitted');
  });

  it('is asked by the host and decided by the reviewer of reports, never by who asked, in whatever name', () => {
    expect(open().answer(ask, director, '2026-06-22')).to.equal('NoRight');
    expect(asked().answer(decide('approved'), last, '2026-06-23')).to.equal('NoRight');
    expect(asked().answer(decide('approved'), first, '2026-06-23')).to.equal('accepted');
    expect(asked().answer(decide('approved'), actorOf(host.person, '53', 'reviewer'), '2026-06-23')).to.equal('OwnSubmission');
    const pilot = open();
    pilot.tell(ask, onBehalf({ ...host, person: 'deputy' }, host.person), '2026-06-22');
    pilot.tell(decide('refused'), reader, '2026-06-23');
    pilot.tell(ask, host, '2026-06-24');
    expect(pilot.answer(decide('approved'), actorOf('deputy', '53', 'reviewer'), '2026-06-25')).to.equal('OwnSubmission');
  });

  it('holds back the result while it waits for its verdict', () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ ...ask, period: '2026Q4' }, host, '2027-01-04');
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
    expect(pilot.ask({ type: 'enterResult', grade: 'good', reason: '' }, last, '2027-01-06')).to.deep.include({
      code: 'VerdictsOpen',
      facts: { count: 1 },
    });
  });
});
