import type { ComparisonRow, IndicatorField, MilestoneField } from '../../domain/pilot/comparison-rows.js';
import type { Schedule } from '../../domain/period.js';
import type { Measure } from '../../domain/pilot/figures.js';
import type { MaterialMark } from '../../domain/pilot/material.js';
import type { PlanContent, PlanSection } from '../../domain/pilot/plan-content.js';
import type { Sentence } from '../http/sentence.js';

export const sectionWords: Readonly<Record<PlanSection, Sentence>> = {
  goals: { zh: '目标任务', en: 'Goals' },
  measures: { zh: '主要举措', en: 'Measures' },
  schedule: { zh: '进度安排', en: 'Schedule' },
  organisation: { zh: '组织保障', en: 'Organisation' },
  funding: { zh: '经费保障', en: 'Funding' },
};

export const materialWords: Readonly<Record<MaterialMark, Sentence>> = {
  'milestone-removed': { zh: '取消里程碑', en: 'milestone removed' },
  'indicator-removed': { zh: '取消指标', en: 'indicator removed' },
  'evidence-removed': { zh: '取消证据项', en: 'required evidence removed' },
  'target-lowered': { zh: '目标降低', en: 'target lowered' },
  'measure-changed': { zh: '计量口径变动', en: 'measured otherwise' },
  'date-put-back': { zh: '期限推迟', en: 'date put back' },
  'owner-changed': { zh: '责任主体变动', en: 'owner changed' },
  'money-changed': { zh: '经费变动', en: 'money changed' },
  'reports-rarer': { zh: '报告减少', en: 'reports less often' },
};

const milestoneFieldWords: Readonly<Record<MilestoneField, Sentence>> = {
  title: { zh: '名称', en: 'title' },
  due: { zh: '期限', en: 'due day' },
};
const indicatorFieldWords: Readonly<Record<IndicatorField, Sentence>> = {
  name: { zh: '名称', en: 'name' },
  unit: { zh: '计量单位', en: 'unit' },
  baseline: { zh: '基线值', en: 'baseline' },
  target: { zh: '目标值', en: 'target' },
  direction: { zh: '方向', en: 'direction' },
  measure: { zh: '计数方式', en: 'measure' },
};
const directionWords: Readonly<Record<'up' | 'down', Sentence>> = {
  up: { zh: '越高越好', en: 'more is better' },
  down: { zh: '越低越好', en: 'less is better' },
};
const measureWords: Readonly<Record<Measure, Sentence>> = {
  level: { zh: '时点数', en: 'a level' },
  cumulative: { zh: '累计数', en: 'cumulative' },
};
export const scheduleWords: Readonly<Record<Schedule, Sentence>> = {
  quarter: { zh: '每季度', en: 'every quarter' },
  'half-year': { zh: '每半年', en: 'every half-year' },
  year: { zh: '每年', en: 'every year' },
};
const changeWords = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '删去', en: 'removed' },
  moved: { zh: '调整次序', en: 'put in another place' },
  changed: { zh: '修改', en: 'changed' },
} as const satisfies Readonly<Record<ComparisonRow['change'], Sentence>>;

/** One row of a comparison in words: what changed, from what to what, and why it is material. `plans`: where titles are looked up. */
export function rowWords(row: ComparisonRow, plans: readonly PlanContent[]): Sentence {
  const { zh, en } = changeOf(row, plans);
  if (row.material.length === 0) return { zh: `${zh}。`, en: `${en}.` };
  const marks = row.material.map((mark) => materialWords[mark]);
  return {
    zh: `${zh}（实质性变更：${marks.map((mark) => mark.zh).join('、')}）。`,
    en: `${en} (material: ${marks.map((mark) => mark.en).join(', ')}).`,
  };
}

function changeOf(row: ComparisonRow, plans: readonly PlanContent[]): Sentence {
  switch (row.part) {
    case 'section': {
      const at = (row.to ?? row.from ?? 0) + 1;
      const [section, change] = [sectionWords[row.section], changeWords[row.change]];
      return { zh: `${section.zh}：${change.zh}第 ${at} 段`, en: `${section.en}: paragraph ${at} ${change.en}` };
    }
    case 'reporting':
      return fieldChange({ zh: '定期报告', en: 'Periodic reports' }, { zh: '周期', en: 'schedule' }, row);
    case 'milestone': {
      const change = changeWords[row.change];
      const { zh, en } = milestoneName(row.milestone, plans);
      return { zh: `${change.zh}${zh}`, en: `${en} ${change.en}` };
    }
    case 'indicator': {
      const change = changeWords[row.change];
      const { zh, en } = indicatorName(row, plans);
      return { zh: `${change.zh}${zh}`, en: `${en} ${change.en}` };
    }
    case 'milestone-field':
      return fieldChange(milestoneName(row.milestone, plans), milestoneFieldWords[row.field], row);
    case 'required-evidence': {
      const of = milestoneName(row.milestone, plans);
      const titles = (items: readonly { readonly title: string }[]) => items.map(({ title }) => title).join('、') || '–';
      return {
        zh: `${of.zh}：须提交的证据由 ${titles(row.old)} 改为 ${titles(row.new)}`,
        en: `${of.en}: required evidence from ${titles(row.old)} to ${titles(row.new)}`,
      };
    }
    case 'indicator-field':
      return fieldChange(indicatorName(row, plans), indicatorFieldWords[row.field], row);
    default:
      return row satisfies never;
  }
}

interface Values {
  readonly old: string | number;
  readonly new: string | number;
}
const fieldChange = (of: Sentence, field: Sentence, { old, new: next }: Values): Sentence => ({
  zh: `${of.zh}：${field.zh}由 ${valueWords(old).zh} 改为 ${valueWords(next).zh}`,
  en: `${of.en}: ${field.en} from ${valueWords(old).en} to ${valueWords(next).en}`,
});
const namedValues: Readonly<Record<string, Sentence>> = { ...directionWords, ...scheduleWords, ...measureWords };
const valueWords = (value: string | number): Sentence =>
  (Object.hasOwn(namedValues, value) ? namedValues[value] : undefined) ?? { zh: String(value), en: String(value) };

function milestoneName(id: string, plans: readonly PlanContent[]): Sentence {
  const title = plans.flatMap(({ milestones }) => milestones).find((milestone) => milestone.id === id)?.title ?? id;
  return { zh: `里程碑“${title}”`, en: `Milestone “${title}”` };
}
function indicatorName({ milestone, indicator }: { milestone: string; indicator: string }, plans: readonly PlanContent[]): Sentence {
  const of = milestoneName(milestone, plans);
  const all = plans.flatMap(({ milestones }) => milestones.flatMap(({ indicators }) => indicators));
  const name = all.find(({ id }) => id === indicator)?.name ?? indicator;
  return { zh: `${of.zh}的指标“${name}”`, en: `${of.en}, indicator “${name}”` };
}
