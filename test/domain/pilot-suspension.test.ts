import { expect } from 'chai';
import { addWorkingDays, formatDay } from '../../domain/calendar.js';
import { pilot as pilotEntity } from '../../domain/pilot/pilot.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { at, castOf, confirm, day, pilotIn, SHA, type Stage } from './stage.js';

const { host, director, first, last, liaison } = castOf('national');
const suspend = { type: 'proposeSuspension', reason: '园区搬迁。' } as const;
const resume = { type: 'proposeResumption', reason: '已复产。' } as const;
const terminate = { type: 'proposeTermination', reason: '承担单位破产。' } as const;

const decide = (number: number, verdict: 'confirmed' | 'refused' = 'confirmed') =>
  ({ type: 'decideProposal', number, verdict, reason: '见意见。' }) as const;

const hand = { type: 'submitMilestone', milestone: 'base', note: '已完成。', figures: [] } as const;

const settledIn = (events: readonly object[]) =>
  events.flatMap((event) => ('settled' in event && Array.isArray(event.settled) ? event.settled : []));

const dueOf = (pilot: Stage<'pilot'>, duty: string): string => formatDay(pilot.state().watched[duty]?.due ?? 0);

describe('a suspension', () => {
  it('withdraws everything owed, says why, and lets nothing be handed in', () => {
    const pilot = pilotIn('running');
    const events = confirm(pilot, suspend, 'national', '2026-02-02');
    expect(events[1]).to.deep.include({
      settled: [
        { id: 'milestone-base-1', outcome: 'withdrawn', isLate: false, cause: 'pilotSuspended' },
        { id: 'milestone-contest-1', outcome: 'withdrawn', isLate: false, cause: 'pilotSuspended' },
        { id: 'decide-proposal-1', outcome: 'done', isLate: false },
      ],
    });
    expect(pilot.inner().phase).to.equal('suspended');
    expect(pilot.answer(hand, host, '2026-02-03')).to.equal('WrongPhase');
  });

  it('is possible from planning, from its run and from the conclusion', () => {
    for (const [phase, when] of [
      ['planning', '2026-01-06'],
      ['running', '2026-02-02'],
      ['concluding', '2027-01-04'],
    ] as const) {
      const pilot = pilotIn(phase);
      confirm(pilot, suspend, 'national', when);
      expect(pilot.inner().suspension?.from, phase).to.equal(phase);
    }
    expect(pilotIn('assessed').answer(suspend, director, '2027-01-07')).to.equal('WrongPhase');
  });

  it('waits for the verdict on a plan under review, whether it is proposed or confirmed then', () => {
    const reviewing = pilotIn('reviewing');
    expect(reviewing.ask(suspend, director, '2026-01-08')).to.deep.include({ code: 'ReviewOpen', facts: { version: 1 } });

    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline: { sha256: SHA, milestones: [] } }, liaison, '2026-01-06');
    pilot.tell(suspend, director, '2026-01-06 10:00');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-01-07');
    const before = pilot.state();
    expect(pilot.answer(decide(1), last, '2026-01-08')).to.equal('ReviewOpen');
    expect(pilot.state()).to.deep.equal(before);
    pilot.tell({ type: 'returnPlan', version: 1, reasons: [] }, first, '2026-01-08');
    expect(pilot.answer(decide(1), last, '2026-01-09')).to.equal('accepted');
  });

  it('opens no window, reaches no end and reminds nobody of what was owed', () => {
    const pilot = pilotIn('suspended');
    expect(pilot.duties()).to.deep.equal(['decide-on-suspension-1']);
    for (let wake = pilot.wakeAt(0); wake !== undefined; wake = pilot.wakeAt(wake)) pilot.tickAt(wake);
    expect(pilot.inner()).to.include({ phase: 'suspended' }).and.to.deep.include({ reports: {} });
    expect(pilot.rungs().map(({ duty }) => duty)).to.deep.equal(Array(4).fill('decide-on-suspension-1'));
  });

  it('is decided on again within sixty working days, or by the day it names, by the post that proposed it', () => {
    const pilot = pilotIn('running');
    pilot.tell(suspend, first, '2026-02-02');
    pilot.tell(decide(1), last, '2026-02-03');
    const until = addWorkingDays(nationalCalendar, day('2026-02-03'), 60);
    expect(pilot.state().watched['decide-on-suspension-1']).to.include({ post: '53/reviewer', due: until });

    const named = pilotIn('running');
    confirm(named, { ...suspend, until: day('2026-09-30') }, 'national', '2026-02-02');
    expect(dueOf(named, 'decide-on-suspension-1')).to.equal('2026-09-30');
  });

  it('names a day to come, within a year', () => {
    const pilot = pilotIn('running');
    for (const until of ['2026-02-02', '2025-01-01', '2027-02-04'])
      expect(pilot.ask({ ...suspend, until: day(until) }, director, '2026-02-02'), until).to.deep.include({
        code: 'InvalidDates',
        facts: { from: '2026-02-03', to: '2027-02-03' },
      });
    pilot.tell({ ...suspend, until: day('2026-02-05') }, director, '2026-02-02');
    expect(pilot.answer(decide(1), last, '2026-02-05')).to.equal('InvalidDates');
  });

  it('is prolonged as it was begun, by two persons', () => {
    const pilot = pilotIn('suspended');
    expect(pilot.answer({ ...suspend, until: day('2026-01-20') }, director, '2026-01-15')).to.equal('InvalidDates');
    const [event] = confirm(pilot, { ...suspend, until: day('2026-12-31') }, 'national', '2026-03-02');
    expect(event).to.include({ type: 'suspensionProlonged', until: day('2026-12-31') });
    expect(pilot.duties()).to.deep.equal(['decide-on-suspension-2']);
    expect(dueOf(pilot, 'decide-on-suspension-2')).to.equal('2026-12-31');
    expect(pilot.inner().suspension?.from).to.equal('running');
  });

  it('gives ten working days to think again when a proposal about it is refused, and none when it is withdrawn', () => {
    const pilot = pilotIn('running');
    confirm(pilot, { ...suspend, until: day('2026-02-10') }, 'national', '2026-02-02');
    pilot.tell(resume, director, '2026-02-09');
    expect(pilot.duties()).to.have.members(['decide-on-suspension-1', 'decide-proposal-2']);
    pilot.tell({ type: 'withdrawProposal', number: 2 }, director, '2026-02-09 10:00');
    expect(dueOf(pilot, 'decide-on-suspension-1')).to.equal('2026-02-10');
    pilot.tell(resume, director, '2026-02-10');
    pilot.tell(decide(3, 'refused'), last, '2026-02-11');
    expect(dueOf(pilot, 'decide-on-suspension-3')).to.equal(formatDay(addWorkingDays(nationalCalendar, day('2026-02-11'), 10)));
  });

  it('is owed a decision until there is one: proposing and withdrawing neither settles it nor begins it anew', () => {
    const pilot = pilotIn('running');
    confirm(pilot, { ...suspend, until: day('2026-03-02') }, 'national', '2026-02-02');
    for (let wake = pilot.wakeAt(0); wake !== undefined && wake < at('2026-03-04'); wake = pilot.wakeAt(wake)) pilot.tickAt(wake);
    const before = pilot.state().watched['decide-on-suspension-1'];
    expect(before?.step).to.equal(3);
    for (const number of [2, 3]) {
      pilot.tell(resume, director, '2026-03-04 10:00');
      pilot.tell({ type: 'withdrawProposal', number }, director, '2026-03-04 10:30');
    }
    expect(pilot.duties()).to.deep.equal(['decide-on-suspension-1']);
    expect(pilot.state().watched['decide-on-suspension-1']).to.deep.equal(before);
    const events = confirm(pilot, resume, 'national', '2026-03-05');
    expect(settledIn(events).find(({ id }) => id === 'decide-on-suspension-1')).to.include({ outcome: 'done', isLate: true });
  });

  it('is proposed on in time where the decision comes later', () => {
    const pilot = pilotIn('running');
    confirm(pilot, { ...suspend, until: day('2026-03-02') }, 'national', '2026-02-02');
    pilot.tell(resume, director, '2026-03-02');
    const events = pilot.tell(decide(2), last, '2026-03-05');
    expect(settledIn(events)).to.deep.include({ id: 'decide-on-suspension-1', outcome: 'done', isLate: false });
  });

  it('marks for ever what was late when it began, and nothing else', () => {
    const pilot = pilotIn('running');
    pilot.tick('2026-07-20 08:00');
    confirm(pilot, suspend, 'national', '2026-07-20');
    const { milestones, reports } = pilot.inner();
    expect(milestones['base']).to.include({ isLate: true, status: 'open' });
    expect(milestones['contest']).not.to.have.property('isLate');
    expect(reports['2026Q2']).to.include({ isLate: true });

    const concluding = pilotIn('concluding');
    confirm(concluding, suspend, 'national', '2027-02-10');
    confirm(concluding, resume, 'national', '2027-02-22');
    concluding.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-02-23');
    expect(concluding.inner().conclusion).to.include({ isLate: true });
  });
});

describe('a termination', () => {
  it('is possible from every open phase, also while suspended, and final', () => {
    for (const [phase, when] of [
      ['planning', '2026-01-06'],
      ['reviewing', '2026-01-08'],
      ['running', '2026-02-02'],
      ['concluding', '2027-01-04'],
      ['suspended', '2026-02-02'],
    ] as const) {
      const pilot = pilotIn(phase);
      const events = confirm(pilot, terminate, 'national', when);
      expect(events[0], phase).to.deep.include({ type: 'pilotTerminated', phase, reason: '同意。' });
      expect(pilot.inner().phase, phase).to.equal('terminated');
      expect(pilot.duties(), phase).to.deep.equal([]);
      expect(pilot.wakeAt(0), phase).to.equal(undefined);
      for (const command of [terminate, suspend, resume]) expect(pilot.answer(command, director, '2027-02-01'), phase).to.equal('Closed');
    }
    for (const phase of ['assessed', 'closed', 'rejected'] as const)
      expect(pilotIn(phase).answer(terminate, director, '2027-02-01'), phase).to.equal(phase === 'assessed' ? 'WrongPhase' : 'Closed');
  });

  it('ends a review under way: the version was neither approved nor rejected', () => {
    const pilot = pilotIn('reviewing');
    confirm(pilot, terminate, 'national', '2026-01-08');
    expect(pilot.inner().versions.map(({ outcome }) => outcome)).to.deep.equal(['lapsed']);
  });

  it('ends a change of plan under review as well, and says so', () => {
    const pilot = pilotIn('running');
    const sha256 = 'c'.repeat(64);
    pilot.tell({ type: 'draftPlan', outline: { sha256, milestones: [] } }, liaison, '2026-02-02');
    pilot.tell({ type: 'submitPlan', sha256, reason: '企业搬迁。' }, director, '2026-02-03');
    const events = confirm(pilot, terminate, 'national', '2026-02-04');
    expect(events.map(({ type }) => type)).to.deep.equal(['pilotTerminated', 'planLapsed', 'dutiesChanged']);
    expect(pilot.inner().versions.map(({ outcome }) => outcome)).to.deep.equal(['approved', 'lapsed']);
    expect(pilot.inner()).not.to.have.property('change');
  });

  it('tells the host, and writes to the office and the host', () => {
    const pilot = pilotIn('running');
    const [event] = confirm(pilot, terminate, 'national', '2026-02-02');
    const terminated = { number: 1, reason: '', by: [], at: 1, phase: 'running', type: 'pilotTerminated' } as const;
    expect(event?.type).to.equal(terminated.type);
    const told = pilotEntity.consequences(pilot.inner(), terminated, pilot.id);
    expect(told.map((one) => (one.type === 'mail' ? one.post : one.command.type))).to.deep.equal([
      '53/office-director',
      '53-h001/liaison',
      'notePilotEnded',
    ]);
  });
});
