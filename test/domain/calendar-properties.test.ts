import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  type Calendar,
  type Day,
  type Overlay,
  addWorkingDays,
  dayOf,
  dueDay,
  endOfDay,
  explainTerm,
  isWorkingDay,
  nextWorkingDay,
  startOfDay,
  weekdayOf,
  withOverlay,
  workingDaysBetween,
} from '../../domain/calendar.js';
import { countFrom, describeDay } from '../../domain/calendar-days.js';
import { may } from '../fakes/may-calendar.js';
import { day } from './stage.js';

const isWeekend = (any: Day): boolean => [0, 6].includes(weekdayOf(any));

describe('every calendar', () => {
  const FROM = day('2026-01-01');
  const someDay = fc.integer({ min: FROM, max: FROM + 400 });
  const someDays = fc.uniqueArray(someDay, { maxLength: 60 }).map((days) => days.sort((a, b) => a - b));
  const someCalendar = fc
    .record({ daysOff: someDays, working: someDays })
    .map(({ daysOff, working }): Calendar => ({ ...may, holidays: [], daysOff, workingWeekendDays: working.filter(isWeekend) }));
  const someOverlay = someDays.map((daysOff): Overlay => ({ version: 8, region: '45', daysOff, holidays: [] }));
  const someCount = fc.integer({ min: -120, max: 120 });
  const someTerm = fc.record({
    kind: fc.constant('after' as const),
    from: fc.integer({ min: startOfDay(FROM), max: endOfDay(FROM + 400) }),
    days: fc.nat({ max: 120 }),
    unit: fc.constantFrom('working' as const, 'calendar' as const),
  });

  it('counts as one would on the fingers', () => {
    fc.assert(
      fc.property(someCalendar, someDay, fc.nat({ max: 120 }), (calendar, from, count) => {
        const { daysOff, workingWeekendDays } = calendar;
        const isWorking = (any: Day) => workingWeekendDays.includes(any) || (!isWeekend(any) && !daysOff.includes(any));
        const working = Array.from({ length: 900 }, (_, index) => from + 1 + index).filter(isWorking);
        expect(addWorkingDays(calendar, from, count)).to.equal([from, ...working][count]);
      }),
    );
  });

  it('counts later from a later day and further with a higher count', () => {
    fc.assert(
      fc.property(someCalendar, someDay, fc.nat({ max: 9 }), someCount, (calendar, from, ahead, count) => {
        expect(addWorkingDays(calendar, from + ahead, count)).to.be.at.least(addWorkingDays(calendar, from, count));
        expect(addWorkingDays(calendar, from, count + 1)).to.be.greaterThan(addWorkingDays(calendar, from, count));
      }),
    );
  });

  it('comes back to the working day it counted from', () => {
    fc.assert(
      fc.property(someCalendar, someDay, someCount, (calendar, any, count) => {
        const from = nextWorkingDay(calendar, any);
        expect(addWorkingDays(calendar, addWorkingDays(calendar, from, count), -count)).to.equal(from);
      }),
    );
  });

  it('measures between two days what was counted from one to the other', () => {
    fc.assert(
      fc.property(someCalendar, someDay, someCount, (calendar, from, count) => {
        expect(workingDaysBetween(calendar, from, addWorkingDays(calendar, from, count))).to.equal(count);
      }),
    );
  });

  it('never makes a term in calendar days end on a day off or before its time', () => {
    fc.assert(
      fc.property(someCalendar, someTerm, (calendar, term) => {
        const due = dueDay(calendar, { ...term, unit: 'calendar' });
        expect(isWorkingDay(calendar, due)).to.equal(true);
        expect(due).to.be.at.least(dayOf(term.from) + term.days);
      }),
    );
  });

  it('moves no due day forward when a province adds days off', () => {
    fc.assert(
      fc.property(someCalendar, someOverlay, someTerm, (calendar, overlay, term) => {
        expect(dueDay(withOverlay(calendar, overlay), term)).to.be.at.least(dueDay(calendar, term));
      }),
    );
  });

  it('accounts for each day of a working-day term once', () => {
    fc.assert(
      fc.property(someCalendar, someTerm, (calendar, term) => {
        const { startDay, dueDay: due, countedDays, skipped } = explainTerm(calendar, { ...term, unit: 'working' });
        expect(due - startDay).to.equal(countedDays + skipped.length);
      }),
    );
  });

  it('survives the trip through JSON', () => {
    fc.assert(
      fc.property(someCalendar, someOverlay, (calendar, overlay) => {
        const merged = withOverlay(calendar, overlay);
        expect(JSON.parse(JSON.stringify(merged))).to.deep.equal(merged);
      }),
    );
  });
});

describe('counting on the fingers', () => {
  const count = (from: string, days: number, unit: 'working' | 'calendar') => countFrom(may, day(from), days, unit);

  it('names every day after the start once, up to the due day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 1, max: 60 }), fc.boolean(), (ahead, days, isWorking) => {
        const start = day('2026-01-01') + ahead;
        const unit = isWorking ? 'working' : 'calendar';
        const account = countFrom(may, start, days, unit);
        if (!account.ok) return account.code === 'CalendarYearUnknown';
        expect(account.dueDay).to.equal(dueDay(may, { kind: 'after', from: startOfDay(start), days, unit }));
        const named = [...account.counted, ...account.skipped].map(({ day: one }) => one).sort((a, b) => a - b);
        expect(named).to.deep.equal(Array.from({ length: account.dueDay - start }, (_, index) => start + 1 + index));
        expect(account.counted).to.have.length(days);
        return true;
      }),
    );
  });

  it('refuses to leave the years the calendar knows', () => {
    expect(count('2026-12-30', 3, 'working')).to.deep.include({ ok: false, code: 'CalendarYearUnknown' });
    expect(count('2025-12-30', 3, 'calendar')).to.deep.include({ ok: false, code: 'CalendarYearUnknown' });
  });

  it('tells a day off of the province from one of the nation', () => {
    const merged = withOverlay(may, { version: 8, region: '45', daysOff: [day('2026-04-20')], holidays: [] });
    expect(describeDay(merged, day('2026-04-20'))).to.deep.equal({ day: day('2026-04-20'), kind: 'province', isProvisional: false });
    expect(describeDay(merged, day('2026-05-01'))).to.deep.include({ kind: 'holiday' });
  });
});
