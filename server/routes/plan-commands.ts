import Joi from 'joi';
import { PLAN_SECTIONS, type PlanDraft } from '../../domain/pilot/plan-content.js';
import type { SectionReason } from '../../domain/pilot/plan-state.js';
import type { ProblemCode } from '../http/problems.js';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { pilotRoute, reason } from './pilot-command-route.js';
import { outlineOf, planDraftSchema, planExample, sha256Text } from './plan.js';

const version = (): Joi.NumberSchema => Joi.number().integer().min(1).max(10_000).description('所见的方案版本。The version before you.');

type DraftBody = PlanDraft & { readonly basedOn?: string };
const draftBody: Joi.ObjectSchema<DraftBody> = planDraftSchema.append<DraftBody>({
  basedOn: sha256Text()
    .optional()
    .description('所依据的草稿的指纹；接着他人的草稿写时必填。The draft it was written upon; needed where another person saved that one.'),
});

/** Why nobody can judge a plan now, or not this one. */
const UNJUDGED: readonly ProblemCode[] = ['StaleVersion', 'NoChangeUnderReview', 'OwnSubmission', 'SameReviewer'];
/** Why its milestones cannot be owed from now on. */
const UNFIT: readonly ProblemCode[] = ['InvalidDates', 'MilestoneSettled', 'NoPeriodLeft'];

/** A plan's way from draft to approval. */
export function planCommandRoutes(deps: BusinessDeps): Route[] {
  const { documents } = deps;
  return [
    pilotRoute<DraftBody>(deps, {
      type: 'draftPlan',
      method: 'put',
      path: '/plan-draft',
      summary: {
        zh: '保存方案草稿：可以未填完，每次保存为当前全部内容，历次草稿均可查阅',
        en: 'Save the draft of a plan, whole or not; each saving is all there is so far, and every one stays readable',
      },
      body: draftBody,
      example: { ...planExample, basedOn: 'a'.repeat(64) },
      refusals: ['DraftChanged', 'DraftUnchanged', 'InvalidMilestones'],
      async command({ basedOn, ...plan }, _, now) {
        const { content, outline } = outlineOf(plan);
        await documents.keep(outline.sha256, content, now);
        return { type: 'draftPlan', outline, ...(basedOn === undefined ? {} : { basedOn }) };
      },
    }),
    pilotRoute<{ sha256: string; reason?: string }>(deps, {
      type: 'submitPlan',
      isBulk: true,
      path: '/plan-submission',
      summary: {
        zh: '提交方案送审；实施中为方案变更，须说明理由',
        en: 'Submit the plan for review; while the pilot runs, as a change of it',
      },
      body: shape<{ sha256: string; reason?: string }>({
        sha256: sha256Text().description('所见草稿的指纹。The fingerprint of the draft before you.'),
        reason: text(2_000).optional().description('变更理由，实施中必填。Why the plan is to change; needed while the pilot runs.'),
      }),
      example: { sha256: 'a'.repeat(64), reason: '企业搬迁，第二个实训基地顺延一个季度。' },
      refusals: [
        'DraftMissing',
        'StaleVersion',
        'ChangeUnderReview',
        'ReasonMissing',
        'PlanIncomplete',
        'PlanUnchanged',
        'MilestoneRemoved',
        ...UNFIT,
      ],
      command: (body) => ({ type: 'submitPlan', ...body }),
    }),
    pilotRoute<{ version: number; reasons: readonly SectionReason[] }>(deps, {
      type: 'returnPlan',
      isBulk: true,
      path: '/plan-return',
      summary: { zh: '退回方案，逐部分说明理由', en: 'Return the plan, with reasons by section' },
      body: shape<{ version: number; reasons: readonly SectionReason[] }>({
        version: version(),
        reasons: Joi.array()
          .items(
            shape<SectionReason>({
              section: Joi.string()
                .valid(...PLAN_SECTIONS, 'milestones')
                .description('哪一部分。Which section.'),
              reason: reason(),
            }),
          )
          .min(1)
          .max(20)
          .description('退回理由。The reasons, at least one.'),
      }),
      example: { version: 1, reasons: [{ section: 'funding', reason: '请补充经费来源。' }] },
      refusals: UNJUDGED,
      command: ({ version: seen, reasons }) => ({ type: 'returnPlan', version: seen, reasons }),
    }),
    pilotRoute<{ version: number; opinion?: string }>(deps, {
      type: 'approvePlan',
      isBulk: true,
      path: '/plan-approval',
      summary: { zh: '批准方案（本级审核通过）', en: 'Approve the plan at this step' },
      body: shape<{ version: number; opinion?: string }>({
        version: version(),
        opinion: text(2_000).optional().description('意见。An opinion.'),
      }),
      example: { version: 2, opinion: '同意。' },
      refusals: [...UNJUDGED, 'EndTooEarly', ...UNFIT],
      command: (body) => ({ type: 'approvePlan', ...body }),
    }),
    pilotRoute<{ version: number; reason: string }>(deps, {
      type: 'rejectPlan',
      isBulk: true,
      path: '/plan-rejection',
      summary: {
        zh: '否决方案：首个方案被否决则试点终止，变更被否决则按原方案继续',
        en: 'Reject the plan: with its first plan the pilot ends, under a rejected change it goes on as approved',
      },
      body: shape<{ version: number; reason: string }>({ version: version(), reason: reason() }),
      example: { version: 1, reason: '与试点方向不符。' },
      refusals: UNJUDGED,
      command: (body) => ({ type: 'rejectPlan', ...body }),
    }),
  ];
}
