import Joi from 'joi';
import type { EnteredFigure } from '../../domain/pilot/messages.js';
import { shape } from '../http/schema.js';
import { periodSchema } from './period-schema.js';
import { codeName, dayFrom, dayText, figureValue } from './plan.js';

export interface FigureBody {
  readonly indicator: string;
  readonly value: number;
  readonly asOf: string;
  readonly period?: string;
}
const figure = shape<FigureBody>({
  indicator: codeName().description('指标代号。Which indicator.'),
  value: figureValue().description(
    '实际值；累计指标填上次填报以来的新增数。The actual value; of a cumulative indicator what came since the last entry.',
  ),
  asOf: dayText().description('数据截止日期，不晚于今天。The last day it holds for, today at the latest.'),
  period: periodSchema().optional().description('更正累计指标时，原报告期。The period whose entry of a cumulative indicator is corrected.'),
});
export const figures = (): Joi.ArraySchema => Joi.array().items(figure).max(300);
export const figuresOf = (bodies: readonly FigureBody[]): EnteredFigure[] =>
  bodies.map(({ asOf, ...rest }) => ({ ...rest, asOf: dayFrom(asOf) }));
export const figureExample: FigureBody = { indicator: 'skilled', value: 120, asOf: '2026-12-31' };
