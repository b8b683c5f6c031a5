import { expect } from 'chai';
import * as fc from 'fast-check';
import { addWorkingDays, dayOf, dueDay, type Day, isSameTerm } from '../../domain/calendar.js';
import type { Watched } from '../../domain/duty.js';
import type { Typed } from '../../domain/entity.js';
import { isSupervisionEvent, type SupervisionEvent } from '../../domain/supervision.js';
import type { DutyView } from '../../domain/duty-view.js';
import { nothingYet, project, type Standing } from '../../domain/view.js';
import { lifeOf, scriptsOfChangingCalendars } from './lives.js';
import type { Life, Moment } from './living.js';

const MANY = { seed: 20_261_122, numRuns: 80 };

describe('any life under changing calendars', () => {
  const holds = (check: (life: Life) => void): void =>
    fc.assert(
      fc.property(scriptsOfChangingCalendars(50), (script) => check(lifeOf(script))),
      MANY,
    );
  const eventsOf = ({ decision }: Moment): readonly Typed[] => (decision.ok ? decision.events : []);
  const supervisionOf = (moment: Moment): readonly SupervisionEvent[] => eventsOf(moment).filter(isSupervisionEvent);

  it('meets calendars that move due days and hold rungs', () => {
    let [redated, held] = [0, 0];
    holds(({ moments }) => {
      for (const event of moments.flatMap(supervisionOf)) {
        if (event.type !== 'calendarAdopted') continue;
        redated += event.redated.length;
        held += event.held.length;
      }
    });
    expect(redated).to.be.greaterThan(50);
    expect(held).to.be.greaterThan(10);
  });

  it('owes everything on the day its calendar says, from the adoption on', () => {
    holds(({ moments }) => {
      for (const { after, calendars, decision } of moments) {
        if (!decision.ok) continue;
        for (const { term, due } of Object.values(after.watched)) expect(due).to.equal(dueDay(calendars.after, term));
        if (after.calendarVersion !== 0) expect(after.calendarVersion).to.equal(calendars.after.version);
      }
    });
  });

  it('keeps every first due day and every rung reached', () => {
    holds(({ moments }) => {
      for (const { before, after } of moments) {
        for (const [id, then] of Object.entries(before.watched)) {
          const now: Watched | undefined = after.watched[id];
          if (now === undefined) continue;
          expect(now.firstDue).to.equal(then.firstDue);
          // A date granted, or a changed plan, begins the ladder anew.
          if (isSameTerm(now.term, then.term)) expect(now.step).to.be.at.least(then.step);
        }
      }
    });
  });

  it('never burns through the ladder: a rung a tick, a working day between two, and none on the day it was brought forward', () => {
    holds(({ moments }) => {
      const lastOn = new Map<string, Day>();
      const heldOn = new Map<string, Day>();
      for (const moment of moments) {
        for (const event of supervisionOf(moment)) {
          if (event.type === 'calendarAdopted') for (const id of event.held) heldOn.set(id, dayOf(event.at));
          if (event.type !== 'rungReached') continue;
          const { duty, on } = event;
          const last = lastOn.get(duty);
          if (last !== undefined) expect(on).to.be.at.least(addWorkingDays(moment.calendars.after, last, 1));
          const held = heldOn.get(duty);
          if (held !== undefined) expect(on).to.be.greaterThan(held);
          lastOn.set(duty, on);
        }
      }
    });
  });

  it('is folded from its record, command by command, to the state and the duties it had', () => {
    holds(({ kind, id, moments, entries, state }) => {
      const calendarOf = new Map(moments.map(({ calendars }, index) => [`c${index}`, calendars.after]));
      let standing: Standing = nothingYet(kind);
      const duties = new Map<string, DutyView>();
      for (const commandId of new Set(entries.map((entry) => entry.commandId))) {
        const calendar = calendarOf.get(commandId) ?? expect.fail(commandId);
        const own = entries.filter((entry) => entry.commandId === commandId);
        const projection = project(kind, id, standing, own, calendar);
        standing = projection.view;
        for (const duty of projection.duties) duties.set(duty.duty, duty);
      }
      if (entries.length > 0) expect(standing.state).to.deep.equal(state);
      const open = [...duties.values()].filter(({ status }) => status === 'open');
      expect(open.map(({ duty }) => duty)).to.have.members(Object.keys(state.watched));
      for (const { duty, due, calendarVersion } of open) {
        expect(due).to.equal(state.watched[duty]?.due);
        expect(calendarVersion).to.be.at.most(state.calendarVersion);
      }
    });
  });
});
