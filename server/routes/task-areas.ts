import Joi from 'joi';
import { FIRST_TASK_AREAS, MOST_AREAS, type TaskArea, type TaskAreaList } from '../../domain/pilot/task-areas.js';
import { rolesFor } from '../../domain/rights.js';
import type { TaskAreaPublisher } from '../../models/task-areas.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape, text } from '../http/schema.js';
import { reason } from './pilot-command-route.js';
import { codeName } from './plan.js';
import { baseVersion, isNotPublished, refusedAs } from './publishing.js';

export const areaVersion = (): Joi.NumberSchema => Joi.number().integer().min(1).max(10_000);
const areas = (): Joi.ArraySchema =>
  Joi.array()
    .items(
      shape<TaskArea>({
        id: codeName().description('领域代号，本版内唯一；沿用的领域沿用代号。Its code, once in a list; the same area keeps its code.'),
        zh: text(60).description('中文名称。In Chinese.'),
        en: text(120).description('英文名称。In English.'),
      }),
    )
    .min(1)
    .max(MOST_AREAS)
    .unique('id')
    .description('任务领域，按次序。The areas, in order.');
const listSchema = shape<TaskAreaList>({
  version: areaVersion().description('版本号。Its version.'),
  areas: areas(),
  publishedAt: instant().description('发布时间，毫秒。When it was published, in epoch milliseconds.'),
});
const example: TaskAreaList = { version: 1, areas: FIRST_TASK_AREAS, publishedAt: 1_795_000_000_000 };
const COMMON = { tags: ['任务领域 Task areas'], access: 'post' } as const;

/** The list of task areas, by version. A new version is for new pilots; those registered before keep theirs. */
export function taskAreaRoutes({ taskAreas }: { readonly taskAreas: TaskAreaPublisher }): Route[] {
  return [
    route({
      ...COMMON,
      name: 'readTaskAreas',
      method: 'get',
      path: '/task-areas',
      summary: { zh: '现行任务领域', en: 'The task areas as they are now' },
      response: { 200: listSchema },
      examples: { 200: example },
      async handle() {
        return { status: 200, body: await taskAreas.newest() };
      },
    }),
    route({
      ...COMMON,
      name: 'readTaskAreaVersion',
      method: 'get',
      path: '/task-areas/{version}',
      summary: { zh: '某一版任务领域', en: 'One version of the task areas' },
      params: shape<{ version: number }>({ version: areaVersion().description('版本号。Which version.') }),
      response: { 200: listSchema },
      refusals: ['NotFound'],
      examples: { 200: example },
      async handle({ params: { version } }) {
        const found = await taskAreas.version(version);
        return found === undefined ? refused('NotFound') : { status: 200, body: found };
      },
    }),
    route({
      ...COMMON,
      name: 'publishTaskAreas',
      method: 'post',
      path: '/task-areas',
      summary: {
        zh: '发布新一版任务领域；已立项的试点不受影响',
        en: 'Publish the next version of the task areas; pilots already registered keep theirs',
      },
      roles: rolesFor('publishTaskAreas'),
      command: true,
      body: shape<{ base: number; areas: readonly TaskArea[]; reason: string }>({ base: baseVersion(), areas: areas(), reason: reason() }),
      response: { 201: listSchema },
      refusals: ['NoRight', 'StaleVersion'],
      examples: { body: { base: 1, areas: FIRST_TASK_AREAS, reason: '按 2024 年 10 月的意见调整。' }, 201: { ...example, version: 2 } },
      async handle({ body: { reason: why, base, ...content }, actor, command: { id: commandId, hash: commandHash }, now: receivedAt }) {
        const published = await taskAreas.publish({ commandId, commandHash, receivedAt, actor, base, content, reason: why });
        if (isNotPublished(published)) return refusedAs(published);
        return { status: 201, body: published, headers: { Location: `/api/v1/task-areas/${published.version}` } };
      },
    }),
  ];
}
