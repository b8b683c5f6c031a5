/** The national calendar of a new site: the announced years as chinese-days knows them, then the statutory days of the next ones. */
import { default as chineseDays } from 'chinese-days';
import { type Calendar, type Day, type Holiday, formatDay, parseDay } from '../../domain/calendar.js';
import { gatherHolidays, PROVISIONAL_YEARS, type MarkedDay } from '../../domain/calendar-change.js';
import { daysOfYear } from '../../domain/calendar-days.js';

// Node sees no named exports in the package's bundle.
const { getDayDetail, getLunarDate, getSolarTermDate } = chineseDays;

const FIRST_YEAR = 2024;

type HolidayName = Pick<Holiday, 'zh' | 'en'>;

const NEW_YEAR = { zh: '元旦', en: "New Year's Day" };
const SPRING_FESTIVAL = { zh: '春节', en: 'Spring Festival' };
const QINGMING = { zh: '清明节', en: 'Tomb-sweeping Day' };
const LABOUR_DAY = { zh: '劳动节', en: 'Labour Day' };
const DRAGON_BOAT = { zh: '端午节', en: 'Dragon Boat Festival' };
const NATIONAL_DAY = { zh: '国庆节', en: 'National Day' };
const MID_AUTUMN = { zh: '中秋节', en: 'Mid-autumn Festival' };
export const STATUTORY = [NEW_YEAR, SPRING_FESTIVAL, QINGMING, LABOUR_DAY, DRAGON_BOAT, NATIONAL_DAY, MID_AUTUMN];

function dayIn(year: number, monthAndDay: string): Day {
  const day = parseDay(`${year}-${monthAndDay}`);
  if (day === undefined) throw new RangeError(`${year}-${monthAndDay} is not a date of this century`);
  return day;
}

/** The package names a day `English,中文,days` when an announcement touches it, and by its weekday when none does. */
function readName(description: string): HolidayName | undefined {
  const [en, zh] = description.split(',');
  if (en === undefined || zh === undefined) return undefined;
  return STATUTORY.find((name) => name.en === en) ?? { zh, en };
}

function readAnnouncedDays(year: number): MarkedDay[] {
  return daysOfYear(year).flatMap((day) => {
    const { work, name } = getDayDetail(formatDay(day));
    const holidayName = readName(name);
    return holidayName ? [{ day, isWorking: work, name: holidayName }] : [];
  });
}

function findDay(year: number, isIt: (date: string) => boolean): Day {
  const found = daysOfYear(year).find((day) => isIt(formatDay(day)));
  if (found === undefined) throw new RangeError(`no such day in ${year}`);
  return found;
}

/** The first time a year has this day of the lunar calendar, leap months apart. Takes some milliseconds. */
export function findLunarDay(year: number, month: number, dayOfMonth: number): Day {
  return findDay(year, (date) => {
    const { lunarMon, lunarDay, isLeap } = getLunarDate(date);
    return lunarMon === month && lunarDay === dayOfMonth && !isLeap;
  });
}

/**
 * West of Greenwich the package writes every date one day early. So its dates are never read, only compared with what it
 * writes for a date we gave it.
 */
function findQingming(year: number): Day {
  const written = getSolarTermDate(year, 4, 'pure_brightness');
  return findDay(year, (date) => getDayDetail(date).date === written);
}

/**
 * 全国年节及纪念日放假办法 (2024-11-10) art. 2, without make-up days, which only an announcement sets. Takes some milliseconds; the same year
 * is computed once. Throws a RangeError for a year that is not of this century.
 */
export function computeStatutoryDays(year: number): readonly MarkedDay[] {
  const known = computed.get(year) ?? statutoryDays(year);
  computed.set(year, known);
  return known;
}
const computed = new Map<number, readonly MarkedDay[]>();

function statutoryDays(year: number): readonly MarkedDay[] {
  const newYear = findLunarDay(year, 1, 1);
  const named: [HolidayName, Day[]][] = [
    [NEW_YEAR, [dayIn(year, '01-01')]],
    [SPRING_FESTIVAL, [newYear - 1, newYear, newYear + 1, newYear + 2]],
    [QINGMING, [findQingming(year)]],
    [LABOUR_DAY, [dayIn(year, '05-01'), dayIn(year, '05-02')]],
    [DRAGON_BOAT, [findLunarDay(year, 5, 5)]],
    [NATIONAL_DAY, [dayIn(year, '10-01'), dayIn(year, '10-02'), dayIn(year, '10-03')]],
    [MID_AUTUMN, [findLunarDay(year, 8, 15)]],
  ];
  const byDay = new Map(named.flatMap(([name, days]) => days.map((day) => [day, { day, isWorking: false, name }])));
  return [...byDay.values()].sort((a, b) => a.day - b.day);
}

/** Pure, but takes some 60 ms: for seeding and tests. The first day no announcement covers is a 1 January. */
export function buildNationalCalendar(version: number): Calendar {
  const marked: MarkedDay[] = [];
  let year = FIRST_YEAR;
  for (let announced = readAnnouncedDays(year); announced.length > 0; announced = readAnnouncedDays(year)) {
    marked.push(...announced);
    year += 1;
  }
  const provisionalFrom = dayIn(year, '01-01');
  for (const end = year + PROVISIONAL_YEARS; year < end; year += 1) marked.push(...computeStatutoryDays(year));
  return {
    version,
    region: '00',
    daysOff: marked.filter(({ isWorking }) => !isWorking).map(({ day }) => day),
    workingWeekendDays: marked.filter(({ isWorking }) => isWorking).map(({ day }) => day),
    holidays: gatherHolidays(marked),
    provisionalFrom,
  };
}
