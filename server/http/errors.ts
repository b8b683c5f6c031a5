import type { ErrorRequestHandler, RequestHandler } from 'express';
import { nobodysName } from '../../domain/unit-names.js';
import { answerRefusal } from './answer.js';
import { problems, refused } from './problems.js';
import { recogniseDatabase, recogniseHttp, type Recogniser } from './recognise.js';

/** Whatever no route answered. */
export const answerNotFound: RequestHandler = (req, res) => answerRefusal(req, res, refused('NotFound'), nobodysName);

/**
 * The one place where an error becomes an answer. What is recognised gets its code; the unknown says nothing to the caller and
 * everything, with the request id, to the log.
 */
export function createErrorHandler(recognisers: readonly Recogniser[] = []): ErrorRequestHandler {
  const all = [recogniseHttp, recogniseDatabase, ...recognisers];
  return (error: unknown, req, res, _next) => {
    if (res.headersSent) {
      req.log.warn({ err: error }, 'failed after the answer had begun');
      if (!res.writableEnded) res.destroy();
      return;
    }
    const refusal = all.map((recognise) => recognise(error)).find((found) => found !== undefined) ?? refused('InternalError');
    if (problems[refusal.refused].status >= 500) req.log.error({ err: error, code: refusal.refused }, 'could not answer');
    answerRefusal(req, res, refusal, nobodysName);
  };
}
