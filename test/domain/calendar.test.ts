import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  type Calendar,
  type Overlay,
  type Term,
  DAY_MS,
  HOUR_MS,
  addWorkingDays,
  atTimeOfDay,
  dayOf,
  dueAt,
  dueDay,
  endOfDay,
  explainTerm,
  formatDay,
  isWorkingDay,
  nextWorkingDay,
  parseDay,
  startOf,
  startOfDay,
  weekdayOf,
  withOverlay,
  workingDaysBetween,
} from '../../domain/calendar.js';
import { may } from '../fakes/may-calendar.js';
import { day } from './stage.js';

const noonOf = (text: string) => startOfDay(day(text)) + 12 * HOUR_MS;
const after = (from: string, days: number, unit: 'working' | 'calendar'): Term => ({ kind: 'after', from: noonOf(from), days, unit });

describe('the days of Shanghai', () => {
  it('begin eight hours before those of Greenwich', () => {
    expect(startOfDay(day('2026-05-08'))).to.equal(Date.parse('2026-05-07T16:00:00.000Z'));
    expect(endOfDay(day('2026-05-08'))).to.equal(Date.parse('2026-05-08T15:59:59.999Z'));
  });

  it('are found from any instant within them', () => {
    expect(dayOf(Date.parse('2026-05-07T15:59:59.999Z'))).to.equal(day('2026-05-07'));
    expect(dayOf(Date.parse('2026-05-07T16:00:00.000Z'))).to.equal(day('2026-05-08'));
  });

  it('follow each other without a gap or an overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (any) => {
        expect(endOfDay(any) + 1).to.equal(startOfDay(any + 1));
        expect([dayOf(startOfDay(any)), dayOf(endOfDay(any))]).to.deep.equal([any, any]);
        expect(endOfDay(any) - startOfDay(any)).to.equal(DAY_MS - 1);
      }),
    );
  });

  it('have a clock of minutes after midnight', () => {
    expect(atTimeOfDay(day('2026-05-08'), 7 * 60)).to.equal(Date.parse('2026-05-08T07:00:00+08:00'));
  });

  it('have the weekday everybody knows', () => {
    expect(weekdayOf(day('2026-05-08'))).to.equal(5);
    expect(weekdayOf(0)).to.equal(4);
    expect(weekdayOf(-5)).to.equal(6);
  });

  it('read as they are written, from 2000 to 2099', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('2000-01-01'), max: day('2099-12-31') }), (any) => {
        expect(parseDay(formatDay(any))).to.equal(any);
      }),
    );
  });

  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '1999-12-31', '2100-01-01', '2026-1-1', ' 2026-01-01', '']) {
    it(`are not read from ${JSON.stringify(text)}`, () => {
      expect(parseDay(text)).to.equal(undefined);
    });
  }
});

describe('a working day', () => {
  it('is a weekday that is not off', () => {
    expect(isWorkingDay(may, day('2026-04-30'))).to.equal(true);
    expect(isWorkingDay(may, day('2026-05-04'))).to.equal(false);
  });

  it('is a weekend day only when it makes up for a holiday', () => {
    expect(isWorkingDay(may, day('2026-05-09'))).to.equal(true);
    expect(isWorkingDay(may, day('2026-05-10'))).to.equal(false);
  });

  it('is its own next working day', () => {
    expect(nextWorkingDay(may, day('2026-05-09'))).to.equal(day('2026-05-09'));
    expect(formatDay(nextWorkingDay(may, day('2026-05-02')))).to.equal('2026-05-06');
  });
});

describe('counting working days', () => {
  it('steps over the holiday and takes the make-up Saturday', () => {
    expect(formatDay(addWorkingDays(may, day('2026-04-30'), 4))).to.equal('2026-05-09');
    expect(formatDay(addWorkingDays(may, day('2026-05-11'), -5))).to.equal('2026-04-30');
  });

  it('leaves the day as it is when there is nothing to count', () => {
    expect(addWorkingDays(may, day('2026-05-02'), 0)).to.equal(day('2026-05-02'));
  });

  it('counts backward from a day that has passed with a minus sign', () => {
    expect(workingDaysBetween(may, day('2026-05-11'), day('2026-05-06'))).to.equal(-4);
    expect(workingDaysBetween(may, day('2026-05-06'), day('2026-05-11'))).to.equal(4);
  });

  it('ends, whatever it is asked to measure', () => {
    expect(workingDaysBetween(may, 0, Number.NaN)).to.equal(0);
    expect(workingDaysBetween(may, day('2026-05-06'), day('2026-05-07') + 0.5)).to.equal(2);
  });

  it('gives up on a calendar without working days and names it', () => {
    const first = day('2026-01-01');
    const barren: Calendar = { ...may, workingWeekendDays: [], daysOff: Array.from({ length: 4_100 }, (_, index) => first + index) };
    expect(() => addWorkingDays(barren, first, 1)).to.throw(RangeError, 'calendar 00 version 7');
  });

  it('gives up on a count that is not whole', () => {
    expect(() => addWorkingDays(may, 0, 1.5)).to.throw(RangeError);
    expect(() => addWorkingDays(may, 0, Infinity)).to.throw(RangeError);
  });
});

describe('a term', () => {
  it('in working days does not count the day it starts from', () => {
    expect(formatDay(dueDay(may, after('2026-05-06', 1, 'working')))).to.equal('2026-05-07');
  });

  it('in calendar days that ends on a day off runs to the next working day', () => {
    expect(formatDay(dueDay(may, after('2026-04-01', 30, 'calendar')))).to.equal('2026-05-06');
  });

  it('in calendar days that ends on a working day ends there, be it a Saturday', () => {
    expect(formatDay(dueDay(may, after('2026-04-09', 30, 'calendar')))).to.equal('2026-05-09');
  });

  it('by a day is due on that day, be it a day off', () => {
    const term: Term = { kind: 'by', day: day('2026-05-02'), since: noonOf('2026-04-01') };
    expect(dueDay(may, term)).to.equal(day('2026-05-02'));
    expect(startOf(term)).to.equal(noonOf('2026-04-01'));
  });

  it('ends at 24:00 in Shanghai', () => {
    expect(dueAt(may, after('2026-05-06', 1, 'working'))).to.equal(Date.parse('2026-05-07T23:59:59.999+08:00'));
  });
});

describe('the explanation of a term', () => {
  const labourDay = { zh: '劳动节', en: 'Labour Day' };

  it('names every day it did not count, and the make-up days it did', () => {
    expect(explainTerm(may, after('2026-05-04', 5, 'working'))).to.deep.equal({
      startDay: day('2026-05-04'),
      dueDay: day('2026-05-11'),
      countedDays: 5,
      skipped: [
        { day: day('2026-05-05'), reason: 'holiday', label: labourDay },
        { day: day('2026-05-10'), reason: 'weekend' },
      ],
      makeUpDays: [{ day: day('2026-05-09'), label: labourDay }],
      isProvisional: false,
    });
  });

  it('calls a weekend within a holiday by the name of the holiday', () => {
    const [saturday] = explainTerm(may, after('2026-05-01', 1, 'working')).skipped;
    expect(saturday).to.deep.equal({ day: day('2026-05-02'), reason: 'holiday', label: labourDay });
  });

  it('of calendar days names only the days off its end was moved past', () => {
    const { countedDays, skipped } = explainTerm(may, after('2026-04-03', 30, 'calendar'));
    expect(countedDays).to.equal(30);
    expect(skipped.map(({ day: off }) => formatDay(off))).to.deep.equal(['2026-05-03', '2026-05-04', '2026-05-05']);
  });

  it('says when the term reaches into days nobody has announced', () => {
    expect(explainTerm(may, after('2026-12-30', 1, 'working')).isProvisional).to.equal(false);
    expect(explainTerm(may, after('2026-12-30', 2, 'working')).isProvisional).to.equal(true);
  });

  it('of a term by a day counts nothing', () => {
    const { countedDays, skipped } = explainTerm(may, { kind: 'by', day: day('2026-05-08'), since: noonOf('2026-05-04') });
    expect({ countedDays, skipped }).to.deep.equal({ countedDays: 0, skipped: [] });
  });
});

describe("a province's overlay", () => {
  const overlay: Overlay = {
    version: 9,
    region: '45',
    daysOff: [day('2026-05-09'), day('2026-04-20')],
    holidays: [{ zh: '三月三', en: 'Sanyuesan', spans: [[day('2026-04-20'), day('2026-04-20')]] }],
  };
  const merged = withOverlay(may, overlay);

  it('adds its days off, even on a weekend day the nation works', () => {
    expect(isWorkingDay(merged, day('2026-04-20'))).to.equal(false);
    expect(isWorkingDay(merged, day('2026-05-09'))).to.equal(false);
  });

  it('gives the merged calendar its region and the later version', () => {
    expect([merged.region, merged.version]).to.deep.equal(['45', 9]);
  });

  it('is firm only as far as its own days are known too, whatever the nation has announced', () => {
    const ahead = { ...may, provisionalFrom: day('2028-01-01') };
    expect(formatDay(withOverlay(ahead, overlay).provisionalFrom)).to.equal('2027-01-01');
    expect(withOverlay(may, { ...overlay, daysOff: [...overlay.daysOff, day('2029-04-20')] }).provisionalFrom).to.equal(
      may.provisionalFrom,
    );
    expect(withOverlay(ahead, { ...overlay, daysOff: [], holidays: [] }).provisionalFrom).to.equal(ahead.provisionalFrom);
  });

  it('gives its holidays a name', () => {
    const [first] = explainTerm(merged, after('2026-04-17', 1, 'working')).skipped.filter(({ reason }) => reason === 'province');
    expect(first?.label?.zh).to.equal('三月三');
  });
});
