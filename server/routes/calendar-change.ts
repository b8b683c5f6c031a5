import Joi from 'joi';
import { CENTRE } from '../../domain/actor.js';
import { formatDay, isWorkingDay, type Day } from '../../domain/calendar.js';
import { planChange, plannedFor, unsaidIn, type CalendarPlan, type RegionConcern } from '../../domain/calendar-plan.js';
import { describeDay } from '../../domain/calendar-days.js';
import type { CalendarKeeper, OpenTerms } from '../../domain/calendar-ports.js';
import { rolesFor } from '../../domain/rights.js';
import { nobodysName } from '../../domain/unit-names.js';
import { createPager, pageFields, type Page } from '../http/page.js';
import { problemSentence, refused, type Refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { bilingual, shape, text } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { computeStatutoryDays } from '../seed/calendar.js';
import { unitWords } from '../words/posts.js';
import { ANNOUNCEMENT, changeFields, givenHolidays, readChange, type ChangeBody } from './calendar-change-schema.js';
import { countMoves, movedExample, movedRow, pageOfMoves, type MovedRow } from './calendar-moves.js';
import { dayRow, rowOfDay, type DayRow } from './calendar-schema.js';
import { CALENDAR_TAGS, readVersion, versionExample, versionRow } from './calendar-versions.js';
import { isRefused } from './commands.js';
import type { BusinessDeps } from './deps.js';

type Publishing = ChangeBody & { readonly base: number; readonly reason: string };
interface Preview extends Page<MovedRow> {
  readonly base: number;
  readonly version: number;
  readonly moving: number;
  readonly changed: readonly DayRow[];
  readonly warnings: readonly Sentence[];
}
const base = Joi.number().integer().description('所依据的日历版本，取自预览。The version it rests on, as the preview answered.');
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

/** What the system administrator does with the calendar: look what a change would move, and publish it. */
export function calendarChangeRoutes({ lists, keeper, openTerms }: CalendarChangeDeps): Route[] {
  const movePager = createPager({ sorts: { due: ['dueAt'] }, defaultSort: 'due' });
  const administering = { access: 'post', roles: rolesFor('publishCalendar'), tags: CALENDAR_TAGS } as const;

  const plan = async (body: ChangeBody): Promise<CalendarPlan | Refused> => {
    const change = readChange(body);
    if (isRefused(change)) return change;
    const planned = planChange(await keeper.current(), change, computeStatutoryDays);
    return planned.ok ? planned : refused(planned.code, { facts: planned.facts });
  };
  const published = async (version: number) => {
    const row = await readVersion(lists, version);
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
          version: Joi.number().integer().description('发布后的版本。The version it would become.'),
          moving: Joi.number().integer().description('期限会移动的在办事项数。Open duties that would move.'),
          changed: Joi.array().items(dayRow).description('发生变化的日子及其变化后的情况。The days that change, as they would be.'),
          warnings: Joi.array()
            .items(bilingual('提醒', 'What to check'))
            .description('提醒核对的事项，不妨碍发布。What to check; it hinders nothing.'),
          ...pageFields(movedRow),
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
  return [...unlistedHolidays(plan), ...plan.concerns.map(concernWords), ...unsaidIn(plan).map((region) => unsaidWords(region, plan.year))];
}

const provinceWords = (region: string): Sentence => unitWords(region, nobodysName) ?? { zh: region, en: region };

/** A province is meant, whose own days lie beside those of the nation. */
function concernWords({ region, concern: { code, facts } }: RegionConcern): Sentence {
  const [province, sentence] = [provinceWords(region), problemSentence(code, facts, nobodysName)];
  return { zh: `${province.zh}连同自有假日：${sentence.zh}`, en: `${province.en}, with the days off of its own: ${sentence.en}` };
}

/** It adds days every year, and those of this one are not known. */
const unsaidWords = (region: string, year: number): Sentence => ({
  zh: `${provinceWords(region).zh}有自有假日，${year} 年的尚未公布，该省期限仍为暂定；没有的，请发布空的清单。`,
  en: `${provinceWords(region).en} has days off of its own and has not said which in ${year}, so that its due days stay provisional; if there are none, publish an empty list.`,
});

function unlistedHolidays(plan: CalendarPlan): Sentence[] {
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
