import Joi from 'joi';
import type { NotPublished } from '../../models/versions.js';
import { refused, type Refused } from '../http/problems.js';

/** Which version a new one was written on: two administrators never overwrite each other unseen. */
export const baseVersion = (): Joi.NumberSchema =>
  Joi.number()
    .integer()
    .min(1)
    .required()
    .description(
      '所依据的版本，即读到的现行版本号；此后另有新版的，不予发布。The version it was written on; refused where a newer one came meanwhile.',
    );

export const isNotPublished = (answer: object | NotPublished): answer is NotPublished => typeof answer === 'string';

/** How it is told that nothing was published. */
export const refusedAs = (answer: NotPublished): Refused => refused(answer === 'reused' ? 'IdempotencyKeyReused' : 'StaleVersion');
