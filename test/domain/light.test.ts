import { expect } from 'chai';
import { addWorkingDays, endOfDay, formatDay, startOfDay, dayOf } from '../../domain/calendar.js';
import { isLateAt, lightAt, yellowFrom } from '../../domain/light.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { at, day } from './stage.js';

/** The day a duty of so many working days from 2026-03-02, a Monday, turns yellow, and how many working days are left then. */
function warningOf(termDays: number): string {
  const due = addWorkingDays(calendar, day('2026-03-02'), termDays);
  const warning = yellowFrom(calendar, { openedAt: at('2026-03-02'), due });
  expect(warning).to.equal(startOfDay(dayOf(warning)));
  return formatDay(dayOf(warning));
}

describe('the light of a duty', () => {
  const due = day('2026-03-31');
  const facts = { status: 'open', dueAt: endOfDay(due), yellowFrom: startOfDay(day('2026-03-24')) } as const;

  it('is green, then yellow from the fifth working day before the due day, then red', () => {
    const lights = ['2026-03-23 23:59', '2026-03-24 00:00', '2026-03-31 23:59', '2026-04-01 00:00'].map((when) => lightAt(facts, at(when)));
    expect(lights).to.deep.equal(['green', 'yellow', 'yellow', 'red']);
  });

  it('turns red with the first millisecond after the due day', () => {
    expect(lightAt(facts, endOfDay(due))).to.equal('yellow');
    expect(lightAt(facts, endOfDay(due) + 1)).to.equal('red');
  });

  it('is blue once done and grey once withdrawn, however late', () => {
    expect(lightAt({ ...facts, status: 'done' }, at('2026-12-31'))).to.equal('blue');
    expect(lightAt({ ...facts, status: 'withdrawn' }, at('2026-12-31'))).to.equal('grey');
  });

  it('warns five working days ahead for terms of ten and more', () => {
    expect(warningOf(20)).to.equal('2026-03-23');
    expect(warningOf(10)).to.equal('2026-03-09');
  });

  it('warns at half the term for shorter ones', () => {
    // Nine days leave four, seven three, five two, two one; of one day the due day itself is the warning.
    expect([9, 7, 5, 2, 1].map(warningOf)).to.deep.equal(['2026-03-09', '2026-03-06', '2026-03-05', '2026-03-03', '2026-03-03']);
  });

  it('warns from the due day where that is the day of opening, or before it', () => {
    const openedAt = at('2026-03-31 10:00');
    expect(yellowFrom(calendar, { openedAt, due })).to.equal(startOfDay(due));
    expect(yellowFrom(calendar, { openedAt, due: due - 10 })).to.equal(startOfDay(due - 10));
    expect(lightAt({ ...facts, dueAt: endOfDay(due - 10), yellowFrom: startOfDay(due - 10) }, openedAt)).to.equal('red');
  });

  it('counts the days before a due day that is off', () => {
    const sunday = day('2026-03-29');
    expect(formatDay(dayOf(yellowFrom(calendar, { openedAt: at('2026-01-05'), due: sunday })))).to.equal('2026-03-23');
  });

  it('warns before a holiday for what is due behind it', () => {
    expect(formatDay(dayOf(yellowFrom(calendar, { openedAt: at('2026-01-05'), due: day('2026-02-24') })))).to.equal('2026-02-10');
  });
});

describe('the mark of lateness', () => {
  it('begins after 24:00 of the due day', () => {
    const due = day('2026-03-31');
    expect([endOfDay(due), endOfDay(due) + 1].map((when) => isLateAt({ due }, when))).to.deep.equal([false, true]);
  });
});
