import { expect } from 'chai';
import { formatDay } from '../../domain/calendar.js';
import { firstPeriodAfter, periodOf } from '../../domain/period.js';
import { day } from './stage.js';

describe('a period', () => {
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
    expect(firstPeriodAfter(day('2026-10-01'))?.id).to.equal('2027Q1');
    expect(firstPeriodAfter(day('2026-12-31'))?.id).to.equal('2027Q1');
    expect(firstPeriodAfter(day('2027-01-01'))?.id).to.equal('2027Q2');
  });

  it('is the next whole one, never the one a day lies in', () => {
    expect(firstPeriodAfter(day('2026-03-31'))?.id).to.equal('2026Q2');
    expect(firstPeriodAfter(day('2026-04-01'))?.id).to.equal('2026Q3');
  });

  it('ends with the century', () => {
    expect(firstPeriodAfter(day('2099-09-30'))).to.equal(undefined);
    expect(periodOf('2099Q4')).to.equal(undefined);
    expect(firstPeriodAfter(day('2099-12-31'))).to.equal(undefined);
  });

  it('has an id of one form only', () => {
    for (const id of ['2026Q0', '2026Q5', '1999Q1', '2026q1', '2026Q1 ', '', 'constructor']) expect(periodOf(id), id).to.equal(undefined);
  });
});
