import type { Express, Request, RequestHandler, Response } from 'express';
import { namesOf, nobodysName, type UnitNames } from '../../domain/unit-names.js';
import type { Clock } from '../clock.js';
import { postsIn } from '../words/posts.js';
import { admit, type AdmissionOptions } from './admit.js';
import { answer, answerRefusal, languageOf, requestIdOf } from './answer.js';
import { readBody } from './body.js';
import { bytesOf, letRunOut } from './bytes.js';
import { commandKey } from './command-key.js';
import { demandDeclared, isMedia } from './declared.js';
import { refused, type Refused } from './problems.js';
import type { AnyReply, Method, Route } from './route.js';
import { refuseSecrets } from './secrecy.js';
import { createValidator } from './validate.js';

export const API_PREFIX = '/api/v1';

export interface MountOptions extends AdmissionOptions {
  readonly clock: Clock;
  /** What cities and hosts are called that a refusal names. */
  readonly unitNames: UnitNames;
  /** Fails with a defect when an answer is not the one declared. For tests: it costs a validation per request. */
  readonly areAnswersChecked?: boolean;
}

/** Mounts every route of the list below `/api/v1`; other methods on their paths get 405. */
export function mount(app: Express, routes: readonly Route[], options: MountOptions): void {
  const ordered = [...routes].sort((a, b) => (rank(a.path) < rank(b.path) ? -1 : 1));
  for (const route of ordered) app[route.method](expressPath(route), options.sessions.middleware, run(route, options));
  for (const path of new Set(ordered.map(expressPath))) {
    app.all(path, refuseMethod(ordered.filter((route) => expressPath(route) === path).map(({ method }) => method)));
  }
}

/** `/pilots/{id}` becomes `/api/v1/pilots/:id`. */
const expressPath = ({ path }: Route): string => API_PREFIX + path.replaceAll(/\{(\w+)\}/g, ':$1');

/** A fixed segment goes before a parameter in the same place, whatever the order of the list. */
const rank = (path: string): string => path.replaceAll(/\{\w+\}/g, '~');

const refuseMethod = (methods: readonly Method[]): RequestHandler => {
  const allow = [...methods, ...(methods.includes('get') ? ['head'] : [])].map((method) => method.toUpperCase()).join(', ');
  return (req, res) => answerRefusal(req, res, refused('MethodNotAllowed', { facts: { allow }, headers: { Allow: allow } }), nobodysName);
};

function run(route: Route, options: MountOptions): RequestHandler {
  const serve = createServing(route, options);
  const refuse = async (req: Request, res: Response, refusal: Refused): Promise<void> =>
    answerRefusal(req, res, refusal, await namesOf(options.unitNames, postsIn(refusal.facts ?? {})));
  return async (req, res) => {
    if (route.takesBytes) letRunOut(req, res);
    const reply = await serve(req, res);
    if ('refused' in reply) return refuse(req, res, reply);
    if (options.areAnswersChecked) demandDeclared(route, reply);
    const declared = route.response[reply.status];
    const refusal = await answer(req, res, reply, declared && isMedia(declared) ? declared.media : undefined);
    return refusal && refuse(req, res, refusal);
  };
}

function createServing(route: Route, options: MountOptions): (req: Request, res: Response) => Promise<AnyReply | Refused> {
  const validate = createValidator(route);
  const acceptable = ['application/json', 'application/problem+json', ...mediaOf(route)];
  return async (req, res) => {
    const now = options.clock.now();
    if (!req.accepts(acceptable)) return refused('NotAcceptable');
    const caller = await admit(req, now, route, options);
    if ('refused' in caller) return caller;
    const bytes = route.takesBytes ? bytesOf(req) : undefined;
    if (bytes && 'refused' in bytes) return bytes;
    const read = bytes ? { body: undefined } : await readBody(req, res);
    if ('refused' in read) return read;
    const parts = validate({ params: req.params, query: req.query, body: read.body });
    if ('refused' in parts) return parts;
    const secret = route.method === 'get' || route.keepsNothing === true ? undefined : refuseSecrets(parts);
    if (secret) return secret;
    const { account, idempotencyKey: key } = caller;
    return route.handle({
      ...parts,
      ...caller,
      now,
      requestId: requestIdOf(req),
      language: languageOf(req),
      ip: req.ip ?? '',
      bytes,
      session: options.sessions.handleOf(req, res),
      command:
        key === undefined ? undefined : commandKey({ login: account?.login ?? '', route: `${route.method} ${route.path}`, key }, parts),
    });
  };
}

const mediaOf = ({ response }: Route): string[] =>
  Object.values(response).flatMap((declared) => (declared && isMedia(declared) ? [declared.media] : []));
