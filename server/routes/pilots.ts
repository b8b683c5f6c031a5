import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import { lightAt, type Light } from '../../domain/light.js';
import { actualOf, figureIn, indicatorsOf } from '../../domain/pilot/figures.js';
import { reviewUnderWay } from '../../domain/pilot/change.js';
import { PILOT_LEVELS, type PilotLevel } from '../../domain/pilot/levels.js';
import {
  GRADES,
  PILOT_KINDS,
  PILOT_PHASES,
  type Grade,
  type Pilot,
  type PilotKind,
  type PilotPhase,
  type Suspension,
} from '../../domain/pilot/state.js';
import { scopeOf } from '../../domain/rights.js';
import type { PilotListRow } from '../../models/lists.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import { isVisible, scopeFilter } from './commands.js';
import { decisionExample, decisionsOn, decisionsSchema, type DecisionRow } from './decisions.js';
import type { BusinessDeps } from './deps.js';
import { pilotIdSchema, pilotParams } from './pilot-command-route.js';
import { codeName, planDraftSchema, planExample, planVersion, readPlanContent } from './plan.js';
import { noticeAboutExample, noticesAbout, noticesAboutSchema, type NoticeAbout } from './notices-about.js';
import { milestoneRows, milestonesOf, reportRows, reportsOf, type MilestoneRow, type ReportRow } from './progress-rows.js';
import { openProposal, openProposalOf, type OpenProposal } from './proposals.js';
import { areaVersion } from './task-areas.js';

export const LIGHTS = ['green', 'yellow', 'red', 'blue', 'grey'] as const satisfies readonly Light[];

interface PilotRow {
  readonly id: string;
  readonly title: string;
  readonly kind: PilotKind;
  readonly level: PilotLevel;
  readonly areas: readonly string[];
  readonly region: string;
  readonly host: string;
  readonly phase: PilotPhase;
  readonly start: string;
  readonly end: string;
  readonly light: Light;
  readonly updatedAt: number;
}

const rowFields = {
  id: pilotIdSchema,
  title: Joi.string().description('试点名称。What it is called.'),
  kind: Joi.string()
    .valid(...PILOT_KINDS)
    .description('全面试点或项目试点。Comprehensive or project.'),
  level: Joi.string()
    .valid(...PILOT_LEVELS)
    .description('级别。National, provincial or city.'),
  areas: Joi.array()
    .items(Joi.string())
    .description('任务领域代号，名称见其版本。Codes of task areas; their names are in the list of that version.'),
  region: Joi.string().description('负责地区代码。The region that runs it.'),
  host: Joi.string().description('承担单位代码。The host.'),
  phase: Joi.string()
    .valid(...PILOT_PHASES)
    .description('阶段。The phase.'),
  start: Joi.string().description('开始日期。The first day.'),
  end: Joi.string().description('结束日期。The last day.'),
  light: Joi.string()
    .valid(...LIGHTS)
    .description('最差的在办事项的灯号，无在办事项时为蓝（已结束）或灰。The worst open duty; blue or grey where none is open.'),
  updatedAt: instant().description('最近一次记录的时间，毫秒。Of the last entry, in epoch milliseconds.'),
};
const pilotRow = shape<PilotRow>(rowFields);
const rowExample: PilotRow = {
  id: '53-2026-0007',
  title: '滇中新区技能提升试点',
  kind: 'project',
  level: 'national',
  areas: ['skills'],
  region: '53',
  host: '53-h001',
  phase: 'reviewing',
  start: '2026-12-01',
  end: '2028-11-30',
  light: 'yellow',
  updatedAt: 1_795_000_000_000,
};

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
  ...rowFields,
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

interface PilotFilters {
  readonly phase?: PilotPhase;
  readonly level?: PilotLevel;
  readonly kind?: PilotKind;
  readonly region?: string;
  readonly host?: string;
  readonly area?: string;
  readonly light?: Light;
}

/** What is read of pilots. */
export function pilotRoutes({ records, documents, lists, clock }: BusinessDeps): Route[] {
  const pager = createPager<PilotFilters>({
    sorts: { id: ['entity'], updated: ['updatedAt'], due: ['firstDueAt'], title: ['title'] },
    defaultSort: 'due',
    nullable: ['firstDueAt'],
    filters: {
      phase: rowFields.phase.optional(),
      level: rowFields.level.optional(),
      kind: rowFields.kind.optional(),
      region: Joi.string()
        .pattern(/^\d{2}(\d\d)?$/)
        .description('负责地区代码。The region.'),
      host: Joi.string().max(20).description('承担单位代码。The host.'),
      area: codeName().description('任务领域代号。A task area.'),
      light: Joi.string()
        .valid(...LIGHTS)
        .description('灯号。The light.'),
    },
  });

  return [
    route({
      name: 'listPilots',
      method: 'get',
      path: '/pilots',
      summary: { zh: '试点台账', en: 'The ledger of pilots' },
      tags: ['试点 Pilots'],
      access: 'post',
      query: pager.query,
      response: { 200: pageOf(pilotRow) },
      examples: { 200: { items: [rowExample], next: null } },
      async handle({ actor, query }) {
        const scope = scopeFilter(scopeOf('pilot', actor));
        if (scope === undefined) return { status: 200, body: { items: [], next: null } };
        const now = clock.now();
        const { filter, sort, limit } = pager.open(query);
        const found = await lists.pilots.find({
          filter: { $and: [{ kind: 'pilot', ...scope }, filtersOf(query, now), filter] },
          sort,
          limit,
        });
        const page = pager.close(query, found);
        return { status: 200, body: { items: page.items.map((row) => rowOf(row, now)), next: page.next } };
      },
    }),
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
          ...rowExample,
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
        const body: PilotDetail = {
          ...rowOf(rowOfState(params.id, inner, view), clock.now()),
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
          ...(inner.proposal === undefined ? {} : { proposal: openProposalOf(inner.proposal) }),
          ...(inner.suspension === undefined ? {} : { suspension: suspensionOf(inner.suspension) }),
          ...(inner.result === undefined ? {} : { grade: inner.result.grade }),
          openDuties: Object.keys(watched).length,
          notices: await noticesAbout(lists, actor, { pilot: params.id }),
          decisions: await decisionsOn(lists, params.id),
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

function filtersOf({ phase, level, kind, region, host, area, light }: PilotFilters, now: number): Readonly<Record<string, unknown>> {
  return {
    ...(phase === undefined ? {} : { phase }),
    ...(level === undefined ? {} : { 'fields.level': level }),
    ...(kind === undefined ? {} : { 'fields.pilotKind': kind }),
    ...(region === undefined ? {} : { 'fields.region': region }),
    ...(host === undefined ? {} : { 'fields.host': host }),
    ...(area === undefined ? {} : { 'fields.areas': area }),
    ...(light === undefined ? {} : lightFilter(light, now)),
  };
}

/** The same thresholds as `lightOfPilot`, in MongoDB's words. */
function lightFilter(light: Light, now: number): Readonly<Record<string, unknown>> {
  switch (light) {
    case 'red':
      return { firstDueAt: { $lt: now } };
    case 'yellow':
      return { firstDueAt: { $gte: now }, firstYellowFrom: { $lte: now }, phase: { $ne: 'suspended' } };
    case 'green':
      return { firstDueAt: { $gte: now }, firstYellowFrom: { $gt: now }, phase: { $ne: 'suspended' } };
    case 'blue':
      return { firstDueAt: { $exists: false }, phase: 'closed' };
    case 'grey':
      return {
        $or: [
          { firstDueAt: { $exists: false }, phase: { $ne: 'closed' } },
          { firstDueAt: { $gte: now }, phase: 'suspended' },
        ],
      };
    default:
      return light satisfies never;
  }
}

type LightSource = Pick<PilotListRow, 'firstDueAt' | 'firstYellowFrom' | 'phase'>;

function lightOfPilot({ firstDueAt, firstYellowFrom, phase }: LightSource, now: number): Light {
  if (firstDueAt === undefined || firstYellowFrom === undefined) return phase === 'closed' ? 'blue' : 'grey';
  const light = lightAt({ status: 'open', dueAt: firstDueAt, yellowFrom: firstYellowFrom }, now);
  // Suspended it is grey, until the decision on it is itself overdue.
  return phase === 'suspended' && light !== 'red' ? 'grey' : light;
}

type RowSource = LightSource & Pick<PilotListRow, 'entity' | 'title' | 'fields' | 'updatedAt'>;

function rowOf({ entity, title, fields, phase, updatedAt, ...light }: RowSource, now: number): PilotRow {
  const { pilotKind, level, areas, region, host, startDay, endDay } = fields;
  return {
    id: entity,
    title,
    kind: pilotKind,
    level,
    areas,
    region,
    host,
    phase,
    start: formatDay(startDay),
    end: formatDay(endDay),
    light: lightOfPilot({ ...light, phase }, now),
    updatedAt,
  };
}

function rowOfState(entity: string, pilot: Pilot, view: Omit<LightSource, 'phase'> & { readonly updatedAt: number }): RowSource {
  const { title, phase, kind, region } = pilot;
  const { firstDueAt, firstYellowFrom, updatedAt } = view;
  const light = firstDueAt === undefined || firstYellowFrom === undefined ? {} : { firstDueAt, firstYellowFrom };
  return { entity, title, phase, fields: { ...pilot, pilotKind: kind, province: region.slice(0, 2) }, updatedAt, ...light };
}

const suspensionOf = ({ from, since, until }: Suspension) => ({ from, since, until: formatDay(until) });
