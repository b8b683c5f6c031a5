import { expect } from 'chai';
import { firstPeriodUnder } from '../../domain/pilot/schedule.js';
import type { Schedule } from '../../domain/period.js';
import { at, day, outline, pilotIn, registrations } from './stage.js';

describe('the first period under a changed plan', () => {
  /** A pilot of three years that reports every quarter, as of an instant. */
  const nextUnder = (reporting: Schedule, when: string): string | undefined => {
    const pilot = pilotIn('running', 'national', { ...registrations.national, endDay: day('2028-12-31') });
    if (when > '2026-06-20') pilot.tick(when);
    return firstPeriodUnder(pilot.inner(), { ...outline, reporting }, at(when)).firstPeriod;
  };

  it('is the one that was to come where the schedule stays', () => {
    expect(nextUnder('quarter', '2026-08-03')).to.equal('2026Q3');
  });

  it('is the first whole one of the new schedule after the last that was opened', () => {
    expect(nextUnder('half-year', '2026-08-03')).to.equal('2026-H2');
    expect(nextUnder('half-year', '2026-09-21')).to.equal('2027-H1');
    expect(nextUnder('year', '2026-08-03')).to.equal('2027');
  });

  it('never has ended already: nothing is late on the day it is first owed', () => {
    const yearly = pilotIn(
      'running',
      'national',
      { ...registrations.national, endDay: day('2028-12-31') },
      { ...outline, reporting: 'year' },
    );
    expect(yearly.inner().nextPeriod).to.equal('2027');
    expect(firstPeriodUnder(yearly.inner(), outline, at('2027-08-02')).firstPeriod).to.equal('2027Q3');
  });

  it('is none where no whole one is left before the end', () => {
    const pilot = pilotIn('running');
    expect(firstPeriodUnder(pilot.inner(), { ...outline, reporting: 'year' }, at('2026-08-03'))).to.deep.equal({});
  });
});
