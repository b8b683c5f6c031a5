import type { PostId } from './actor.js';
import type { Day } from './calendar.js';
import type { Watched } from './duty.js';
import { ladderOf, type Rung } from './ladders.js';

/** A duty that reached a rung beyond its reminders, for whoever answers for the place (升级). */
export interface Climb {
  readonly duty: string;
  readonly kind: string;
  readonly post: PostId;
  readonly rung: Rung;
  /** Never changes: by it both ends know where a duty's story is kept. */
  readonly firstDue: Day;
  readonly due: Day;
}
/** What is kept of one that had climbed: who owed it, and since when. */
export interface Climbed {
  readonly post: PostId;
  readonly firstDue: Day;
}
/** One that had climbed and is settled, or has a later date and climbs anew. */
export interface ClimbOver extends Climbed {
  readonly duty: string;
  readonly outcome: 'done' | 'withdrawn' | 'moved';
}
export const climbedOf = ({ post, firstDue }: Climbed): Climbed => ({ post, firstDue });

/** Whether so many rungs of its ladder lie beyond the reminders. */
export const hasClimbed = (duty: Pick<Watched, 'ladder'>, step: number): boolean => {
  const rung = ladderOf(duty)[step - 1]?.rung;
  return rung !== undefined && rung !== 'reminder';
};
