import { SYSTEM, CENTRE } from '../../../domain/actor.js';
import { addWorkingDays, formatDay, isWeekend, isWorkingDay, type Calendar, type Day, type Instant } from '../../../domain/calendar.js';
import { planChange, type CalendarPlan } from '../../../domain/calendar-plan.js';
import type { Publication } from '../../../domain/calendar-ports.js';
import { regionOf, streamOf } from '../../../domain/kinds.js';
import { computeStatutoryDays, findLunarDay } from '../calendar.js';
import { yearOf } from './chain-plan.js';
import { officeTime, type Act, type Stage } from './stage.js';

/** Guangxi, which adds two days at 三月三 (广西壮族自治区少数民族习惯节日放假办法, after art. 4 of the national one). */
export const OVERLAID = '45';
const SANYUESAN = { zh: '壮族三月三', en: 'Sanyuesan of the Zhuang' } as const;
const DAYS_ADDED = 2;
/** Working days before the first of them on which its days are published: some of what is open reaches beyond them. */
const NOTICE_DAYS = 8;
/** So long ago it was at least, in days. */
const BEHIND_DAYS = 3;

/** What a province adds to the calendar within the demo's past, and the day it is published. */
export interface RegionalDays {
  readonly published: Day;
  readonly plan: CalendarPlan;
  readonly daysOff: readonly Day[];
}
/** What was published, and how many open entities adopted it. */
export type DemoPublication = Publication & { readonly adopted: number };

/** The last 三月三 that lies behind; where it falls on a weekend, it is made up on the working days after it. */
export function regionalDaysBefore(national: Calendar, today: Day): RegionalDays {
  const latest = [yearOf(today), yearOf(today) - 1].map((one) => findLunarDay(one, 3, 3)).find((day) => day + BEHIND_DAYS <= today);
  if (latest === undefined) throw new RangeError('No 三月三 lies behind');
  const daysOff: Day[] = [];
  for (let day = latest; daysOff.length < DAYS_ADDED; day += 1) if (!isWeekend(day) && isWorkingDay(national, day)) daysOff.push(day);
  const marked = daysOff.map((day) => ({ day, isWorking: false, name: SANYUESAN }));
  const plan = planChange([national], { region: OVERLAID, year: yearOf(latest), marked }, computeStatutoryDays);
  if (!plan.ok) throw new Error(`The demo's calendar was refused with ${plan.code}`);
  return { published: addWorkingDays(national, daysOff[0] ?? latest, -NOTICE_DAYS), plan, daysOff };
}

/** The system administrator publishes them; every open entity of the province adopts them, as the errand would bring it to them. */
export function publishing(stage: Stage, { published, plan, daysOff }: RegionalDays, done: (publication: DemoPublication) => void): Act {
  const publish = (at: Instant): void => {
    const { version, base, region, year } = plan;
    const actor = stage.actorIn(CENTRE, 'system-administrator', at);
    const holidays = [{ ...SANYUESAN, daysOff: daysOff.map(formatDay), workingDays: [] }];
    done({
      commandId: `demo/calendar@${version}`,
      commandHash: '',
      receivedAt: at,
      actor,
      reason: '广西壮族自治区少数民族习惯节日放假办法：壮族三月三放假两天',
      event: { type: 'calendarPublished', version, base, region, year, holidays },
      plan,
      adopted: adopt(stage, plan, at),
    });
  };
  return { at: officeTime(published, `calendar of ${plan.region}`), do: publish };
}

function adopt(stage: Stage, { version, region, calendars }: CalendarPlan, at: Instant): number {
  const calendar = calendars.find((one) => one.region === region);
  if (calendar === undefined) throw new Error(`Nothing was planned for ${region}`);
  stage.overlay(calendar);
  const behind = stage.past.streams().filter(({ kind, id, projection: { view } }) => {
    const { calendarVersion } = view.state;
    return regionOf(kind, id) === region && !view.isClosed && calendarVersion < version;
  });
  for (const { kind, id } of behind)
    stage.send(kind, id, SYSTEM, { type: 'adoptCalendar', calendar }, at, `${streamOf(kind, id)}!calendar@${version}`);
  return behind.length;
}
