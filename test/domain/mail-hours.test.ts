import { expect } from 'chai';
import { withOverlay } from '../../domain/calendar.js';
import { calendarFor, DIGEST_MIN, leavesFrom, nextDigest, quietUntil, readableOn, regionOfPost } from '../../domain/mail-hours.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { at, day } from './stage.js';

describe('the hours of mail', () => {
  it('are none on days off, and begin again with the digest of the next working day', () => {
    const quiet = (when: string) => quietUntil(calendar, at(when), DIGEST_MIN);
    expect(quiet('2026-03-20 23:59')).to.equal(undefined);
    expect(quiet('2026-03-21 00:00')).to.equal(at('2026-03-23 08:30'));
    expect(quiet('2026-03-23 08:29')).to.equal(at('2026-03-23 08:30'));
    expect(quiet('2026-03-23 08:30')).to.equal(undefined);
    // Monday night: what is urgent may come.
    expect(quiet('2026-03-24 03:00')).to.equal(undefined);
    // A Saturday that works, and Spring Festival after it.
    expect(quiet('2026-02-14 10:00')).to.equal(undefined);
    expect(quiet('2026-02-15 10:00')).to.equal(at('2026-02-24 08:30'));
  });

  it('are those of the province of the post, whatever the mail is about', () => {
    const yunnan = withOverlay(calendar, { version: 2, region: '53', daysOff: [day('2026-03-18')], holidays: [] });
    expect(regionOfPost('53-h001/liaison')).to.equal('53');
    expect(regionOfPost('00/reviewer')).to.equal('00');
    const leaves = (post: string) => leavesFrom(calendarFor(post, yunnan), at('2026-03-18 09:00'), false, DIGEST_MIN);
    expect(leaves('53/liaison')).to.equal(at('2026-03-19 08:30'));
    expect(leaves('00/reviewer')).to.equal(at('2026-03-18 09:00'));
    expect(leavesFrom(calendarFor('00/reviewer', yunnan), at('2026-03-21 09:00'), false, DIGEST_MIN)).to.equal(at('2026-03-23 08:30'));
    expect(calendarFor('53/liaison', calendar)).to.equal(calendar);
  });

  it('let an urgent notice be read on the day it is written in office hours, and otherwise on the next working day', () => {
    for (const [written, read] of [
      ['2026-03-20 17:59', '2026-03-20'],
      ['2026-03-20 18:00', '2026-03-23'],
      ['2026-03-21 10:00', '2026-03-23'],
      ['2026-02-14 10:00', '2026-02-14'],
    ] as const)
      expect(readableOn(calendar, at(written)), written).to.equal(day(read));
  });

  it('are the site’s own', () => {
    const at7 = 7 * 60;
    expect(leavesFrom(calendar, at('2026-03-18 06:00'), false, at7)).to.equal(at('2026-03-18 07:00'));
    expect(nextDigest(calendar, at('2026-03-20 10:00'), at7)).to.equal(at('2026-03-23 07:00'));
  });
});
