import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** Of a change of the calendar. */
export const calendarRefusals = {
  CalendarDayOutside: {
    status: 422,
    zh: '{day} 不在 {year} 年内；跨年的日子请随其所在年份导入。',
    en: '{day} does not lie in {year}; import it with the year it lies in.',
  },
  CalendarDayTwice: {
    status: 422,
    zh: '{day} 列了两次，或既放假又上班，请只保留一处。',
    en: '{day} is listed twice, or both as off and as working; leave it in one place.',
  },
  CalendarNotWeekend: {
    status: 422,
    zh: '{day} 不是周末，不能列为调休上班。',
    en: '{day} is no Saturday or Sunday and cannot be a make-up working day.',
  },
  CalendarRowTooLong: {
    status: 422,
    zh: '{from} 至 {to} 连休 {count} 天，超过 {limit} 天，请核对。',
    en: 'From {from} to {to} are {count} days off in a row, more than {limit}. Check the list.',
  },
  CalendarTooManyDaysOff: {
    status: 422,
    zh: '{year} 年休息日达 {count} 天，超过 {limit} 天，请核对。',
    en: '{year} would have {count} days off, more than {limit}. Check the list.',
  },
  CalendarUnchanged: {
    status: 409,
    zh: '与现行日历相同，没有变化。',
    en: 'This is the calendar as it is; nothing would change.',
  },
  CalendarWeekOff: {
    status: 422,
    zh: '{from} 至 {to} 整周没有工作日，且不在春节或国庆前后，请核对。',
    en: 'From {from} to {to} a whole week has no working day, and it is neither Spring Festival nor National Day. Check the list.',
  },
  CalendarYearNotNext: {
    status: 422,
    zh: '只能导入 {first} 年至 {next} 年的放假安排；{next} 年公布后才能导入下一年。',
    en: 'Announcements of {first} to {next} can be imported; the year after comes once {next} is announced.',
  },
  CalendarYearUnknown: {
    status: 422,
    zh: '工作日历只含 {first} 年至 {last} 年，无法推算；请缩短期限或更换日期。',
    en: 'The calendar knows the years {first} to {last} only; choose another day or fewer days.',
  },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
