import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  addWorkingDays,
  atTimeOfDay,
  dayOf,
  DAY_MS,
  formatDay,
  isWorkingDay,
  MINUTE_MS,
  startOfDay,
  workingDaysBetween,
} from '../../domain/calendar.js';
import type { Watched } from '../../domain/duty.js';
import { firingFrom, nextRung } from '../../domain/ladder.js';
import { LADDERS } from '../../domain/ladders.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { at, castOf, day, keysOf, outline, pilotIn, SHA, type Stage } from './stage.js';

const ID = '53-2026-0007';
const ladderIds = keysOf(LADDERS);
const duty = (opened: string, due: string, climbed: Partial<Watched> = {}): Watched => ({
  kind: 'report',
  post: '53-h001/liaison',
  term: { kind: 'by', day: day(due), since: at(opened) },
  openedAt: at(opened),
  firstDue: day(due),
  due: day(due),
  step: 0,
  ...climbed,
});
/** `2026-03-24 reminder 1`, with `skipped` where rungs were. */
function next(watched: Watched): string {
  const rung = nextRung(watched, ID, calendar);
  if (rung === undefined) return 'nothing more';
  const skipped = rung.skipped.length === 0 ? '' : ` skipped ${rung.skipped.join(',')}`;
  return `${formatDay(dayOf(rung.at))} ${rung.rung} ${rung.step}${skipped}`;
}
/** Every rung of a pilot's plan while nobody does anything, ticked when it wakes. */
function climb(pilot: Stage<'pilot'>, until: string): string[] {
  for (let wake = pilot.wakeAt(0); wake !== undefined && wake < at(until); wake = pilot.wakeAt(wake)) pilot.tickAt(wake);
  return rungsOf(pilot);
}
const rungsOf = (pilot: Stage<'pilot'>): string[] => pilot.rungs().map(({ on, rung, duty: id }) => `${formatDay(on)} ${rung} ${id}`);

describe('the ladder', () => {
  it('reminds five and one working days before the due day, chases one and drafts a notice four after it', () => {
    expect(LADDERS['standard-2'].map(({ rung, offset }) => [rung, offset])).to.deep.equal([
      ['reminder', -5],
      ['reminder', -1],
      ['chase', 1],
      ['supervision-notice', 4],
    ]);
  });

  it('is climbed in order and each rung once, while the plan of a pilot is owed', () => {
    // Registered on 2026-01-05 and due in twenty working days, on 2026-02-02.
    expect(climb(pilotIn('planning'), '2026-12-31')).to.deep.equal([
      '2026-01-26 reminder plan-1',
      '2026-01-30 reminder plan-1',
      '2026-02-03 chase plan-1',
      '2026-02-06 supervision-notice plan-1',
    ]);
  });

  it('is left when the duty is done, and never climbed again', () => {
    const pilot = pilotIn('planning');
    const { liaison, director } = castOf('national');
    pilot.tickAt(pilot.wakeAt(0) ?? 0);
    pilot.tell({ type: 'draftPlan', outline }, liaison, '2026-01-27');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-01-27');
    expect(climb(pilot, '2026-06-30').filter((rung) => rung.includes('plan-1'))).to.deep.equal(['2026-01-26 reminder plan-1']);
  });

  it('fires on working days from seven, spread over half an hour and always at the same minute for one entity', () => {
    const first = firingFrom(calendar, ID, startOfDay(day('2026-03-02')));
    const spread = first - atTimeOfDay(day('2026-03-02'), 7 * 60);
    expect(spread).to.be.within(0, 30 * MINUTE_MS - 1);
    expect(firingFrom(calendar, ID, startOfDay(day('2026-03-03'))) - first).to.equal(DAY_MS);
    const others = Array.from({ length: 50 }, (_, index) => firingFrom(calendar, `53-2026-${index}`, startOfDay(day('2026-03-02'))));
    expect(new Set(others).size).to.be.greaterThan(40);
  });

  it('fires at once on a working day when its hour has passed, and waits on a day off', () => {
    expect(firingFrom(calendar, ID, at('2026-03-02 15:00'))).to.equal(at('2026-03-02 15:00'));
    expect(formatDay(dayOf(firingFrom(calendar, ID, at('2026-02-15 15:00'))))).to.equal('2026-02-24');
    expect(formatDay(dayOf(firingFrom(calendar, ID, at('2026-02-13 23:59'))))).to.equal('2026-02-13');
    // A Saturday that works for Spring Festival.
    expect(formatDay(dayOf(firingFrom(calendar, ID, at('2026-02-14 00:00'))))).to.equal('2026-02-14');
  });

  it('counts around the holidays and takes a make-up Saturday for what it is', () => {
    // Due on the first working day after Spring Festival: four working days before lie 02-14 (Sat), 13, 12, 11.
    expect(next(duty('2026-01-05', '2026-02-24'))).to.equal('2026-02-10 reminder 1');
    expect(next(duty('2026-01-05', '2026-02-24', { step: 1, steppedOn: day('2026-02-10') }))).to.equal('2026-02-14 reminder 2');
  });

  it('skips the reminders that lie before the duty existed, and says which', () => {
    expect(next(duty('2026-03-02', '2026-03-31'))).to.equal('2026-03-24 reminder 1');
    expect(next(duty('2026-03-25', '2026-03-31'))).to.equal('2026-03-30 reminder 2 skipped 1');
    expect(next(duty('2026-03-30 08:00', '2026-03-31'))).to.equal('2026-04-01 chase 3 skipped 1,2');
    expect(next(duty('2026-03-31', '2026-03-31'))).to.equal('2026-04-01 chase 3 skipped 1,2');
  });

  it('does not skip a reminder of the very morning before its hour', () => {
    expect(next(duty('2026-03-24 06:59', '2026-03-31'))).to.equal('2026-03-24 reminder 1');
    expect(next(duty('2026-03-24 07:31', '2026-03-31'))).to.equal('2026-03-30 reminder 2 skipped 1');
  });

  it('never skips the chase: what was owed too late already is chased on the next working day', () => {
    expect(next(duty('2026-04-20', '2026-03-31'))).to.equal('2026-04-21 chase 3 skipped 1,2');
    // Opened on a Friday evening.
    expect(next(duty('2026-04-17 20:00', '2026-03-31'))).to.equal('2026-04-20 chase 3 skipped 1,2');
  });

  it('resumes after an outage where it stood, with the gap between two rungs kept', () => {
    // The first reminder was due on 03-24 and could only go on 04-07.
    expect(next(duty('2026-03-02', '2026-03-31', { step: 1, steppedOn: day('2026-04-07') }))).to.equal('2026-04-13 reminder 2');
    expect(next(duty('2026-03-02', '2026-03-31', { step: 2, steppedOn: day('2026-04-13') }))).to.equal('2026-04-15 chase 3');
    expect(next(duty('2026-03-02', '2026-03-31', { step: 3, steppedOn: day('2026-04-15') }))).to.equal('nothing more');
  });

  it('climbs one rung a tick after an outage, however many days were missed', () => {
    const pilot = pilotIn('planning');
    const [only, ...others] = pilot.tick('2026-02-25 10:00').filter(({ type }) => type === 'rungReached');
    expect(others).to.deep.equal([]);
    expect(only).to.deep.include({ step: 1, on: day('2026-02-25'), skipped: [] });
    expect(climb(pilot, '2026-12-31')).to.deep.equal([
      '2026-02-25 reminder plan-1',
      // 2026-02-28 is a Saturday that works.
      '2026-03-02 reminder plan-1',
      '2026-03-04 chase plan-1',
      '2026-03-09 supervision-notice plan-1',
    ]);
  });

  it('is climbed by each duty of an entity on its own', () => {
    const rungs = climb(pilotIn('running'), '2026-12-31 23:00');
    const milestone = rungs.filter((rung) => rung.endsWith('milestone-base-1'));
    expect(milestone).to.deep.equal([
      '2026-06-23 reminder milestone-base-1',
      '2026-06-29 reminder milestone-base-1',
      '2026-07-01 chase milestone-base-1',
      '2026-07-06 supervision-notice milestone-base-1',
    ]);
    expect(rungs.filter((rung) => rung.endsWith('report-2026Q2-1'))).to.have.length(4);
  });

  it('is the one a duty was opened with: a duty of the first records ends at its chase', () => {
    const chased = { step: 3, steppedOn: day('2026-04-01') };
    expect(next(duty('2026-03-02', '2026-03-31', chased))).to.equal('nothing more');
    expect(next(duty('2026-03-02', '2026-03-31', { ...chased, ladder: 'standard-2' }))).to.equal('2026-04-07 supervision-notice 4');
  });

  it('gives the chase its term before the notice is drafted, also where the chase was late', () => {
    const late = { ladder: 'standard-2', step: 3, steppedOn: day('2026-04-15') } as const;
    expect(next(duty('2026-03-02', '2026-03-31', late))).to.equal('2026-04-20 supervision-notice 4');
  });

  it('is not burned through when a new calendar puts the due day into the past', () => {
    const reminded = { ladder: 'standard-2', step: 1, steppedOn: day('2026-03-24') } as const;
    const moved = { ...duty('2026-03-02', '2026-03-31', reminded), due: day('2026-03-16') };
    // Four days lie between the two reminders, two between reminder and chase, three between chase and notice.
    expect(next(moved)).to.equal('2026-03-30 reminder 2');
    expect(next({ ...moved, step: 2, steppedOn: day('2026-03-30') })).to.equal('2026-04-01 chase 3');
    expect(next({ ...moved, step: 3, steppedOn: day('2026-04-01') })).to.equal('2026-04-07 supervision-notice 4');
  });

  it('begins anew under a term that brings the due day forward: past reminders are skipped, and no gap counts from before', () => {
    const termed = { ladder: 'standard-2', termedAt: at('2026-03-10 10:00') } as const;
    expect(next(duty('2026-01-09', '2026-03-13', termed))).to.equal('2026-03-12 reminder 2 skipped 1');
    expect(next(duty('2026-01-09', '2026-03-06', termed))).to.equal('2026-03-11 chase 3 skipped 1,2');
    expect(next(duty('2026-01-09', '2026-03-06', { ...termed, step: 3, steppedOn: day('2026-03-11') }))).to.equal(
      '2026-03-16 supervision-notice 4',
    );
  });

  it('is climbed in time after a change of plan has brought a milestone forward', () => {
    for (const [from, expected] of [
      ['2026-06-30', ['2026-03-12 reminder', '2026-03-16 chase', '2026-03-19 supervision-notice']],
      // Reminded twice before the change, the second time on its very day.
      ['2026-03-17', ['2026-03-10 reminder', '2026-03-12 reminder', '2026-03-16 chase', '2026-03-19 supervision-notice']],
    ] as const) {
      const of = (dueDay: string) => ({
        ...outline,
        milestones: outline.milestones.map((one) => (one.id === 'base' ? { ...one, dueDay: day(dueDay) } : one)),
      });
      const pilot = pilotIn('running', 'national', undefined, of(from));
      const { liaison, director, first, last } = castOf('national');
      const sha256 = 'b'.repeat(64);
      pilot.tell({ type: 'draftPlan', outline: { ...of('2026-03-13'), sha256 } }, liaison, '2026-03-02');
      pilot.tell({ type: 'submitPlan', sha256, reason: '提前投产。' }, director, '2026-03-02');
      pilot.tell({ type: 'approvePlan', version: 2 }, first, '2026-03-03');
      climb(pilot, '2026-03-10 10:00');
      pilot.tell({ type: 'approvePlan', version: 2 }, last, '2026-03-10 10:00');
      const rungs = climb(pilot, '2026-12-31').filter((rung) => rung.endsWith(' milestone-base-1'));
      expect(rungs).to.deep.equal(expected.map((rung) => `${rung} milestone-base-1`));
    }
  });

  it('keeps the gaps of its rungs on any calendar, any term, after any delay and any re-dating', () => {
    const days = fc.integer({ min: day('2026-01-01'), max: day('2027-06-30') });
    fc.assert(
      fc.property(
        fc.constantFrom(...ladderIds),
        fc.uniqueArray(days, { maxLength: 60 }),
        days,
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.record({ delayMin: fc.integer({ min: 0, max: 60 * 24 * 20 }), shift: fc.integer({ min: -15, max: 15 }) }), {
          minLength: 5,
          maxLength: 5,
        }),
        (ladder, off, opened, length, events) => {
          const ladderOff = { ...calendar, version: 9, daysOff: [...new Set([...calendar.daysOff, ...off])] };
          const steps = LADDERS[ladder];
          let watched: Watched = {
            ...duty('2026-01-01', '2026-01-01', { ladder }),
            openedAt: atTimeOfDay(opened, 11 * 60),
            due: addWorkingDays(ladderOff, opened, length),
          };
          const reached: number[] = [];
          for (const { delayMin, shift } of events) {
            const rung = nextRung(watched, ID, ladderOff);
            if (rung === undefined) break;
            const on = dayOf(firingFrom(ladderOff, ID, rung.at + delayMin * MINUTE_MS));
            expect(isWorkingDay(ladderOff, on)).to.equal(true);
            const former = steps[watched.step - 1];
            const step = steps[rung.step - 1];
            if (former !== undefined && step !== undefined && watched.steppedOn !== undefined)
              expect(workingDaysBetween(ladderOff, watched.steppedOn, on)).to.be.at.least(step.offset - former.offset);
            expect(step?.rung).to.equal(rung.rung);
            // Only reminders are ever passed over.
            for (const skipped of rung.skipped) expect(steps[skipped - 1]?.rung).to.equal('reminder');
            reached.push(rung.step);
            watched = { ...watched, step: rung.step, steppedOn: on, due: watched.due + shift };
          }
          expect(reached).to.deep.equal([...new Set(reached)].toSorted((a, b) => a - b));
          expect(reached.at(-1)).to.equal(steps.length);
          expect(nextRung(watched, ID, ladderOff)).to.equal(undefined);
        },
      ),
      { seed: 20_260_706, numRuns: 300 },
    );
  });

  it('never fires on a day off or before the morning, never goes back, and comes to an end', () => {
    const days = fc.integer({ min: day('2026-01-01'), max: day('2027-12-31') });
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: -20, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 60 * 24 * 30 }), { maxLength: 6 }),
        (opened, length, delays) => {
          let watched: Watched = {
            ...duty('2026-01-01', '2026-01-01'),
            openedAt: atTimeOfDay(opened, 11 * 60),
            due: addWorkingDays(calendar, opened, length),
          };
          let former = 0;
          for (const delay of [...delays, 0, 0, 0, 0]) {
            const rung = nextRung(watched, ID, calendar);
            if (rung === undefined) return;
            const firedAt = firingFrom(calendar, ID, rung.at + delay * MINUTE_MS);
            expect(rung.at).to.be.greaterThan(former);
            expect(rung.at).to.be.at.least(watched.openedAt);
            expect(isWorkingDay(calendar, dayOf(firedAt))).to.equal(true);
            expect(firedAt).to.be.at.least(atTimeOfDay(dayOf(firedAt), 7 * 60));
            former = firedAt;
            watched = { ...watched, step: rung.step, steppedOn: dayOf(firedAt) };
          }
          expect(nextRung(watched, ID, calendar)).to.equal(undefined);
          expect(watched.step).to.equal(LADDERS['standard-1'].length);
        },
      ),
      { seed: 20_260_105, numRuns: 300 },
    );
  });
});
