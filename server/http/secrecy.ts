import { secretMarkIn } from '../../domain/secrecy.js';
import { fieldOf } from './field-errors.js';
import { refused, type FieldError, type Refused } from './problems.js';
import type { RequestParts } from './validate.js';

/** Names the fields of a request that bear a mark of secrecy, before anything of it is kept. The text itself goes nowhere. */
export function refuseSecrets(parts: RequestParts): Refused | undefined {
  const errors = [...marksIn(parts, [])];
  return errors.length === 0 ? undefined : refused('SecretMark', { errors });
}

type Path = readonly (string | number)[];

/** As deep as the schema allows: what is judged here has been validated. */
function* marksIn(value: unknown, path: Path): Generator<FieldError> {
  if (typeof value === 'string') {
    const mark = secretMarkIn(value);
    if (mark !== undefined) yield { field: fieldOf(path), zh: `含有密级或保密标志“${mark}”。`, en: `Bears a mark of secrecy (${mark}).` };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* marksIn(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* marksIn(item, [...path, key]);
  }
}
