import Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import { regionOf, type StateOf } from '../../domain/kinds.js';
import { entriesIn, figureIn, lastDayOf, measureOf } from '../../domain/pilot/figures.js';
import { refusePeriod } from '../../domain/pilot/refuse-period.js';
import { watchedId } from '../../domain/pilot/renewed-terms.js';
import type { Indicator } from '../../domain/pilot/plan-state.js';
import { approvedPlan, type Pilot } from '../../domain/pilot/state.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape, type Mutable } from '../http/schema.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { attempt } from './submission-schema.js';
import { indicatorFields, indicatorRowExample, indicatorRowOf, type IndicatorRow } from './indicator-rows.js';
import { PERIOD_REFUSALS, periodSchema } from './period-schema.js';
import { pilotIdSchema } from './pilot-command-route.js';
import { codeName } from './plan.js';
import { isLate, status } from './progress-rows.js';

/** An indicator as a form shows it: what is known stands there already, and a figure is entered once. */
interface FormLine extends IndicatorRow {
  readonly milestone: string;
  readonly from?: string;
  readonly entered?: { readonly value: number; readonly asOf: string };
}
interface FiguresForm {
  readonly status: string;
  readonly attempt: number;
  readonly isLate: boolean;
  readonly due?: string;
  readonly lines: readonly FormLine[];
}

const form = shape<FiguresForm>({
  status: status(),
  attempt: attempt(),
  isLate: isLate(),
  due: Joi.string().optional().description('报送期限，无需报送则无。By when it is owed; absent where it is not.'),
  lines: Joi.array()
    .items(
      shape<Mutable<FormLine>>({
        ...indicatorFields,
        milestone: Joi.string().description('所属里程碑。The milestone it belongs to.'),
        from: Joi.string()
          .optional()
          .description('累计指标：新增数从哪一天算起。Of a cumulative indicator: the first day a new entry counts for.'),
        entered: shape<{ value: number; asOf: string }>({
          value: Joi.number().description('已填的新增数。What was entered.'),
          asOf: Joi.string().description('数据截止日期。The last day it holds for.'),
        })
          .optional()
          .description(
            '累计指标：本期或本里程碑已填的数，再填即更正。What this report or milestone has brought; entering it again corrects it.',
          ),
      }),
    )
    .description(
      '指标，已知数及其来源已填入；不另填即沿用。Indicators with what is known and where it comes from; that is taken where nothing else is entered.',
    ),
});
const formExample: FiguresForm = {
  status: 'open',
  attempt: 1,
  isLate: false,
  due: '2027-01-15',
  lines: [{ ...indicatorRowExample, milestone: 'base-1', from: '2026-10-01' }],
};

/** What a host fills in, filled in as far as it is known. */
export function formRoutes({ records, calendars }: BusinessDeps): Route[] {
  const seen = async (id: string, actor: Actor): Promise<StateOf<'pilot'> | undefined> => {
    const view = await records.view('pilot', id);
    return view !== undefined && isVisible('pilot', actor, view.path) ? view.state : undefined;
  };
  const formOf = (
    { inner, watched }: StateOf<'pilot'>,
    duty: string,
    lines: readonly FormLine[],
    progress: { status: string; attempt: number; isLate?: boolean },
  ) => {
    const owed = watched[watchedId(inner, duty)];
    return {
      status: progress.status,
      attempt: progress.attempt,
      isLate: progress.isLate ?? false,
      ...(owed === undefined ? {} : { due: formatDay(owed.due) }),
      lines,
    };
  };

  return [
    route({
      name: 'readMilestoneForm',
      method: 'get',
      path: '/pilots/{id}/milestones/{milestone}/form',
      summary: { zh: '里程碑成果表单，已知数已填入', en: 'The form of a milestone, with what is known' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: shape<{ id: string; milestone: string }>({
        id: pilotIdSchema,
        milestone: codeName().description('里程碑代号。Which milestone.'),
      }),
      response: { 200: form },
      refusals: ['NotFound', 'MilestoneUnknown'],
      examples: { 200: formExample },
      async handle({ actor, params: { id, milestone } }) {
        const state = await seen(id, actor);
        if (state === undefined) return refused('NotFound');
        const { inner } = state;
        const planned = approvedPlan(inner)?.outline.milestones.find((one) => one.id === milestone);
        const progress = Object.hasOwn(inner.milestones, milestone) ? inner.milestones[milestone] : undefined;
        if (planned === undefined || progress === undefined) return refused('MilestoneUnknown', { facts: { milestone } });
        const lines = planned.indicators.map((indicator) => lineOf(inner, indicator, milestone, milestone));
        return { status: 200, body: formOf(state, `milestone-${milestone}-${progress.attempt}`, lines, progress) };
      },
    }),
    route({
      name: 'readReportForm',
      method: 'get',
      path: '/pilots/{id}/reports/{period}/form',
      summary: { zh: '定期报告表单，已知数已填入', en: 'The form of a report, with what is known' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: shape<{ id: string; period: string }>({ id: pilotIdSchema, period: periodSchema() }),
      response: { 200: form },
      refusals: ['NotFound', ...PERIOD_REFUSALS],
      examples: { 200: formExample },
      async handle({ actor, params: { id, period } }) {
        const state = await seen(id, actor);
        if (state === undefined) return refused('NotFound');
        const { inner } = state;
        const progress = Object.hasOwn(inner.reports, period) ? inner.reports[period] : undefined;
        if (progress === undefined) {
          const { code, facts } = refusePeriod(inner, period, await calendars.latest(regionOf('pilot', id)));
          return refused(code, { facts });
        }
        const lines = (approvedPlan(inner)?.outline.milestones ?? []).flatMap(({ id: milestone, indicators }) =>
          indicators.map((indicator) => lineOf(inner, indicator, milestone, period)),
        );
        return { status: 200, body: formOf(state, `report-${period}-${progress.attempt}`, lines, progress) };
      },
    }),
  ];
}

/** `key`: what an entry of a cumulative indicator entered here would belong to. */
function lineOf(pilot: Pilot, indicator: Indicator, milestone: string, key: string): FormLine {
  const row = { ...indicatorRowOf(pilot, indicator), milestone };
  if (measureOf(indicator) === 'level') return row;
  const figure = figureIn(pilot, indicator.id);
  const until = lastDayOf(figure);
  const entered = entriesIn(figure).find((entry) => entry.key === key);
  return {
    ...row,
    from: formatDay(until === undefined ? pilot.startDay : until + 1),
    ...(entered === undefined ? {} : { entered: { value: entered.value, asOf: formatDay(entered.asOf) } }),
  };
}
