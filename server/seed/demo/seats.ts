import { postOf, ROLES, unitOfPost, type Actor, type PostId, type Role } from '../../../domain/actor.js';
import type { Instant } from '../../../domain/calendar.js';
import { pathOfCode } from '../../../domain/unit-code.js';

export interface SeatedPerson {
  readonly person: string;
  readonly name: string;
}
interface Sitting extends SeatedPerson {
  readonly tenure: string;
}
interface Seat {
  tenures: number;
  holder?: Sitting;
  deputy?: Sitting & { readonly onBehalfOf: string; readonly until: Instant };
}

/** Who holds which post while the past is told, and how the API would stamp them. */
export interface Seats {
  take(unit: string, role: Role, person: SeatedPerson): void;
  delegate(unit: string, role: Role, person: SeatedPerson, until: Instant): void;
  leave(unit: string, role: Role): void;
  /** Whoever acts in the post at that instant, a deputy before the holder; undefined where it is empty. */
  actorIn(unit: string, role: Role, at: Instant): Actor | undefined;
  /** The same, told by the post. */
  actorAt(post: PostId, at: Instant): Actor | undefined;
  /** The holder even while a deputy acts. Throws where the post is empty. */
  holderOf(unit: string, role: Role): Actor;
}

export function createSeats(): Seats {
  const seats = new Map<PostId, Seat>();
  const seatOf = (unit: string, role: Role): Seat => {
    const post = postOf(unit, role);
    const seat = seats.get(post) ?? { tenures: 0 };
    seats.set(post, seat);
    return seat;
  };
  const sit = (unit: string, role: Role, seat: Seat, { person, name }: SeatedPerson): Sitting => {
    seat.tenures += 1;
    return { person, name, tenure: `${postOf(unit, role)}@${seat.tenures}` };
  };
  const stamp = (unit: string, role: Role, { person, name, tenure }: Sitting): Actor => ({
    person,
    name,
    post: postOf(unit, role),
    role,
    unit,
    unitPath: pathOfCode(unit) ?? [unit],
    tenure,
  });
  const actorIn = (unit: string, role: Role, at: Instant): Actor | undefined => {
    const { holder, deputy } = seatOf(unit, role);
    if (deputy !== undefined && deputy.until > at) return { ...stamp(unit, role, deputy), onBehalfOf: deputy.onBehalfOf };
    return holder === undefined ? undefined : stamp(unit, role, holder);
  };
  return {
    take(unit, role, person) {
      const seat = seatOf(unit, role);
      delete seat.deputy;
      seat.holder = sit(unit, role, seat, person);
    },
    delegate(unit, role, person, until) {
      const seat = seatOf(unit, role);
      seat.deputy = { ...sit(unit, role, seat, person), until, onBehalfOf: seat.holder?.person ?? '' };
    },
    leave(unit, role) {
      const seat = seatOf(unit, role);
      delete seat.holder;
      delete seat.deputy;
    },
    actorIn,
    actorAt(post, at) {
      const role = ROLES.find((one) => one === post.slice(post.indexOf('/') + 1));
      return role === undefined ? undefined : actorIn(unitOfPost(post), role, at);
    },
    holderOf(unit, role) {
      const { holder } = seatOf(unit, role);
      if (holder === undefined) throw new Error(`${postOf(unit, role)} is empty`);
      return stamp(unit, role, holder);
    },
  };
}
