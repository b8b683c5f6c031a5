import Joi from 'joi';
import type { AnyReply, Media, Route } from './route.js';

export const isMedia = (declared: Joi.Schema | Media): declared is Media => 'media' in declared;

/**
 * Compares an answer with what its route declares.
 * @throws {TypeError} a defect of the handler: a status or a body that callers were not told of
 */
export function demandDeclared({ name, response }: Route, { status, body }: AnyReply): void {
  const declared = response[status];
  if (declared === undefined) throw new TypeError(`${name} answers ${status}, which it does not declare`);
  if (declared === null ? body === undefined : isMedia(declared)) return;
  const { error } = Joi.compile(declared ?? Joi.forbidden()).validate(body, { abortEarly: false, convert: false, presence: 'optional' });
  if (error || body === undefined)
    throw new TypeError(`${name} answers ${status} with a body it does not declare: ${error?.message ?? 'none'}`);
}
