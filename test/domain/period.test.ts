import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatDay } from '../../domain/calendar.js';
import { firstPeriodAfter, periodOf, SCHEDULES } from '../../domain/period.js';
import { day } from './stage.js';

describe('a period', () => {
  it('is a half-year or a whole year where a plan says so', () => {
    const spans = ['2028-H1', '2028-H2', '2028']
      .map((id) => periodOf(id))
      .map((period) => [period?.schedule, ...[period?.from ?? 0, period?.to ?? 0].map(formatDay)]);
    expect(spans).to.deep.equal([
      ['half-year', '2028-01-01', '2028-06-30'],
      ['half-year', '2028-07-01', '2028-12-31'],
      ['year', '2028-01-01', '2028-12-31'],
    ]);
  });

  it('is followed by the next of its schedule, without a gap, for any day and schedule', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('2000-01-01'), max: day('2090-12-31') }), fc.constantFrom(...SCHEDULES), (from, schedule) => {
        const next = firstPeriodAfter(from, schedule) ?? expect.fail('none');
        expect(next.from).to.be.above(from);
        expect(periodOf(next.id)).to.deep.equal(next);
        expect(firstPeriodAfter(next.from - 1, schedule)).to.deep.equal(next);
        expect(firstPeriodAfter(next.to, schedule)?.from).to.equal(next.to + 1);
      }),
    );
  });

  it('is the next whole one of its schedule', () => {
    expect(firstPeriodAfter(day('2026-01-01'), 'half-year')?.id).to.equal('2026-H2');
    expect(firstPeriodAfter(day('2026-12-31'), 'half-year')?.id).to.equal('2027-H1');
    expect(firstPeriodAfter(day('2026-01-01'), 'year')?.id).to.equal('2027');
    expect(firstPeriodAfter(day('2025-12-31'), 'year')?.id).to.equal('2026');
  });

  it('is a quarter of the calendar year', () => {
    const spans = [1, 2, 3, 4]
      .map((quarter) => periodOf(`2028Q${quarter}`))
      .map((period) => [period?.from ?? 0, period?.to ?? 0].map(formatDay));
    expect(spans).to.deep.equal([
      ['2028-01-01', '2028-03-31'],
      ['2028-04-01', '2028-06-30'],
      ['2028-07-01', '2028-09-30'],
      ['2028-10-01', '2028-12-31'],
    ]);
  });

  it('is followed by the first of the next year at the end of one', () => {
    expect(firstPeriodAfter(day('2026-10-01'), 'quarter')?.id).to.equal('2027Q1');
    expect(firstPeriodAfter(day('2026-12-31'), 'quarter')?.id).to.equal('2027Q1');
    expect(firstPeriodAfter(day('2027-01-01'), 'quarter')?.id).to.equal('2027Q2');
  });

  it('is the next whole one, never the one a day lies in', () => {
    expect(firstPeriodAfter(day('2026-03-31'), 'quarter')?.id).to.equal('2026Q2');
    expect(firstPeriodAfter(day('2026-04-01'), 'quarter')?.id).to.equal('2026Q3');
  });

  it('ends with the century', () => {
    expect(firstPeriodAfter(day('2099-09-30'), 'quarter')).to.equal(undefined);
    for (const id of ['2099Q4', '2099-H2', '2099']) expect(periodOf(id), id).to.equal(undefined);
    expect(firstPeriodAfter(day('2099-12-31'), 'quarter')).to.equal(undefined);
  });

  it('has an id of one form only', () => {
    for (const id of ['2026Q0', '2026Q5', '1999Q1', '2026q1', '2026Q1 ', '2026-H3', '2026H1', '1999', '2026-', '', 'constructor'])
      expect(periodOf(id), id).to.equal(undefined);
  });
});
