import type { PostId, Role } from '../actor.js';
import type { Instant } from '../calendar.js';
import type { Inventory } from './inventory.js';
import type { OpenWork } from './messages.js';

/** What is known of a person outside the unit in which they are to sit. */
export interface KnownPerson {
  readonly name: string;
  /** No account of theirs is open: nobody could act. */
  readonly isLocked: boolean;
  /** The roles of all posts held in any unit. */
  readonly personHolds: readonly Role[];
}

/** What a unit is told with a command about its posts: it knows itself alone. Read from the views, so that it is as true as they are at that instant. */
export interface PostDesk {
  person(person: string, now: Instant): Promise<KnownPerson | undefined>;
  /** Whoever acts for this person in any unit, and for those in turn. */
  passesOn(person: string, now: Instant): Promise<readonly string[]>;
  /** What would go with the post at this instant. */
  inventory(post: PostId, now: Instant): Promise<Inventory>;
  /** The same, but for the items. */
  counts(post: PostId): Promise<Omit<Inventory, 'asOf' | 'items'>>;
  /** What the post still owes, to whatever entity; undefined where that is nothing. */
  owes(post: PostId): Promise<OpenWork | undefined>;
}
