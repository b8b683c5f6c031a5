import type { PostId } from '../domain/actor.js';
import type { Calendar, Instant } from '../domain/calendar.js';
import { nextDigest, quietUntil, regionOfPost } from '../domain/mail-hours.js';

export interface DaysOffPorts {
  /** A region's, as published today. */
  readonly calendar: (region: string) => Promise<Calendar>;
  /** When a day's digests leave, in minutes after midnight. */
  readonly digestMin: number;
  readonly now: () => Instant;
}

/** For one look of the postman: which posts have a day off, each by the calendar of its own province. */
export function createDaysOff({ calendar, digestMin, now }: DaysOffPorts) {
  const known = new Map<string, Promise<Calendar>>();
  const calendarOf = (post: PostId): Promise<Calendar> => {
    const region = regionOfPost(post);
    const asked = known.get(region) ?? calendar(region);
    known.set(region, asked);
    return asked;
  };
  return {
    /** Until when nothing leaves for these posts; those to which something may leave now are not among them. */
    async until(posts: readonly PostId[]): Promise<ReadonlyMap<PostId, Instant>> {
      const found = new Map<PostId, Instant>();
      for (const post of posts) {
        const until = quietUntil(await calendarOf(post), now(), digestMin);
        if (until !== undefined) found.set(post, until);
      }
      return found;
    },
    /** The next digest after today's of whoever holds these posts; the earliest, where they lie in several provinces. */
    async nextDigest(posts: readonly PostId[]): Promise<Instant> {
      const each = await Promise.all(posts.map(async (post) => nextDigest(await calendarOf(post), now(), digestMin)));
      return Math.min(...each);
    },
  };
}
export type DaysOff = ReturnType<typeof createDaysOff>;
