import Joi from 'joi';
import { createHash } from 'node:crypto';
import { formatDay, parseDay, type Day } from '../../domain/calendar.js';
import type { Milestone, PlanOutline } from '../../domain/pilot/state.js';
import { shape, text } from '../http/schema.js';

/** The fixed sections of a plan. */
export const PLAN_SECTIONS = ['goals', 'measures', 'schedule', 'organisation', 'funding'] as const;
export type PlanSection = (typeof PLAN_SECTIONS)[number];

export interface IndicatorBody {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly baseline: number;
  readonly target: number;
  readonly direction: 'up' | 'down';
}
export interface MilestoneBody {
  readonly id: string;
  readonly title: string;
  readonly due: string;
  readonly indicators: readonly IndicatorBody[];
}
/** A plan as it is written and read; stored once under the hash of its canonical text. */
export interface PlanBody {
  readonly sections: Readonly<Record<PlanSection, string>>;
  readonly milestones: readonly MilestoneBody[];
}

const SECTION_MAX = 20_000;
export const codeName = (): Joi.StringSchema => Joi.string().pattern(/^[a-z][a-z0-9-]{0,31}$/, { name: 'a-z 0-9 -' });
/** A real day of the years 2000 to 2099. */
export const dayText = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^20\d\d-\d\d-\d\d$/, { name: 'YYYY-MM-DD' })
    .custom((value: string, helpers) =>
      parseDay(value) === undefined ? helpers.error('string.pattern.name', { name: 'YYYY-MM-DD' }) : value,
    );
export const sha256Text = (): Joi.StringSchema => Joi.string().pattern(/^[0-9a-f]{64}$/, { name: 'SHA-256' });
export const figureValue = (): Joi.NumberSchema => Joi.number().min(-1e12).max(1e12);

const indicator = shape<IndicatorBody>({
  id: codeName().description('指标代号，方案内唯一。Unique within the plan.'),
  name: text(120).description('指标名称。What it is called.'),
  unit: text(20).description('计量单位。What it is counted in.'),
  baseline: figureValue().description('基线值。Where it stands at the start.'),
  target: figureValue().description('目标值。What is to be reached.'),
  direction: Joi.string().valid('up', 'down').description('越高越好 up，越低越好 down。Whether more or less is better.'),
});
const milestone = shape<MilestoneBody>({
  id: codeName().description('里程碑代号，方案内唯一。Unique within the plan.'),
  title: text(120).description('里程碑名称。What is to be reached.'),
  due: dayText().description('完成期限，在试点起止日期之间。The due day, within the life of the pilot.'),
  indicators: Joi.array().items(indicator).max(10).description('考核指标。What it is measured by.'),
});
const section = (zh: string, en: string): Joi.StringSchema => text(SECTION_MAX).description(`${zh}。${en}.`);

export const planSchema = shape<PlanBody>({
  sections: shape<PlanBody['sections']>({
    goals: section('目标任务', 'What is to be reached'),
    measures: section('主要举措', 'How'),
    schedule: section('进度安排', 'When'),
    organisation: section('组织保障', 'By whom'),
    funding: section('经费保障', 'With what'),
  }).description('方案正文各部分。The sections of the text.'),
  milestones: Joi.array().items(milestone).min(1).max(30).description('里程碑。Milestones, at least one.'),
});

export const planExample: PlanBody = {
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
};

/** The day a validated text names. Throws where the schema was not asked first. */
export function dayFrom(value: string): Day {
  const day = parseDay(value);
  if (day === undefined) throw new TypeError(`${value} was not validated as a day`);
  return day;
}

export const sha256Of = (content: string): string => createHash('sha256').update(content).digest('hex');

/** The plan's canonical text and what the rules need of it. */
export function outlineOf(plan: PlanBody): { content: string; outline: PlanOutline } {
  const content = JSON.stringify(plan);
  const milestones = plan.milestones.map(({ due, ...rest }): Milestone => ({ ...rest, dueDay: dayFrom(due) }));
  return { content, outline: { sha256: sha256Of(content), milestones } };
}

export const milestoneBody = ({ dueDay, ...rest }: Milestone): MilestoneBody => ({ ...rest, due: formatDay(dueDay) });
