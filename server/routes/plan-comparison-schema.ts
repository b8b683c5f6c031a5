import Joi from 'joi';
import type {
  ComparisonRow,
  IndicatorFieldRow,
  IndicatorRow,
  MilestoneFieldRow,
  MilestoneRow,
  ParagraphRow,
  ReportingRow,
  RequiredEvidenceRow,
} from '../../domain/pilot/comparison-rows.js';
import type { EndedDuty } from '../../domain/pilot/forecast.js';
import { MATERIAL_MARKS } from '../../domain/pilot/material.js';
import { PLAN_SECTIONS } from '../../domain/pilot/plan-content.js';
import { REFUSAL_CODES, type RefusalCode } from '../../domain/refusals.js';
import { bilingual, shape, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { indicatorSchema, milestoneSchema, planVersion, reportingSchema, requiredEvidenceSchema } from './plan.js';

/** A row with its sentence. */
export type Told<R> = R & { readonly sentence: Sentence };

const position = (zh: string, en: string) => Joi.number().integer().min(0).optional().description(`${zh}，从 0 起。${en}, from 0.`);
const common = {
  material: Joi.array()
    .items(Joi.string().valid(...MATERIAL_MARKS))
    .description('实质性变更的缘由，非实质性为空。Why it is material; empty where it is not.'),
  sentence: bilingual('说明', 'In words'),
};
const placed = {
  from: position('在旧版本中的位置', 'Where it stood'),
  to: position('在新版本中的位置', 'Where it stands'),
};
const part = (name: ComparisonRow['part']) => Joi.string().valid(name).description('哪一类内容。What kind of content.');
const change = (...values: readonly ComparisonRow['change'][]) =>
  Joi.string()
    .valid(...values)
    .description('新增、删去、移动或修改。Added, removed, moved or changed.');
const milestone = Joi.string().description('里程碑代号。Which milestone.');
const indicator = Joi.string().description('指标代号。Which indicator.');
const field = Joi.string().description('哪一项。Which field.');
const OLD = '旧值。The old value.';
const NEW = '新值。The new value.';

const rowSchema = Joi.alternatives(
  shape<Told<ParagraphRow>>({
    part: part('section'),
    section: Joi.string()
      .valid(...PLAN_SECTIONS)
      .description('方案哪一部分。Which section.'),
    change: change('added', 'removed', 'changed'),
    ...placed,
    old: Joi.string().allow('').optional().description('旧段落。The old paragraph.'),
    new: Joi.string().allow('').optional().description('新段落。The new paragraph.'),
    ...common,
  }),
  shape<Told<ReportingRow>>({ part: part('reporting'), change: change('changed'), old: reportingSchema, new: reportingSchema, ...common }),
  shape<Told<MilestoneRow>>({
    part: part('milestone'),
    milestone,
    change: change('added', 'removed', 'moved'),
    ...placed,
    old: milestoneSchema.optional().description('旧里程碑。The old milestone.'),
    new: milestoneSchema.optional().description('新里程碑。The new milestone.'),
    ...common,
  }),
  shape<Told<MilestoneFieldRow>>({
    part: part('milestone-field'),
    milestone,
    field,
    change: change('changed'),
    old: Joi.string().description(OLD),
    new: Joi.string().description(NEW),
    ...common,
  }),
  shape<Mutable<Told<RequiredEvidenceRow>>>({
    part: part('required-evidence'),
    milestone,
    change: change('changed'),
    old: Joi.array().items(requiredEvidenceSchema).description('旧的证据项。What was asked for.'),
    new: Joi.array().items(requiredEvidenceSchema).description('新的证据项。What is asked for.'),
    ...common,
  }),
  shape<Told<IndicatorRow>>({
    part: part('indicator'),
    milestone,
    indicator,
    change: change('added', 'removed', 'moved'),
    ...placed,
    old: indicatorSchema.optional().description('旧指标。The old indicator.'),
    new: indicatorSchema.optional().description('新指标。The new indicator.'),
    ...common,
  }),
  shape<Told<IndicatorFieldRow>>({
    part: part('indicator-field'),
    milestone,
    indicator,
    field,
    change: change('changed'),
    old: Joi.alternatives(Joi.string(), Joi.number()).description(OLD),
    new: Joi.alternatives(Joi.string(), Joi.number()).description(NEW),
    ...common,
  }),
);

export interface DutyLine {
  readonly duty: string;
  readonly kind: string;
  readonly name: Sentence;
  readonly post: string;
  readonly due: string;
}
export interface MovedLine extends DutyLine {
  readonly formerPost: string;
  readonly formerDue: string;
}
export interface EndedLine extends DutyLine {
  readonly outcome: EndedDuty['outcome'];
}
/** What approving the newer version now would do. */
export interface Effect {
  readonly version: number;
  readonly isPossible: boolean;
  readonly refusal?: { readonly code: RefusalCode } & Sentence;
  readonly opened: readonly DutyLine[];
  readonly moved: readonly MovedLine[];
  readonly settled: readonly EndedLine[];
}
/** What the API answers of two versions. */
export interface PlanComparison {
  readonly from: number;
  readonly to: number;
  readonly isMaterial: boolean;
  readonly rows: readonly Told<ComparisonRow>[];
  readonly approval: Effect;
}

const dutyFields = {
  duty: Joi.string().description('责任事项代号。Its id within the pilot.'),
  kind: Joi.string().description('种类。The kind of duty.'),
  name: bilingual('名称', 'What it is called'),
  post: Joi.string().description('责任岗位。Who owes it.'),
  due: Joi.string().description('到期日。The due day.'),
};
const refusalSchema = shape<{ code: RefusalCode } & Sentence>({
  code: Joi.string()
    .valid(...REFUSAL_CODES)
    .description('代码。The code.'),
  zh: Joi.string().description('中文。In Chinese.'),
  en: Joi.string().description('英文。In English.'),
});
const effectSchema = shape<Mutable<Effect>>({
  version: planVersion(),
  isPossible: Joi.boolean().description('现在能否走到批准。Whether the way to its approval is open now.'),
  refusal: refusalSchema.optional().description('为何不能。What stands in the way.'),
  opened: Joi.array().items(shape<DutyLine>(dutyFields)).description('新产生的责任事项。Duties that would be opened.'),
  moved: Joi.array()
    .items(
      shape<MovedLine>({
        ...dutyFields,
        formerPost: Joi.string().description('原责任岗位。Who owes it now.'),
        formerDue: Joi.string().description('原到期日。The due day now.'),
      }),
    )
    .description('改期或改派的责任事项。Duties under another date or post.'),
  settled: Joi.array()
    .items(
      shape<EndedLine>({
        ...dutyFields,
        outcome: Joi.string().valid('done', 'withdrawn').description('办结或撤销。Done or withdrawn.'),
      }),
    )
    .description('随之结束的责任事项。Duties that would end.'),
});
export const comparisonSchema = shape<PlanComparison>({
  from: planVersion(),
  to: planVersion(),
  isMaterial: Joi.boolean().description('是否有实质性变更。Whether any row is material.'),
  rows: Joi.array().items(rowSchema).description('逐项差异，按方案次序。What differs, in the order of the plan.'),
  approval: effectSchema.description(
    '两者中较新的版本现在获批，责任事项会如何变动。What approving the newer of the two now would do to duties.',
  ),
});
