import Joi from 'joi';
import { formatDay, type Day } from '../../domain/calendar.js';
import { firstPeriodAfter, periodAt, SCHEDULES, type Schedule } from '../../domain/period.js';
import type { OnTime } from '../../domain/rates.js';
import type { LightCounts, RateGroups, RateRow } from '../../models/duty-figures.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { bilingual, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { dutyName } from '../words/duties.js';
import { rateSentence } from '../words/rates.js';
import type { BusinessDeps } from './deps.js';
import {
  areaField,
  createDutyScopes,
  dutyFilter,
  entityField,
  kindField,
  scopeField,
  unitField,
  type DutyFilters,
} from './duty-filters.js';
import { dayFrom, dayText } from './plan.js';

/** A figure over more than this is asked for in parts. */
const LONGEST_SPAN_DAYS = 3_700;

type CountsQuery = Pick<DutyFilters, 'scope' | 'kind' | 'unit' | 'entity' | 'area'>;
interface RatesQuery extends CountsQuery {
  readonly by: 'unit' | 'kind' | Schedule;
  readonly from: string;
  readonly to: string;
}
interface RateLine {
  readonly key: string;
  readonly name?: Sentence;
  readonly first: OnTime;
  readonly granted: OnTime;
  readonly sentence: Sentence;
}

const narrowing = (scope: DutyFilters['scope']): Joi.StrictSchemaMap<CountsQuery> => ({
  scope: scopeField(scope),
  kind: kindField(),
  unit: unitField(),
  entity: entityField(),
  area: areaField(),
});
const countField = (zh: string, en: string): Joi.NumberSchema => Joi.number().integer().min(0).description(`${zh}。${en}.`);
const onTime = (zh: string, en: string): Joi.ObjectSchema<OnTime> =>
  shape<OnTime>({
    of: countField('应办结的件数', 'How many had to be done'),
    onTime: countField('其中按期办结的件数', 'How many of them were done in time'),
  }).description(`${zh}。${en}.`);
const rateLine = shape<RateLine>({
  key: Joi.string().description('单位代码、类别或期间。The unit, the kind or the period.'),
  name: bilingual('类别名称', 'What the kind is called').optional(),
  first: onTime('按首次期限', 'Against the first date'),
  granted: onTime('按现行期限（含批准的延期）', 'Against the date in force, extensions granted included'),
  sentence: bilingual('这些数怎么来的', 'Where the figures come from'),
});
const lineExample: RateLine = {
  key: '53',
  first: { of: 40, onTime: 31 },
  granted: { of: 40, onTime: 34 },
  sentence: rateSentence({ first: { of: 40, onTime: 31 }, granted: { of: 40, onTime: 34 } }),
};

/** Figures over what is owed: how many by light, and how much was done in time. */
export function dutyFigureRoutes({ figures, posts, clock }: BusinessDeps): Route[] {
  const whoseDuties = createDutyScopes(posts);
  return [
    route({
      name: 'countDuties',
      method: 'get',
      path: '/duty-counts',
      summary: { zh: '在办事项按灯号计数', en: 'Open duties by light' },
      tags: ['责任事项 Duties'],
      access: 'post',
      query: Joi.object<CountsQuery>(narrowing('mine')),
      response: {
        200: shape<LightCounts>({
          green: countField('绿灯', 'Green'),
          yellow: countField('黄灯', 'Yellow'),
          red: countField('红灯', 'Red'),
        }),
      },
      refusals: ['QuestionTooWide'],
      examples: { 200: { green: 12, yellow: 3, red: 1 } },
      async handle({ actor, query }) {
        const now = clock.now();
        const whose = await whoseDuties(actor, query.scope, now);
        if (whose === undefined) return { status: 200, body: { green: 0, yellow: 0, red: 0 } };
        return { status: 200, body: await figures.countLights({ $and: [whose, dutyFilter({ ...query, status: 'open' }, now)] }, now) };
      },
    }),
    route({
      name: 'readOnTimeRates',
      method: 'get',
      path: '/on-time-rates',
      summary: { zh: '按期办结率：按首次期限与现行期限', en: 'On-time rates, against the first date and the date in force' },
      tags: ['责任事项 Duties'],
      access: 'post',
      query: Joi.object<RatesQuery>({
        ...narrowing('under'),
        by: Joi.string()
          .valid('unit', 'kind', ...SCHEDULES)
          .default('unit')
          .description('分组：单位、类别、季度、半年、年。By unit, kind, quarter, half-year or year.'),
        from: dayText().required().description('首次期限不早于。First due on or after.'),
        to: dayText().required().description('首次期限不晚于。First due on or before.'),
      }),
      response: {
        200: shape<{ items: readonly RateLine[] }>({ items: Joi.array().items(rateLine).description('各组。The groups.') }),
      },
      refusals: ['InvalidDates', 'QuestionTooWide'],
      examples: { 200: { items: [lineExample] } },
      async handle({ actor, query }) {
        const now = clock.now();
        const [from, to] = [dayFrom(query.from), dayFrom(query.to)];
        if (to < from || to - from > LONGEST_SPAN_DAYS)
          return refused('InvalidDates', { facts: { from: query.from, to: formatDay(from + LONGEST_SPAN_DAYS) } });
        const whose = await whoseDuties(actor, query.scope, now);
        if (whose === undefined) return { status: 200, body: { items: [] } };
        const { by } = query;
        const periods = by === 'unit' || by === 'kind' ? new Map<Day, string>() : periodsFrom(from, to, by);
        const groups: RateGroups = by === 'unit' || by === 'kind' ? { by } : { by: 'span', starts: [...periods.keys()] };
        const due = { firstDue: { $gte: from, $lte: to } };
        const rows = await figures.rates({ $and: [whose, dutyFilter({ ...query, status: 'all' }, now), due] }, groups, now);
        return { status: 200, body: { items: rows.map((row) => lineOf(row, by, periods)) } };
      },
    }),
  ];
}

/** Every period that touches the span, by the first of its days that lies in it. */
function periodsFrom(from: Day, to: Day, schedule: Schedule): Map<Day, string> {
  const periods = new Map<Day, string>();
  for (let next = periodAt(from, schedule); next !== undefined && next.from <= to; next = firstPeriodAfter(next.to, schedule))
    periods.set(Math.max(from, next.from), next.id);
  return periods;
}

function lineOf({ key, first, granted }: RateRow, by: RatesQuery['by'], periods: ReadonlyMap<Day, string>): RateLine {
  const figures = { first, granted, sentence: rateSentence({ first, granted }) };
  if (typeof key === 'number') return { key: periods.get(key) ?? formatDay(key), ...figures };
  return by === 'kind' ? { key, name: dutyName(key), ...figures } : { key, ...figures };
}
