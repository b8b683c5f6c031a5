import Joi from 'joi';
import { postOf } from '../../domain/actor.js';
import { provinceOfChain } from '../../domain/chain/chain-id.js';
import type { ItemHolder } from '../../domain/chain/template.js';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import { itemRoute } from './chain-command-route.js';
import type { BusinessDeps } from './deps.js';
import { keepText, reason } from './pilot-command-route.js';
import { dayFrom, dayText } from './plan.js';
import { holderText } from './statement.js';

interface To {
  readonly to: ItemHolder;
  readonly due: string;
}
const toFields = {
  to: holderText().description('交给谁：牵头部门或联络员。To whom: the lead department or the liaison.'),
  due: dayText().description(
    '办结期限：首次交办不得晚于责任书所定期限（该期限已过的，可定到年底，仍按原期限记迟办），再交办不得晚于上级期限。' +
      'By when: never after the signed day (where that has passed, to the end of the year, and late by the signed day), nor after the day of the level above.',
  ),
};
const DAY_REFUSALS = [
  'ItemUnknown',
  'ItemSettled',
  'NotAssigned',
  'NotYourItem',
  'NotAssignable',
  'InvalidDates',
  'BeyondSignedDay',
] as const;

/** What is done with the items of a list, level by level. */
export function itemCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    itemRoute<To & { readonly note: string }>(deps, {
      type: 'assignItem',
      path: '/items/{item}/assignment',
      summary: { zh: '交办事项；已签收的牵头部门可再交联络员', en: 'Assign an item; the lead department may hand on what it signed for' },
      body: shape<To & { readonly note: string }>({
        ...toFields,
        note: text(2_000).allow('').description('交办要求。What is asked for.'),
      }),
      example: { to: 'lead-department', due: '2026-09-25', note: '请按季度推进。' },
      refusals: [...DAY_REFUSALS, 'NotAcknowledged', 'AlreadySubmitted'],
      command: ({ to, due, note }, { id, item }) => ({
        type: 'assignItem',
        item,
        to: postOf(provinceOfChain(id), to),
        dueDay: dayFrom(due),
        note,
      }),
    }),
    itemRoute<To & { readonly reason: string }>(deps, {
      type: 'reassignItem',
      path: '/items/{item}/reassignment',
      summary: { zh: '改派给另一岗位，说明理由', en: 'Give it to another post instead, with a reason' },
      body: shape<To & { readonly reason: string }>({ ...toFields, reason: reason() }),
      example: { to: 'liaison', due: '2026-10-30', reason: '职能调整。' },
      refusals: DAY_REFUSALS,
      command: ({ to, due, reason: why }, { id, item }) => ({
        type: 'reassignItem',
        item,
        to: postOf(provinceOfChain(id), to),
        dueDay: dayFrom(due),
        reason: why,
      }),
    }),
    itemRoute<{ reason: string }>(deps, {
      type: 'withdrawItem',
      path: '/items/{item}/withdrawal',
      summary: { zh: '撤销事项，说明理由', en: 'Withdraw an item, with a reason' },
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '任务已取消。' },
      refusals: ['ItemUnknown', 'ItemSettled'],
      command: (body, { item }) => ({ type: 'withdrawItem', item, ...body }),
    }),
    itemRoute<Record<string, never>>(deps, {
      type: 'acknowledgeItem',
      path: '/items/{item}/receipt',
      summary: { zh: '签收交办的事项', en: 'Sign for an item' },
      body: shape<Record<string, never>>({}),
      example: {},
      refusals: ['ItemUnknown', 'ItemSettled', 'NotAssigned', 'NotYourItem', 'AlreadyAcknowledged'],
      command: (_, { item }) => ({ type: 'acknowledgeItem', item }),
    }),
    itemRoute<{ text: string; share: number }>(deps, {
      type: 'feedBackItem',
      path: '/items/{item}/feedback',
      summary: { zh: '反馈事项：完成度 100 的请上级核验', en: 'Feed an item back; a hundred percent asks for verification' },
      body: shape<{ text: string; share: number }>({
        text: text(20_000).description('办理情况。What was done.'),
        share: Joi.number()
          .integer()
          .min(0)
          .max(100)
          .description('完成度（%），100 为办结。How much is done, in percent; 100 is all of it.'),
      }),
      example: { text: '已新增高技能人才 2130 人，名单附后。', share: 100 },
      refusals: ['ItemUnknown', 'ItemSettled', 'NotAssigned', 'NotYourItem', 'NotAcknowledged', 'AlreadySubmitted', 'HandedDown'],
      command: async ({ text: content, share }, { item }) => ({
        type: 'feedBackItem',
        item,
        sha256: await keepText(deps, content),
        share,
      }),
    }),
    itemRoute<{ verdict: 'accepted' | 'returned'; reason: string }>(deps, {
      type: 'verifyItem',
      path: '/items/{item}/verdict',
      summary: { zh: '核验反馈：由交办岗位通过或退回', en: 'Verify what was fed back, by whoever assigned it' },
      body: shape<{ verdict: 'accepted' | 'returned'; reason: string }>({
        verdict: Joi.string().valid('accepted', 'returned').description('通过或退回。Accepted or returned.'),
        reason: reason(),
      }),
      example: { verdict: 'accepted', reason: '已核对名单。' },
      refusals: ['ItemUnknown', 'ItemSettled', 'NotAssigned', 'NotYourItem', 'NotSubmitted', 'OwnSubmission'],
      command: (body, { item }) => ({ type: 'verifyItem', item, ...body }),
    }),
  ];
}
