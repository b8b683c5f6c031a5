import { expect } from 'chai';
import * as fc from 'fast-check';
import { addWorkingDays, DAY_MS, dayOf, dueDay, formatDay, isWeekend, workingDaysBetween } from '../../domain/calendar.js';
import { resume as renewAll } from '../../domain/pilot/resumption.js';
import type { Suspension } from '../../domain/pilot/suspension-state.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { at, castOf, confirm, day, outline, pilotIn, registrations, SHA, type Stage } from './stage.js';

const { host, director, last, liaison, first } = castOf('national');
const suspend = { type: 'proposeSuspension', reason: '园区搬迁。' } as const;
const resume = { type: 'proposeResumption', reason: '已复产。' } as const;
const hand = { type: 'submitMilestone', milestone: 'base', note: '已完成。', figures: [] } as const;
const report = (period: string) => ({ type: 'submitReport', period, sha256: SHA, figures: [] }) as const;
const watched = (pilot: Stage<'pilot'>, duty: string) => pilot.state().watched[duty];

const settledIn = (events: readonly object[]) =>
  events.flatMap((event) => ('settled' in event && Array.isArray(event.settled) ? event.settled : []));

/** A pilot that was suspended in its run from one morning to another. */
function paused(from: string, to: string): Stage<'pilot'> {
  const pilot = pilotIn('running');
  const wake = pilot.wakeAt(at('2026-01-10'));
  if (wake !== undefined && wake <= at(from)) pilot.tick(from);
  confirm(pilot, suspend, 'national', from);
  confirm(pilot, resume, 'national', to);
  return pilot;
}

describe('a resumption', () => {
  it('grants again, from its day on, the working days that were left, and keeps the first due day', () => {
    const pilot = paused('2026-02-02', '2026-04-01');
    const left = workingDaysBetween(calendar, day('2026-02-02'), day('2026-06-30'));
    expect(watched(pilot, 'milestone-base-1-again-2')).to.include({
      due: addWorkingDays(calendar, day('2026-04-01'), left),
      firstDue: day('2026-06-30'),
      step: 0,
    });
    expect(pilot.inner().phase).to.equal('running');
  });

  it('on the day of the suspension itself leaves a milestone the day of its plan, also where that is a day off', () => {
    const milestones = outline.milestones.map((one) => (one.id === 'base' ? { ...one, dueDay: day('2026-06-28') } : one));
    const pilot = pilotIn('running', 'national', registrations.national, { ...outline, milestones });
    confirm(pilot, suspend, 'national', '2026-02-02 09:00');
    confirm(pilot, resume, 'national', '2026-02-02 15:00');
    expect(watched(pilot, 'milestone-base-1-again-2')).to.include({ due: day('2026-06-28'), firstDue: day('2026-06-28') });
    expect(pilot.inner().milestones['base']?.dueDay).to.equal(day('2026-06-28'));
  });

  it('brings nothing forward, whatever calendar and day, and the later the longer it lasts', () => {
    const since = at('2026-02-02');
    const days = fc.integer({ min: 1, max: 1_500 }).map((ahead) => dayOf(since) + ahead);
    const calendars = fc.record({ off: fc.uniqueArray(days, { maxLength: 150 }), working: fc.uniqueArray(days, { maxLength: 30 }) });
    const pilot = pilotIn('suspended').inner();
    const later = (first: number, more: number) => [first, first + more].map((length) => since + length * DAY_MS);
    fc.assert(
      fc.property(
        calendars,
        calendars,
        fc.integer({ min: -90, max: 3_200 }),
        fc.nat(400),
        fc.nat(400),
        (one, other, ahead, first, more) => {
          const [before, after] = [one, other].map(({ off, working }) => ({
            ...calendar,
            daysOff: [...off].sort((a, b) => a - b),
            workingWeekendDays: working.filter(isWeekend).sort((a, b) => a - b),
          }));
          const due = dayOf(since) + ahead;
          const leftDays = workingDaysBetween(before ?? calendar, dayOf(since), due);
          const held = [{ id: 'milestone-base-1', leftDays, due, firstDue: due - 10, isLate: ahead < 0 }];
          const suspension: Suspension = { from: 'running', formerSince: since, since, post: '53/office-director', until: due, held };
          const granted = later(first, more).map((when) => {
            const now = { calendar: after ?? calendar, at: when };
            const { term, firstDue } =
              renewAll(pilot, suspension, undefined, now).terms['milestone-base-1'] ?? expect.fail('nothing is owed');
            expect(firstDue).to.equal(due - 10);
            return dueDay(now.calendar, term);
          });
          expect(granted[0]).to.be.at.least(due);
          expect(granted[1]).to.be.at.least(granted[0] ?? 0);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('grants five working days at least, also for what was late, and late it stays', () => {
    const pilot = paused('2026-07-20', '2026-09-01');
    expect(watched(pilot, 'milestone-base-1-again-2')).to.include({
      due: addWorkingDays(calendar, day('2026-09-01'), 5),
      firstDue: day('2026-06-30'),
    });
    pilot.tell(hand, host, '2026-09-02');
    expect(pilot.inner().milestones['base']).to.include({ isLate: true });
  });

  it('settles what was overdue before it as late, whatever its new day', () => {
    const pilot = paused('2026-07-20', '2026-09-01');
    expect(watched(pilot, 'milestone-base-1-again-2')).to.include({ isLate: true, lateBefore: true });
    expect(watched(pilot, 'milestone-contest-1-again-2')).not.to.have.property('isLate');
    expect(settledIn(pilot.tell(hand, host, '2026-09-02'))).to.deep.include({
      id: 'milestone-base-1-again-2',
      outcome: 'done',
      isLate: true,
    });
  });

  it('settles an overdue verdict as late as well', () => {
    const pilot = pilotIn('running');
    pilot.tell(hand, host, '2026-02-02');
    confirm(pilot, suspend, 'national', '2026-03-16');
    confirm(pilot, resume, 'national', '2026-05-06');
    const judged = pilot.tell({ type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: '材料齐全。' }, last, '2026-05-07');
    expect(settledIn(judged)).to.deep.include({ id: 'judge-milestone-base-1-again-2', outcome: 'done', isLate: true });
  });

  it('keeps the mark through a second suspension and a change of plan', () => {
    const pilot = paused('2026-07-20', '2026-09-01');
    confirm(pilot, suspend, 'national', '2026-09-02');
    confirm(pilot, resume, 'national', '2026-10-12');
    const sha256 = 'c'.repeat(64);
    const milestones = outline.milestones.map((one) => (one.id === 'base' ? { ...one, dueDay: day('2026-12-30') } : one));
    pilot.tell({ type: 'draftPlan', outline: { sha256, milestones } }, liaison, '2026-10-13');
    pilot.tell({ type: 'submitPlan', sha256, reason: '设备到货推迟。' }, director, '2026-10-13 10:00');
    pilot.tell({ type: 'approvePlan', version: 2 }, first, '2026-10-14');
    pilot.tell({ type: 'approvePlan', version: 2 }, last, '2026-10-15');
    expect(watched(pilot, 'milestone-base-1-again-4')).to.include({ due: day('2026-12-30'), isLate: true });
  });

  it('holds what is handed in to the new day, not to the old one', () => {
    const marks = ['2026-09-30 23:00', '2026-10-01 09:00'].map((when) => {
      const pilot = paused('2026-02-02', '2026-05-06');
      const due = watched(pilot, 'milestone-base-1-again-2')?.due ?? 0;
      const shift = due - day('2026-09-30');
      const hour = when.slice(11);
      pilot.tell(hand, host, `${formatDay(day(when.slice(0, 10)) + shift)} ${hour}`);
      return pilot.inner().milestones['base']?.isLate;
    });
    expect(marks).to.deep.equal([false, true]);
  });

  it('shows the moved day of a milestone, and its plan says what it said', () => {
    const pilot = paused('2026-02-02', '2026-04-01');
    const { milestones, versions } = pilot.inner();
    expect(milestones['base']?.dueDay).to.equal(watched(pilot, 'milestone-base-1-again-2')?.due);
    expect(versions[0]?.outline.milestones[0]?.dueDay).to.equal(day('2026-06-30'));
  });

  it('moves the last day by the days of the suspension', () => {
    expect(formatDay(paused('2026-02-02', '2026-04-03').inner().endDay)).to.equal('2027-03-01');
  });

  it('never ends a pilot before a milestone that moved by working days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (after, length) => {
        const from = day('2026-01-12') + after;
        const pilot = paused(`${formatDay(from)} 12:00`, `${formatDay(from + length)} 12:00`);
        const { endDay, milestones } = pilot.inner();
        for (const { dueDay = 0 } of Object.values(milestones)) expect(dueDay).to.be.at.most(endDay);
        expect(endDay).to.be.at.least(registrations.national.endDay + length);
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it('ends the pilot on the day it names, if nothing owed lies after it', () => {
    const pilot = pilotIn('running');
    confirm(pilot, suspend, 'national', '2026-02-02');
    expect(pilot.answer({ ...resume, end: day('2026-12-31') }, director, '2026-04-01')).to.equal('EndTooEarly');
    confirm(pilot, { ...resume, end: day('2027-06-30') }, 'national', '2026-04-01');
    expect(formatDay(pilot.inner().endDay)).to.equal('2027-06-30');
  });

  it('asks again about the last day when it is confirmed: time has passed', () => {
    const pilot = pilotIn('running');
    confirm(pilot, suspend, 'national', '2026-02-02');
    pilot.tell({ ...resume, end: day('2027-02-05') }, director, '2026-04-01');
    const verdict = { type: 'decideProposal', number: 2, verdict: 'confirmed', reason: '同意。' } as const;
    expect(pilot.answer(verdict, last, '2026-04-02')).to.equal('accepted');
    expect(pilot.answer(verdict, last, '2026-08-03')).to.equal('EndTooEarly');
  });

  it('leaves out the reports on periods wholly within the suspension, and says so', () => {
    const pilot = pilotIn('running');
    confirm(pilot, suspend, 'national', '2026-03-25');
    const [event] = confirm(pilot, resume, 'national', '2026-10-12');
    expect(event)
      .to.deep.include({ skipped: ['2026Q2', '2026Q3'], nextPeriod: '2026Q4' })
      .and.not.have.property('opened');
    expect(pilot.inner().reports).to.have.keys('2026Q2', '2026Q3');
    expect(pilot.duties().filter((duty) => duty.startsWith('report'))).to.deep.equal([]);
    expect(pilot.ask(report('2026Q3'), host, '2026-10-13')).to.deep.include({ code: 'PeriodSkipped', facts: { period: '2026Q3' } });
  });

  it('owes within ten working days a report on a period that began before the suspension and ended in it', () => {
    const pilot = paused('2026-05-11', '2026-08-20');
    expect(watched(pilot, 'report-2026Q2-1-again-2')?.due).to.equal(addWorkingDays(calendar, day('2026-08-20'), 10));
    pilot.tell(report('2026Q2'), host, '2026-09-03');
    expect(pilot.inner().reports['2026Q2']).to.include({ isLate: false, status: 'submitted' });
    expect(pilot.inner().nextPeriod).to.equal('2026Q3');
  });

  it('owes reports on the periods that the later end has added', () => {
    const pilot = paused('2026-02-02', '2026-04-03');
    const wakes: number[] = [];
    for (let wake = pilot.wakeAt(at('2026-04-03')); wake !== undefined && dayOf(wake) <= day('2027-02-28'); wake = pilot.wakeAt(wake)) {
      pilot.tickAt(wake);
      wakes.push(wake);
    }
    expect(Object.keys(pilot.inner().reports)).to.deep.equal(['2026Q2', '2026Q3', '2026Q4']);
    expect(pilot.inner().phase).to.equal('running');
  });

  it('brings back a plan that was still to be written, and a report that was to be corrected', () => {
    const planning = pilotIn('planning');
    confirm(planning, suspend, 'national', '2026-01-12');
    confirm(planning, resume, 'national', '2026-03-02');
    expect(planning.duties()).to.deep.equal(['plan-1-again-2']);
    planning.tell({ type: 'draftPlan', outline }, liaison, '2026-03-03');
    planning.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-03-04');
    expect(planning.duties()).to.deep.equal(['review-1-1']);

    const concluding = pilotIn('concluding');
    concluding.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
    concluding.tell({ type: 'returnConclusion', reason: '请补充。' }, last, '2027-01-06');
    confirm(concluding, suspend, 'national', '2027-01-07');
    confirm(concluding, resume, 'national', '2027-03-01');
    expect(concluding.duties()).to.include('concluding-report-2-again-2');
    expect(concluding.inner().endDay).to.equal(registrations.national.endDay);
  });

  it('can be followed by another suspension, and the first due day is still the first', () => {
    const pilot = paused('2026-02-02', '2026-03-02');
    const due = watched(pilot, 'milestone-base-1-again-2')?.due ?? 0;
    confirm(pilot, suspend, 'national', '2026-03-09');
    confirm(pilot, resume, 'national', '2026-05-11');
    const left = workingDaysBetween(calendar, day('2026-03-09'), due);
    expect(watched(pilot, 'milestone-base-1-again-4')).to.include({
      due: addWorkingDays(calendar, day('2026-05-11'), left),
      firstDue: day('2026-06-30'),
    });
  });

  it('lets a change of plan name another day, and keeps the first one', () => {
    const pilot = paused('2026-02-02', '2026-04-01');
    const contest = watched(pilot, 'milestone-contest-1-again-2')?.due;
    const sha256 = 'c'.repeat(64);
    const milestones = outline.milestones.map((one) => (one.id === 'base' ? { ...one, dueDay: day('2026-10-30') } : one));
    pilot.tell({ type: 'draftPlan', outline: { sha256, milestones } }, liaison, '2026-04-02');
    pilot.tell({ type: 'submitPlan', sha256, reason: '设备到货推迟。' }, director, '2026-04-02 10:00');
    expect(pilot.ask(suspend, director, '2026-04-03')).to.deep.include({ code: 'ReviewOpen', facts: { version: 2 } });
    pilot.tell({ type: 'approvePlan', version: 2 }, first, '2026-04-03');
    pilot.tell({ type: 'approvePlan', version: 2 }, last, '2026-04-07');
    expect(watched(pilot, 'milestone-base-1-again-2')).to.include({ due: day('2026-10-30'), firstDue: day('2026-06-30') });
    expect(watched(pilot, 'milestone-contest-1-again-2')).to.include({ due: contest });
    expect(pilot.inner().milestones['base']).not.to.have.property('dueDay');
  });

  it('ends the pilot in no year that the calendar does not know', () => {
    const pilot = pilotIn('suspended');
    expect(pilot.answer({ ...resume, end: day('2034-12-31') }, director, '2026-04-01')).to.equal('accepted');
    expect(pilot.answer({ ...resume, end: day('2035-01-01') }, director, '2026-04-01')).to.equal('InvalidDates');
  });

  it('takes the day of the calendar where the next decade knows no working days', () => {
    const far = { ...outline, milestones: [{ id: 'far', title: '远期', dueDay: day('2034-06-30'), indicators: [] }] };
    const pilot = pilotIn('planning', 'national', { ...registrations.national, endDay: day('2034-12-31') });
    pilot.tell({ type: 'draftPlan', outline: far }, liaison, '2026-01-06');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-01-07');
    pilot.tell({ type: 'approvePlan', version: 1 }, first, '2026-01-08');
    pilot.tell({ type: 'approvePlan', version: 1 }, last, '2026-01-09');
    confirm(pilot, suspend, 'national', '2026-02-02');
    confirm(pilot, resume, 'national', '2026-02-12');
    expect(watched(pilot, 'milestone-far-1-again-2')?.due).to.equal(day('2034-07-10'));
  });
});
