import Joi from 'joi';
import type { EnteredFigure } from '../../domain/pilot/messages.js';
import { shape } from '../http/schema.js';
import { codeName, dayFrom, dayText, figureValue } from './plan.js';

export interface FigureBody {
  readonly indicator: string;
  readonly value: number;
  readonly asOf: string;
}
const figure = shape<FigureBody>({
  indicator: codeName().description('指标代号。Which indicator.'),
  value: figureValue().description('实际值。The actual value.'),
  asOf: dayText().description('数据截止日期。The day the value holds for.'),
});
export const figures = (): Joi.ArraySchema => Joi.array().items(figure).max(300);
export const figuresOf = (bodies: readonly FigureBody[]): EnteredFigure[] =>
  bodies.map(({ asOf, ...rest }) => ({ ...rest, asOf: dayFrom(asOf) }));
export const figureExample: FigureBody = { indicator: 'skilled', value: 120, asOf: '2026-12-31' };
