import { dayOf, formatDay, type Day } from '../calendar.js';
import { refuse, type OwnContext, type Refusal } from '../entity.js';
import { yearDaysOf } from './chain-id.js';
import type { Assignment, Item, Overdue } from './state.js';

/** The days of an item: the signed one (责任书所定期限) binds the first level, the day of the level above every other one. */

export const feedbackDuty = (item: string, { number, attempt }: Assignment): string => `feed-back-${item}-${number}-${attempt}`;

/** The day the statement names; of what was carried over, the day it was first due on. */
export const signedDay = ({ firstDue, dueDay }: Pick<Item, 'firstDue' | 'dueDay'>): Day => firstDue ?? dueDay;

/** The first day anybody had the item for. */
export const firstDueOfItem = (item: Item): Day => Math.min(signedDay(item), item.line[0]?.dueDay ?? Infinity);

/** The day a level has an item for: the one it was given, or one granted later. */
export function dayOfLevel(item: string, level: Assignment, { watched }: Pick<OwnContext, 'watched'>): Day {
  const owed = watched[feedbackDuty(item, level)];
  return owed?.extension?.grant === undefined ? level.dueDay : owed.due;
}

/** The day the first level is held to: the signed one, or a later one that whoever has the item was given or granted. */
function heldDay(id: string, item: Item, context: OwnContext): Day {
  const [top] = item.line;
  return top === undefined ? signedDay(item) : Math.max(signedDay(item), dayOfLevel(id, top, context));
}

/** The last day of the year; what is still open when its year is over gets another month. */
function lastDayOfYear({ id, at }: OwnContext): Day {
  const { last } = yearDaysOf(id);
  return dayOf(at) <= last ? last : dayOf(at) + 31;
}

/** As far as an extension can put a level off: to the day of the level above, or to the end of the year. */
export const latestDayFor = (item: string, above: Assignment | undefined, context: OwnContext): Day =>
  above === undefined ? lastDayOfYear(context) : dayOfLevel(item, above, context);

/** Why a level cannot be given an item for this day; undefined where it can. Once the signed day has passed, the first level may have it to the year's end. */
export function refuseDay(id: string, item: Item, above: Assignment | undefined, dueDay: Day, context: OwnContext): Refusal | undefined {
  const today = dayOf(context.at);
  const held = heldDay(id, item, context);
  const isBound = above === undefined && today <= held;
  if (isBound && dueDay > held) return refuse('BeyondSignedDay', { item: item.title, signed: formatDay(held) });
  const to = isBound ? held : Math.max(today, latestDayFor(id, above, context));
  return dueDay < today || dueDay > to ? refuse('InvalidDates', { from: formatDay(today), to: formatDay(to) }) : undefined;
}

/** The day from which an open item counts as overdue although no duty of it may be: nobody has it yet, or whoever has it got it too late. */
export function overdueSince(item: Item, today: Day): Day | undefined {
  if (item.status === 'planned') return today > signedDay(item) ? signedDay(item) : undefined;
  const [top] = item.line;
  return item.status === 'assigned' && top?.attempt === 1 && top.status !== 'fed-back' ? top.overdue?.firstDue : undefined;
}

/** What is late already of an item that the first level is given now; undefined where it is in time. */
export function overdueAt(id: string, item: Item, context: OwnContext): Overdue | undefined {
  const [top] = item.line;
  if (top?.overdue === undefined && dayOf(context.at) <= heldDay(id, item, context)) return undefined;
  const isCounted = top !== undefined && top.status !== 'fed-back';
  return { firstDue: firstDueOfItem(item), ...(isCounted ? { isCounted } : {}) };
}
