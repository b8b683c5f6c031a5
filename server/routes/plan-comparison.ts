import { formatDay, type Calendar, type Instant } from '../../domain/calendar.js';
import { nobodysName } from '../../domain/unit-names.js';
import { regionOf, type StateOf } from '../../domain/kinds.js';
import { comparePlans } from '../../domain/pilot/compare.js';
import type { ComparisonRow } from '../../domain/pilot/comparison-rows.js';
import { forecastApproval, type ForecastDuty } from '../../domain/pilot/forecast.js';
import { filled, type PlanContent, type PlanDraft } from '../../domain/pilot/plan-content.js';
import { problemSentence, refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { rowWords } from '../words/comparison.js';
import { dutyName } from '../words/duties.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { pilotIdSchema } from './pilot-command-route.js';
import {
  comparisonSchema,
  type DutyLine,
  type Effect,
  type EndedLine,
  type MovedLine,
  type PlanComparison,
  type Told,
} from './plan-comparison-schema.js';
import { outlineOf, planExample, planVersion, readPlanContent } from './plan.js';

const [first] = planExample.milestones;
const before = { ...planExample, milestones: planExample.milestones.map((one) => ({ ...one, due: '2027-03-31' })) };
const comparisonExample: PlanComparison = {
  from: 1,
  to: 2,
  isMaterial: true,
  rows: tell(before, planExample),
  approval: {
    version: 2,
    isPossible: true,
    opened: [
      {
        duty: `milestone-${first?.id ?? ''}-1`,
        kind: 'milestone-result',
        name: dutyName('milestone-result'),
        post: '53-h001/liaison',
        due: first?.due ?? '',
      },
    ],
    moved: [],
    settled: [
      { duty: 'review-2-2', kind: 'review-plan', name: dutyName('review-plan'), post: '00/reviewer', due: '2026-12-20', outcome: 'done' },
    ],
  },
};

/** The comparison of any two versions of a plan. */
export function planComparisonRoutes({ records, documents, calendars }: BusinessDeps): Route[] {
  return [
    route({
      name: 'comparePlans',
      method: 'get',
      path: '/pilots/{id}/plans/{from}/comparison/{to}',
      summary: { zh: '比较方案的两个版本；版本 0 为草稿', en: 'Compare two versions of a plan; version 0 is the draft' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: shape<{ id: string; from: number; to: number }>({ id: pilotIdSchema, from: planVersion(), to: planVersion() }),
      response: { 200: comparisonSchema },
      refusals: ['NotFound'],
      examples: { 200: comparisonExample },
      async handle({ params: { id, from, to }, actor, now }) {
        const view = await records.view('pilot', id);
        if (view === undefined || !isVisible('pilot', actor, view.path)) return refused('NotFound');
        const { inner } = view.state;
        const [old, next] = await Promise.all([from, to].map((version) => readPlanContent(documents, inner, version)));
        if (old === undefined || next === undefined) return refused('NotFound');
        const rows = tell(old, next);
        const isToNewer = ageOf(to) >= ageOf(from);
        const calendar = await calendars.latest(regionOf('pilot', id));
        const effect = effectOf(view.state, isToNewer ? next : old, { id, calendar, at: now });
        const body: PlanComparison = {
          from,
          to,
          isMaterial: rows.some(({ material }) => material.length > 0),
          rows,
          approval: { version: isToNewer ? to : from, ...effect },
        };
        return { status: 200, body };
      },
    }),
  ];
}

/** The draft is newer than every version. */
const ageOf = (version: number): number => (version === 0 ? Infinity : version);

function tell(before: PlanDraft, after: PlanDraft): readonly Told<ComparisonRow>[] {
  const [old, next]: readonly [PlanContent, PlanContent] = [filled(before), filled(after)];
  return comparePlans(old, next).map((row) => ({ ...row, sentence: rowWords(row, [next, old]) }));
}

function effectOf(
  state: StateOf<'pilot'>,
  plan: PlanDraft,
  surroundings: { readonly id: string; readonly calendar: Calendar; readonly at: Instant },
): Omit<Effect, 'version'> {
  const forecast = forecastApproval(state, outlineOf(plan).outline, surroundings);
  if (!forecast.ok) {
    const { code, facts } = forecast;
    return { isPossible: false, refusal: { code, ...problemSentence(code, facts, nobodysName) }, opened: [], moved: [], settled: [] };
  }
  return {
    isPossible: true,
    opened: forecast.opened.map(lineOf),
    moved: forecast.moved.map((duty): MovedLine => ({
      ...lineOf(duty),
      formerPost: duty.formerPost,
      formerDue: formatDay(duty.formerDue),
    })),
    settled: forecast.settled.map((duty): EndedLine => ({ ...lineOf(duty), outcome: duty.outcome })),
  };
}

const lineOf = ({ id, kind, post, due }: ForecastDuty): DutyLine => ({ duty: id, kind, name: dutyName(kind), post, due: formatDay(due) });
