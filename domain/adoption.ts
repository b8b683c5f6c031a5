import { addWorkingDays, dayOf, dueDay, type Calendar, type Day, type Instant } from './calendar.js';
import type { Watched } from './duty.js';
import type { Typed } from './entity.js';
import { firingOn, nextRung } from './ladder.js';

/** The system brings an entity a newer version of its region's calendar, with its content. */
export interface AdoptCalendar {
  readonly type: 'adoptCalendar';
  readonly calendar: Calendar;
}
export const isAdoptCalendar = (command: Typed): command is AdoptCalendar => command.type === 'adoptCalendar';

/** A duty whose due day the new calendar moved. */
export interface RedatedDuty {
  readonly id: string;
  readonly kind: string;
  readonly post: string;
  readonly from: Day;
  readonly due: Day;
}
export interface CalendarAdopted {
  readonly type: 'calendarAdopted';
  readonly at: Instant;
  readonly former: number;
  readonly version: number;
  readonly redated: readonly RedatedDuty[];
  /** Duties whose next rung would come earlier by the new calendar, today or in the past: it waits for the next working day. */
  readonly held: readonly string[];
}

interface Adopting {
  readonly id: string;
  readonly at: Instant;
  readonly former: Calendar;
  readonly calendar: Calendar;
}

/**
 * What a new calendar does to the open duties (rules: Clocks): due days are computed anew from the same terms, the first ones stay, and so does
 * every rung reached. The next rung comes at the later of its own day and the working day after the adoption, so that nobody is chased in a burst.
 */
export function adoptedBy(watched: Readonly<Record<string, Watched>>, { id, at, former, calendar }: Adopting): CalendarAdopted {
  const redated: RedatedDuty[] = [];
  const held: string[] = [];
  const tomorrow = firingOn(addWorkingDays(calendar, dayOf(at), 1), id);
  for (const [duty, before] of Object.entries(watched)) {
    const due = dueDay(calendar, before.term);
    if (due !== before.due) redated.push({ id: duty, kind: before.kind, post: before.post, from: before.due, due });
    const was = nextRung(before, id, former)?.at ?? Infinity;
    const next = nextRung({ ...before, due }, id, calendar)?.at ?? Infinity;
    if (next < was && next < tomorrow) held.push(duty);
  }
  return { type: 'calendarAdopted', at, former: former.version, version: calendar.version, redated, held };
}

/** Duties with the days an adopted calendar gave them. */
export function withAdopted(
  watched: Readonly<Record<string, Watched>>,
  { at, redated, held }: CalendarAdopted,
): Readonly<Record<string, Watched>> {
  const next: Record<string, Watched> = { ...watched };
  for (const { id, due } of redated) {
    const before = next[id];
    if (before !== undefined) next[id] = { ...before, due };
  }
  for (const id of held) {
    const before = next[id];
    if (before !== undefined) next[id] = { ...before, heldOn: dayOf(at) };
  }
  return next;
}
