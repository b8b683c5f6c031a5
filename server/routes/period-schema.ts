import Joi from 'joi';

export const periodSchema = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^20\d\d(Q[1-4]|-H[12])?$/, { name: '2026Q4, 2026-H2, 2026' })
    .description('报告期：季度、半年或全年。The period: a quarter, half-year or year.');

/** Why a period cannot be reported on; one that is none does not pass its schema. */
export const PERIOD_REFUSALS = ['PeriodBeforePilot', 'PeriodAfterPilot', 'PeriodOffSchedule', 'WindowNotOpen'] as const;
/** Why figures are not taken. */
export const FIGURE_REFUSALS = [
  'IndicatorUnknown',
  'FigureDayInvalid',
  'FigureTwice',
  'FigureMissing',
  'FigureCounted',
  'FigureJudged',
] as const;
