import { Schema, type Connection } from 'mongoose';
import type { EntityView } from '../domain/view.js';
import { modelOf } from './connect.js';

/** What a list reads: the view of an entity under its stream's name. `state` is the folded state, as a run carries it. */
export type EntityDoc = Omit<EntityView, 'id'> & { readonly _id: string; readonly entity: string };

const entitySchema = new Schema<EntityDoc>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    entity: { type: String, required: true },
    seq: Number,
    print: String,
    state: Schema.Types.Mixed,
    title: String,
    phase: String,
    path: [String],
    fields: Schema.Types.Mixed,
    isClosed: Boolean,
    wakeAt: Number,
    firstDueAt: Number,
    firstYellowFrom: Number,
    firstDuePost: String,
    updatedAt: Number,
  },
  { versionKey: false, minimize: false, collection: 'entities' },
);
// The lists' sorts, each in one direction down to the `_id`.
entitySchema.index({ kind: 1, path: 1, entity: 1, _id: 1 });
entitySchema.index({ kind: 1, path: 1, firstDueAt: 1, _id: 1 });
entitySchema.index({ kind: 1, path: 1, updatedAt: 1, _id: 1 });
entitySchema.index({ kind: 1, path: 1, title: 1, _id: 1 });
entitySchema.index({ 'fields.holders': 1 }, { partialFilterExpression: { kind: 'unit' } });
entitySchema.index({ wakeAt: 1 }, { partialFilterExpression: { wakeAt: { $exists: true } } });

// Who has yet to adopt a calendar.
entitySchema.index({ 'state.calendarVersion': 1, _id: 1 }, { partialFilterExpression: { isClosed: false } });
// The same of one province, by the id that begins with it.
entitySchema.index({ entity: 1, 'state.calendarVersion': 1 }, { partialFilterExpression: { isClosed: false } });

export const entityModel = (db: Connection) => modelOf<EntityDoc>(db, 'Entity', entitySchema);
