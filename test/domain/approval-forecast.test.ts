import { expect } from 'chai';
import { forecastApproval } from '../../domain/pilot/forecast.js';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import { PILOT_LEVELS } from '../../domain/pilot/levels.js';
import type { PlanOutline } from '../../domain/pilot/plan-state.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { at, castOf, day, outline, pilotIn, SHA, type Stage } from './stage.js';

const other: PlanOutline = {
  sha256: 'b'.repeat(64),
  milestones: [{ id: 'only', title: '唯一', dueDay: day('2026-09-30'), indicators: [] }],
};
const forecast = (pilot: Stage<'pilot'>, plan: PlanOutline, when: string) =>
  forecastApproval(pilot.state(), plan, { id: pilot.id, calendar, at: at(when) });
const possible = (pilot: Stage<'pilot'>, plan: PlanOutline, when: string) => {
  const found = forecast(pilot, plan, when);
  return found.ok ? found : expect.fail(found.code);
};
const idsOf = (duties: readonly { readonly id: string }[]) => duties.map(({ id }) => id);

describe('what approval would do to duties', () => {
  for (const level of PILOT_LEVELS)
    it(`is what it then does, for a plan under review (${level})`, () => {
      const pilot = pilotIn('reviewing', level);
      const { first, last } = castOf(level);
      const before = pilot.state().watched;
      const { opened, moved, settled } = possible(pilot, outline, '2026-01-08 11:00');
      for (const actor of [first, last]) pilot.tell({ type: 'approvePlan', version: 1 }, actor, '2026-01-08 11:00');
      const after = pilot.state().watched;
      expect(opened).to.deep.equal(Object.entries(after).map(([id, { kind, post, due }]) => ({ id, kind, post, due })));
      expect(moved).to.deep.equal([]);
      expect(settled).to.deep.equal(Object.entries(before).map(([id, { kind, post, due }]) => ({ id, kind, post, due, outcome: 'done' })));
    });

  it('changes nothing of the pilot', () => {
    const pilot = pilotIn('reviewing');
    const before = JSON.stringify(pilot.state());
    possible(pilot, outline, '2026-01-08');
    expect(JSON.stringify(pilot.state())).to.equal(before);
  });

  it('is told of a draft, of a plan to be drafted again, and of the second step of a review', () => {
    const planning = pilotIn('planning');
    planning.tell({ type: 'draftPlan', outline }, castOf('national').liaison, '2026-01-06');
    for (const plan of [outline, other]) {
      const { opened, settled } = possible(planning, plan, '2026-01-07');
      expect(idsOf(opened)).to.deep.equal(plan.milestones.map(({ id }) => `milestone-${id}-1`));
      expect(settled).to.have.length(1);
      expect(settled[0]).to.include({ id: 'plan-1', outcome: 'done' });
    }
    const second = pilotIn('reviewing');
    second.tell({ type: 'approvePlan', version: 1 }, castOf('national').first, '2026-01-08');
    expect(idsOf(possible(second, outline, '2026-01-09').settled)).to.deep.equal(['review-1-2']);
  });

  it('leaves out what time has brought by itself', () => {
    const pilot = pilotIn('running');
    const { opened, moved, settled } = possible(pilot, outline, '2026-05-01');
    expect([opened, moved, settled]).to.deep.equal([[], [], []]);
  });

  const refused: readonly (readonly [why: string, code: string, ask: () => ReturnType<typeof forecast>])[] = [
    ['another version is under review', 'WrongPhase', () => forecast(pilotIn('reviewing'), other, '2026-01-08')],
    ['a date has passed', 'InvalidDates', () => forecast(pilotIn('reviewing'), outline, '2026-07-01')],
    ['a date lies outside the pilot', 'InvalidDates', () => forecast(pilotIn('planning'), later('2027-06-30'), '2026-01-08')],
    ['the pilot is closed', 'Closed', () => forecast(pilotIn('closed'), other, '2027-02-01')],
    ['the plan was rejected', 'Closed', () => forecast(pilotIn('rejected'), outline, '2026-01-09')],
  ];
  for (const [why, code, ask] of refused)
    it(`is a refusal where ${why}`, () => {
      expect(ask()).to.include({ ok: false, code });
    });

  it('never stops at the four-eyes rules, whoever drafted', () => {
    const levels: readonly PilotLevel[] = ['national', 'provincial', 'city'];
    for (const level of levels) {
      const pilot = pilotIn('planning', level);
      pilot.tell({ type: 'draftPlan', outline: { ...outline, sha256: SHA } }, castOf(level).director, '2026-01-06');
      expect(possible(pilot, outline, '2026-01-07').opened, level).to.have.length(2);
    }
  });
});

const later = (due: string): PlanOutline => ({
  sha256: 'c'.repeat(64),
  milestones: [{ id: 'late', title: '晚', dueDay: day(due), indicators: [] }],
});
