import Joi from 'joi';
import { rolesFor } from '../../domain/rights.js';
import type { UnitNames } from '../../domain/unit-names.js';
import { MAIL_STATES, type MailDoc } from '../../models/mail.js';
import type { MailDesk } from '../../models/mail-desk.js';
import type { Lists } from '../../models/lists.js';
import type { UnreachedDoc } from '../../models/unreached.js';
import { reason } from '../auth/views.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { bilingual, instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { reasonWords } from '../words/mail-reasons.js';
import { postName, postNames, type PostName } from './post-names.js';

interface RowOfMail {
  readonly id: string;
  readonly person: string;
  readonly subject: string;
  readonly status: (typeof MAIL_STATES)[number];
  readonly reason: string;
  readonly why?: Sentence;
  readonly said?: string;
  readonly attempts: number;
  readonly wasUncertain: boolean;
  readonly changedAt: number;
  readonly acknowledgedAt?: number;
  readonly acknowledgedBy?: string;
  readonly resentAt?: number;
  readonly resentBy?: string;
}
interface RowOfUnreached {
  readonly who: string;
  readonly kind: 'person' | 'post';
  readonly whoName?: Sentence;
  readonly since: number;
  readonly reason: string;
  readonly why: Sentence;
  readonly said?: string;
  readonly count: number;
}
interface Resent {
  readonly id: string;
  readonly status: 'queued';
}

const status = () =>
  Joi.string()
    .valid(...MAIL_STATES)
    .description('状态。Its state.');
const why = () => bilingual('原因', 'Why, in words');
const said = () => Joi.string().optional().description('邮件服务器的原话。What the mail server said, in its own words.');
const rowOfMail = shape<RowOfMail>({
  id: Joi.string().description('邮件标识 Message-ID。Its Message-ID.'),
  person: Joi.string().description('收件人编号。To whom.'),
  subject: Joi.string().description('主题。The subject.'),
  status: status(),
  reason: Joi.string().allow('').description('原因代码，无则为空。Why, as a code; empty where there is nothing to explain.'),
  why: why().optional(),
  said: said(),
  attempts: Joi.number().integer().description('交给邮件服务器的次数。How often it was handed over.'),
  wasUncertain: Joi.boolean().description('可能重复送出。It may have gone out twice.'),
  changedAt: instant().description('最近变化，毫秒。In epoch milliseconds.'),
  acknowledgedAt: instant().optional().description('确认知悉时间，毫秒。When somebody said that they read it.'),
  acknowledgedBy: Joi.string()
    .optional()
    .description('确认时已登录的人员；缺省为仅凭邮件链接。Who was logged in then; missing: by the link alone.'),
  resentAt: instant().optional().description('最近一次人工重发时间，毫秒。When it was last sent again by hand.'),
  resentBy: Joi.string().optional().description('由谁重发。By whom.'),
});
const mailExample: RowOfMail = {
  id: 'f3a1@duban',
  person: 'p-53-liaison',
  subject: '督办：2 项提示 / 2 notices',
  status: 'sent',
  reason: '',
  attempts: 1,
  wasUncertain: false,
  changedAt: 1_795_000_000_000,
};

export interface MailRoutesDeps {
  readonly lists: Pick<Lists, 'mails' | 'unreached'>;
  readonly mailDesk: Pick<MailDesk, 'resend'>;
  readonly unitNames: UnitNames;
}

/** The mail ledger, who was never reached, and sending once more by hand. */
export function mailRoutes({ lists, mailDesk, unitNames }: MailRoutesDeps): Route[] {
  const mailPager = createPager<{ status?: RowOfMail['status'] }>({
    sorts: { changed: ['changedAt'] },
    defaultSort: '-changed',
    filters: { status: status() },
  });
  const unreachedPager = createPager({ sorts: { since: ['since'] }, defaultSort: 'since' });
  const list = { method: 'get', tags: ['运行 Operations'], access: 'post', roles: rolesFor('readOperations') } as const;
  return [
    route({
      ...list,
      name: 'listMails',
      path: '/operations/mails',
      summary: { zh: '送达台账', en: 'The mail ledger' },
      query: mailPager.query,
      response: { 200: pageOf(rowOfMail) },
      examples: { 200: { items: [mailExample], next: null } },
      async handle({ query }) {
        const { filter, sort, limit } = mailPager.open(query);
        const own = query.status === undefined ? {} : { status: query.status };
        const page = mailPager.close(query, await lists.mails.find({ filter: { $and: [own, filter] }, sort, limit }));
        return { status: 200, body: { items: page.items.map(viewMail), next: page.next } };
      },
    }),
    route({
      ...list,
      roles: rolesFor('listUnreached'),
      name: 'listUnreached',
      path: '/operations/unreached',
      summary: { zh: '未送达名单：被拒、无邮箱、岗位空缺', en: 'Who was never reached: refused, without an address, a post nobody holds' },
      query: unreachedPager.query,
      response: {
        200: pageOf(
          shape<RowOfUnreached>({
            who: Joi.string().description('人员编号或岗位。The person’s id, or the post.'),
            kind: Joi.string().valid('person', 'post').description('人员或岗位。A person or a post.'),
            whoName: postName().optional(),
            since: instant().description('最早一项的产生时间，毫秒。When the oldest of the notices was written.'),
            reason: Joi.string().description('最近一项的原因代码。Why, of the latest, as a code.'),
            why: why(),
            said: said(),
            count: Joi.number().integer().description('未送达的提示数。How many notices.'),
          }),
        ),
      },
      examples: {
        200: {
          items: [
            {
              who: '53-h001/liaison',
              kind: 'post',
              whoName: { zh: '云南省滇中新区产业园联络员', en: 'liaison of 滇中新区产业园 in Yunnan' },
              since: 1_795_000_000_000,
              reason: 'PostEmpty',
              why: reasonWords('PostEmpty'),
              count: 2,
            },
          ],
          next: null,
        },
      },
      async handle({ query }) {
        const { filter, sort, limit } = unreachedPager.open(query);
        const page = unreachedPager.close(query, await lists.unreached.find({ filter, sort, limit }));
        const posts = page.items.flatMap(({ _id, kind }) => (kind === 'post' ? [_id] : []));
        const called = await postNames(unitNames, posts);
        return { status: 200, body: { items: page.items.map((one) => viewUnreached(one, called)), next: page.next } };
      },
    }),
    route({
      name: 'resendMail',
      method: 'post',
      path: '/operations/mails/{id}/resend',
      summary: { zh: '人工重发一封邮件', en: 'Send a mail again by hand' },
      tags: ['运行 Operations'],
      access: 'post',
      roles: rolesFor('resendMail'),
      command: true,
      params: shape<{ id: string }>({ id: Joi.string().max(100).description('邮件标识 Message-ID。Its Message-ID.') }),
      body: shape<{ reason: string }>({ reason: reason() }),
      response: {
        202: shape<Resent>({
          id: Joi.string().description('邮件标识。Its Message-ID.'),
          status: Joi.string().valid('queued').description('已排队。Queued.'),
        }),
      },
      refusals: ['NotFound', 'MailNotResendable'],
      examples: { body: { reason: '收件人更换邮箱后来电要求。' }, 202: { id: 'f3a1@duban', status: 'queued' } },
      async handle({ actor, now, command, params: { id }, body }) {
        const result = await mailDesk.resend({
          commandId: command.id,
          commandHash: command.hash,
          receivedAt: now,
          actor,
          reason: body.reason,
          event: { type: 'mailResent', mail: id },
        });
        switch (result) {
          case 'queued':
          case 'repeated':
            return { status: 202, body: { id, status: 'queued' as const } };
          case 'reused':
            return refused('IdempotencyKeyReused');
          case 'missing':
            return refused('NotFound');
          case 'still':
            return refused('MailNotResendable');
          default:
            return result satisfies never;
        }
      },
    }),
  ];
}

const viewUnreached = ({ _id: who, kind, since, reason: code, said: words, count }: UnreachedDoc, called: PostName): RowOfUnreached => ({
  who,
  kind,
  ...(kind === 'post' ? { whoName: called(who) } : {}),
  since,
  reason: code,
  why: reasonWords(code),
  ...(words === undefined || words === '' ? {} : { said: words }),
  count,
});

function viewMail({ _id: id, ...mail }: MailDoc): RowOfMail {
  const {
    person,
    subject,
    reason: code,
    said: words,
    attempts,
    wasUncertain,
    changedAt,
    acknowledgedAt,
    acknowledgedBy,
    resentAt,
    resentBy,
  } = mail;
  return {
    id,
    person,
    subject,
    status: mail.status,
    reason: code,
    ...(code === '' ? {} : { why: reasonWords(code) }),
    ...(words === undefined || words === '' ? {} : { said: words }),
    attempts,
    wasUncertain,
    changedAt,
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
    ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
    ...(resentAt === undefined ? {} : { resentAt }),
    ...(resentBy === undefined ? {} : { resentBy }),
  };
}
