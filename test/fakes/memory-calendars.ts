import { CENTRE } from '../../domain/actor.js';
import type { Calendar } from '../../domain/calendar.js';
import type { PublishingCalendarStore } from './calendar-contract.js';

/** Published calendars in memory. */
export function createMemoryCalendars(...calendars: readonly Calendar[]): PublishingCalendarStore {
  const published = [...calendars];
  const newest = (region: string): Calendar | undefined =>
    published.filter((calendar) => calendar.region === region).sort((a, b) => b.version - a.version)[0];
  const find = (version: number, region: string): Calendar | undefined =>
    published.find((calendar) => calendar.version === version && calendar.region === region);
  return {
    hasAny: async () => published.length > 0,
    async latest(region) {
      const calendar = newest(region) ?? newest(CENTRE);
      if (calendar === undefined) throw new Error('No calendar has been published');
      return calendar;
    },
    async version(version, region) {
      const calendar = find(version, region) ?? find(version, CENTRE);
      if (calendar === undefined) throw new Error(`Calendar ${region}@${version} has not been published`);
      return calendar;
    },
    async publish(calendar) {
      if (find(calendar.version, calendar.region) === undefined) published.push(calendar);
    },
  };
}
