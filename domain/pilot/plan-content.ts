import type { Schedule } from '../period.js';
import type { Indicator, Milestone } from './plan-state.js';

/** The fixed sections of a plan. */
export const PLAN_SECTIONS = ['goals', 'measures', 'schedule', 'organisation', 'funding'] as const;
export type PlanSection = (typeof PLAN_SECTIONS)[number];

/** A milestone as it is written: its due day as `YYYY-MM-DD`. */
export interface MilestoneContent extends Omit<Milestone, 'dueDay'> {
  readonly due: string;
}
/** A plan as it is written and read; stored once under the hash of its canonical text. */
export interface PlanContent {
  readonly sections: Readonly<Record<PlanSection, string>>;
  readonly milestones: readonly MilestoneContent[];
  /** How often it reports; every quarter where it does not say. */
  readonly reporting?: Schedule;
}

type IndicatorDraft = Pick<Indicator, 'id'> & Partial<Indicator>;
export type MilestoneDraft = Pick<MilestoneContent, 'id'> &
  Partial<Omit<MilestoneContent, 'indicators'>> & { readonly indicators?: readonly IndicatorDraft[] };
/** A plan half written: whatever is left out or empty is still to come. Only ids must be there, for everything else hangs on them. */
export interface PlanDraft {
  readonly sections?: Partial<PlanContent['sections']>;
  readonly milestones?: readonly MilestoneDraft[];
  readonly reporting?: Schedule;
}

const isMissing = (value: unknown): boolean => value === undefined || value === '';
const INDICATOR_NEEDS = ['name', 'unit', 'baseline', 'target', 'direction'] as const satisfies readonly (keyof Indicator)[];

/** What a milestone still needs before it can be submitted: `due`, `skilled.target`. */
function missingInMilestone({ title, due, indicators = [], requiredEvidence = [] }: MilestoneDraft): readonly string[] {
  return [
    ...(isMissing(title) ? ['title'] : []),
    ...(isMissing(due) ? ['due'] : []),
    ...indicators.flatMap((indicator) =>
      INDICATOR_NEEDS.filter((need) => isMissing(indicator[need])).map((need) => `${indicator.id}.${need}`),
    ),
    ...requiredEvidence.filter((item) => isMissing(item.title)).map(({ id }) => `${id}.title`),
  ];
}

/** More than this of what is missing is not named. */
const MOST_MISSING = 20;

/** What a draft still needs before it can be submitted: `funding`, `milestones`, `milestones.base-1.due`. Empty where it is whole. */
export function missingIn({ sections = {}, milestones = [] }: PlanDraft): readonly string[] {
  return [
    ...PLAN_SECTIONS.filter((section) => isMissing(sections[section])),
    ...(milestones.length === 0 ? ['milestones'] : []),
    ...milestones.flatMap((milestone) => missingInMilestone(milestone).map((need) => `milestones.${milestone.id}.${need}`)),
  ].slice(0, MOST_MISSING);
}

/** The milestones of a draft that need nothing more. */
export function wholeMilestones(draft: PlanDraft): readonly MilestoneContent[] {
  const { milestones } = filled(draft);
  return milestones.filter((_, index) => missingInMilestone(draft.milestones?.[index] ?? { id: '' }).length === 0);
}

/** A draft in the shape of a plan, so that it can be compared: texts still to come are empty, numbers 0. */
export function filled({ sections = {}, milestones = [], ...rest }: PlanDraft): PlanContent {
  return {
    ...rest,
    sections: { goals: '', measures: '', schedule: '', organisation: '', funding: '', ...sections },
    milestones: milestones.map(({ indicators = [], ...milestone }) => ({
      title: '',
      due: '',
      ...milestone,
      indicators: indicators.map((indicator) => ({ name: '', unit: '', baseline: 0, target: 0, direction: 'up', ...indicator })),
    })),
  };
}
