import Joi from 'joi';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CENTRE } from '../../domain/actor.js';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { countFrom, daysOfYear, describeDay, refuseUnknownYear } from '../../domain/calendar-days.js';
import { refused, type Refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { dayRow, provinceCode, rowOfDay, type DayRow } from './calendar-schema.js';
import type { BusinessDeps } from './deps.js';
import { dayFrom, dayText } from './plan.js';

/** The most days of a term that may be asked for: more than any term has, and still within what a calendar can count. */
const MOST_DAYS = 2_000;
/**
 * Questions an address may ask in a minute without logging in; a whole office may share one. Counted in each process by itself: it protects the
 * process, and no account hangs on it (docs/adr/0020).
 */
export const OPEN_QUESTIONS = { points: 600, durationSeconds: 60 };

interface DueDayQuery {
  readonly from: string;
  readonly days: number;
  readonly unit: 'working' | 'calendar';
  readonly province?: string;
}
interface DueDayAnswer extends DueDayQuery {
  readonly dueDay: string;
  readonly isProvisional: boolean;
  readonly version: number;
  readonly counted: readonly DayRow[];
  readonly skipped: readonly DayRow[];
}
interface YearAnswer {
  readonly year: number;
  readonly province?: string;
  readonly version: number;
  readonly isProvisional: boolean;
  readonly workingDays: number;
  readonly days: readonly DayRow[];
}

const version = (): Joi.NumberSchema => Joi.number().integer().description('日历版本。The version of the calendar.');
const question = {
  from: dayText().required().description('起算日，当日不计。The day it starts from, itself not counted.'),
  days: Joi.number().integer().min(1).max(MOST_DAYS).required().description('天数。How many days.'),
  unit: Joi.string().valid('working', 'calendar').default('working').description('工作日或自然日。Working days or calendar days.'),
  province: provinceCode(),
};
const TAGS = ['工作日历 Calendar'];
const FRIDAY: DayRow = { day: '2026-05-08', kind: 'working', reason: { zh: '工作日', en: 'working day' }, isProvisional: false };
const MAY_DAY: DayRow = { day: '2026-05-05', kind: 'holiday', reason: { zh: '劳动节', en: 'Labour Day' }, isProvisional: false };

/** The calendar as anybody may read it, and the one question everybody asks: when is it due? */
export function calendarRoutes({ calendars, clock }: Pick<BusinessDeps, 'calendars' | 'clock'>): Route[] {
  const { points, durationSeconds: duration } = OPEN_QUESTIONS;
  const limiter = new RateLimiterMemory({ points, duration });
  const slowDown = async (ip: string): Promise<Refused | undefined> => {
    try {
      await limiter.consume(ip);
      return undefined;
    } catch (rejection) {
      if (rejection instanceof RateLimiterRes)
        return refused('Busy', { retryAfterSeconds: Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)) });
      throw rejection;
    }
  };

  return [
    route({
      name: 'computeDueDay',
      method: 'get',
      path: '/calendar/due-day',
      summary: {
        zh: '到期日：自某日起第 N 个工作日或自然日，无须登录',
        en: 'The due day: so many working or calendar days after a day; no log-in needed',
      },
      tags: TAGS,
      access: 'public',
      query: Joi.object<DueDayQuery>(question),
      response: {
        200: shape<DueDayAnswer>({
          from: dayText().description('起算日。The day it starts from.'),
          days: Joi.number().integer().description('天数。How many days.'),
          unit: Joi.string().valid('working', 'calendar').description('工作日或自然日。Working days or calendar days.'),
          province: provinceCode().optional(),
          dueDay: Joi.string().description('到期日，当日 24 时止。The due day; it ends at 24:00 in Shanghai.'),
          isProvisional: Joi.boolean().description(
            '到期日落在放假安排尚未公布的年份，暂定。It lies in a year whose holidays are not announced yet.',
          ),
          version: version(),
          counted: Joi.array().items(dayRow).description('计入的日子。The days counted.'),
          skipped: Joi.array().items(dayRow).description('未计入的日子及原因。The days skipped, and why.'),
        }),
      },
      refusals: ['CalendarYearUnknown', 'Busy'],
      examples: {
        200: {
          from: '2026-05-04',
          days: 3,
          unit: 'working',
          dueDay: '2026-05-08',
          isProvisional: false,
          version: 1,
          counted: [{ ...FRIDAY, day: '2026-05-06' }, { ...FRIDAY, day: '2026-05-07' }, FRIDAY],
          skipped: [MAY_DAY],
        },
      },
      async handle({ query, ip }) {
        const hurry = await slowDown(ip);
        if (hurry !== undefined) return hurry;
        const { from, days, unit, province } = query;
        const calendar = await calendars.latest(province ?? CENTRE);
        const account = countFrom(calendar, dayFrom(from), days, unit);
        if (!account.ok) return refused(account.code, { facts: account.facts });
        return {
          status: 200,
          body: {
            from,
            days,
            unit,
            ...(province === undefined ? {} : { province }),
            dueDay: formatDay(account.dueDay),
            isProvisional: account.isProvisional,
            version: calendar.version,
            counted: account.counted.map(rowOfDay),
            skipped: account.skipped.map(rowOfDay),
          },
        };
      },
    }),
    route({
      name: 'readCalendar',
      method: 'get',
      path: '/calendar',
      summary: { zh: '一年的休息日与调休，无须登录', en: 'The days off and make-up days of a year; no log-in needed' },
      tags: TAGS,
      access: 'public',
      query: Joi.object<{ year?: number; province?: string }>({
        year: Joi.number().integer().min(2000).max(2099).description('年份，不填为今年。The year; this one without it.'),
        province: provinceCode(),
      }),
      response: {
        200: shape<YearAnswer>({
          year: Joi.number().integer().description('年份。The year.'),
          province: provinceCode().optional(),
          version: version(),
          isProvisional: Joi.boolean().description('该年放假安排尚未公布，暂定。The holidays of the year are not announced yet.'),
          workingDays: Joi.number().integer().description('全年工作日数。Working days in the year.'),
          days: Joi.array()
            .items(dayRow)
            .description('休息日与调休上班日；其余周一至周五均为工作日。Days off and make-up days; every other day is a working day.'),
        }),
      },
      refusals: ['CalendarYearUnknown', 'Busy'],
      examples: { 200: { year: 2026, version: 1, isProvisional: false, workingDays: 248, days: [MAY_DAY] } },
      async handle({ query: { year = Number(formatDay(dayOf(clock.now())).slice(0, 4)), province }, ip }) {
        const hurry = await slowDown(ip);
        if (hurry !== undefined) return hurry;
        const calendar = await calendars.latest(province ?? CENTRE);
        const unknown = refuseUnknownYear(calendar, year);
        if (unknown !== undefined) return refused(unknown.code, { facts: unknown.facts });
        const days = daysOfYear(year).map((day) => describeDay(calendar, day));
        return {
          status: 200,
          body: {
            year,
            ...(province === undefined ? {} : { province }),
            version: calendar.version,
            isProvisional: days.some(({ isProvisional }) => isProvisional),
            workingDays: days.filter(({ kind }) => kind === 'working' || kind === 'make-up').length,
            days: days.filter(({ kind }) => kind !== 'working').map(rowOfDay),
          },
        };
      },
    }),
  ];
}
