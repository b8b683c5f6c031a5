import { expect } from 'chai';
import { withOverlay, type Calendar } from '../../domain/calendar.js';
import type { CalendarStore } from '../../domain/ports.js';
import { nationalCalendar } from './calendars.js';

/** A store that calendars can be published to. */
export type PublishingCalendarStore = CalendarStore & { publish(calendar: Calendar): Promise<void> };

const later: Calendar = { ...nationalCalendar, version: 3, daysOff: [] };
const ofYunnan = withOverlay(nationalCalendar, { version: 2, region: '53', daysOff: [20_600], holidays: [] });
const alsoOfYunnan = withOverlay(later, { version: 2, region: '53', daysOff: [20_600], holidays: [] });

/** What every calendar store must keep. `open` answers an empty one. */
export function itKeepsCalendars(open: () => PublishingCalendarStore | Promise<PublishingCalendarStore>): void {
  const publish = async (...calendars: readonly Calendar[]): Promise<PublishingCalendarStore> => {
    const store = await open();
    for (const calendar of calendars) await store.publish(calendar);
    return store;
  };
  const failureOf = (asked: Promise<unknown>): Promise<unknown> =>
    asked.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('answers the newest calendar of a region, and the national one where the region has none', async () => {
    const store = await publish(later, nationalCalendar, ofYunnan);
    expect(await store.latest('53')).to.deep.equal(ofYunnan);
    expect(await store.latest('44')).to.deep.equal(later);
    expect(await store.latest('00')).to.deep.equal(later);
  });

  it('knows whether any calendar has been published', async () => {
    const store = await open();
    expect(await store.hasAny()).to.equal(false);
    await store.publish(nationalCalendar);
    expect(await store.hasAny()).to.equal(true);
  });

  it('answers a version as it was published', async () => {
    const store = await publish(nationalCalendar, ofYunnan, later);
    expect(await store.version(1, '00')).to.deep.equal(nationalCalendar);
    expect(await store.version(1, '53')).to.deep.equal(nationalCalendar);
    expect(await store.version(2, '53')).to.deep.equal(ofYunnan);
  });

  it("prefers the region's own where both bear the number", async () => {
    const store = await publish(later, alsoOfYunnan);
    expect(await store.version(3, '53')).to.deep.equal(alsoOfYunnan);
    expect(await store.version(3, '44')).to.deep.equal(later);
  });

  it('never changes a published version', async () => {
    const store = await publish(nationalCalendar, { ...nationalCalendar, daysOff: [] });
    expect(await store.version(1, '00')).to.deep.equal(nationalCalendar);
  });

  it('rejects where there is no such calendar', async () => {
    expect(await failureOf((await publish()).latest('53'))).to.be.instanceOf(Error);
    expect(await failureOf((await publish(nationalCalendar)).version(7, '53'))).to.be.instanceOf(Error);
  });
}
