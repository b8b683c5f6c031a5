import Joi from 'joi';
import { MOST_ANSWERED } from '../../domain/chain/escalations.js';
import { MOST_ITEMS } from '../../domain/chain/statement.js';
import { OUTCOMES, type ItemOutcome } from '../../domain/chain/state.js';
import type { Route } from '../http/route.js';
import { shape, text, type Mutable } from '../http/schema.js';
import { chainRoute, itemCode } from './chain-command-route.js';
import type { BusinessDeps } from './deps.js';
import { keepText, reason } from './pilot-command-route.js';

interface Assessment {
  readonly text: string;
  readonly outcomes: readonly { readonly item: string; readonly outcome: ItemOutcome }[];
}
const attempt = (): Joi.NumberSchema =>
  Joi.number().integer().min(1).max(1_000).description('第几次自评。Which self-assessment the caller has before them.');
export const escalationText = (): Joi.StringSchema =>
  Joi.string()
    .max(100)
    .pattern(/^\d{2}(\d\d)?-20\d\d-\d{4,6}#[\w-]+$/, { name: '53-2026-0007#report-2026Q1-1' });

/** Answers to what climbed, and how the year ends. */
export function assessmentCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    chainRoute<{ escalations: readonly string[]; text: string }>(deps, {
      type: 'answerEscalations',
      path: '/escalation-answers',
      summary: {
        zh: '答复升级到本岗位的事项，可一并答复多项',
        en: 'Answer what has climbed to the own post, several at once if they share an answer',
      },
      body: shape<{ escalations: readonly string[]; text: string }>({
        escalations: Joi.array()
          .items(escalationText().description('升级事项：试点编号#责任事项。The pilot and its duty.'))
          .min(1)
          .max(MOST_ANSWERED)
          .unique()
          .description('答复哪些事项。Which ones.'),
        text: text(20_000).description('答复内容：原因、措施、何时办结。Why, what is done about it, and by when.'),
      }),
      example: { escalations: ['53-2026-0007#report-2026Q1-1'], text: '承担单位更换联络员所致，已约定 4 月 24 日前补报。' },
      refusals: ['EscalationUnknown', 'EscalationElsewhere', 'EscalationAnswered'],
      command: async ({ escalations, text: content }) => ({
        type: 'answerEscalations',
        escalations,
        sha256: await keepText(deps, content),
      }),
    }),
    chainRoute<Assessment>(deps, {
      type: 'submitSelfAssessment',
      path: '/self-assessment',
      summary: { zh: '提交年度自评，逐项评定', en: 'Submit the self-assessment of the year, item by item' },
      body: shape<Assessment>({
        text: text(100_000).description('自评报告正文。The text.'),
        outcomes: Joi.array()
          .items(
            shape<Mutable<Assessment['outcomes'][number]>>({
              item: itemCode().description('事项代号。The item.'),
              outcome: Joi.string()
                .valid(...OUTCOMES)
                .description('完成、部分完成、未完成。Done, partly, not done.'),
            }),
          )
          .max(4 * MOST_ITEMS)
          .unique('item')
          .description('逐项评定。Item by item.'),
      }),
      example: { text: '全年清单五项，四项办结……', outcomes: [{ item: 'skills', outcome: 'done' }] },
      refusals: ['AlreadySubmitted', 'OutcomeMissing', 'ItemUnknown'],
      command: async ({ text: content, outcomes }) => ({
        type: 'submitSelfAssessment',
        sha256: await keepText(deps, content),
        outcomes: Object.fromEntries(outcomes.map(({ item, outcome }) => [item, outcome])),
      }),
    }),
    chainRoute<{ attempt: number; reason: string }>(deps, {
      type: 'returnSelfAssessment',
      path: '/self-assessment-return',
      summary: { zh: '退回年度自评，说明理由', en: 'Return the self-assessment, with a reason' },
      body: shape<{ attempt: number; reason: string }>({ attempt: attempt(), reason: reason() }),
      example: { attempt: 1, reason: '请补充未完成事项的原因。' },
      refusals: ['NotSubmitted', 'StaleVersion', 'OwnSubmission'],
      command: (body) => ({ type: 'returnSelfAssessment', ...body }),
    }),
    chainRoute<{ attempt: number }>(deps, {
      type: 'confirmSelfAssessment',
      path: '/self-assessment-confirmation',
      summary: { zh: '确认年度自评，结束当年；未办结事项转入下一年', en: 'Confirm it and close the year; what is open goes to the next' },
      body: shape<{ attempt: number }>({ attempt: attempt() }),
      example: { attempt: 1 },
      refusals: ['NotSubmitted', 'StaleVersion', 'OwnSubmission', 'VerdictsOpen'],
      command: (body) => ({ type: 'confirmSelfAssessment', ...body }),
    }),
  ];
}
