import Joi from 'joi';
import { CENTRE } from '../../domain/actor.js';
import type { CalendarChange, MarkedDay } from '../../domain/calendar-change.js';
import { invalid, type Refused } from '../http/problems.js';
import { shape, text } from '../http/schema.js';
import { STATUTORY } from '../seed/calendar.js';
import { provinceCode } from './calendar-schema.js';
import { dayFrom, dayText } from './plan.js';

/** More than a year has, so that a list far too long is told as such by the rules. */
const MOST_DAYS_LISTED = 1_000;
const MOST_HOLIDAYS = 60;

interface HolidayBody {
  readonly zh: string;
  readonly en?: string;
  readonly daysOff: readonly string[];
  readonly workingDays?: readonly string[];
}
/** An announcement, or the days a province adds, as an administrator imports it. */
export interface ChangeBody {
  readonly kind: 'announcement' | 'overlay';
  readonly year: number;
  readonly province?: string;
  readonly holidays: readonly HolidayBody[];
}

const days = (): Joi.ArraySchema => Joi.array().items(dayText()).max(MOST_DAYS_LISTED);
export const changeFields = {
  kind: Joi.string()
    .valid('announcement', 'overlay')
    .description('全国年度放假安排，或一省的地方假日。The announcement of a year, or the days a province adds.'),
  year: Joi.number()
    .integer()
    .min(2000)
    .max(2099)
    .description('年份；该年原有的日子被整体替换。The year; its days are replaced as a whole.'),
  province: provinceCode().optional().description('地方假日所属省级代码。The province, for days of its own.'),
  holidays: Joi.array()
    .items(
      shape<HolidayBody>({
        zh: text(40).description('节日名称。What it is called.'),
        en: text(60).optional().description('英文名称。Its English name.'),
        daysOff: days().description('放假的日子，含连休的周末。The days off, weekends among them.'),
        workingDays: days().optional().description('调休上班的周末。Weekend days worked instead.'),
      }),
    )
    .max(MOST_HOLIDAYS)
    .description('各节日及其日子。The holidays and their days.'),
};

export const ANNOUNCEMENT: ChangeBody = {
  kind: 'announcement',
  year: 2027,
  holidays: [
    { zh: '元旦', en: "New Year's Day", daysOff: ['2027-01-01', '2027-01-02', '2027-01-03'] },
    { zh: '劳动节', en: 'Labour Day', daysOff: ['2027-05-01', '2027-05-02', '2027-05-03'], workingDays: ['2027-05-08'] },
  ],
};

/** The name in both languages: the statutory holidays are known, any other bears its Chinese name in both where none is given. */
const nameOf = ({ zh, en }: HolidayBody) => STATUTORY.find((name) => name.zh === zh) ?? { zh, en: en ?? zh };

/** What the rules are asked, or why the body makes no sense. */
export function readChange({ kind, year, province, holidays }: ChangeBody): (CalendarChange & { readonly ok: true }) | Refused {
  if ((kind === 'overlay') !== (province !== undefined))
    return invalid({
      field: 'body.province',
      zh: '地方假日须填省级代码，全国放假安排不填。',
      en: 'Days of a province need its code; an announcement for the nation has none.',
    });
  const index = holidays.findIndex(({ workingDays = [] }) => workingDays.length > 0);
  if (kind === 'overlay' && index >= 0)
    return invalid({
      field: `body.holidays[${index}].workingDays`,
      zh: '地方假日只能增加休息日，不能规定调休上班。',
      en: 'A province adds days off and makes nobody work on a weekend.',
    });
  const marked = holidays.flatMap((holiday): MarkedDay[] => {
    const name = nameOf(holiday);
    const mark = (isWorking: boolean) => (day: string) => ({ day: dayFrom(day), isWorking, name });
    return [...holiday.daysOff.map(mark(false)), ...(holiday.workingDays ?? []).map(mark(true))];
  });
  return { ok: true, region: province ?? CENTRE, year, marked: marked.sort((a, b) => a.day - b.day) };
}

export const givenHolidays = ({ holidays }: ChangeBody) =>
  holidays.map((holiday) => ({ ...nameOf(holiday), daysOff: holiday.daysOff, workingDays: holiday.workingDays ?? [] }));
