import Joi from 'joi';
import type { Sentence } from './sentence.js';

/** The same shape with lists that may be changed, as joi's types want those of nested objects. */
export type Mutable<T> = T extends readonly (infer E)[] ? Mutable<E>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/**
 * A JSON object with exactly these fields: each needs a schema of its own type, and is required unless it says `.optional()`.
 * Ties schema to type as `Joi.object<T, true>` does, for types with readonly lists as well.
 */
export function shape<T>(fields: Joi.StrictSchemaMap<Mutable<T>>): Joi.ObjectSchema<T> {
  const schema = Joi.object<T, true, Mutable<T>>(fields);
  const silent = Object.keys(fields).filter((name) => !hasPresence(schema.extract(name)));
  return schema.fork(silent, (field) => field.required());
}
const hasPresence = (schema: Joi.Schema): boolean => 'presence' in (schema.describe().flags ?? {});

/** Text a person wrote: not empty, no blanks around it, at most `max` characters. */
export const text = (max: number): Joi.StringSchema => Joi.string().trim().max(max);

/** An instant in epoch milliseconds. */
export const instant = (): Joi.NumberSchema => Joi.number().integer().min(0);

/** The same said in both languages, as answers carry it. */
export const bilingual = (zh: string, en: string): Joi.ObjectSchema<Sentence> =>
  shape<Sentence>({ zh: Joi.string().description('中文。Chinese.'), en: Joi.string().description('英文。English.') }).description(
    `${zh}。${en}.`,
  );
