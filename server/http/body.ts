import express, { type Request, type Response } from 'express';
import { refused, type Refused } from './problems.js';
import { BODY_LIMIT_KB } from './recognise.js';

/** Half a surrogate pair can be written in JSON but not in UTF-8: the database would keep another text than the record sealed. */
function refuseBrokenText(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) throw new SyntaxError('The text holds half a surrogate pair');
  return value;
}
const parse = express.json({ limit: `${BODY_LIMIT_KB}kb`, type: 'application/json', reviver: refuseBrokenText });

/** The server's own limit is set for files; nobody writes a few hundred KB for so long. */
const BODY_TIMEOUT_MS = 60_000;

const hasBody = ({ headers }: Request): boolean => headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Reads the JSON of a request; undefined where nothing was sent. Broken or oversized JSON is thrown, for the error handler. */
export async function readBody(req: Request, res: Response): Promise<{ readonly body: unknown } | Refused> {
  if (!hasBody(req)) return { body: undefined };
  if (!req.is('application/json')) return refused('UnsupportedMediaType', { facts: { expected: 'application/json' } });
  const timer = setTimeout(() => req.destroy(), BODY_TIMEOUT_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      parse(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
    });
  } finally {
    clearTimeout(timer);
  }
  return { body: req.body };
}
