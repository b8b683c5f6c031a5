import Joi from 'joi';
import { createHash } from 'node:crypto';
import { parseDay, type Day } from '../../domain/calendar.js';
import { SCHEDULES } from '../../domain/period.js';
import { missingIn, wholeMilestones, type MilestoneContent, type PlanContent, type PlanDraft } from '../../domain/pilot/plan-content.js';
import type { Indicator, Milestone, PlanOutline } from '../../domain/pilot/plan-state.js';
import type { Pilot } from '../../domain/pilot/state.js';
import type { RequiredEvidence } from '../../domain/pilot/evidence.js';
import { MOST_INDICATORS, MOST_MILESTONES, MOST_REQUIRED } from '../../domain/pilot/plan.js';
import type { DocumentStore } from '../../models/document.js';
import { shape, text, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';

const SECTION_MAX = 20_000;
export const codeName = (): Joi.StringSchema => Joi.string().pattern(/^[a-z][a-z0-9-]{0,31}$/, { name: 'a-z 0-9 -' });
const DAY_FORM = /^\d{4}-\d\d-\d\d$/;
const OF_THE_CENTURY = /^20/;
const OTHER_CENTURY: Sentence = { zh: '年份须在 2000 至 2099 之间。', en: 'Its year must lie between 2000 and 2099.' };
const NO_SUCH_DAY: Sentence = { zh: '没有这一天。', en: 'There is no such day.' };
/** A real day of the years 2000 to 2099. */
export const dayText = (): Joi.StringSchema =>
  Joi.string()
    .pattern(DAY_FORM, { name: 'YYYY-MM-DD' })
    .custom((value: string, helpers) => {
      if (!DAY_FORM.test(value)) return value;
      if (!OF_THE_CENTURY.test(value)) return helpers.error('any.custom', { ...OTHER_CENTURY });
      return parseDay(value) === undefined ? helpers.error('any.custom', { ...NO_SUCH_DAY }) : value;
    });
export const sha256Text = (): Joi.StringSchema => Joi.string().pattern(/^[0-9a-f]{64}$/, { name: 'SHA-256' });
export const figureValue = (): Joi.NumberSchema => Joi.number().min(-1e12).max(1e12);

export const indicatorSchema = shape<Indicator>({
  id: codeName().description('指标代号，方案内唯一。Unique within the plan.'),
  name: text(120).description('指标名称。What it is called.'),
  unit: text(20).description('计量单位。What it is counted in.'),
  baseline: figureValue().description('基线值。Where it stands at the start.'),
  target: figureValue().description('目标值。What is to be reached.'),
  direction: Joi.string().valid('up', 'down').description('越高越好 up，越低越好 down。Whether more or less is better.'),
  measure: Joi.string()
    .valid('level', 'cumulative')
    .optional()
    .description(
      '时点数 level：以最近一天的数为准；累计数 cumulative：逐次填报新增数并累加；不填为时点数。A level stands by itself, a cumulative one adds up what is entered; a level where it does not say.',
    ),
});
export const requiredEvidenceSchema = shape<RequiredEvidence>({
  id: codeName().description('证据项代号，里程碑内唯一。Unique within the milestone.'),
  title: text(60).description('须提交的证据。What has to be shown.'),
});
export const milestoneSchema = shape<Mutable<MilestoneContent>>({
  id: codeName().description('里程碑代号，方案内唯一。Unique within the plan.'),
  title: text(120).description('里程碑名称。What is to be reached.'),
  due: dayText().description('完成期限，在试点起止日期之间。The due day, within the life of the pilot.'),
  indicators: Joi.array().items(indicatorSchema).max(MOST_INDICATORS).description('考核指标。What it is measured by.'),
  requiredEvidence: Joi.array()
    .items(requiredEvidenceSchema)
    .min(1)
    .max(MOST_REQUIRED)
    .optional()
    .description('须提交的证据，没有则省略。What it must be proved by; left out where nothing is asked for.'),
});
const section = (zh: string, en: string): Joi.StringSchema => text(SECTION_MAX).description(`${zh}。${en}.`);

export const reportingSchema = Joi.string()
  .valid(...SCHEDULES)
  .description(
    '报告周期：每季度、每半年、每年；不填为每季度。How often it reports: every quarter, half-year or year; by quarters where it does not say.',
  );

/** A plan is stored whole under its hash: at most 256 KB of it, whatever its fields allow one by one. */
const PLAN_MAX_BYTES = 256 * 1024;
const PLAN_TOO_LARGE = { zh: '方案全文不能超过 256 KB，请精简正文。', en: 'A plan may have 256 KB in all; shorten its text.' };

const later = (schema: Joi.StringSchema): Joi.StringSchema => schema.allow('').optional();
/** The same fields as in a whole one, but for the presence of what may follow. */
const indicatorDraft = indicatorSchema
  .fork(['name', 'unit'], (field) => field.allow('').optional())
  .fork(['baseline', 'target', 'direction'], (field) => field.optional());
const milestoneDraft = milestoneSchema
  .fork(['title', 'due'], (field) => field.allow('').optional())
  .keys({
    indicators: Joi.array().items(indicatorDraft).max(MOST_INDICATORS).optional().description('考核指标。What it is measured by.'),
    requiredEvidence: Joi.array()
      .items(requiredEvidenceSchema.fork(['title'], (field) => field.allow('')))
      .max(MOST_REQUIRED)
      .optional()
      .description('须提交的证据，没有则省略。What it must be proved by; left out where nothing is asked for.'),
  });

/** A plan half written: what is left out or empty is still to come, and asked for at submission. */
export const planDraftSchema = shape<PlanDraft>({
  sections: shape<NonNullable<PlanDraft['sections']>>({
    goals: later(section('目标任务', 'What is to be reached')),
    measures: later(section('主要举措', 'How')),
    schedule: later(section('进度安排', 'When')),
    organisation: later(section('组织保障', 'By whom')),
    funding: later(section('经费保障', 'With what')),
  })
    .optional()
    .description('方案正文各部分，可逐步填写。The sections of the text; what is missing may follow.'),
  milestones: Joi.array()
    .items(milestoneDraft)
    .max(MOST_MILESTONES)
    .optional()
    .description('里程碑，提交时至少一项。Milestones; at least one when it is submitted.'),
  reporting: reportingSchema.optional(),
}).custom((plan: PlanDraft, helpers) =>
  Buffer.byteLength(JSON.stringify(plan)) > PLAN_MAX_BYTES ? helpers.error('any.custom', { ...PLAN_TOO_LARGE }) : plan,
);

export const planExample: PlanContent = {
  sections: {
    goals: '两年内新增高技能人才 500 人，建成实训基地 3 个。',
    measures: '推行新型学徒制，组织劳动和技能竞赛。',
    schedule: '2026 年启动，2027 年中期评估，2028 年总结。',
    organisation: '省协调小组办公室牵头，园区承担。',
    funding: '省级专项经费 200 万元，企业配套 300 万元。',
  },
  milestones: [
    {
      id: 'base-1',
      title: '首个实训基地建成',
      due: '2027-06-30',
      indicators: [{ id: 'skilled', name: '新增高技能人才', unit: '人', baseline: 0, target: 200, direction: 'up' }],
    },
  ],
  reporting: 'quarter',
};

/** The day a validated text names. Throws where the schema was not asked first. */
export function dayFrom(value: string): Day {
  const day = parseDay(value);
  if (day === undefined) throw new TypeError(`${value} was not validated as a day`);
  return day;
}

export const sha256Of = (content: string): string => createHash('sha256').update(content).digest('hex');

/** The canonical text of a plan, whole or half written, and what the rules need of it. */
export function outlineOf(plan: PlanDraft): { content: string; outline: PlanOutline } {
  const content = JSON.stringify(plan);
  const missing = missingIn(plan);
  const milestones = wholeMilestones(plan).map(({ due, ...rest }): Milestone => ({ ...rest, dueDay: dayFrom(due) }));
  const { reporting } = plan;
  const more = { ...(reporting === undefined ? {} : { reporting }), ...(missing.length === 0 ? {} : { missing }) };
  return { content, outline: { sha256: sha256Of(content), milestones, ...more } };
}

/** What the rules know of a version of a plan, 0 being the draft; of versions that another has followed only the hash. */
const outlineAt = ({ draft, versions }: Pilot, version: number): PlanOutline | undefined =>
  version === 0 ? draft?.outline : versions.find((one) => one.version === version)?.outline;

/** The text of a version as it was stored, 0 being the draft, which may be half written; undefined where there is none. */
export async function readPlanContent(
  documents: Pick<DocumentStore, 'read'>,
  pilot: Pilot,
  version: number,
): Promise<PlanDraft | undefined> {
  const outline = outlineAt(pilot, version);
  return outline === undefined ? undefined : readPlanDraft(documents, outline.sha256);
}

/** The text of a plan or draft by its hash; undefined where none is kept. */
export async function readPlanDraft(documents: Pick<DocumentStore, 'read'>, sha256: string): Promise<PlanDraft | undefined> {
  const content = await documents.read(sha256);
  if (content === undefined) return undefined;
  const plan: PlanDraft = JSON.parse(content);
  return plan;
}

export const planVersion = (): Joi.NumberSchema =>
  Joi.number().integer().min(0).max(10_000).description('版本号，0 为草稿。The version, 0 for the draft.');
