import express, { type Express } from 'express';
import type { Store } from 'express-session';
import type { Logger } from 'pino';
import type { UnitNames } from '../../domain/unit-names.js';
import type { PostsOf } from '../auth/ports.js';
import { createSessions } from '../auth/session.js';
import type { Clock } from '../clock.js';
import type { ApiConfig } from '../config.js';
import { describeApi } from '../openapi.js';
import { mountDocs } from './docs.js';
import { answerNotFound, createErrorHandler } from './errors.js';
import { mountHealth, type ReadinessCheck } from './health.js';
import { mountMailPage, type MailPageOptions } from './mail-page.js';
import { mount } from './mount.js';
import type { Recogniser } from './recognise.js';
import { logRequests } from './request-log.js';
import type { Route } from './route.js';
import { setSecurityHeaders } from './security-headers.js';
import { mountWeb } from './web.js';

export interface AppOptions {
  readonly config: Pick<ApiConfig, 'publicUrl' | 'instance' | 'trustedProxies' | 'sessionSecret'>;
  readonly version: string;
  readonly log: Logger;
  readonly clock: Clock;
  readonly routes: readonly Route[];
  readonly posts: PostsOf;
  readonly unitNames: UnitNames;
  readonly sessionStore: Store;
  readonly mailDesk: MailPageOptions['mailDesk'];
  readonly checks: readonly ReadinessCheck[];
  /** Errors of the outside world to tell by a code of their own; the database's are known. */
  readonly recognisers?: readonly Recogniser[];
  /** The built browser app; every address that is no file in it gets its `index.html`. */
  readonly webDir?: string;
  /** For tests: an answer that is not the one declared fails. */
  readonly areAnswersChecked?: boolean;
}

/** Everything between the socket and the handlers. */
export function createApp(options: AppOptions): Express {
  const {
    config,
    version,
    log,
    clock,
    routes,
    posts,
    unitNames,
    sessionStore,
    mailDesk,
    checks,
    recognisers,
    webDir,
    areAnswersChecked = false,
  } = options;
  const { publicUrl, instance, sessionSecret: secret, trustedProxies } = config;
  const sessions = createSessions({ store: sessionStore, secret, instance, publicUrl, clock });
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', trustedProxies.length > 0 && [...trustedProxies]);
  app.use(logRequests(log), setSecurityHeaders(publicUrl));
  mountHealth(app, checks);
  mountDocs(app, describeApi(routes, { version, cookieName: sessions.cookieName }));
  mount(app, routes, { clock, posts, unitNames, sessions, publicUrl, areAnswersChecked });
  mountMailPage(app, { mailDesk, sessions, publicUrl, clock });
  if (webDir !== undefined) mountWeb(app, webDir);
  else app.get('/', (_req, res) => res.redirect('/docs'));
  app.use(answerNotFound, createErrorHandler(recognisers));
  return app;
}
