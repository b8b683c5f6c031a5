import { personsOf, type Actor } from './actor.js';
import { refuse, type OwnContext, type Refusal } from './entity.js';
import { isLateAt } from './light.js';

/** Whether the actor, or the one whose post it is, is among these persons. */
export const hasPartIn = (persons: readonly string[] | undefined, actor: Actor): boolean =>
  persons !== undefined && personsOf(actor).some((person) => persons.includes(person));

/** Why a verdict cannot be given: it is about another submission than the one that waits. Verdicts of old histories name none. */
export const refuseStale = (named: number | undefined, current: number): Refusal | undefined =>
  named === undefined || named === current ? undefined : refuse('StaleVersion', { current });

/** Whether what is owed under this id is past the day the supervisor holds it to, whatever moved that day. */
export function isOverdue({ watched, at }: OwnContext, duty: string): boolean {
  const owed = watched[duty];
  return owed !== undefined && isLateAt(owed, at);
}
