import { CENTRE, unitOfPost, type PostId } from './actor.js';
import { addWorkingDays, atTimeOfDay, dayOf, isWorkingDay, type Calendar, type Day, type Instant } from './calendar.js';

/** When a day's digests leave, in minutes after midnight, where a site says nothing else (rules: Mail, proposed). */
export const DIGEST_MIN = 8 * 60 + 30;
const OFFICE_ENDS_MIN = 18 * 60;

/** Whose days off the mail to a post keeps: its own province's, whatever the mail is about. */
export const regionOfPost = (post: PostId): string => unitOfPost(post).slice(0, 2) || CENTRE;

/**
 * The calendar of an entity as it counts for a post of another region: without the days off its province added. What else is off where the
 * post is, only the postman knows, and he waits.
 */
export function calendarFor(post: PostId, calendar: Calendar): Calendar {
  const { overlay, ...rest } = calendar;
  if (overlay === undefined || calendar.region === regionOfPost(post)) return calendar;
  const added = new Set(overlay.daysOff);
  return { ...rest, region: CENTRE, daysOff: calendar.daysOff.filter((day) => !added.has(day)) };
}

/** The digest of the next working day after this one. */
export const nextDigest = (calendar: Calendar, at: Instant, digestMin: number): Instant =>
  atTimeOfDay(addWorkingDays(calendar, dayOf(at), 1), digestMin);

/** Until when no mail leaves at all: from midnight before a day off to the digest of the next working day; undefined where mail may leave. */
export function quietUntil(calendar: Calendar, at: Instant, digestMin: number): Instant | undefined {
  const today = dayOf(at);
  if (!isWorkingDay(calendar, today)) return nextDigest(calendar, at, digestMin);
  const opens = atTimeOfDay(today, digestMin);
  return at < opens && !isWorkingDay(calendar, today - 1) ? opens : undefined;
}

/** The first working day on which somebody can be counted on to read an urgent notice written then: the next one where office hours are over. */
export function readableOn(calendar: Calendar, at: Instant): Day {
  const today = dayOf(at);
  const isInTime = isWorkingDay(calendar, today) && at < atTimeOfDay(today, OFFICE_ENDS_MIN);
  return isInTime ? today : addWorkingDays(calendar, today, 1);
}

/**
 * The first instant from `at` on at which a notice may leave. An urgent one goes at once, and on a day off with the next working day's
 * digest; any other waits for the digest, or goes in office hours, where the person has had no digest that day yet.
 */
export function leavesFrom(calendar: Calendar, at: Instant, isUrgent: boolean, digestMin: number): Instant {
  if (isUrgent) return quietUntil(calendar, at, digestMin) ?? at;
  const today = dayOf(at);
  if (isWorkingDay(calendar, today) && at < atTimeOfDay(today, OFFICE_ENDS_MIN)) return Math.max(at, atTimeOfDay(today, digestMin));
  return nextDigest(calendar, at, digestMin);
}
