import type { Request } from 'express';
import type { Actor } from '../../domain/actor.js';
import { actorOf } from '../auth/acting.js';
import { isOwnOrigin, isUnsafe } from '../auth/origin.js';
import type { PostsOf } from '../auth/ports.js';
import { isOwnToken, type OpenedSession, type Sessions } from '../auth/session.js';
import { KEY_FORM } from './command-key.js';
import { invalid, refused, type Refused } from './problems.js';
import type { Route, SessionAccount } from './route.js';

export interface AdmissionOptions {
  readonly posts: PostsOf;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}

/** Who calls, as far as the route wants to know. */
export interface Caller {
  readonly account: SessionAccount | undefined;
  readonly actor: Actor | undefined;
  readonly idempotencyKey: string | undefined;
}

const accountOf = ({ login, personId, name, mustChangePassword }: OpenedSession): SessionAccount => ({
  login,
  personId,
  name,
  mustChangePassword,
});

/**
 * Decides at the door whether a request may reach its handler: the cheap checks first, then at most one question for the posts held
 * at this instant. Nothing is remembered from one request to the next.
 */
export async function admit(req: Request, now: number, route: Route, options: AdmissionOptions): Promise<Caller | Refused> {
  const opened = options.sessions.openedOf(req);
  const refusal = refuseAtDoor(req, opened, route, options);
  if (refusal) return refusal;
  const account = opened && accountOf(opened);
  const idempotencyKey = route.command ? req.get('Idempotency-Key') : undefined;
  if (route.access !== 'post' || !account) return { account, actor: undefined, idempotencyKey };
  const actor = actorOf(account, opened.post, await options.posts.of(account.personId, now));
  if ('refused' in actor) return actor;
  return route.roles && !route.roles.includes(actor.role) ? refused('NoRight') : { account, actor, idempotencyKey };
}

function refuseAtDoor(req: Request, opened: OpenedSession | undefined, { access, command }: Route, options: AdmissionOptions) {
  if (isUnsafe(req) && !isOwnOrigin(req, options.publicUrl)) return refused('CsrfRejected');
  if (access !== 'public') {
    if (!opened) return refused('NotLoggedIn');
    if (isUnsafe(req) && !isOwnToken(req.get('X-CSRF-Token'), opened)) return refused('CsrfRejected');
    if (opened.mustChangePassword && access !== 'account') return refused('PasswordMustChange');
  }
  return command ? refuseKey(req.get('Idempotency-Key')) : undefined;
}

function refuseKey(key: string | undefined): Refused | undefined {
  if (key === undefined || key === '') return refused('IdempotencyKeyMissing');
  const zh = '应为 8 到 128 个可见的 ASCII 字符。';
  return KEY_FORM.test(key)
    ? undefined
    : invalid({ field: 'header.Idempotency-Key', zh, en: 'Must be 8 to 128 visible ASCII characters.' });
}
