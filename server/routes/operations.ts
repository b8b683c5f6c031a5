import Joi from 'joi';
import type { Backlog } from '../../domain/errand-ports.js';
import { rolesFor } from '../../domain/rights.js';
import { OUTBOX_STATES, type OutboxDoc } from '../../models/outbox.js';
import { createPager, pageOf } from '../http/page.js';
import { route, type Route } from '../http/route.js';
import { bilingual, instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { reasonWords } from '../words/mail-reasons.js';
import type { BusinessDeps } from './deps.js';

interface RowOfOutbox {
  readonly id: string;
  readonly from: string;
  readonly type: 'message' | 'mail';
  readonly to: string;
  readonly what: string;
  readonly status: (typeof OUTBOX_STATES)[number];
  readonly attempts: number;
  readonly notBefore: number;
  readonly reason?: string;
  readonly why?: Sentence;
}
const backlogSchema = shape<Backlog>({
  at: instant().description('巡检时间，毫秒。When the sentinel last looked.'),
  overdueEntities: Joi.number().integer().description('应醒未醒的流程数。Entities past their hour.'),
  untakenRows: Joi.number().integer().description('无人领取的发件和批量办理项。Rows of the outbox and items of bulk commands nobody took.'),
  nudged: Joi.number().integer().description('本次唤回数。How many were brought back.'),
});

/** What an operator looks at: the backlog first. */
export function operationsRoutes({ lists, backlog, clock }: BusinessDeps): Route[] {
  const outboxPager = createPager<{ status?: RowOfOutbox['status']; type?: RowOfOutbox['type'] }>({
    sorts: { id: ['_id'] },
    defaultSort: '-id',
    filters: {
      status: Joi.string()
        .valid(...OUTBOX_STATES)
        .description('状态。Its state.'),
      type: Joi.string().valid('message', 'mail').description('消息或邮件。A message or a mail.'),
    },
  });
  const common = { method: 'get', tags: ['运行 Operations'], access: 'post', roles: rolesFor('readOperations') } as const;
  return [
    route({
      ...common,
      name: 'readBacklog',
      path: '/operations/backlog',
      summary: { zh: '积压情况，运维首先要看的数字', en: 'The backlog: the first number to look at' },
      response: { 200: backlogSchema },
      examples: { 200: { at: 1_795_000_000_000, overdueEntities: 0, untakenRows: 0, nudged: 0 } },
      async handle() {
        const last = await backlog.last();
        return { status: 200, body: last ?? { at: clock.now(), overdueEntities: 0, untakenRows: 0, nudged: 0 } };
      },
    }),
    route({
      ...common,
      name: 'listOutbox',
      path: '/operations/outbox',
      summary: { zh: '发件箱，含被拒和无人可达的', en: 'The outbox, with what was refused or reached nobody' },
      query: outboxPager.query,
      response: {
        200: pageOf(
          shape<RowOfOutbox>({
            id: Joi.string().description('编号。Its id.'),
            from: Joi.string().description('来自哪个对象。The entity it comes from.'),
            type: Joi.string().valid('message', 'mail').description('消息或邮件。A message or a mail.'),
            to: Joi.string().description('送往的对象或岗位。The entity or post it goes to.'),
            what: Joi.string().description('内容类别。What it says.'),
            status: Joi.string()
              .valid(...OUTBOX_STATES)
              .description('状态。Its state.'),
            attempts: Joi.number().integer().description('已试次数。How often it was put off.'),
            notBefore: instant().description('最早送出时间，毫秒。Not before.'),
            reason: Joi.string().allow('').optional().description('原因代码。Why, as a code.'),
            why: bilingual('原因', 'Why, in words').optional(),
          }),
        ),
      },
      examples: {
        200: {
          items: [
            {
              id: 'pilot/53-2026-0007@00000009.0',
              from: 'pilot/53-2026-0007',
              type: 'mail',
              to: '53/office-director',
              what: 'chase',
              status: 'done',
              attempts: 0,
              notBefore: 1_795_000_000_000,
            },
          ],
          next: null,
        },
      },
      async handle({ query }) {
        const { filter, sort, limit } = outboxPager.open(query);
        const own = {
          ...(query.status === undefined ? {} : { status: query.status }),
          ...(query.type === undefined ? {} : { 'consequence.type': query.type }),
        };
        const page = outboxPager.close(query, await lists.outbox.find({ filter: { $and: [own, filter] }, sort, limit }));
        return { status: 200, body: { items: page.items.map(outboxRow), next: page.next } };
      },
    }),
  ];
}

function outboxRow({ _id, from, consequence, status, attempts, notBefore, reason }: OutboxDoc): RowOfOutbox {
  const to = consequence.type === 'mail' ? consequence.post : `${consequence.to.kind}/${consequence.to.id}`;
  const what = consequence.type === 'mail' ? consequence.notice : consequence.command.type;
  return {
    id: _id,
    from,
    type: consequence.type,
    to,
    what,
    status,
    attempts,
    notBefore,
    ...(reason === undefined ? {} : { reason }),
    ...(reason === undefined || reason === '' ? {} : { why: reasonWords(reason) }),
  };
}
