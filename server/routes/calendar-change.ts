import Joi from 'joi';
import { CENTRE } from '../../domain/actor.js';
import { formatDay, isWorkingDay, type Day } from '../../domain/calendar.js';
import { planChange, plannedFor, type CalendarPlan } from '../../domain/calendar-plan.js';
import { describeDay } from '../../domain/calendar-days.js';
import type { CalendarKeeper, OpenTerms } from '../../domain/calendar-ports.js';
import { rolesFor } from '../../domain/rights.js';
import { calendarVersionOf, type CalendarVersionDoc } from '../../models/calendar-version.js';
import { createPager, pageOf } from '../http/page.js';
import { refused, type Refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape, text } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { computeStatutoryDays } from '../seed/calendar.js';
import { ANNOUNCEMENT, changeFields, givenHolidays, readChange, type ChangeBody } from './calendar-change-schema.js';
import { countMoves, pageOfMoves, type MovedRow } from './calendar-moves.js';
import { dayRow, rowOfDay, type DayRow } from './calendar-schema.js';
import { isRefused } from './commands.js';
import type { BusinessDeps } from './deps.js';

type Publishing = ChangeBody & { readonly base: number; readonly reason: string };
interface Preview {
  readonly base: number;
  readonly version: number;
  readonly moving: number;
  readonly changed: readonly DayRow[];
  readonly warnings: readonly Sentence[];
  readonly items: readonly MovedRow[];
  readonly next: string | null;
}
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

const bilingual = (): Joi.ObjectSchema<Sentence> =>
  shape<Sentence>({ zh: Joi.string().description('中文。Chinese.'), en: Joi.string().description('英文。English.') });
const number = (zh: string, en: string): Joi.NumberSchema => Joi.number().integer().description(`${zh}。${en}.`);
const line = (zh: string, en: string): Joi.StringSchema => Joi.string().description(`${zh}。${en}.`);

const movedRow = shape<MovedRow>({
  id: line('责任事项编号', 'The duty'),
  entity: line('所属对象编号', 'The entity it belongs to'),
  title: line('所属对象名称', 'What the entity is called'),
  name: bilingual().description('事项名称。What is owed.'),
  post: line('责任岗位', 'The post that owes it'),
  firstDue: line('首次期限，不变', 'The first due day, which stays'),
  due: line('现行期限', 'The due day as it is'),
  newDue: line('调整后的期限', 'The due day as it would be'),
});
const versionRow = shape<VersionRow>({
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
const versionExample: VersionRow = {
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
const movedExample: MovedRow = {
  id: 'pilot/53-2026-0007#plan-1',
  entity: '53-2026-0007',
  title: '滇中新区技能提升试点',
  name: { zh: '提交方案', en: 'Submit the plan' },
  post: '53/office-director',
  firstDue: '2027-01-08',
  due: '2027-01-08',
  newDue: '2027-01-11',
};
const base = number('所依据的日历版本，取自预览', 'The version it rests on, as the preview answered');
const TAGS = ['工作日历 Calendar'];
const REFUSALS = [
  'CalendarDayOutside',
  'CalendarDayTwice',
  'CalendarNotWeekend',
  'CalendarRowTooLong',
  'CalendarTooManyDaysOff',
  'CalendarUnchanged',
  'CalendarWeekOff',
  'CalendarYearNotNext',
  'CalendarYearUnknown',
] as const;

export interface CalendarChangeDeps extends Pick<BusinessDeps, 'lists'> {
  readonly keeper: CalendarKeeper;
  readonly openTerms: OpenTerms;
}

/** What the system administrator does with the calendar: look what a change would move, publish it, see how far it has come. */
export function calendarChangeRoutes({ lists, keeper, openTerms }: CalendarChangeDeps): Route[] {
  const movePager = createPager({ sorts: { due: ['dueAt'] }, defaultSort: 'due' });
  const versionPager = createPager({ sorts: { version: ['_id'] }, defaultSort: '-version' });
  const administering = { access: 'post', roles: rolesFor('publishCalendar'), tags: TAGS } as const;

  const plan = async (body: ChangeBody): Promise<CalendarPlan | Refused> => {
    const change = readChange(body);
    if (isRefused(change)) return change;
    const planned = planChange(await keeper.current(), change, computeStatutoryDays);
    return planned.ok ? planned : refused(planned.code, { facts: planned.facts });
  };
  const readVersion = async (version: number): Promise<VersionRow | undefined> => {
    const [found] = await lists.calendarVersions.find({ filter: { _id: version }, sort: { _id: 1 }, limit: 1 });
    return found === undefined ? undefined : rowOfVersion(found);
  };
  const published = async (version: number) => {
    const row = await readVersion(version);
    if (row === undefined) throw new Error(`calendar version ${version} is gone between two looks`);
    return { status: 201, body: row, headers: { Location: `/api/v1/calendar/versions/${version}` } } as const;
  };

  return [
    route({
      ...administering,
      name: 'previewCalendar',
      method: 'post',
      path: '/calendar/versions/preview',
      summary: {
        zh: '预览日历变更：哪些在办事项的期限会移动；不作任何改动',
        en: 'Which open duties a change would move; nothing is changed',
      },
      query: movePager.query,
      body: shape<ChangeBody>(changeFields),
      response: {
        200: shape<Preview>({
          base,
          version: number('发布后的版本', 'The version it would become'),
          moving: number('期限会移动的在办事项数', 'Open duties that would move'),
          changed: Joi.array().items(dayRow).description('发生变化的日子及其变化后的情况。The days that change, as they would be.'),
          warnings: Joi.array().items(bilingual()).description('提醒核对的事项，不妨碍发布。What to check; it hinders nothing.'),
          items: Joi.array().items(movedRow).description('本页各项。The items of this page.'),
          next: Joi.string().allow(null).description('下一页的 cursor，末页为 null。The cursor of the next page, null on the last.'),
        }),
      },
      refusals: REFUSALS,
      examples: {
        body: ANNOUNCEMENT,
        200: {
          base: 1,
          version: 2,
          moving: 312,
          changed: [
            {
              day: '2027-05-08',
              kind: 'make-up',
              reason: { zh: '劳动节调休上班', en: 'make-up working day for Labour Day' },
              isProvisional: false,
            },
          ],
          warnings: [],
          items: [movedExample],
          next: null,
        },
      },
      async handle({ query, body }) {
        const planned = await plan(body);
        if (isRefused(planned)) return planned;
        const [moving, page] = await Promise.all([countMoves(openTerms, planned), pageOfMoves(lists.duties, planned, movePager, query)]);
        const { base: on, version, changed } = planned;
        const ofYear = changed.filter((day) => yearOf(day) === planned.year);
        return {
          status: 200,
          body: { base: on, version, moving, changed: ofYear.map((day) => rowAfter(planned, day)), warnings: warningsOf(planned), ...page },
        };
      },
    }),
    route({
      ...administering,
      name: 'publishCalendar',
      method: 'post',
      path: '/calendar/versions',
      summary: { zh: '发布日历变更，随后逐个调整在办事项的期限', en: 'Publish a change; the due days of what is open follow' },
      command: true,
      body: shape<Publishing>({
        ...changeFields,
        base,
        reason: text(500).description('事由，例如文号。Why, such as the number of the paper.'),
      }),
      response: { 201: versionRow },
      refusals: [...REFUSALS, 'StaleVersion'],
      examples: { body: { ...ANNOUNCEMENT, base: 1, reason: '国办发明电〔2026〕号通知' }, 201: versionExample },
      async handle({ body, actor, command, now }) {
        const before = await keeper.commandOf(command.id);
        if (before !== undefined) return before.hash === command.hash ? published(before.version) : refused('IdempotencyKeyReused');
        const planned = await plan(body);
        if (isRefused(planned)) return planned;
        if (planned.base !== body.base) return refused('StaleVersion');
        const { version, region, year } = planned;
        const answer = await keeper.publish({
          commandId: command.id,
          commandHash: command.hash,
          receivedAt: now,
          actor,
          reason: body.reason,
          event: { type: 'calendarPublished', version, base: planned.base, region, year, holidays: givenHolidays(body) },
          plan: planned,
        });
        if (answer === 'done') return published(version);
        // The same command, sent twice at once, may have been the one that came first.
        const own = await keeper.commandOf(command.id);
        return own?.hash === command.hash ? published(own.version) : refused('StaleVersion');
      },
    }),
    route({
      access: 'post',
      roles: rolesFor('readOperations'),
      tags: TAGS,
      name: 'listCalendarVersions',
      method: 'get',
      path: '/calendar/versions',
      summary: { zh: '日历版本及调整进度', en: 'The versions, and how far each has come' },
      query: versionPager.query,
      response: { 200: pageOf(versionRow) },
      examples: { 200: { items: [versionExample], next: null } },
      async handle({ query }) {
        const page = versionPager.close(query, await lists.calendarVersions.find(versionPager.open(query)));
        return { status: 200, body: { items: page.items.map(rowOfVersion), next: page.next } };
      },
    }),
    route({
      access: 'post',
      roles: rolesFor('readOperations'),
      tags: TAGS,
      name: 'readCalendarVersion',
      method: 'get',
      path: '/calendar/versions/{version}',
      summary: { zh: '一个日历版本及调整进度', en: 'A version, and how far it has come' },
      params: shape<{ version: number }>({ version: Joi.number().integer().min(1).description('版本。The version.') }),
      response: { 200: versionRow },
      refusals: ['NotFound'],
      examples: { 200: versionExample },
      async handle({ params: { version } }) {
        const row = await readVersion(version);
        return row === undefined ? refused('NotFound') : { status: 200, body: row };
      },
    }),
  ];
}

const yearOf = (day: Day): number => Number(formatDay(day).slice(0, 4));

/** The changed day as the nation, or a province with days of its own, would have it. */
const rowAfter = (plan: CalendarPlan, day: Day): DayRow => {
  const calendar = plannedFor(plan, plan.region);
  if (calendar === undefined) throw new Error(`version ${plan.version} has no calendar of ${plan.region}`);
  return rowOfDay(describeDay(calendar, day));
};

/** Statutory days that nobody listed as off: the law gives them from 2025 on, so a line may be missing. */
function warningsOf(plan: CalendarPlan): Sentence[] {
  const calendar = plannedFor(plan, CENTRE);
  if (calendar === undefined || plan.year < FIRST_YEAR_OF_THE_LAW) return [];
  return computeStatutoryDays(plan.year)
    .filter(({ day }) => isWorkingDay(calendar, day))
    .map(({ day, name }) => ({
      zh: `${formatDay(day)}（${name.zh}）是法定节日，但未列入放假。`,
      en: `${formatDay(day)} (${name.en}) is a statutory day off and is not listed.`,
    }));
}
const FIRST_YEAR_OF_THE_LAW = 2025;

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
