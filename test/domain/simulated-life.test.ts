import { expect } from 'chai';
import { dayOf, formatDay, isWorkingDay } from '../../domain/calendar.js';
import type { Simulator } from '../../domain/simulator.js';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { at } from './stage.js';
import { lived, PILOT, typesIn } from './simulated-site.js';

describe('two years of a pilot, told by the simulator', () => {
  let simulator: Simulator;
  before(() => void (simulator = lived()));

  it('lead from registration over a return to approval', () => {
    expect(typesIn(simulator).slice(0, 10)).to.deep.equal([
      'pilotRegistered',
      'planDrafted',
      'planSubmitted',
      // The first reviewer had until 2026-02-04.
      'planReturned',
      'planDrafted',
      'planSubmitted',
      'planPassed',
      'rungReached',
      'rungReached',
      'planApproved',
    ]);
  });

  it('remind the centre of its verdict before and after Spring Festival', () => {
    const reminders = simulator
      .entries('pilot', PILOT)
      .flatMap(({ event, decidedAt }) =>
        'duty' in event && event.duty === 'review-2-2' && 'rung' in event ? [`${formatDay(dayOf(decidedAt))} ${String(event.rung)}`] : [],
      );
    // Seven working days from 02-10, of which Saturday 02-14 is one, end on 02-26.
    expect(reminders).to.deep.equal(['2026-02-12 reminder', '2026-02-25 reminder']);
  });

  it('remind and chase the host of its late milestone, and tell the office director', () => {
    const mails = simulator
      .mails()
      .flatMap(({ consequence: { post, notice, facts }, createdAt }) =>
        facts['duty'] === 'milestone-base-1' ? [`${formatDay(dayOf(createdAt))} ${notice} ${post}`] : [],
      );
    expect(mails).to.deep.equal([
      '2026-06-23 reminder 53-h001/liaison',
      '2026-06-29 reminder 53-h001/liaison',
      '2026-07-01 chase 53-h001/liaison',
      '2026-07-01 chase 53/office-director',
    ]);
  });

  it('keep the mark of that milestone to the end, and no other', () => {
    const { duties } = project('pilot', PILOT, nothingYet('pilot'), simulator.entries('pilot', PILOT), nationalCalendar);
    const late = duties.filter(({ isLate }) => isLate === true).map(({ duty, status }) => `${duty} ${status}`);
    expect(late).to.deep.equal(['milestone-base-1 done']);
  });

  it('open seven windows of reports, the one of the outage as soon as somebody is there again', () => {
    const windows = simulator
      .entries('pilot', PILOT)
      .flatMap(({ event, decidedAt }) =>
        event.type === 'reportWindowOpened' && 'period' in event ? [`${String(event.period)} ${formatDay(dayOf(decidedAt))}`] : [],
      );
    expect(windows).to.deep.equal([
      '2026Q2 2026-06-15',
      '2026Q3 2026-09-16',
      '2026Q4 2026-12-17',
      '2027Q1 2027-03-17',
      '2027Q2 2027-07-12',
      '2027Q3 2027-09-16',
      '2027Q4 2027-12-17',
    ]);
  });

  it('tell the host when the pilot begins and when it ends', () => {
    const told = simulator.entries('unit', '53-h001').filter(({ event }) => event.type.startsWith('pilot'));
    expect(
      told.map(({ event, commandId, actor, decidedAt }) => [event.type, commandId, actor.person, formatDay(dayOf(decidedAt))]),
    ).to.deep.equal([
      ['pilotOpened', `pilot/${PILOT}@1.0`, 'system', '2026-01-08'],
      [
        'pilotEnded',
        `pilot/${PILOT}@${simulator.entries('pilot', PILOT).findIndex(({ event }) => event.type === 'pilotClosed') + 1}.0`,
        'system',
        '2028-01-21',
      ],
    ]);
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });

  it('end the delegation of the liaison at its instant', () => {
    const [ended] = simulator.entries('unit', '53-h001').filter(({ event }) => event.type === 'delegationEnded');
    expect(ended).to.include({ decidedAt: at('2026-07-20'), commandId: `unit/53-h001@${ended?.seq}/tick` });
  });

  it('close with nothing open', () => {
    expect(simulator.view('pilot', PILOT)).to.include({ phase: 'closed', isClosed: true });
    expect(simulator.view('pilot', PILOT)?.state.watched).to.deep.equal({});
  });

  it('ask for the posts that stayed empty in Yunnan and at the centre, and for no other', () => {
    const empty = [
      ...new Set(simulator.mails().flatMap(({ from, consequence }) => (consequence.facts['kind'] === 'fill-post' ? [from] : []))),
    ];
    expect(empty).to.deep.equal(['unit/00', 'unit/53']);
  });

  it('fire every rung on a working day between seven and half past', () => {
    for (const { kind, id, entries } of simulator.streams()) {
      for (const { event, decidedAt } of entries) {
        if (event.type !== 'rungReached') continue;
        expect(isWorkingDay(nationalCalendar, dayOf(decidedAt)), `${kind}/${id}`).to.equal(true);
        expect(formatTime(decidedAt)).to.be.within(700, 730);
      }
    }
  });
});

const formatTime = (instant: number): number => {
  const time = new Date(instant + 8 * 3_600_000);
  return time.getUTCHours() * 100 + time.getUTCMinutes();
};
