import { formatDay, type Instant, type Term } from '../calendar.js';
import type { Role } from '../actor.js';
import type { Duty } from '../duty.js';
import type { UnitEvent } from './messages.js';
import { postsOf } from './posts.js';
import { fillerOf, type Post, type Unit } from './state.js';

/** Working days (rules: Clocks, proposed): to find a holder of a post that is empty or whose holder's account is locked; to say what becomes of a handover that was refused. */
const TERM_DAYS = { filling: 10, settling: 3 } as const;

export const UNIT_DUTY_KINDS = ['fill-post', 'replace-holder', 'settle-handover'] as const;
export type UnitDutyKind = (typeof UNIT_DUTY_KINDS)[number];

export const UNIT_FULFILLED_BY: Readonly<Record<UnitDutyKind, readonly UnitEvent['type'][]>> = {
  'fill-post': ['holderAssigned'],
  'replace-holder': ['postHandedOver', 'holderReleased'],
  'settle-handover': ['handoverPlanned', 'postHandedOver', 'handoverCancelled', 'holderReleased'],
};

const within = (from: Instant, days: number): Term => ({ kind: 'after', from, days, unit: 'working' });

/** A post left empty is itself owed by the level above; so is one whose holder cannot act, and the word on a handover that was refused. */
export function dutiesOfUnit(state: Unit): readonly Duty[] {
  if (state.phase !== 'active') return [];
  const parent = state.path.at(-2);
  return postsOf(state).flatMap(([role, post]) => [...ofSeat(role, post, parent), ...ofHandover(role, post)]);
}

function ofSeat(role: Role, { holder, emptySince, lockedSince, tenures }: Post, parent: string | undefined): Duty[] {
  const post = fillerOf(parent, role);
  if (holder === undefined)
    return [{ id: `fill-${role}-${tenures + 1}`, kind: 'fill-post', post, term: within(emptySince, TERM_DAYS.filling) }];
  if (lockedSince === undefined) return [];
  return [{ id: `replace-${role}-${lockedSince}`, kind: 'replace-holder', post, term: within(lockedSince, TERM_DAYS.filling) }];
}

/** A refused one leaves its holder in the post: whoever planned it plans another, hands over at once, or lets it be. */
function ofHandover(role: Role, { refusedHandover, tenures }: Post): Duty[] {
  if (refusedHandover === undefined) return [];
  const { by, effective, at, tenuresThen = tenures } = refusedHandover;
  const id = `settle-handover-${role}-${tenuresThen}-${formatDay(effective)}`;
  return [{ id, kind: 'settle-handover', post: by, term: within(at, TERM_DAYS.settling) }];
}
