import type { Request, RequestHandler, Response } from 'express';
import session, { type Store } from 'express-session';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { SessionAccount, SessionHandle } from '../http/route.js';

/** Without a request for so long, a session is over. */
export const SESSION_IDLE_SECONDS = 8 * 60 * 60;
/** However busy, a session is over after so long. */
export const SESSION_LONGEST_MS = 12 * 60 * 60 * 1000;

/** What a session remembers: who, since when, and the token that proves a request comes from the site's own pages. */
export interface OpenedSession extends SessionAccount {
  /** The account's epoch at log-in. */
  readonly epoch: number;
  readonly openedAt: number;
  readonly csrfToken: string;
  readonly post?: string;
}

declare module 'express-session' {
  interface SessionData {
    opened: OpenedSession;
  }
}

export interface SessionOptions {
  readonly store: Store;
  readonly secret: string;
  readonly instance: string;
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** Sessions as the edge uses them: the middleware that finds one, and what handlers may do with it. */
export interface Sessions {
  readonly middleware: RequestHandler;
  readonly cookieName: string;
  /** The session that is open and not outlived; undefined for everybody else. */
  openedOf(req: Request): OpenedSession | undefined;
  handleOf(req: Request, res: Response): SessionHandle;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Cookies are `Secure` unless the site is reached over plain HTTP on this very machine. */
export function needsHttps(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' || !LOOPBACK.test(hostname);
}

const settle = (run: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    run((error) => (error ? reject(error) : resolve()));
  });

/**
 * The cookie ends with the browser and carries the instance in its name; the store ends idle sessions. Nothing is written by a
 * request that changes nothing, save that the store notes now and then that the session is still in use.
 */
export function createSessions({ store, secret, instance, publicUrl, clock }: SessionOptions): Sessions {
  const isSecure = needsHttps(publicUrl);
  const cookieName = `${isSecure ? '__Host-' : ''}duban-${instance}`;
  const cookie = { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/' } as const;

  const openedOf = (req: Request): OpenedSession | undefined => {
    const opened = req.session?.opened;
    return opened && clock.now() - opened.openedAt < SESSION_LONGEST_MS ? opened : undefined;
  };
  return {
    middleware: session({ store, secret, name: cookieName, cookie, resave: false, saveUninitialized: false, rolling: false }),
    cookieName,
    openedOf,
    handleOf(req, res) {
      const opened = openedOf(req);
      return {
        epoch: opened?.epoch,
        csrfToken: opened?.csrfToken,
        post: opened?.post,
        canOpen: !isSecure || req.secure,
        async open({ account, epoch, post }) {
          await settle((done) => req.session.regenerate(done));
          const csrfToken = randomBytes(32).toString('base64url');
          req.session.opened = { ...account, epoch, openedAt: clock.now(), csrfToken, ...(post !== undefined && { post }) };
          await settle((done) => req.session.save(done));
          return { csrfToken };
        },
        async choosePost(post) {
          if (!opened) return;
          req.session.opened = { ...opened, post };
          await settle((done) => req.session.save(done));
        },
        async close() {
          await settle((done) => req.session.destroy(done));
          res.clearCookie(cookieName, cookie);
        },
      };
    },
  };
}

/** Whether the token given is the session's own; compared in constant time. */
export function isOwnToken(given: string | undefined, { csrfToken }: OpenedSession): boolean {
  const own = Buffer.from(csrfToken);
  const other = Buffer.from(given ?? '');
  return own.length === other.length && timingSafeEqual(own, other);
}
