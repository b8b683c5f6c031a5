import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NameOfUnit } from '../../domain/unit-names.js';
import { problemBody, problems, type ProblemCode, type Refused } from './problems.js';
import { answerExtent, isExtent } from './range.js';
import type { AnyReply } from './route.js';
import type { Language } from './sentence.js';

/** The id that the log knows this request by, and the caller is told. */
export const requestIdOf = (req: Request): string => (typeof req.id === 'string' ? req.id : '');

/** Chinese unless the caller prefers English. */
export const languageOf = (req: Request): Language => (req.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');

const refusals = new WeakMap<Response, ProblemCode>();
/** Why this request was refused, for the log; undefined where it was not. */
export const refusalIn = (res: Response): ProblemCode | undefined => refusals.get(res);

/** Answers with a refusal (RFC 9457), its posts by the names of their units. */
export function answerRefusal(req: Request, res: Response, refusal: Refused, nameOf: NameOfUnit): void {
  refusals.set(res, refusal.refused);
  const language = languageOf(req);
  const body = problemBody(refusal, { language, requestId: requestIdOf(req), nameOf });
  if (refusal.retryAfterSeconds !== undefined) res.set('Retry-After', String(refusal.retryAfterSeconds));
  res
    .status(problems[refusal.refused].status)
    .set({ ...refusal.headers, 'Content-Language': language, 'Cache-Control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(body));
}

/** Answers with what a handler returned: JSON, bytes or a stream of the type given, or nothing. A refusal where the part asked for does not exist. */
export async function answer(
  req: Request,
  res: Response,
  { status, body, headers = {} }: AnyReply,
  mediaType?: string,
): Promise<Refused | undefined> {
  res.status(status);
  if (mediaType !== undefined) res.type(mediaType);
  res.set({ 'Cache-Control': 'no-store', ...headers });
  if (isExtent(body)) return answerExtent(req, res, body);
  if (body === undefined) res.end();
  else if (body instanceof Readable) await stream(req, res, body);
  else if (Buffer.isBuffer(body)) res.send(body);
  else res.json(body);
  return undefined;
}

async function stream(req: Request, res: Response, body: Readable): Promise<void> {
  if (req.method !== 'HEAD') return pipeline(body, res);
  body.destroy();
  res.end();
}
