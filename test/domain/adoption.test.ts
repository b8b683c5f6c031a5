import { expect } from 'chai';
import type { AdoptCalendar } from '../../domain/adoption.js';
import { SYSTEM, type Actor } from '../../domain/actor.js';
import { dayOf, formatDay, type Calendar, type Instant } from '../../domain/calendar.js';
import { entityOf, type AnyState } from '../../domain/kinds.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { director, liaison, securityAdministrator } from '../fakes/people.js';
import { at, day, pilotIn, registrations } from './stage.js';

const ID = '53-2026-0007';
const entity = entityOf('pilot');

/** The pinned calendar with more or fewer days off. */
function changed(version: number, { off = [], working = [] }: { off?: readonly string[]; working?: readonly string[] }): Calendar {
  const daysOff = new Set([...nationalCalendar.daysOff, ...off.map(day)].filter((one) => !working.map(day).includes(one)));
  return {
    ...nationalCalendar,
    version,
    daysOff: [...daysOff].sort((a, b) => a - b),
    workingWeekendDays: [...nationalCalendar.workingWeekendDays, ...working.map(day)].sort((a, b) => a - b),
  };
}

/** A pilot's life under calendars that change. Its plan is owed within 20 working days of 2026-01-05. */
function pilotUnder(first: Calendar) {
  let state: AnyState = entity.initial;
  let calendar = first;
  const ask = (command: { readonly type: string }, actor: Actor, when: string | Instant) =>
    entity.decide(state, command, { id: ID, calendar, actor, at: typeof when === 'string' ? at(when) : when });
  const tell = (command: { readonly type: string }, actor: Actor, when: string | Instant) => {
    const decision = ask(command, actor, when);
    if (!decision.ok) return expect.fail(`${command.type} was refused: ${decision.code}`);
    state = decision.events.reduce<AnyState>(entity.evolve, state);
    return decision.events;
  };
  const adopting = (to: Calendar): AdoptCalendar => ({ type: 'adoptCalendar', calendar: to });
  tell({ type: 'registerPilot', ...registrations.national }, director, '2026-01-05 10:00');
  return {
    state: () => state,
    plan: () => {
      const { due = 0, firstDue = 0, step = 0 } = state.watched['plan-1'] ?? {};
      return { due: formatDay(due), firstDue: formatDay(firstDue), step };
    },
    ask: (to: Calendar, actor: Actor, when: string) => ask(adopting(to), actor, when),
    adopt(to: Calendar, when: string) {
      const events = tell(adopting(to), SYSTEM, when);
      calendar = to;
      return events;
    },
    tell,
    /** Lets time pass; answers the days on which rungs were reached. */
    until(when: string): string[] {
      const days: string[] = [];
      let now = at('2026-01-05 10:00');
      for (let wake = entity.wakeAt(state, { id: ID, calendar }, now); wake !== undefined && wake <= at(when);) {
        now = wake;
        const events = tell({ type: 'tick' }, SYSTEM, now);
        days.push(...events.filter(({ type }) => type === 'rungReached').map(() => formatDay(dayOf(now))));
        wake = entity.wakeAt(state, { id: ID, calendar }, now);
      }
      return days;
    },
  };
}

describe('an entity that adopts a new calendar', () => {
  it('computes its open terms anew, and keeps the first due day', () => {
    const pilot = pilotUnder(nationalCalendar);
    expect(pilot.plan()).to.deep.equal({ due: '2026-02-02', firstDue: '2026-02-02', step: 0 });
    const events = pilot.adopt(changed(2, { off: ['2026-01-26', '2026-01-27'] }), '2026-01-12');
    expect(events).to.deep.equal([
      {
        type: 'calendarAdopted',
        at: at('2026-01-12'),
        former: 1,
        version: 2,
        redated: [{ id: 'plan-1', kind: 'submit-plan', post: '53/office-director', from: day('2026-02-02'), due: day('2026-02-04') }],
        held: [],
      },
    ]);
    expect(pilot.plan()).to.deep.equal({ due: '2026-02-04', firstDue: '2026-02-02', step: 0 });
    expect(pilot.state().calendarVersion).to.equal(2);
  });

  it('names the day each was moved from, the second time the one of the first', () => {
    const pilot = pilotUnder(nationalCalendar);
    const moved = (to: Calendar, when: string) =>
      pilot
        .adopt(to, when)
        .flatMap((event) => ('redated' in event && Array.isArray(event.redated) ? event.redated : []))
        .map(({ from, due }) => [formatDay(from), formatDay(due)]);
    const off = ['2026-01-28', '2026-01-29'];
    expect(moved(changed(2, { off }), '2026-01-06')).to.deep.equal([['2026-02-02', '2026-02-04']]);
    expect(moved(changed(3, { off: [...off, '2026-01-30'] }), '2026-01-07')).to.deep.equal([['2026-02-04', '2026-02-05']]);
  });

  it('says so where nothing moves as well', () => {
    const events = pilotUnder(nationalCalendar).adopt(changed(2, { off: ['2027-02-08'] }), '2026-01-12');
    expect(events).to.deep.include({ type: 'calendarAdopted', at: at('2026-01-12'), former: 1, version: 2, redated: [], held: [] });
  });

  it('takes back no rung that was reached', () => {
    const pilot = pilotUnder(nationalCalendar);
    expect(pilot.until('2026-02-01')).to.deep.equal(['2026-01-26', '2026-01-30']);
    pilot.adopt(changed(2, { off: ['2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05', '2026-02-06'] }), '2026-01-31');
    expect(pilot.plan()).to.deep.equal({ due: '2026-02-09', firstDue: '2026-02-02', step: 2 });
    expect(pilot.until('2026-03-31')).to.deep.equal(['2026-02-10', '2026-02-13']);
  });

  it('lets a rung that the new calendar brings forward wait for the next working day, and the others keep their gaps', () => {
    const pilot = pilotUnder(changed(1, { off: ['2026-01-19', '2026-01-20', '2026-01-21', '2026-01-22', '2026-01-23'] }));
    expect(pilot.plan().due).to.equal('2026-02-09');
    const [event] = pilot.adopt({ ...nationalCalendar, version: 2 }, '2026-01-30 10:00');
    expect(event).to.deep.include({ held: ['plan-1'] });
    expect(pilot.plan().due).to.equal('2026-02-02');
    // By the calendar itself 01-26 and 01-30 would have been the days of the reminders, 02-03 that of the chase, 02-06 that of the notice.
    expect(pilot.until('2026-03-31')).to.deep.equal(['2026-02-02', '2026-02-06', '2026-02-10', '2026-02-13']);
  });

  it('holds nothing that keeps its day', () => {
    const pilot = pilotUnder(nationalCalendar);
    const [event] = pilot.adopt(changed(2, { off: ['2026-03-02'] }), '2026-01-26 06:00');
    expect(event).to.deep.include({ redated: [], held: [] });
    expect(pilot.until('2026-01-27')).to.deep.equal(['2026-01-26']);
  });

  it('leaves a day that stands in the plan where it is', () => {
    const running = pilotIn('running').state();
    const decision = entity.decide(
      running,
      { type: 'adoptCalendar', calendar: changed(2, { off: ['2026-06-30', '2026-06-29'] }) },
      { id: ID, calendar: nationalCalendar, actor: SYSTEM, at: at('2026-02-02') },
    );
    expect(decision.ok && decision.events.at(-1)).to.deep.include({ redated: [] });
  });

  it('lets the time pass by the former calendar first', () => {
    const running = pilotIn('running').state();
    const decision = entity.decide(
      running,
      { type: 'adoptCalendar', calendar: changed(2, {}) },
      { id: ID, calendar: nationalCalendar, actor: SYSTEM, at: at('2026-06-20') },
    );
    expect(decision.ok && decision.events.map(({ type }) => type)).to.deep.equal([
      'reportWindowOpened',
      'dutiesChanged',
      'calendarAdopted',
    ]);
  });

  it('refuses a calendar it has or that is older, and anybody but the system', () => {
    const pilot = pilotUnder({ ...nationalCalendar, version: 3 });
    expect(pilot.ask(changed(3, {}), SYSTEM, '2026-01-12')).to.deep.include({ ok: false, code: 'NothingDue' });
    expect(pilot.ask(changed(2, {}), SYSTEM, '2026-01-12')).to.deep.include({ ok: false, code: 'NothingDue' });
    for (const actor of [liaison, director, securityAdministrator])
      expect(pilot.ask(changed(4, {}), actor, '2026-01-12')).to.deep.include({ ok: false, code: 'NoRight' });
  });

  it('refuses where all is over', () => {
    const context = { id: ID, calendar: nationalCalendar, actor: SYSTEM, at: at('2027-03-01') };
    const command = { type: 'adoptCalendar', calendar: changed(2, {}) };
    expect(entity.decide(pilotIn('closed').state(), command, context)).to.deep.include({ code: 'Closed' });
  });
});
