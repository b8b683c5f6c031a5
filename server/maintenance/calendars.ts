import type { ClientSession, Connection } from 'mongoose';
import type { Typed } from '../../domain/entity.js';
import { calendarOf, type CalendarDoc } from '../../models/calendar.js';
import { hashOfCalendar, type SealedPublication } from '../../models/calendar-keeper.js';
import { bareCollection } from '../../models/connect.js';
import { CALENDARS_STREAM } from '../../models/directory-record.js';
import type { CommandEntries } from './chain.js';
import type { Difference } from './difference.js';

const isPublication = (event: Typed): event is SealedPublication => event.type === 'calendarPublished' && 'calendars' in event;

/** Compares every published calendar with the hash the record has of it. The first version comes with the program and is in no record. */
export function createCalendarFold() {
  const published = new Map<string, { readonly hash: string; readonly seq: number }>();
  return {
    take(command: CommandEntries): void {
      for (const { event, seq } of command) {
        if (!isPublication(event)) continue;
        for (const [id, hash] of Object.entries(event.calendars)) published.set(id, { hash, seq });
      }
    },
    async compare(db: Connection, session: ClientSession): Promise<Difference | undefined> {
      for (const [what, { hash, seq }] of published) {
        const found = await bareCollection<CalendarDoc>(db, 'calendars').findOne({ _id: what }, { session });
        const differs = { stream: CALENDARS_STREAM, seq, what };
        if (found === null) return { kind: 'CalendarMissing', ...differs };
        if (hashOfCalendar(calendarOf(found)) !== hash) return { kind: 'CalendarDifferent', ...differs };
      }
      return undefined;
    },
  };
}
