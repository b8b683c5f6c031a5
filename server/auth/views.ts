import Joi from 'joi';
import { ROLES, type Role } from '../../domain/actor.js';
import type { Account } from '../../models/account.js';
import type { Person } from '../../models/person.js';
import { instant, shape, text } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { postName } from '../routes/post-names.js';
import type { AccountStore, HeldPost } from './ports.js';

/** What the browser knows of the session it is in. */
export interface SessionView {
  readonly person: Person;
  readonly posts: readonly NamedPost[];
  /** The post acted with; null where none is held, or where the one chosen is held no more. */
  readonly currentPost: string | null;
  readonly csrfToken: string;
  readonly mustChangePassword: boolean;
  readonly demo: boolean;
}

/** A post held, and what it is called. */
interface NamedPost extends HeldPost {
  readonly postName: Sentence;
}

const heldPost = shape<NamedPost>({
  post: Joi.string().description('岗位，如 53/office-director。The post.'),
  postName: postName(),
  unit: Joi.string().description('单位代码。The code of the unit.'),
  role: Joi.string<Role>()
    .valid(...ROLES)
    .description('岗位类别。What the post is.'),
  unitPath: Joi.array()
    .items(Joi.string().description('单位代码。The code of a unit.'))
    .description('自中央至本单位。From the centre down to the unit.'),
  tenure: Joi.string().description('任职或委托。The term of office, or the delegation.'),
  onBehalfOf: Joi.string().optional().description('受托时的岗位本人。Whose post it is, where it is held by delegation.'),
});

export const personView = shape<Person>({
  id: Joi.string().description('人员编号。The id of the person.'),
  name: Joi.string().description('姓名。The name.'),
  email: Joi.string().description('邮箱。The e-mail address.'),
});

export const sessionView = shape<SessionView>({
  person: personView.description('登录的人员。Who is logged in.'),
  posts: Joi.array().items(heldPost).description('目前担任的岗位。The posts held at present.'),
  currentPost: Joi.string()
    .allow(null)
    .description('所选岗位；没有或已不再担任时为 null。The post acted with; null where none is held, or the one chosen is held no more.'),
  csrfToken: Joi.string().description('凡修改均须放入 X-CSRF-Token。To be sent as X-CSRF-Token with every change.'),
  mustChangePassword: Joi.boolean().description('须先修改密码。The password must be changed before anything else.'),
  demo: Joi.boolean().description('是否演示系统。Whether this is the demo.'),
});

/** An account as the security administrator sees it; nothing of the password is in it. */
export interface AccountView {
  readonly login: string;
  readonly person: Person;
  readonly isLocked: boolean;
  readonly mustChangePassword: boolean;
  readonly createdAt: number;
}

export const accountView = shape<AccountView>({
  login: Joi.string().description('登录名。The login name.'),
  person: personView.description('账号所属人员。The person it belongs to.'),
  isLocked: Joi.boolean().description('是否锁定。Whether it is locked.'),
  mustChangePassword: Joi.boolean().description('须先修改密码。The password must be changed at the next log-in.'),
  createdAt: instant().description('建立时刻，毫秒。When it was added, in epoch milliseconds.'),
});

/** The person behind an account. Their never being parted is the store's promise: one without the other is a defect. */
export async function readPerson(accounts: Pick<AccountStore, 'findPerson'>, personId: string): Promise<Person> {
  const person = await accounts.findPerson(personId);
  if (!person) throw new Error(`person ${personId} is not in the directory`);
  return person;
}

export function viewAccount({ login, isLocked, mustChangePassword, createdAt }: Account, person: Person): AccountView {
  return { login, person, isLocked, mustChangePassword, createdAt };
}

/** Login names are compared in this form. */
export const normaliseLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

export const login = (): Joi.StringSchema => Joi.string().max(64).description('登录名。The login name.').example('zhang.wei');

export const reason = (): Joi.StringSchema => text(500).description('理由，记入档案。The reason, kept in the record.');

export const EXAMPLE_PERSON: Person = { id: 'p-6f1c1c0e6f0e', name: '张伟', email: 'zhang.wei@example.org' };
export const EXAMPLE_ACCOUNT: AccountView = {
  login: 'zhang.wei',
  person: EXAMPLE_PERSON,
  isLocked: false,
  mustChangePassword: true,
  createdAt: 1_767_225_600_000,
};
export const EXAMPLE_SESSION: SessionView = {
  person: EXAMPLE_PERSON,
  posts: [
    {
      post: '53/office-director',
      postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
      unit: '53',
      role: 'office-director',
      unitPath: ['00', '53'],
      tenure: '53/office-director@1',
    },
  ],
  currentPost: '53/office-director',
  csrfToken: 'Zk3Q6mI9o0y3uD1sV8bN5cX2wE7rT4aL',
  mustChangePassword: false,
  demo: false,
};
