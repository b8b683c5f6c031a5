import Joi from 'joi';
import type { PostId } from '../../domain/actor.js';
import { dayOf, formatDay, type Calendar } from '../../domain/calendar.js';
import { isKind, regionOf } from '../../domain/kinds.js';
import { nextRung } from '../../domain/ladder.js';
import type { Light } from '../../domain/light.js';
import type { DutyDoc } from '../../models/duty.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { bilingual, instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { DUTY_KINDS, dutyName } from '../words/duties.js';
import { explainLight } from '../words/lights.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { createDutyScopes, dutyFilter, dutyFilterFields, type DutyFilters } from './duty-filters.js';
import { extensionPosts, extensionRowOf, extensionSchema, type ExtensionRow } from './duty-extension.js';
import { noticeAboutExample, noticesAbout, noticesAboutSchema, type NoticeAbout } from './notices-about.js';
import { LIGHTS } from './pilot-list.js';
import { postName, postNames, type PostName } from './post-names.js';

interface DutyRow {
  readonly id: string;
  readonly kind: string;
  readonly name: Sentence;
  readonly entityKind: string;
  readonly entity: string;
  readonly duty: string;
  readonly title: string;
  readonly post: string;
  readonly postName: Sentence;
  readonly light: Light;
  readonly sentence: Sentence;
  readonly openedAt: number;
  readonly firstDue: string;
  readonly due: string;
  readonly status: 'open' | 'done' | 'withdrawn';
  readonly isLate: boolean;
  readonly settledAt?: number;
  readonly rung?: string;
  readonly nextRung?: { readonly rung: string; readonly on: string };
  readonly about?: string;
  readonly extension?: ExtensionRow;
}

interface DutyDetail extends DutyRow {
  readonly notices: readonly NoticeAbout[];
}

const rowFields = {
  id: Joi.string().description('编号。Its id.'),
  kind: Joi.string()
    .valid(...DUTY_KINDS)
    .description('类别。The kind.'),
  name: bilingual('事项名称', 'What is owed'),
  entityKind: Joi.string().description('所属对象类别。The kind of entity it belongs to.'),
  entity: Joi.string().description('所属对象编号。The entity it belongs to.'),
  duty: Joi.string().description('在所属对象内的编号。Its id within the entity.'),
  title: Joi.string().description('所属对象名称。What the entity is called.'),
  post: Joi.string().description('责任岗位。The post that owes it.'),
  postName: postName(),
  light: Joi.string()
    .valid(...LIGHTS)
    .description('灯号，按查询时刻计算。The light at the moment of asking.'),
  sentence: bilingual('为什么是这个灯', 'Why the light is what it is'),
  openedAt: instant().description('产生时间，毫秒。In epoch milliseconds.'),
  firstDue: Joi.string().description('首次期限。The first due day, kept for ever.'),
  due: Joi.string().description('现行期限。The due day.'),
  status: Joi.string().valid('open', 'done', 'withdrawn').description('在办、已办结、已撤销。Open, done or withdrawn.'),
  isLate: Joi.boolean().description('迟办标记，不会消失。Settled late, for ever.'),
  settledAt: instant().optional().description('办结时间，毫秒。In epoch milliseconds.'),
  rung: Joi.string().optional().description('已到的督办阶梯。The rung it has reached.'),
  nextRung: shape<{ rung: string; on: string }>({
    rung: Joi.string().description('下一级。The next rung.'),
    on: Joi.string().description('日期。Its day.'),
  })
    .optional()
    .description('下一步督办。What comes next if nothing is done.'),
  about: Joi.string().optional().description('所针对的责任事项，在同一对象内的编号。The duty of the same entity that it decides on.'),
  extension: extensionSchema,
};
const dutyRow = shape<DutyRow>(rowFields);
const dutyDetail = shape<DutyDetail>({ ...rowFields, notices: noticesAboutSchema });
const rowExample: DutyRow = {
  id: 'pilot/53-2026-0007#plan-1',
  kind: 'submit-plan',
  name: dutyName('submit-plan'),
  entityKind: 'pilot',
  entity: '53-2026-0007',
  duty: 'plan-1',
  title: '滇中新区技能提升试点',
  post: '53/office-director',
  postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
  light: 'yellow',
  sentence: {
    zh: '黄灯：提交方案临近，还有 3 个工作日。自 2026-11-20 起 20 个工作日，跳过休息日 8 天，现行期限 2026-12-18；提交方案后办结。',
    en: 'Yellow: Submit the plan is due soon, 3 working days left. 20 working days from 2026-11-20, 8 days off skipped; due 2026-12-18; cleared by submitting the plan.',
  },
  openedAt: 1_795_000_000_000,
  firstDue: '2026-12-18',
  due: '2026-12-18',
  status: 'open',
  isLate: false,
};

/** The last date that can be written. */
const LAST_DATE = '2099-12-31';

/** What is owed: by me, by my unit, by those under it. */
export function dutyRoutes({ lists, posts, unitNames, calendars, clock }: BusinessDeps): Route[] {
  const pager = createPager<DutyFilters>({
    sorts: { due: ['dueAt'], opened: ['openedAt'] },
    defaultSort: 'due',
    filters: dutyFilterFields('mine', 'open'),
  });
  const whoseDuties = createDutyScopes(posts);

  const rowsOf = async (found: readonly DutyDoc[], now: number): Promise<DutyRow[]> => {
    const called = await postNames(unitNames, found.flatMap(postsOf));
    return Promise.all(
      found.map(async (doc) => rowOf(doc, await calendars.version(doc.calendarVersion, regionOf(doc.entityKind, doc.entity)), now, called)),
    );
  };

  return [
    route({
      name: 'listDuties',
      method: 'get',
      path: '/duties',
      summary: { zh: '责任事项：我欠什么', en: 'What I owe' },
      tags: ['责任事项 Duties'],
      access: 'post',
      query: pager.query,
      response: { 200: pageOf(dutyRow) },
      refusals: ['InvalidDates'],
      examples: { 200: { items: [rowExample], next: null } },
      async handle({ actor, query }) {
        const { dueFrom, dueTo } = query;
        if (dueFrom !== undefined && dueTo !== undefined && dueTo < dueFrom)
          return refused('InvalidDates', { facts: { from: dueFrom, to: LAST_DATE } });
        const now = clock.now();
        const whose = await whoseDuties(actor, query.scope, now);
        if (whose === undefined) return { status: 200, body: { items: [], next: null } };
        const { filter, sort, limit } = pager.open(query);
        const found = await lists.duties.find({ filter: { $and: [whose, dutyFilter(query, now), filter] }, sort, limit });
        const page = pager.close(query, found);
        return { status: 200, body: { items: await rowsOf(page.items, now), next: page.next } };
      },
    }),
    route({
      name: 'readDuty',
      method: 'get',
      path: '/duties/{entityKind}/{entity}/{duty}',
      summary: { zh: '责任事项详情', en: 'One duty' },
      tags: ['责任事项 Duties'],
      access: 'post',
      params: shape<{ entityKind: string; entity: string; duty: string }>({
        entityKind: Joi.string().max(20).description('所属对象类别。The kind of entity.'),
        entity: Joi.string().max(160).description('所属对象编号。The entity.'),
        duty: Joi.string().max(80).description('在所属对象内的编号。The duty within it.'),
      }),
      response: { 200: dutyDetail },
      refusals: ['NotFound'],
      examples: { 200: { ...rowExample, notices: [noticeAboutExample] } },
      async handle({ actor, params: { entityKind, entity, duty } }) {
        if (!isKind(entityKind)) return refused('NotFound');
        const [found] = await lists.duties.find({ filter: { _id: `${entityKind}/${entity}#${duty}` }, sort: { _id: 1 }, limit: 1 });
        if (found === undefined || !isVisible('duty', actor, found.path)) return refused('NotFound');
        const [row] = await rowsOf([found], clock.now());
        if (row === undefined) return refused('NotFound');
        // What is owed on a notice brings no other.
        const notices = entityKind === 'notice' ? [] : await noticesAbout(lists, actor, { entity, duty });
        return { status: 200, body: { ...row, notices } };
      },
    }),
  ];
}

/** Whom a row names: who owes it, and who answers a request for another date. */
const postsOf = ({ post, extension }: DutyDoc): PostId[] => [post, ...(extension === undefined ? [] : extensionPosts(extension))];

function rowOf({ _id, ...doc }: DutyDoc, calendar: Calendar, now: number, called: PostName): DutyRow {
  const duty = { id: _id, ...doc };
  const { light, sentence } = explainLight(duty, calendar, now);
  const { rungOn: steppedOn } = duty;
  const next =
    duty.status === 'open' ? nextRung({ ...duty, ...(steppedOn === undefined ? {} : { steppedOn }) }, duty.entity, calendar) : undefined;
  return {
    id: _id,
    kind: duty.kind,
    name: dutyName(duty.kind),
    entityKind: duty.entityKind,
    entity: duty.entity,
    duty: duty.duty,
    title: duty.title,
    post: duty.post,
    postName: called(duty.post),
    light,
    sentence,
    openedAt: duty.openedAt,
    firstDue: formatDay(duty.firstDue),
    due: formatDay(duty.due),
    status: duty.status,
    isLate: duty.isLate ?? false,
    ...(duty.settledAt === undefined ? {} : { settledAt: duty.settledAt }),
    ...(duty.rung === undefined ? {} : { rung: duty.rung }),
    ...(next === undefined ? {} : { nextRung: { rung: next.rung, on: formatDay(dayOf(next.at)) } }),
    ...(duty.about === undefined ? {} : { about: duty.about }),
    ...(duty.extension === undefined ? {} : { extension: extensionRowOf(duty.extension, called) }),
  };
}
