import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import { lightAt, type Light } from '../../domain/light.js';
import { PILOT_LEVELS, type PilotLevel } from '../../domain/pilot/levels.js';
import { PILOT_KINDS, PILOT_PHASES, type Pilot, type PilotKind, type PilotPhase } from '../../domain/pilot/state.js';
import type { PilotListRow } from '../../models/lists.js';
import { createPager, pageOf } from '../http/page.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { pilotIdSchema } from './pilot-command-route.js';
import { codeName } from './plan.js';
import { visiblePage } from './visible-page.js';

export const LIGHTS = ['green', 'yellow', 'red', 'blue', 'grey'] as const satisfies readonly Light[];

export interface PilotRow {
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

export const pilotRowFields = {
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
const pilotRow = shape<PilotRow>(pilotRowFields);
export const pilotRowExample: PilotRow = {
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

interface PilotFilters {
  readonly phase?: PilotPhase;
  readonly level?: PilotLevel;
  readonly kind?: PilotKind;
  readonly region?: string;
  readonly host?: string;
  readonly area?: string;
  readonly light?: Light;
}

/** The ledger of pilots. */
export function pilotListRoute({ lists, clock }: Pick<BusinessDeps, 'lists' | 'clock'>): Route {
  const pager = createPager<PilotFilters>({
    sorts: { id: ['entity'], updated: ['updatedAt'], due: ['firstDueAt'], title: ['title'] },
    defaultSort: 'due',
    nullable: ['firstDueAt'],
    filters: {
      phase: pilotRowFields.phase.optional(),
      level: pilotRowFields.level.optional(),
      kind: pilotRowFields.kind.optional(),
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

  return route({
    name: 'listPilots',
    method: 'get',
    path: '/pilots',
    summary: { zh: '试点台账', en: 'The ledger of pilots' },
    tags: ['试点 Pilots'],
    access: 'post',
    query: pager.query,
    response: { 200: pageOf(pilotRow) },
    examples: { 200: { items: [pilotRowExample], next: null } },
    async handle({ actor, query }) {
      const now = clock.now();
      const where = filtersOf(query, now);
      return visiblePage('pilot', actor, query, { list: lists.pilots, pager, where, row: (one) => pilotRowOf(one, now) });
    },
  });
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

export function pilotRowOf({ entity, title, fields, phase, updatedAt, ...light }: RowSource, now: number): PilotRow {
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

export function pilotRowOfState(
  entity: string,
  pilot: Pilot,
  view: Omit<LightSource, 'phase'> & { readonly updatedAt: number },
): RowSource {
  const { title, phase, kind, region } = pilot;
  const { firstDueAt, firstYellowFrom, updatedAt } = view;
  const light = firstDueAt === undefined || firstYellowFrom === undefined ? {} : { firstDueAt, firstYellowFrom };
  return { entity, title, phase, fields: { ...pilot, pilotKind: kind, province: region.slice(0, 2) }, updatedAt, ...light };
}
