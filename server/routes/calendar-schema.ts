import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import type { DayKind, DescribedDay } from '../../domain/calendar-days.js';
import { bilingual, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { PROVINCES } from '../../domain/provinces.js';

export const DAY_KINDS = ['working', 'make-up', 'weekend', 'holiday', 'province'] as const satisfies readonly DayKind[];

/** What each kind of day is called where it bears no name of its own. */
const kindWords: Readonly<Record<DayKind, Sentence>> = {
  working: { zh: '工作日', en: 'working day' },
  'make-up': { zh: '调休上班', en: 'make-up working day' },
  weekend: { zh: '周末', en: 'weekend' },
  holiday: { zh: '节假日', en: 'holiday' },
  province: { zh: '地方假日', en: "the province's own day off" },
};

export interface DayRow {
  readonly day: string;
  readonly kind: DayKind;
  readonly reason: Sentence;
  readonly isProvisional: boolean;
}
export const dayRow = shape<DayRow>({
  day: Joi.string().description('日期。The day.'),
  kind: Joi.string()
    .valid(...DAY_KINDS)
    .description('工作日、调休上班、周末、节假日、地方假日。Working, make-up, weekend, holiday, or off in this province alone.'),
  reason: bilingual('原因，例如节日名称', 'Why, such as the name of the holiday'),
  isProvisional: Joi.boolean().description('放假安排尚未公布，暂定。Provisional until the holidays are announced.'),
});

export function rowOfDay({ day, kind, label, isProvisional }: DescribedDay): DayRow {
  const word = kindWords[kind];
  const named = label === undefined || kind === 'working' ? undefined : label;
  const reason =
    named === undefined
      ? word
      : kind === 'make-up'
        ? { zh: `${named.zh}${word.zh}`, en: `${word.en} for ${named.en}` }
        : { zh: named.zh, en: named.en };
  return { day: formatDay(day), kind, reason, isProvisional };
}

export const provinceCode = (): Joi.StringSchema =>
  Joi.string()
    .valid(...PROVINCES.map(([code]) => code))
    .description('省级代码，按其地方假日计算；不填为全国。Of a province, to count with its own days off; the nation without it.');
