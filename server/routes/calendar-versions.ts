import Joi from 'joi';
import { CENTRE } from '../../domain/actor.js';
import { rolesFor } from '../../domain/rights.js';
import { calendarVersionOf, type CalendarVersionDoc } from '../../models/calendar-version.js';
import type { Lists } from '../../models/lists.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';

interface VersionRow {
  readonly version: number;
  readonly region: string;
  readonly year: number;
  readonly reason: string;
  readonly publishedAt: number;
  readonly publishedBy: string;
  readonly state: 'waiting' | 'under-way' | 'done';
  readonly total: number;
  readonly done: number;
  readonly left: number;
  readonly failed: readonly { readonly entity: string; readonly code: string }[];
  readonly finishedAt?: number;
}

const number = (zh: string, en: string): Joi.NumberSchema => Joi.number().integer().description(`${zh}。${en}.`);
const line = (zh: string, en: string): Joi.StringSchema => Joi.string().description(`${zh}。${en}.`);

export const versionRow = shape<VersionRow>({
  version: number('版本', 'The version'),
  region: line('全国为 00，否则为省级代码', 'The nation, 00, or a province'),
  year: number('年份', 'The year it is about'),
  reason: line('事由', 'Why'),
  publishedAt: instant().description('发布时间，毫秒。In epoch milliseconds.'),
  publishedBy: line('发布人', 'Who published it'),
  state: Joi.string().valid('waiting', 'under-way', 'done').description('待调整、调整中、已完成。Whether open entities have adopted it.'),
  total: number('须调整的在办对象数', 'Open entities that had to adopt it'),
  done: number('已调整', 'Those that have'),
  left: number('未调整', 'Those that have not'),
  failed: Joi.array()
    .items(shape<{ entity: string; code: string }>({ entity: line('对象', 'The entity'), code: line('原因代码', 'Why') }))
    .description('上一轮未成功的（至多 20 个），系统会继续重试。Those that could not in the last round, 20 at most; it goes on trying.'),
  finishedAt: instant().optional().description('完成时间，毫秒。When all had, in epoch milliseconds.'),
});
export const versionExample: VersionRow = {
  version: 2,
  region: CENTRE,
  year: 2027,
  reason: '国办发明电〔2026〕号通知',
  publishedAt: 1_795_000_000_000,
  publishedBy: '系统管理员',
  state: 'under-way',
  total: 3_112,
  done: 1_200,
  left: 1_912,
  failed: [],
};
export const CALENDAR_TAGS = ['工作日历 Calendar'];

/** The versions of the calendar, and how far the open entities have adopted each. */
export function calendarVersionRoutes({ lists }: Pick<BusinessDeps, 'lists'>): Route[] {
  const pager = createPager({ sorts: { version: ['_id'] }, defaultSort: '-version' });
  const looking = { access: 'post', roles: rolesFor('readOperations'), tags: CALENDAR_TAGS } as const;
  return [
    route({
      ...looking,
      name: 'listCalendarVersions',
      method: 'get',
      path: '/calendar/versions',
      summary: { zh: '日历版本及调整进度', en: 'The versions, and how far each has come' },
      query: pager.query,
      response: { 200: pageOf(versionRow) },
      examples: { 200: { items: [versionExample], next: null } },
      async handle({ query }) {
        const page = pager.close(query, await lists.calendarVersions.find(pager.open(query)));
        return { status: 200, body: { items: page.items.map(rowOfVersion), next: page.next } };
      },
    }),
    route({
      ...looking,
      name: 'readCalendarVersion',
      method: 'get',
      path: '/calendar/versions/{version}',
      summary: { zh: '一个日历版本及调整进度', en: 'A version, and how far it has come' },
      params: shape<{ version: number }>({ version: Joi.number().integer().min(1).description('版本。The version.') }),
      response: { 200: versionRow },
      refusals: ['NotFound'],
      examples: { 200: versionExample },
      async handle({ params: { version } }) {
        const row = await readVersion(lists, version);
        return row === undefined ? refused('NotFound') : { status: 200, body: row };
      },
    }),
  ];
}

/** Undefined where there is no such version. */
export async function readVersion(lists: Pick<Lists, 'calendarVersions'>, version: number): Promise<VersionRow | undefined> {
  const [found] = await lists.calendarVersions.find({ filter: { _id: version }, sort: { _id: 1 }, limit: 1 });
  return found === undefined ? undefined : rowOfVersion(found);
}

function rowOfVersion(doc: CalendarVersionDoc): VersionRow {
  const { version, region, year, reason, publishedAt, publishedBy, total, left, failed, finishedAt } = calendarVersionOf(doc);
  const open = left ?? 0;
  return {
    version,
    region,
    year,
    reason,
    publishedAt,
    publishedBy,
    state: finishedAt !== undefined ? 'done' : total === undefined ? 'waiting' : 'under-way',
    total: total ?? 0,
    done: (total ?? 0) - open,
    left: open,
    failed,
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
}
