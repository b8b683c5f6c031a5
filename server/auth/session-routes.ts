import Joi from 'joi';
import { randomUUID } from 'node:crypto';
import { CENTRE, SYSTEM, type Actor } from '../../domain/actor.js';
import type { UnitNames } from '../../domain/unit-names.js';
import type { Account } from '../../models/account.js';
import { invalid, refused, type Refused } from '../http/problems.js';
import { route, type Route, type SessionAccount, type SessionHandle } from '../http/route.js';
import { shape } from '../http/schema.js';
import { withPostNames } from '../routes/post-names.js';
import { actablePosts, actorOf, usualPost } from './acting.js';
import { identify, refuseVoided, type IdentifyOptions } from './identify.js';
import { hashPassword, weaknessOf } from './passwords.js';
import type { HeldPost, PostsOf } from './ports.js';
import { EXAMPLE_SESSION, login, readPerson, sessionView, type SessionView } from './views.js';

export interface SessionRoutesOptions extends IdentifyOptions {
  readonly posts: PostsOf;
  readonly unitNames: UnitNames;
  readonly isDemo: boolean;
}

const TAGS = ['会话 Session'];
/** Longer than any password may be, and short enough not to be asked to hash a book. */
const password = () => Joi.string().max(512);

/** Logging in and out, choosing the post to act with, changing one's own password. */
export function createSessionRoutes(options: SessionRoutesOptions): readonly Route[] {
  const { accounts, isDemo } = options;
  const posts: PostsOf = { of: async (personId, now) => actablePosts(await options.posts.of(personId, now)) };

  const view = async (
    account: SessionAccount,
    csrfToken: string,
    held: readonly HeldPost[],
    chosen: string | undefined,
  ): Promise<SessionView> => ({
    person: await readPerson(accounts, account.personId),
    posts: await withPostNames(options.unitNames, held),
    currentPost: (chosen === undefined ? usualPost(held) : held.find(({ post }) => post === chosen))?.post ?? null,
    csrfToken,
    mustChangePassword: account.mustChangePassword,
    demo: isDemo,
  });

  /** Opens a session for an account whose password was right. */
  const enter = async (session: SessionHandle, account: Account, now: number, chosen?: string): Promise<SessionView | Refused> => {
    const { login, personId, epoch } = account;
    const { name } = await readPerson(accounts, personId);
    const mustChangePassword = account.mustChangePassword && !isDemo;
    const held = await posts.of(personId, now);
    const post = chosen ?? usualPost(held)?.post;
    const { csrfToken } = await session.open({ account: { login, personId, name, mustChangePassword }, epoch, post });
    return (await refuseVoided(session, account, accounts)) ?? view({ login, personId, name, mustChangePassword }, csrfToken, held, post);
  };

  return [
    route({
      name: 'logIn',
      method: 'post',
      path: '/session',
      summary: { zh: '登录', en: 'Log in' },
      tags: TAGS,
      access: 'public',
      keepsNothing: true,
      body: shape<{ login: string; password: string }>({ login: login(), password: password().description('密码。The password.') }),
      response: { 201: sessionView },
      refusals: ['WrongPassword', 'AccountLocked', 'TooManyAttempts', 'HttpsRequired'],
      examples: { body: { login: 'zhang.wei', password: 'a long and quiet sentence' }, 201: EXAMPLE_SESSION },
      async handle({ body, ip, now, session }) {
        if (!session.canOpen) return refused('HttpsRequired');
        const account = await identify({ ...body, ip }, options);
        if ('refused' in account) return account;
        const entered = await enter(session, account, now);
        return 'refused' in entered ? entered : { status: 201, body: entered };
      },
    }),
    route({
      name: 'readSession',
      method: 'get',
      path: '/session',
      summary: { zh: '查看当前会话', en: 'Read the session' },
      tags: TAGS,
      access: 'account',
      response: { 200: sessionView },
      examples: { 200: EXAMPLE_SESSION },
      async handle({ account, session, now }) {
        const held = await posts.of(account.personId, now);
        return { status: 200, body: await view(account, session.csrfToken ?? '', held, session.post) };
      },
    }),
    route({
      name: 'logOut',
      method: 'delete',
      path: '/session',
      summary: { zh: '退出', en: 'Log out' },
      tags: TAGS,
      access: 'account',
      response: { 204: null },
      examples: {},
      async handle({ session }) {
        await session.close();
        return { status: 204 };
      },
    }),
    route({
      name: 'choosePost',
      method: 'put',
      path: '/session/post',
      summary: { zh: '选择以哪个岗位办事', en: 'Choose the post to act with' },
      tags: TAGS,
      access: 'session',
      body: shape<{ post: string }>({ post: Joi.string().max(64).description('所任岗位之一。One of the posts held.') }),
      response: { 200: sessionView },
      refusals: ['PostNotHeld'],
      examples: { body: { post: '53/office-director' }, 200: EXAMPLE_SESSION },
      async handle({ account, body: { post }, session, now }) {
        const held = await posts.of(account.personId, now);
        if (!held.some((candidate) => candidate.post === post)) return refused('PostNotHeld', { facts: { post } });
        await session.choosePost(post);
        const refusal = await refuseVoided(session, { login: account.login, epoch: session.epoch ?? 0 }, accounts);
        return refusal ?? { status: 200, body: await view(account, session.csrfToken ?? '', held, post) };
      },
    }),
    route({
      name: 'changePassword',
      method: 'put',
      path: '/session/password',
      summary: { zh: '修改本人密码', en: 'Change one’s own password' },
      tags: TAGS,
      access: 'account',
      keepsNothing: true,
      body: shape<{ current: string; next: string }>({
        current: password().description('现在的密码。The present password.'),
        next: password().description('新密码，12 至 128 个字符。The new one, 12 to 128 characters.'),
      }),
      response: { 200: sessionView },
      refusals: ['TooManyAttempts', 'AccountLocked'],
      examples: { body: { current: 'handed over on paper', next: 'a long and quiet sentence' }, 200: EXAMPLE_SESSION },
      async handle({ account, body: { current, next }, session, now, ip }) {
        const found = await identify({ login: account.login, password: current, ip }, options);
        if ('refused' in found) return found.refused === 'WrongPassword' ? invalid({ field: 'body.current', ...WRONG }) : found;
        const weakness = next === current ? SAME : weaknessOf(next, account.login);
        if (weakness) return invalid({ field: 'body.next', ...weakness });
        const { post } = session;
        const entry = {
          commandId: randomUUID(),
          commandHash: '',
          receivedAt: now,
          actor: selfOf(account, await posts.of(account.personId, now), post),
          reason: '本人修改密码',
          event: { type: 'passwordChanged', login: account.login },
        } as const;
        await accounts.commit(entry, { hash: await hashPassword(next), mustChange: false });
        const changed = await accounts.find(account.login);
        if (!changed) return refused('NotLoggedIn');
        const entered = await enter(session, changed, now, post);
        return 'refused' in entered ? entered : { status: 200, body: entered };
      },
    }),
  ];
}

const WRONG = { zh: '密码不正确。', en: 'The password is wrong.' };
const SAME = { zh: '不能与现在的密码相同。', en: 'Must not be the present password.' };

/** Who changes a password of their own. They may hold no post at all; the record then names the person alone. */
function selfOf(account: SessionAccount, held: readonly HeldPost[], chosen: string | undefined): Actor {
  const actor = actorOf(account, chosen, held);
  return 'refused' in actor ? { ...SYSTEM, unit: CENTRE, person: account.personId, name: account.name } : actor;
}
