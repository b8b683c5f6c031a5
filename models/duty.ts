import { Schema, type Connection } from 'mongoose';
import type { DutyView } from '../domain/duty-view.js';
import { modelOf } from './connect.js';

export type DutyDoc = Omit<DutyView, 'id'> & { readonly _id: string };

const dutySchema = new Schema<DutyDoc>(
  {
    _id: { type: String, required: true },
    duty: String,
    kind: String,
    entityKind: String,
    entity: String,
    title: String,
    level: String,
    areas: [String],
    post: String,
    unit: String,
    path: [String],
    term: Schema.Types.Mixed,
    calendarVersion: Number,
    openedAt: Number,
    firstDue: Number,
    due: Number,
    dueAt: Number,
    yellowFrom: Number,
    status: String,
    settledAt: Number,
    isLate: Boolean,
    lateBefore: Boolean,
    cause: String,
    ladder: String,
    step: Number,
    rung: String,
    rungOn: Number,
    heldOn: Number,
    termedAt: Number,
    lapsed: Schema.Types.Mixed,
    about: String,
    extension: Schema.Types.Mixed,
  },
  { versionKey: false, minimize: false, collection: 'duties' },
);
dutySchema.index({ post: 1, status: 1, dueAt: 1, _id: 1 });
dutySchema.index({ unit: 1, status: 1, dueAt: 1, _id: 1 });
dutySchema.index({ path: 1, status: 1, dueAt: 1, _id: 1 });
dutySchema.index({ path: 1, status: 1, openedAt: 1, _id: 1 });
dutySchema.index({ entity: 1, status: 1 });
// For figures over many: open ones by their light, all by the year they first fell due in.
dutySchema.index({ path: 1, status: 1, yellowFrom: 1 });
dutySchema.index({ path: 1, firstDue: 1 });

export const dutyModel = (db: Connection) => modelOf<DutyDoc>(db, 'Duty', dutySchema);
