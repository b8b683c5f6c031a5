import type { Request, RequestHandler, Response } from 'express';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { refusalIn } from './answer.js';

const WELL_FORMED = /^[\w.:-]{8,64}$/;
const QUIET = new Set(['/healthz', '/readyz']);

/** The address without its query: what people search for stays out of the log, and so does what opens a mail's page. */
const pathOf = (req: Request): string => (req.originalUrl.split('?', 1)[0] ?? '').replace(/^\/mails\/.*/, '/mails/…');

interface Timed {
  readonly responseTime: number;
}

/**
 * Gives every request an id, the caller's own where it is well formed, and writes one line for each: who, what, how it went, why
 * it was refused, how long it took. No bodies, no cookies, no queries.
 */
export function logRequests(logger: Logger): RequestHandler {
  const line = (req: Request, res: Response, { responseTime }: Timed) => {
    const code = refusalIn(res);
    return {
      ip: req.ip,
      ...(req.session?.opened && { login: req.session.opened.login }),
      status: res.statusCode,
      ...(code === undefined ? {} : { code }),
      tookMs: responseTime,
    };
  };
  const message = (req: Request, res: Response) => `${req.method} ${pathOf(req)} ${res.statusCode}`;
  return pinoHttp<Request, Response>({
    logger,
    genReqId(req, res) {
      const given = req.get('X-Request-Id');
      const id = given !== undefined && WELL_FORMED.test(given) ? given : randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (req) => QUIET.has(req.path) },
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : res.statusCode >= 400 ? 'warn' : 'info'),
    customSuccessObject: line,
    customErrorObject: (req, res, _error, timed: Timed) => line(req, res, timed),
    customSuccessMessage: message,
    customErrorMessage: message,
  });
}
