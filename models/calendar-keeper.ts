import { createHash } from 'node:crypto';
import type { ClientSession, Connection } from 'mongoose';
import type { Calendar } from '../domain/calendar.js';
import type { CalendarKeeper, CalendarPublished, Publication } from '../domain/calendar-ports.js';
import { calendarModel, calendarOf, idOfCalendar, type CalendarDoc } from './calendar.js';
import { calendarVersionModel, type CalendarVersionDoc } from './calendar-version.js';
import { bareCollection, DURABLE } from './connect.js';
import { CALENDARS_STREAM } from './directory-record.js';
import type { EntryDoc } from './entry.js';
import { isDuplicateKey } from './record.js';
import { createDirectoryRecord } from './sealed-directory.js';

/** As the record keeps it: with the hash of every calendar that came of it. */
export type SealedPublication = CalendarPublished & { readonly calendars: Readonly<Record<string, string>> };

export const hashOfCalendar = (calendar: Calendar): string => createHash('sha256').update(JSON.stringify(calendar)).digest('hex');

/** Calendars and their record, changed together. */
export function createCalendarKeeper(db: Connection): CalendarKeeper {
  for (const model of [calendarModel, calendarVersionModel]) model(db);
  const calendars = bareCollection<CalendarDoc>(db, 'calendars');
  const record = createDirectoryRecord(db);
  const versions = bareCollection<CalendarVersionDoc>(db, 'calendarVersions');
  const entries = bareCollection<EntryDoc<SealedPublication & { readonly reason: string }>>(db, 'entries');

  const newest = async (session: ClientSession): Promise<number> =>
    (await calendars.findOne({}, { session, sort: { version: -1 }, projection: { version: 1 } }))?.version ?? 0;

  const write = async ({ plan, event, reason, actor, ...entry }: Publication, session: ClientSession): Promise<'done' | 'stale'> => {
    if ((await newest(session)) !== plan.base) return 'stale';
    const { version, base, region, year, changed } = plan;
    await calendars.insertMany(
      plan.calendars.map((calendar) => ({ _id: idOfCalendar(calendar), ...calendarOf(calendar) })),
      { session },
    );
    const { receivedAt: publishedAt } = entry;
    await versions.insertOne(
      { _id: version, base, region, year, reason, publishedAt, publishedBy: actor.name, changed, failed: [] },
      { session },
    );
    const hashes = Object.fromEntries(plan.calendars.map((one) => [idOfCalendar(one), hashOfCalendar(calendarOf(one))]));
    const sealed: SealedPublication = { ...event, calendars: hashes };
    await record.append(CALENDARS_STREAM, [{ ...entry, actor, reason, event: sealed }], session);
    return 'done';
  };

  return {
    async current() {
      return calendars
        .aggregate<CalendarDoc>([
          { $sort: { region: 1, version: -1 } },
          { $group: { _id: '$region', newest: { $first: '$$ROOT' } } },
          { $replaceRoot: { newRoot: '$newest' } },
          { $sort: { region: 1 } },
        ])
        .map(calendarOf)
        .toArray();
    },
    async commandOf(commandId) {
      const found = await entries.findOne(
        { 'command.id': commandId, stream: CALENDARS_STREAM },
        { projection: { commandHash: 1, 'event.version': 1 } },
      );
      return found === null ? undefined : { version: found.event.version, hash: found.commandHash };
    },
    async publish(publication) {
      try {
        return await db.getClient().withSession((session) => session.withTransaction(() => write(publication, session), DURABLE));
      } catch (error) {
        // Another one took this version at the same instant.
        if (isDuplicateKey(error)) return 'stale';
        throw error;
      }
    },
  };
}
