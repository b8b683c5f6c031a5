import type { Instant } from '../domain/calendar.js';
import { postOf, ROLES } from '../domain/actor.js';
import type { EntityRef, Message, Typed } from '../domain/entity.js';
import type { AutomaticIssue } from '../domain/notice/automatic-issue.js';
import type { PostDesk } from '../domain/unit/post-desk.js';

/** A command with facts beside its words. */
type Informed = Typed & Readonly<Record<string, unknown>>;

/** What can be known of the world outside an entity. */
export interface InformingPorts {
  readonly desk: Pick<PostDesk, 'person' | 'inventory'>;
  /** Which supervision notices go out by themselves, as the site has it now. */
  readonly automaticIssue: () => Promise<AutomaticIssue & { readonly version: number }>;
}

/**
 * A message as it is handed over: where its receiver must know what lies outside itself, that is added now. As with the holder of a post in
 * a mail, what counts is what is true on arrival.
 */
export async function informed({ desk, automaticIssue }: InformingPorts, to: EntityRef, command: Message, now: Instant): Promise<Informed> {
  if (to.kind === 'notice' && command.type === 'draftNotice') return withSetting(command, await automaticIssue());
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

/** The draft of a supervision notice keeps the version of the setting it goes out by; a talk or a circular is decided by a person. */
function withSetting(command: Message, { kinds, version }: AutomaticIssue & { readonly version: number }): Informed {
  const { form, dutyKind = '' } = command;
  return form === 'notice' && kinds.includes(dutyKind) ? { ...command, automaticIssue: String(version) } : command;
}
