import { postOf, type PostId, type Role } from '../actor.js';
import { dayOf, type Day } from '../calendar.js';
import type { Consequence } from '../entity.js';
import { mailTo } from '../mail-consequence.js';
import type { UnitEvent } from './messages.js';
import type { Unit } from './state.js';

/**
 * Who is told that a post changes hands: the post itself, so that whoever holds it from then on is written to; the office directors of the
 * unit and of the unit above. Nobody is told of what they did themselves, and of one handover nobody twice: the office directors hear of a
 * planned one when it is planned and again only where nothing comes of it. A delegation that runs out on its day was announced.
 */
export function noticesOfSeats(unit: Unit, event: UnitEvent, id: string): readonly Consequence[] {
  switch (event.type) {
    case 'holderAssigned':
      return event.by === undefined ? [] : [toPost(id, event.role, event.type)];
    case 'postHandedOver': {
      const { role, by } = event;
      const own = toPost(id, role, 'postTakenOver');
      return by === undefined ? [own] : [own, ...toOffices(unit, id, { role, by }, event.type)];
    }
    case 'handoverPlanned': {
      const { role, by, effective: day } = event;
      return by === undefined ? [] : toAll(unit, id, { role, by }, event.type, day);
    }
    case 'handoverCancelled': {
      const { role, by } = event;
      return by === undefined ? [] : toAll(unit, id, { role, by }, event.type);
    }
    case 'handoverRefused':
      return toAll(unit, id, event, 'handoverCancelled');
    case 'postDelegated': {
      const { role, delegation } = event;
      const day = dayOf(delegation.until - 1);
      return [toPost(id, role, 'delegationReceived', day), ...toOffices(unit, id, { role, by: postOf(id, role) }, event.type, day)];
    }
    case 'delegationEnded': {
      const { role, by } = event;
      // The delegate gives it back as often as the holder takes it: the holder is told in any case.
      return by === undefined ? [] : [toPost(id, role, event.type), ...toOffices(unit, id, { role, by }, event.type)];
    }
    default:
      return [];
  }
}

interface Doing {
  readonly role: Role;
  /** The post it was done with. */
  readonly by: PostId;
}

const factsOf = (post: PostId, day: Day | undefined) => (day === undefined ? { post } : { post, day });
const toPost = (id: string, role: Role, notice: string, day?: Day): Consequence =>
  mailTo(postOf(id, role), notice, factsOf(postOf(id, role), day));

/** Where a unit has no office director of its own, the one above alone. */
function toOffices({ path, posts }: Unit, id: string, { role, by }: Doing, notice: string, day?: Day): Consequence[] {
  const parent = path.at(-2);
  const offices = [
    ...(posts['office-director'] === undefined ? [] : [postOf(id, 'office-director')]),
    ...(parent === undefined ? [] : [postOf(parent, 'office-director')]),
  ];
  const own = postOf(id, role);
  return offices.filter((post) => post !== own && post !== by).map((post) => mailTo(post, notice, factsOf(own, day)));
}

const toAll = (unit: Unit, id: string, doing: Doing, notice: string, day?: Day): Consequence[] => [
  ...(doing.by === postOf(id, doing.role) ? [] : [toPost(id, doing.role, notice, day)]),
  ...toOffices(unit, id, doing, notice, day),
];
