import { Schema, type Connection } from 'mongoose';
import type { CalendarVersion } from '../domain/calendar-ports.js';
import { modelOf } from './connect.js';

export type CalendarVersionDoc = Omit<CalendarVersion, 'version'> & { readonly _id: number };

const calendarVersionSchema = new Schema<CalendarVersionDoc>(
  {
    _id: { type: Number, required: true },
    base: Number,
    region: String,
    year: Number,
    reason: String,
    publishedAt: Number,
    publishedBy: String,
    changed: [Number],
    total: Number,
    left: Number,
    failed: Schema.Types.Mixed,
    finishedAt: Number,
    toldAt: Number,
  },
  { versionKey: false, minimize: false, collection: 'calendarVersions' },
);

export const calendarVersionModel = (db: Connection) => modelOf<CalendarVersionDoc>(db, 'CalendarVersion', calendarVersionSchema);
export const calendarVersionOf = ({ _id: version, ...rest }: CalendarVersionDoc): CalendarVersion => ({ version, ...rest });
