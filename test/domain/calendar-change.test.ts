import { expect } from 'chai';
import * as fc from 'fast-check';
import { addWorkingDays, dueDay, formatDay, isWorkingDay, startOfDay, type Calendar } from '../../domain/calendar.js';
import { announce, changedDays, overlay, PROVISIONAL_YEARS, type MarkedDay, type Proposed } from '../../domain/calendar-change.js';
import { describeDay, knownYears } from '../../domain/calendar-days.js';
import { buildNationalCalendar, computeStatutoryDays } from '../../server/seed/calendar.js';
import { nationalCalendar as national } from '../fakes/calendars.js';
import { day } from './stage.js';

const NEW_YEAR = { zh: '元旦', en: "New Year's Day" };
const off = (...days: readonly string[]): MarkedDay[] => days.map((one) => ({ day: day(one), isWorking: false, name: NEW_YEAR }));
const working = (...days: readonly string[]): MarkedDay[] => days.map((one) => ({ day: day(one), isWorking: true, name: NEW_YEAR }));
const span = (from: string, count: number): string[] => Array.from({ length: count }, (_, index) => formatDay(day(from) + index));

const announced = (year: number, ...marked: readonly MarkedDay[]): Proposed =>
  announce(national, { region: '00', year, marked }, 2, computeStatutoryDays);
const added = (year: number, ...marked: readonly MarkedDay[]): Proposed =>
  overlay(national, national, { region: '45', year, marked }, 2, computeStatutoryDays);
const codeOf = (answer: Proposed): string => (answer.ok ? 'accepted' : answer.code);
const calendarOf = (answer: Proposed): Calendar => (answer.ok ? answer.calendar : expect.fail(answer.code));
/** The days of a year as a calendar has them. */
const marksIn = (calendar: Calendar, year: number): MarkedDay[] =>
  [...calendar.daysOff, ...calendar.workingWeekendDays]
    .filter((one) => formatDay(one).startsWith(String(year)))
    .map((one) => ({
      day: one,
      isWorking: isWorkingDay(calendar, one),
      name: describeDay(calendar, one).label ?? NEW_YEAR,
    }));

describe('an announced year', () => {
  it('takes the place of the provisional one, and is provisional no more', () => {
    const calendar = calendarOf(announced(2027, ...off('2027-01-01', '2027-01-02', '2027-01-03'), ...working('2027-01-09')));
    expect(calendar).to.deep.include({ version: 2, region: '00', provisionalFrom: day('2028-01-01') });
    expect(describeDay(calendar, day('2027-01-09'))).to.deep.include({ kind: 'make-up', label: NEW_YEAR, isProvisional: false });
    expect(isWorkingDay(calendar, day('2027-10-01'))).to.equal(true);
    expect(knownYears(calendar)).to.deep.equal({ first: 2024, last: 2027 + PROVISIONAL_YEARS });
  });

  it('leaves every other day as it was, and the holidays their names', () => {
    const calendar = calendarOf(announced(2027, ...off('2027-01-01')));
    const changed = changedDays(national, calendar).map((one) => formatDay(one).slice(0, 4));
    expect([...new Set(changed)]).to.deep.equal(['2027', '2035']);
    expect(describeDay(calendar, day('2026-05-09'))).to.deep.equal(describeDay(national, day('2026-05-09')));
  });

  it('may be corrected', () => {
    const marks = marksIn(national, 2026).filter(({ day: one }) => one !== day('2026-05-09'));
    const calendar = calendarOf(announced(2026, ...marks));
    expect(changedDays(national, calendar)).to.deep.equal([day('2026-05-09')]);
    expect(calendar.provisionalFrom).to.equal(national.provisionalFrom);
    expect(codeOf(announced(2026, ...marksIn(national, 2026)))).to.equal('CalendarUnchanged');
  });

  it('passes as it really was, from 2024 to 2026', () => {
    const seeded = buildNationalCalendar(1);
    for (const year of [2024, 2025, 2026]) {
      const bare: Calendar = { ...seeded, daysOff: seeded.daysOff.filter((one) => !formatDay(one).startsWith(`${year}-05`)) };
      const answer = announce(bare, { region: '00', year, marked: marksIn(seeded, year) }, 2, computeStatutoryDays);
      expect(codeOf(answer), String(year)).to.equal('accepted');
      expect(changedDays(seeded, calendarOf(answer)), String(year)).to.deep.equal([]);
    }
  });

  it('passes with ten days around Spring Festival, as in 2020, and with a week around National Day', () => {
    expect(codeOf(announced(2027, ...off(...span('2027-02-05', 10))))).to.equal('accepted');
    expect(codeOf(announced(2027, ...off(...span('2027-10-01', 8))))).to.equal('accepted');
  });

  for (const [why, code, year, marked] of [
    ['400 days off', 'CalendarTooManyDaysOff', 2027, off(...span('2027-01-01', 400))],
    ['every weekday of three months off', 'CalendarRowTooLong', 2027, off(...span('2027-06-01', 90))],
    ['a week without a working day', 'CalendarWeekOff', 2027, off(...span('2027-06-07', 5))],
    ['eleven days off in a row', 'CalendarRowTooLong', 2027, off(...span('2027-02-05', 13))],
    ['every Monday off', 'CalendarTooManyDaysOff', 2027, off(...span('2027-01-01', 365).filter((_, index) => [0, 3].includes(index % 7)))],
    ['a day of another year', 'CalendarDayOutside', 2027, off('2027-01-01', '2026-12-31')],
    ['a day both off and working', 'CalendarDayTwice', 2027, [...off('2027-01-02'), ...working('2027-01-02')]],
    ['a day listed twice', 'CalendarDayTwice', 2027, off('2027-01-02', '2027-01-02')],
    ['a weekday to make up', 'CalendarNotWeekend', 2027, working('2027-01-04')],
    ['the year after the next', 'CalendarYearNotNext', 2028, off('2028-01-01')],
    ['a year before the first', 'CalendarYearNotNext', 2023, off('2023-01-01')],
  ] as const)
    it(`is refused with ${why}`, () => {
      expect(codeOf(announced(year, ...marked))).to.equal(code);
    });
});

describe("a province's own days", () => {
  it('are off there alone, and can be taken back', () => {
    const own = calendarOf(added(2027, ...off('2027-04-07', '2027-04-08')));
    expect(own).to.deep.include({ version: 2, region: '45' });
    expect(changedDays(national, own)).to.deep.equal(['2027-04-07', '2027-04-08'].map(day));
    const taken = overlay(national, own, { region: '45', year: 2027, marked: [] }, 3, computeStatutoryDays);
    expect(changedDays(national, calendarOf(taken))).to.deep.equal([]);
  });

  it('of other years stay', () => {
    const own = calendarOf(added(2027, ...off('2027-04-07')));
    const both = overlay(national, own, { region: '45', year: 2028, marked: off('2028-04-05') }, 3, computeStatutoryDays);
    expect(changedDays(national, calendarOf(both))).to.deep.equal(['2027-04-07', '2028-04-05'].map(day));
  });

  for (const [why, code, year, marked] of [
    ['nothing new', 'CalendarUnchanged', 2027, off('2027-04-10')],
    ['a year nobody knows', 'CalendarYearUnknown', 2099, off('2099-04-01')],
    ['a day of another year', 'CalendarDayOutside', 2027, off('2028-04-05')],
    ['a week without a working day', 'CalendarWeekOff', 2027, off(...span('2027-04-12', 5))],
    ['200 days off', 'CalendarTooManyDaysOff', 2027, off(...span('2027-03-01', 200))],
  ] as const)
    it(`are refused with ${why}`, () => {
      expect(codeOf(added(year, ...marked))).to.equal(code);
    });

  it('only ever push a due day later', () => {
    const someDays = fc.uniqueArray(fc.integer({ min: day('2027-01-01'), max: day('2027-12-31') }), { maxLength: 12 });
    const someStart = fc.integer({ min: day('2026-12-01'), max: day('2027-12-31') });
    fc.assert(
      fc.property(someDays, someStart, fc.integer({ min: 1, max: 80 }), fc.boolean(), (days, start, count, isWorking) => {
        const answer = added(2027, ...off(...days.map(formatDay)));
        if (!answer.ok) return;
        const term = { kind: 'after', from: startOfDay(start), days: count, unit: isWorking ? 'working' : 'calendar' } as const;
        expect(dueDay(answer.calendar, term)).to.be.at.least(dueDay(national, term));
      }),
    );
  });
});

describe('whatever is announced', () => {
  const someMarks = fc
    .uniqueArray(fc.integer({ min: day('2027-01-01'), max: day('2027-12-31') }), { maxLength: 60 })
    .map((days) =>
      days.map((one): MarkedDay => ({ day: one, isWorking: [0, 6].includes((one + 4) % 7) && one % 3 === 0, name: NEW_YEAR })),
    );
  const everyAccepted = (check: (calendar: Calendar) => void): void =>
    fc.assert(
      fc.property(someMarks, (marked) => {
        const answer = announced(2027, ...marked);
        if (answer.ok) check(answer.calendar);
      }),
      { seed: 2027, numRuns: 200 },
    );

  it('still counts monotonously, and back to where it came from', () => {
    everyAccepted((calendar) => {
      let before = 0;
      for (const start of span('2026-12-20', 60).map(day)) {
        const due = addWorkingDays(calendar, start, 17);
        expect(due).to.be.at.least(before);
        before = due;
        if (isWorkingDay(calendar, start)) expect(addWorkingDays(calendar, due, -17)).to.equal(start);
      }
    });
  });

  it('keeps its days in order, and none both off and working', () => {
    everyAccepted(({ daysOff, workingWeekendDays }) => {
      for (const days of [daysOff, workingWeekendDays]) expect(days).to.deep.equal([...new Set(days)].sort((a, b) => a - b));
      expect(daysOff.filter((one) => workingWeekendDays.includes(one))).to.deep.equal([]);
    });
  });
});
