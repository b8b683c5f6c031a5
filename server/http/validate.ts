import Joi from 'joi';
import { fieldError } from './field-errors.js';
import { invalid, type Refused } from './problems.js';
import type { Route } from './route.js';

/** The parts of a request that a schema judges; after validation with their types and defaults. */
export interface RequestParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const nothing = Joi.object({});

/**
 * Judges a whole request in one pass: every field that is wrong is named, unknown ones are refused. What stands in an address is
 * text and is converted; a body is taken as sent.
 */
export function createValidator({ params, query, body }: Route): (parts: RequestParts) => RequestParts | Refused {
  const schema = Joi.object<RequestParts>({
    params: params ?? nothing,
    query: query ?? nothing,
    body: body ? body.required().prefs({ convert: false }) : Joi.forbidden(),
  }).prefs({ abortEarly: false, errors: { render: false } });
  return (parts) => {
    const { value, error } = schema.validate(parts);
    return error ? invalid(...error.details.map(fieldError)) : value;
  };
}
