import { Schema, type Connection } from 'mongoose';
import { modelOf } from './connect.js';

/** Somebody who may hold posts. Name and contact of an official, nothing more. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface PersonDoc {
  readonly _id: string;
  readonly name: string;
  readonly email: string;
}

const personSchema = new Schema<PersonDoc>(
  { _id: { type: String, required: true }, name: { type: String, required: true }, email: { type: String, required: true } },
  { versionKey: false, collection: 'people' },
);
// The list of people is in the order of their names.
personSchema.index({ name: 1, _id: 1 });

export const personModel = (db: Connection) => modelOf<PersonDoc>(db, 'Person', personSchema);

export const personOf = ({ _id: id, name, email }: PersonDoc): Person => ({ id, name, email });
