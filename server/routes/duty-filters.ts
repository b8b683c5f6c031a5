import Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import { atTimeOfDay } from '../../domain/calendar.js';
import type { Light } from '../../domain/light.js';
import { scopeOf } from '../../domain/rights.js';
import { actablePosts } from '../auth/acting.js';
import type { PostsOf } from '../auth/ports.js';
import { DUTY_KINDS } from '../words/duties.js';
import { scopeFilter } from './commands.js';
import { LIGHTS } from './pilot-list.js';
import { dayFrom, dayText } from './plan.js';

type Condition = Readonly<Record<string, unknown>>;
export type DutyScope = 'mine' | 'unit' | 'under';

/** What a caller may narrow duties by, in a list as in figures. */
export interface DutyFilters {
  readonly scope: DutyScope;
  readonly status: 'open' | 'done' | 'withdrawn' | 'all';
  readonly kind?: string;
  readonly unit?: string;
  readonly entity?: string;
  readonly light?: Light;
  readonly area?: string;
  readonly dueFrom?: string;
  readonly dueTo?: string;
}

export const scopeField = (usual: DutyScope): Joi.StringSchema =>
  Joi.string()
    .valid('mine', 'unit', 'under')
    .default(usual)
    .description('我的全部岗位、本单位、所辖全部。All my posts, my unit, all under it.');
export const kindField = (): Joi.StringSchema =>
  Joi.string()
    .valid(...DUTY_KINDS)
    .description('类别。The kind.');
export const unitField = (): Joi.StringSchema => Joi.string().max(20).description('责任单位代码。The unit that owes it.');
export const entityField = (): Joi.StringSchema => Joi.string().max(160).description('所属对象编号。The entity it belongs to.');
export const areaField = (): Joi.StringSchema => Joi.string().max(32).description('任务领域。A task area.');

export const dutyFilterFields = (scope: DutyScope, status: DutyFilters['status']): Joi.StrictSchemaMap<DutyFilters> => ({
  scope: scopeField(scope),
  status: Joi.string().valid('open', 'done', 'withdrawn', 'all').default(status).description('办理状态。Its state.'),
  kind: kindField(),
  unit: unitField(),
  entity: entityField(),
  light: Joi.string()
    .valid(...LIGHTS)
    .description('灯号。The light.'),
  area: areaField(),
  dueFrom: dayText().description('期限不早于。Due on or after.'),
  dueTo: dayText().description('期限不晚于。Due on or before.'),
});

/**
 * Whose duties are meant: those of every post the person holds, whichever is acted with (nobody is to overlook what a delegation brought), or
 * what the post acted with may see of its unit and of all under it. Undefined where that is nothing.
 */
export function createDutyScopes(posts: PostsOf): (actor: Actor, scope: DutyScope, now: number) => Promise<Condition | undefined> {
  return async (actor, scope, now) => {
    if (scope === 'mine') return { post: { $in: actablePosts(await posts.of(actor.person, now)).map(({ post }) => post) } };
    const seen = scopeFilter(scopeOf('duty', actor));
    return seen !== undefined && scope === 'unit' ? { ...seen, unit: actor.unit } : seen;
  };
}

// Named one by one, states let an index that begins with them give the order of all.
const ANY_STATUS = { $in: ['open', 'done', 'withdrawn'] };

export function dutyFilter({ status, light, dueFrom, dueTo, area, ...named }: DutyFilters, now: number): Condition {
  const { kind, unit, entity } = named;
  const due = {
    ...(dueFrom === undefined ? {} : { $gte: atTimeOfDay(dayFrom(dueFrom), 0) }),
    ...(dueTo === undefined ? {} : { $lt: atTimeOfDay(dayFrom(dueTo) + 1, 0) }),
  };
  return {
    status: status === 'all' ? ANY_STATUS : status,
    ...(kind === undefined ? {} : { kind }),
    ...(unit === undefined ? {} : { unit }),
    ...(entity === undefined ? {} : { entity }),
    ...(area === undefined ? {} : { areas: area }),
    ...(Object.keys(due).length === 0 ? {} : { dueAt: due }),
    ...(light === undefined ? {} : { $and: [lightFilter(light, now)] }),
  };
}

/** The same thresholds as `lightAt`, in MongoDB's words. */
function lightFilter(light: Light, now: number): Condition {
  switch (light) {
    case 'blue':
      return { status: 'done' };
    case 'grey':
      return { status: 'withdrawn' };
    case 'red':
      return { status: 'open', dueAt: { $lt: now } };
    case 'yellow':
      return { status: 'open', dueAt: { $gte: now }, yellowFrom: { $lte: now } };
    case 'green':
      return { status: 'open', dueAt: { $gte: now }, yellowFrom: { $gt: now } };
    default:
      return light satisfies never;
  }
}
