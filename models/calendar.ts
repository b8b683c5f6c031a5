import { Schema, type Connection } from 'mongoose';
import { CENTRE } from '../domain/actor.js';
import type { Calendar } from '../domain/calendar.js';
import type { CalendarStore } from '../domain/ports.js';
import { modelOf } from './connect.js';

export type CalendarDoc = Calendar & { readonly _id: string };

const calendarSchema = new Schema<CalendarDoc>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    region: { type: String, required: true },
    daysOff: [Number],
    workingWeekendDays: [Number],
    holidays: Schema.Types.Mixed,
    provisionalFrom: Number,
    overlay: Schema.Types.Mixed,
  },
  { versionKey: false, minimize: false, collection: 'calendars' },
);
calendarSchema.index({ region: 1, version: -1 });
calendarSchema.index({ version: -1 });

export const calendarModel = (db: Connection) => modelOf<CalendarDoc>(db, 'Calendar', calendarSchema);

/** Calendars by version. Published versions are immutable and therefore remembered. */
export function createCalendarStore(db: Connection): CalendarStore & { publish(calendar: Calendar): Promise<void> } {
  const model = calendarModel(db);
  const known = new Map<string, Calendar>();
  return {
    hasAny: async () => (await model.exists({})) !== null,
    async latest(region) {
      const found = (await newest(region)) ?? (await newest(CENTRE));
      if (found === undefined) throw new Error('No calendar has been published');
      return found;
    },
    async version(version, region) {
      const key = `${region}@${version}`;
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      // The centre's code sorts before every province's: the region's own comes first.
      const found = await model
        .findOne({ version, region: { $in: [region, CENTRE] } })
        .sort({ region: -1 })
        .lean<CalendarDoc>();
      if (found === null) throw new Error(`Calendar ${key} has not been published`);
      const calendar = calendarOf(found);
      known.set(key, calendar);
      return calendar;
    },
    /** Publishing the same version again changes nothing. */
    async publish(calendar) {
      await model.updateOne({ _id: idOfCalendar(calendar) }, { $setOnInsert: calendar }, { upsert: true });
    },
  };

  async function newest(region: string): Promise<Calendar | undefined> {
    const found = await model.findOne({ region }).sort({ version: -1 }).lean<CalendarDoc>();
    return found === null ? undefined : calendarOf(found);
  }
}

/** `53@4`: the calendar of a region in a version. */
export const idOfCalendar = ({ region, version }: Pick<Calendar, 'region' | 'version'>): string => `${region}@${version}`;

/** The fields in this order: hashes are computed of it. */
export const calendarOf = ({ version, region, daysOff, workingWeekendDays, holidays, provisionalFrom, overlay }: Calendar): Calendar => ({
  version,
  region,
  daysOff,
  workingWeekendDays,
  holidays,
  provisionalFrom,
  ...(overlay === undefined ? {} : { overlay }),
});
