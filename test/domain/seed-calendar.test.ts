import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import {
  type Term,
  addWorkingDays,
  atTimeOfDay,
  dueDay,
  explainTerm,
  formatDay,
  isWorkingDay,
  parseDay,
  weekdayOf,
  workingDaysBetween,
} from '../../domain/calendar.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';

const calendar = buildNationalCalendar(1);
const day = (text: string): number => parseDay(text) ?? expect.fail(`${text} is not a day`);
const isWeekend = (text: string): boolean => [0, 6].includes(weekdayOf(day(text)));
const isWorking = (text: string): boolean => isWorkingDay(calendar, day(text));
const workingDaysOf = (year: number): number => workingDaysBetween(calendar, day(`${year - 1}-12-31`), day(`${year}-12-31`));
const daysOffOf = (year: number): string[] => calendar.daysOff.map(formatDay).filter((text) => text.startsWith(`${year}-`));
const weekdaysOff = (year: number): string[] => daysOffOf(year).flatMap((text) => (isWeekend(text) ? [] : [text.slice(5)]));
const from = (text: string, days: number, unit: 'working' | 'calendar' = 'working'): Term => ({
  kind: 'after',
  from: atTimeOfDay(day(text), 600),
  days,
  unit,
});

describe('the seeded national calendar', () => {
  it('works the weekend days announced for 2026', () => {
    const announced = calendar.workingWeekendDays.map(formatDay).filter((text) => text.startsWith('2026-'));
    expect(announced).to.deep.equal(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);
    expect(announced.every(isWorking)).to.equal(true);
  });

  it('is off on the weekdays announced for 2026', () => {
    expect(weekdaysOff(2026).join(' ')).to.equal(
      '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07',
    );
  });

  it('keeps Spring Festival of 2025 from the eve to the seventh day, between a working Sunday and a working Saturday', () => {
    const weeks = Array.from({ length: 14 }, (_, index) => formatDay(day('2025-01-26') + index));
    expect(weeks.filter(isWorking)).to.deep.equal(['2025-01-26', '2025-01-27', '2025-02-05', '2025-02-06', '2025-02-07', '2025-02-08']);
  });

  it('has as many working days as the announcements leave', () => {
    expect([2024, 2025, 2026].map(workingDaysOf)).to.deep.equal([251, 248, 248]);
  });

  it('is provisional from the first day of 2027', () => {
    expect(formatDay(calendar.provisionalFrom)).to.equal('2027-01-01');
    expect(isWorking('2027-01-01')).to.equal(false);
    expect(explainTerm(calendar, from('2026-12-31', 1))).to.deep.equal({
      startDay: day('2026-12-31'),
      dueDay: day('2027-01-04'),
      countedDays: 1,
      skipped: [
        { day: day('2027-01-01'), reason: 'holiday', label: { zh: '元旦', en: "New Year's Day" } },
        { day: day('2027-01-02'), reason: 'weekend' },
        { day: day('2027-01-03'), reason: 'weekend' },
      ],
      makeUpDays: [],
      isProvisional: true,
    });
  });

  it('takes the statutory days of 2027 from the moon and the sun', () => {
    const named = daysOffOf(2027).map((text) => text.slice(5));
    expect(named.join(' ')).to.equal('01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03');
  });

  it('takes Dragon Boat from the fifth month of 2028, not from its leap month', () => {
    expect(calendar.daysOff).to.include(day('2028-05-28')).and.not.include(day('2028-06-27'));
  });

  it('knows the first day of eight lunar years to come', () => {
    const firstDays = ['2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03', '2031-01-23', '2032-02-11', '2033-01-31', '2034-02-19'];
    const spans = calendar.holidays.find(({ zh }) => zh === '春节')?.spans.filter(([start]) => start >= calendar.provisionalFrom);
    expect(spans?.map(([eve, last]) => [formatDay(eve + 1), last - eve])).to.deep.equal(firstDays.map((text) => [text, 3]));
  });

  it('makes no weekend day work that nobody announced', () => {
    expect(calendar.workingWeekendDays.every((any) => any < calendar.provisionalFrom)).to.equal(true);
  });

  it('takes a term over National Day 2026 past the holiday and through the make-up Saturday', () => {
    expect(formatDay(dueDay(calendar, from('2026-09-30', 3)))).to.equal('2026-10-10');
    expect(explainTerm(calendar, from('2026-09-30', 3)).makeUpDays.map(({ label }) => label?.zh)).to.deep.equal(['国庆节']);
  });

  it('moves the end of an appeal that falls into Spring Festival 2026 behind it', () => {
    expect(formatDay(dueDay(calendar, from('2026-01-20', 30, 'calendar')))).to.equal('2026-02-24');
  });

  it('names Mid-autumn within the National Day holiday of 2025', () => {
    const labels = explainTerm(calendar, from('2025-09-30', 1)).skipped.map(({ label }) => label?.zh);
    expect(labels).to.deep.equal(['国庆节', '国庆节', '国庆节', '国庆节', '国庆节', '中秋节', '国庆节', '国庆节']);
  });

  it('lists its days in order and only once', () => {
    for (const days of [calendar.daysOff, calendar.workingWeekendDays]) {
      expect(days).to.deep.equal([...new Set(days)].sort((a, b) => a - b));
    }
  });

  it('is small enough to travel with every run', () => {
    expect(Buffer.byteLength(JSON.stringify(calendar))).to.be.lessThan(4_096);
  });

  it('reaches the end of its eight years without running out of working days', () => {
    expect(formatDay(addWorkingDays(calendar, day('2026-12-31'), 2_000)).slice(0, 4)).to.equal('2034');
  });

  it('is the same where the machine keeps the time of New York', async () => {
    const script =
      "import('./server/seed/calendar.ts').then((seed) => process.stdout.write(JSON.stringify(seed.buildNationalCalendar(1))))";
    const env = { ...process.env, TZ: 'America/New_York' };
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--eval', script], { env });
    expect(JSON.parse(stdout)).to.deep.equal(calendar);
  });
});
