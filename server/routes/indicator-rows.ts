import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import { actualOf, figureIn, measureOf, type Actual, type Measure } from '../../domain/pilot/figures.js';
import { progressOf, type Progress } from '../../domain/pilot/progress.js';
import type { Indicator } from '../../domain/pilot/plan-state.js';
import type { Pilot } from '../../domain/pilot/state.js';
import { instant, shape, type Mutable } from '../http/schema.js';

/** Where a figure comes from: by whom, when, and in which report or for which milestone; entered directly where neither is named. */
interface SourceRow {
  readonly person: string;
  readonly onBehalfOf?: string;
  readonly at: number;
  readonly report?: string;
  readonly milestone?: string;
}
interface ActualRow {
  readonly value: number;
  readonly asOf: string;
  readonly source?: SourceRow;
}
/** An indicator with what it has come to. */
export interface IndicatorRow extends Indicator {
  readonly measure: Measure;
  readonly actual?: ActualRow;
  readonly progress?: Progress;
}

const source = shape<SourceRow>({
  person: Joi.string().description('填报人编号。Who entered it.'),
  onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
  at: instant().description('填报时间，毫秒。When, in epoch milliseconds.'),
  report: Joi.string().optional().description('随哪一期报告填报。The report it was entered with.'),
  milestone: Joi.string().optional().description('随哪个里程碑填报。The milestone it was entered for.'),
});
const progress = shape<Progress>({
  percent: Joi.number()
    .optional()
    .description('自基线到目标已完成的百分比，向下取一位小数。How much of the way lies behind, in percent, rounded down.'),
  isReached: Joi.boolean().description('是否达到目标。Whether the target is reached.'),
});
export const indicatorFields = {
  id: Joi.string().description('指标代号。Its code.'),
  name: Joi.string().description('指标名称。What it is called.'),
  unit: Joi.string().description('计量单位。What it is counted in.'),
  measure: Joi.string().valid('level', 'cumulative').description('时点数或累计数。A level, or cumulative.'),
  baseline: Joi.number().description('基线值。Where it stood at the start.'),
  target: Joi.number().description('目标值。What is to be reached.'),
  direction: Joi.string().valid('up', 'down').description('越高越好 up，越低越好 down。Whether more or less is better.'),
  actual: shape<ActualRow>({
    value: Joi.number().description('实际值；累计指标含基线。The actual value; of a cumulative indicator with its baseline.'),
    asOf: Joi.string().description('数据截止日期。The last day it holds for.'),
    source: source.optional().description('来源。Where it comes from; absent from older figures.'),
  })
    .optional()
    .description('实际值，未填报则无。What it has come to; absent where nothing was entered.'),
  progress: progress.optional().description('进度。How far it has come.'),
};
export const indicatorRow = shape<Mutable<IndicatorRow>>(indicatorFields);

const actualRow = ({ value, asOf, source: from }: Actual): ActualRow => {
  if (from === undefined) return { value, asOf: formatDay(asOf) };
  const { by, ...where } = from;
  return { value, asOf: formatDay(asOf), source: { person: by, ...where } };
};

export function indicatorRowOf(pilot: Pilot, indicator: Indicator): IndicatorRow {
  const { id, name, unit, baseline, target, direction } = indicator;
  const said = { id, name, unit, measure: measureOf(indicator), baseline, target, direction };
  const actual = actualOf(said, figureIn(pilot, id));
  return actual === undefined ? said : { ...said, actual: actualRow(actual), progress: progressOf(said, actual.value) };
}

export const indicatorRowExample: IndicatorRow = {
  id: 'trained',
  name: '培训',
  unit: '人次',
  measure: 'cumulative',
  baseline: 0,
  target: 600,
  direction: 'up',
  actual: { value: 240, asOf: '2026-09-30', source: { person: 'p-53-h001-liaison', at: 1_790_800_000_000, report: '2026Q3' } },
  progress: { percent: 40, isReached: false },
};
