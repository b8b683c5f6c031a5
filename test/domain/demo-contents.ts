import { expect } from 'chai';
import { atTimeOfDay, parseDay, type Calendar, type Instant } from '../../domain/calendar.js';
import type { Kind } from '../../domain/kinds.js';
import type { EntityView } from '../../domain/view.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { tellPast } from '../../server/seed/demo/past.js';

export const national: Calendar = buildNationalCalendar(1);
export const tenOn = (text: string): Instant => atTimeOfDay(parseDay(text) ?? expect.fail(text), 10 * 60);

/** What can be found in the past of a demo that is made at this instant. */
export function contentsOf(now: Instant) {
  const told = tellPast(national, now);
  const streams = told.past.streams();
  const views = (kind: Kind): readonly EntityView[] => streams.flatMap((one) => (one.kind === kind ? [one.projection.view] : []));
  return {
    ...told,
    streams,
    views,
    pilots: views('pilot'),
    duties: streams.flatMap(({ projection }) => projection.duties),
    entries: streams.flatMap(({ entries }) => entries),
  };
}
export type DemoContents = ReturnType<typeof contentsOf>;
