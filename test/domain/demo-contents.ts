import { expect } from 'chai';
import { atTimeOfDay, parseDay, type Calendar, type Instant } from '../../domain/calendar.js';
import { regionOf, type Kind } from '../../domain/kinds.js';
import type { EntityView } from '../../domain/view.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { tellPast } from '../../server/seed/demo/past.js';

export const national: Calendar = buildNationalCalendar(1);
export const tenOn = (text: string): Instant => atTimeOfDay(parseDay(text) ?? expect.fail(text), 10 * 60);

/** What can be found in the past of a demo that is made at this instant. */
export function contentsOf(now: Instant) {
  const told = tellPast(national, now);
  const streams = told.past.streams();
  /** The calendar an entity has come to live by. */
  const calendarOf = (kind: Kind, id: string): Calendar =>
    told.publications.flatMap(({ plan }) => plan.calendars).find(({ region }) => region === regionOf(kind, id)) ?? national;
  const views = (kind: Kind): readonly EntityView[] => streams.flatMap((one) => (one.kind === kind ? [one.projection.view] : []));
  return {
    ...told,
    streams,
    views,
    calendarOf,
    pilots: views('pilot'),
    duties: streams.flatMap(({ projection }) => projection.duties),
    entries: streams.flatMap(({ entries }) => entries),
  };
}
export type DemoContents = ReturnType<typeof contentsOf>;
