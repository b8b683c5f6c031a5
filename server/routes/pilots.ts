import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import { actualOf, figureIn, indicatorsOf } from '../../domain/pilot/figures.js';
import { reviewUnderWay } from '../../domain/pilot/change.js';
import { GRADES, type Grade } from '../../domain/pilot/state.js';
import type { Suspension } from '../../domain/pilot/suspension-state.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import { isVisible } from './commands.js';
import { decisionExample, decisionsOn, decisionsSchema, type DecisionRow } from './decisions.js';
import type { BusinessDeps } from './deps.js';
import { pilotIdSchema, pilotParams } from './pilot-command-route.js';
import { planDraftSchema, planExample, planVersion, readPlanContent } from './plan.js';
import { withPostNames } from './post-names.js';
import { noticeAboutExample, noticesAbout, noticesAboutSchema, type NoticeAbout } from './notices-about.js';
import { pilotListRoute, pilotRowExample, pilotRowFields, pilotRowOf, pilotRowOfState, type PilotRow } from './pilot-list.js';
import { milestoneRows, milestonesOf, reportRows, reportsOf, type MilestoneRow, type ReportRow } from './progress-rows.js';
import { openProposal, openProposalOf, type OpenProposal } from './proposals.js';
import { areaVersion } from './task-areas.js';

interface VersionRow {
  readonly version: number;
  readonly sha256: string;
  readonly authors: readonly string[];
  readonly submittedAt: number;
  readonly outcome: string;
}
interface FigureRow {
  readonly indicator: string;
  readonly value: number;
  readonly asOf: string;
}
interface PilotDetail extends PilotRow {
  readonly areasVersion: number;
  readonly step: number;
  readonly draft?: string;
  readonly versions: readonly VersionRow[];
  readonly milestones: readonly MilestoneRow[];
  readonly reports: readonly ReportRow[];
  readonly figures: readonly FigureRow[];
  readonly proposal?: OpenProposal;
  readonly suspension?: { readonly from: string; readonly since: number; readonly until: string };
  readonly grade?: Grade;
  readonly openDuties: number;
  readonly notices: readonly NoticeAbout[];
  readonly decisions: readonly DecisionRow[];
  readonly seq: number;
}
const pilotDetail = shape<PilotDetail>({
  ...pilotRowFields,
  areasVersion: areaVersion().description('立项时的任务领域版本。The version of the task areas it was registered under.'),
  step: Joi.number()
    .integer()
    .description(
      '审核（首个方案或方案变更）进行到第几步，未送审为 0。The step of the review, of the first plan or of a change; 0 where there is none.',
    ),
  draft: Joi.string().optional().description('草稿指纹。The fingerprint of the draft.'),
  versions: Joi.array()
    .items(
      shape<VersionRow>({
        version: Joi.number().integer().description('版本号。Its number.'),
        sha256: Joi.string().description('内容指纹。The fingerprint of its content.'),
        authors: Joi.array().items(Joi.string()).description('起草和提交人，均须回避审核。Who drafted or submitted it.'),
        submittedAt: instant().description('送审时间，毫秒。In epoch milliseconds.'),
        outcome: Joi.string().description('审核中、已退回、已批准、已否决、已失效。What became of it.'),
      }),
    )
    .description('方案各版本。The versions of the plan.'),
  milestones: milestoneRows,
  reports: reportRows,
  figures: Joi.array()
    .items(
      shape<FigureRow>({
        indicator: Joi.string().description('指标代号。Which indicator.'),
        value: Joi.number().description('最近的实际值。The latest value.'),
        asOf: Joi.string().description('数据截止日期。The day it holds for.'),
      }),
    )
    .description('指标实际值。Actual values.'),
  proposal: openProposal.optional().description('待决定的提议。The proposal that waits for a decision.'),
  suspension: shape<{ from: string; since: number; until: string }>({
    from: Joi.string().description('暂停前的阶段。The phase it came from.'),
    since: instant().description('暂停时间，毫秒。Since when, in epoch milliseconds.'),
    until: Joi.string().description('须在此日之前提出后续意见。By when it is to be decided on again.'),
  })
    .optional()
    .description('暂停情况。How it is suspended.'),
  grade: Joi.string()
    .valid(...GRADES)
    .optional()
    .description('结果。The result.'),
  openDuties: Joi.number().integer().description('在办责任事项数。How many duties are open.'),
  notices: noticesAboutSchema,
  decisions: decisionsSchema,
  seq: Joi.number().integer().description('记录序号。How far the record reaches.'),
});

/** What is read of pilots. */
export function pilotRoutes({ records, documents, lists, unitNames, clock }: BusinessDeps): Route[] {
  return [
    pilotListRoute({ lists, clock }),
    route({
      name: 'readPilot',
      method: 'get',
      path: '/pilots/{id}',
      summary: { zh: '试点详情', en: 'One pilot' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: pilotParams,
      response: { 200: pilotDetail },
      refusals: ['NotFound'],
      examples: {
        200: {
          ...pilotRowExample,
          areasVersion: 1,
          step: 1,
          versions: [],
          milestones: [],
          reports: [],
          figures: [],
          openDuties: 1,
          notices: [noticeAboutExample],
          decisions: [decisionExample],
          seq: 6,
        },
      },
      async handle({ params, actor }) {
        const view = await records.view('pilot', params.id);
        if (view === undefined || !isVisible('pilot', actor, view.path)) return refused('NotFound');
        const { inner, watched } = view.state;
        const [proposal] = await withPostNames(unitNames, inner.proposal === undefined ? [] : [openProposalOf(inner.proposal)]);
        const body: PilotDetail = {
          ...pilotRowOf(pilotRowOfState(params.id, inner, view), clock.now()),
          areasVersion: inner.areasVersion ?? 1,
          step: reviewUnderWay(inner)?.step ?? 0,
          ...(inner.draft === undefined ? {} : { draft: inner.draft.outline.sha256 }),
          versions: inner.versions.map(({ outline: { sha256 }, version, authors, submittedAt, outcome }) => ({
            version,
            sha256,
            authors,
            submittedAt,
            outcome,
          })),
          milestones: milestonesOf(inner),
          reports: reportsOf(inner),
          figures: indicatorsOf(inner).flatMap((indicator) => {
            const actual = actualOf(indicator, figureIn(inner, indicator.id));
            return actual === undefined ? [] : [{ indicator: indicator.id, value: actual.value, asOf: formatDay(actual.asOf) }];
          }),
          ...(proposal === undefined ? {} : { proposal }),
          ...(inner.suspension === undefined ? {} : { suspension: suspensionOf(inner.suspension) }),
          ...(inner.result === undefined ? {} : { grade: inner.result.grade }),
          openDuties: Object.keys(watched).length,
          notices: await noticesAbout(lists, actor, { entity: params.id }),
          decisions: await decisionsOn({ lists, unitNames }, params.id),
          seq: view.seq,
        };
        return { status: 200, body };
      },
    }),
    route({
      name: 'readPlan',
      method: 'get',
      path: '/pilots/{id}/plans/{version}',
      summary: { zh: '方案全文；版本 0 为草稿', en: 'The text of a plan; version 0 is the draft' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: shape<{ id: string; version: number }>({
        id: pilotIdSchema,
        version: planVersion(),
      }),
      response: { 200: planDraftSchema },
      refusals: ['NotFound'],
      examples: { 200: planExample },
      async handle({ params, actor }) {
        const view = await records.view('pilot', params.id);
        if (view === undefined || !isVisible('pilot', actor, view.path)) return refused('NotFound');
        const plan = await readPlanContent(documents, view.state.inner, params.version);
        if (plan === undefined) return refused('NotFound');
        return { status: 200, body: plan };
      },
    }),
  ];
}

const suspensionOf = ({ from, since, until }: Suspension) => ({ from, since, until: formatDay(until) });
