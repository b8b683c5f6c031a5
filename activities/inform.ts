import type { Instant } from '../domain/calendar.js';
import { postOf, ROLES } from '../domain/actor.js';
import type { EntityRef, Message, Typed } from '../domain/entity.js';
import type { PostDesk } from '../domain/unit/post-desk.js';

/** A command with facts beside its words. */
type Informed = Typed & Readonly<Record<string, unknown>>;

/**
 * A message as it is handed over: where its receiver must know what lies outside itself, that is added now. As with the holder of a post in
 * a mail, what counts is what is true on arrival.
 */
export async function informed(desk: PostDesk, to: EntityRef, command: Message, now: Instant): Promise<Informed> {
  if (to.kind !== 'unit' || command.type !== 'takeOverPost') return command;
  const { person = '' } = command;
  const role = ROLES.find((one) => one === command['role']);
  const [known, moves] = await Promise.all([
    desk.person(person, now),
    role === undefined ? undefined : desk.inventory(postOf(to.id, role), now),
  ]);
  if (known === undefined) return { ...command, isUnknown: true };
  const { isLocked, personHolds } = known;
  return { ...command, isLocked, personHolds, ...(moves === undefined ? {} : { moves }) };
}
