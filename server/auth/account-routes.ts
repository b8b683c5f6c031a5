import Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import { rolesFor } from '../../domain/rights.js';
import type { DirectoryEvent, NewPassword } from '../../models/account.js';
import type { Person } from '../../models/person.js';
import { createPager, pageOf } from '../http/page.js';
import { refused, type ProblemCode, type Refused } from '../http/problems.js';
import { route, type CommandKey, type Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { createOneTimePassword, hashPassword } from './passwords.js';
import type { AccountStore } from './ports.js';
import {
  accountView,
  EXAMPLE_ACCOUNT,
  EXAMPLE_PERSON,
  login,
  normaliseLogin,
  personView,
  readPerson,
  reason,
  viewAccount,
  type AccountView,
} from './views.js';

/** An account, and its new password where this very answer hands it over: a repeat of the command does not. */
interface HandedOver {
  readonly account: AccountView;
  readonly oneTimePassword: string | null;
}
const handedOver = shape<HandedOver>({
  account: accountView.description('账号。The account.'),
  oneTimePassword: Joi.string()
    .allow(null)
    .description('一次性密码，仅此一次显示；重复提交时为 null。The one-time password, shown this once; null in a repeat.'),
});

interface Asked {
  readonly actor: Actor;
  readonly now: number;
  readonly command: CommandKey;
  readonly body: { readonly reason: string };
}

const LIST = { access: 'post', roles: rolesFor('listAccounts'), tags: ['账号 Accounts'] } as const;
const COMMAND = { access: 'post', roles: rolesFor('keepAccounts'), tags: ['账号 Accounts'], command: true } as const;
const target = shape<{ login: string }>({ login: login() });
const why = shape<{ reason: string }>({ reason: reason() });
const WHY = { reason: '本人来函申请，已核实身份。' };

const pager = createPager<{ isLocked?: boolean }>({
  sorts: { login: ['_id'], createdAt: ['createdAt'] },
  defaultSort: 'login',
  filters: { isLocked: Joi.boolean().description('只看锁定或未锁定的。Only those locked, or not.') },
});

/** What the security administrator does with accounts and people. Nobody locks, unlocks or resets their own account. */
export function createAccountRoutes(accounts: AccountStore): readonly Route[] {
  const view = async (name: string): Promise<AccountView> => {
    const account = await accounts.find(name);
    if (!account) throw new Error(`account ${name} is gone between two looks`);
    return viewAccount(account, await readPerson(accounts, account.personId));
  };
  /** Writes a change once, with who and why; says whether this very answer is the first. */
  const commit = async ({ actor, now, command, body }: Asked, event: DirectoryEvent, password?: NewPassword) => {
    const { id: commandId, hash: commandHash } = command;
    const result = await accounts.commit({ commandId, commandHash, receivedAt: now, actor, reason: body.reason, event }, password);
    return result === 'done' || result === 'repeated' ? { isFirst: result === 'done' } : refused(REFUSALS[result]);
  };
  const handOver = async (asked: Asked, event: DirectoryEvent, name: string): Promise<HandedOver | Refused> => {
    const password = createOneTimePassword();
    const done = await commit(asked, event, { hash: await hashPassword(password), mustChange: true });
    return 'refused' in done ? done : { account: await view(name), oneTimePassword: done.isFirst ? password : null };
  };
  const changeLock = (type: 'accountLocked' | 'accountUnlocked', path: string, names: { name: string; summary: Sentence }) =>
    route({
      ...COMMAND,
      ...names,
      method: 'post',
      path,
      params: target,
      body: why,
      response: { 200: accountView },
      refusals: ['NotFound', 'OwnAccount'],
      examples: { body: WHY, 200: { ...EXAMPLE_ACCOUNT, isLocked: type === 'accountLocked' } },
      async handle(asked) {
        const name = normaliseLogin(asked.params.login);
        if (name === asked.account.login) return refused('OwnAccount');
        const done = await commit(asked, { type, login: name });
        return 'refused' in done ? done : { status: 200, body: await view(name) };
      },
    });

  return [
    route({
      ...LIST,
      name: 'listAccounts',
      method: 'get',
      path: '/accounts',
      summary: { zh: '账号列表', en: 'List the accounts' },
      query: pager.query,
      response: { 200: pageOf(accountView) },
      examples: { 200: { items: [EXAMPLE_ACCOUNT], next: null } },
      async handle({ query }) {
        const { isLocked } = query;
        const { filter, ...window } = pager.open(query);
        const narrowed = isLocked === undefined ? filter : { $and: [filter, { isLocked }] };
        const found = await accounts.list({ ...window, filter: narrowed });
        const page = pager.close(
          query,
          found.map((account) => ({ _id: account.login, ...account })),
        );
        const people = new Map(
          (await accounts.findPeople(page.items.map(({ personId }) => personId))).map((person) => [person.id, person]),
        );
        const items = page.items.map((account) => viewAccount(account, people.get(account.personId) ?? nobody(account.personId)));
        return { status: 200, body: { items, next: page.next } };
      },
    }),
    route({
      ...COMMAND,
      name: 'addAccount',
      method: 'post',
      path: '/accounts',
      summary: { zh: '新增人员及账号', en: 'Add a person with an account' },
      body: shape<AddedBody>({
        login: newLogin().description('登录名，小写字母、数字和 . _ -，3 至 64 个字符。The login name.'),
        name: text(100).description('姓名。The name.'),
        email: email().description('邮箱。The e-mail address.'),
        reason: reason(),
      }),
      response: { 201: handedOver },
      refusals: ['AccountExists'],
      examples: {
        body: { login: 'zhang.wei', name: '张伟', email: 'zhang.wei@example.org', reason: '新任省办公室联络员。' },
        201: { account: EXAMPLE_ACCOUNT, oneTimePassword: 'k7vq2mtx9bnehj4w' },
      },
      async handle(asked) {
        const { login: name, name: called, email: address } = asked.body;
        // the id follows from the command, so that a repeat adds nobody twice
        const event = {
          type: 'accountAdded',
          login: name,
          personId: `p-${asked.command.id.slice(0, 12)}`,
          name: called,
          email: address,
        } as const;
        const done = await handOver(asked, event, name);
        return 'refused' in done ? done : { status: 201, body: done };
      },
    }),
    changeLock('accountLocked', '/accounts/{login}/lock', {
      name: 'lockAccount',
      summary: { zh: '锁定账号并结束其会话', en: 'Lock an account and end its sessions' },
    }),
    changeLock('accountUnlocked', '/accounts/{login}/unlock', {
      name: 'unlockAccount',
      summary: { zh: '解除锁定', en: 'Unlock an account' },
    }),
    route({
      ...COMMAND,
      name: 'resetPassword',
      method: 'post',
      path: '/accounts/{login}/reset-password',
      summary: { zh: '重置密码并结束其会话', en: 'Reset a password and end the sessions' },
      params: target,
      body: why,
      response: { 200: handedOver },
      refusals: ['NotFound', 'OwnAccount'],
      examples: { body: WHY, 200: { account: EXAMPLE_ACCOUNT, oneTimePassword: 'k7vq2mtx9bnehj4w' } },
      async handle(asked) {
        const name = normaliseLogin(asked.params.login);
        if (name === asked.account.login) return refused('OwnAccount');
        const done = await handOver(asked, { type: 'passwordReset', login: name }, name);
        return 'refused' in done ? done : { status: 200, body: done };
      },
    }),
    route({
      ...COMMAND,
      name: 'changePerson',
      method: 'patch',
      path: '/people/{id}',
      summary: { zh: '更正姓名或邮箱', en: 'Correct a name or an e-mail address' },
      params: shape<{ id: string }>({ id: Joi.string().max(64).description('人员编号。The id of the person.') }),
      body: shape<ChangedBody>({
        name: text(100).optional().description('姓名。The name.'),
        email: email().optional().description('邮箱。The e-mail address.'),
        reason: reason(),
      }).or('name', 'email'),
      response: { 200: personView },
      refusals: ['NotFound'],
      examples: { body: { email: 'zhang.wei@example.org', reason: '更换邮箱。' }, 200: EXAMPLE_PERSON },
      async handle(asked) {
        const { reason: _, ...changed } = asked.body;
        const done = await commit(asked, { type: 'personChanged', personId: asked.params.id, ...changed });
        return 'refused' in done ? done : { status: 200, body: await readPerson(accounts, asked.params.id) };
      },
    }),
  ];
}

interface AddedBody {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly reason: string;
}
interface ChangedBody {
  readonly name?: string;
  readonly email?: string;
  readonly reason: string;
}

const newLogin = () => Joi.string().pattern(/^[a-z0-9][a-z0-9._-]{2,63}$/);
/** Any domain: a government network has names of its own. */
const email = () => Joi.string().email({ tlds: false, minDomainSegments: 1 }).max(254);

const nobody = (id: string): Person => ({ id, name: '', email: '' });

const REFUSALS = { reused: 'IdempotencyKeyReused', taken: 'AccountExists', missing: 'NotFound' } as const satisfies Record<
  string,
  ProblemCode
>;
