import type { Chain, Escalation, EscalationGroup } from './state.js';

type Held = Pick<Chain, 'groups' | 'escalations'>;

/** A chain recorded by the first versions holds each by itself. */
export const groupsOf = ({ groups, escalations = {} }: Held): readonly EscalationGroup[] =>
  groups ?? Object.entries(escalations).reduce<readonly EscalationGroup[]>((before, [id, one]) => added(before, [id], one), []);

/** Every one that is open, with its id. */
export const escalationsOf = (chain: Held): readonly (readonly [id: string, Escalation])[] =>
  groupsOf(chain).flatMap(({ ids, ...alike }) => ids.map((id) => [id, alike] as const));

/** Undefined where none of this id is open. */
export function escalationOf(chain: Held, id: string): Escalation | undefined {
  const group = groupsOf(chain).find(({ ids }) => ids.includes(id));
  if (group === undefined) return undefined;
  const { ids: _, ...alike } = group;
  return alike;
}

/** The groups with these as they now stand, and nowhere else. */
export const placed = (chain: Held, ids: readonly string[], now: Escalation): readonly EscalationGroup[] =>
  added(without(groupsOf(chain), ids), ids, now);

/** The groups without these. */
export const removed = (chain: Held, ids: readonly string[]): readonly EscalationGroup[] => without(groupsOf(chain), ids);

function added(groups: readonly EscalationGroup[], ids: readonly string[], one: Escalation): readonly EscalationGroup[] {
  const at = groups.findIndex((group) => isAlike(group, one));
  const known = groups[at];
  return known === undefined ? [...groups, { ...one, ids }] : groups.with(at, { ...known, ids: [...known.ids, ...ids] });
}

function without(groups: readonly EscalationGroup[], gone: readonly string[]): readonly EscalationGroup[] {
  const names = new Set(gone);
  return groups.flatMap((group) => {
    const left = group.ids.some((id) => names.has(id)) ? group.ids.filter((id) => !names.has(id)) : group.ids;
    if (left === group.ids) return [group];
    return left.length === 0 ? [] : [{ ...group, ids: left }];
  });
}

const isAlike = (a: Escalation, b: Escalation): boolean =>
  a.kind === b.kind &&
  a.rung === b.rung &&
  a.role === b.role &&
  a.on === b.on &&
  (a.round ?? 1) === (b.round ?? 1) &&
  a.due === b.due &&
  a.answered === b.answered &&
  a.firstDue === b.firstDue;
