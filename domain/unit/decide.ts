import { postOf, type Role } from '../actor.js';
import { DAY_MS, type Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision } from '../entity.js';
import { mayDo } from '../rights.js';
import { UNIT_ACCEPTED_IN, type UnitCommand, type UnitEvent } from './messages.js';
import { FOUNDING_POSTS, isCodeOf, type Post, type Tenure, type Unit } from './state.js';

type Answer = Decision<UnitEvent>;

/** A delegation is for an absence, not for good: at most half a year (proposed). */
const LONGEST_DELEGATION_DAYS = 183;

/** Decides a command of a unit. */
export function decideUnit(unit: Unit, command: UnitCommand, context: Context): Answer {
  if (!UNIT_ACCEPTED_IN[command.type].includes(unit.phase)) {
    if (command.type === 'foundUnit') return refuse('AlreadyExists');
    return unit.phase === 'closed' ? refuse('Closed') : refuse('NotFound');
  }
  const { actor, at, id } = context;
  const path = command.type === 'foundUnit' ? [...command.parentPath, id] : unit.path;
  const parent = path.at(-2);
  const assigned = 'role' in command ? postOf(id, command.role) : undefined;
  const facts = { unit: id, ...(parent === undefined ? {} : { parent }), ...(assigned === undefined ? {} : { assigned }) };
  if (!mayDo(command.type, actor, facts)) return refuse('NoRight');
  switch (command.type) {
    case 'foundUnit':
      if (!isCodeOf(id, command.kind, parent)) return refuse('WrongCode', { kind: command.kind });
      return accept({ type: 'unitFounded', name: command.name, kind: command.kind, path, roles: FOUNDING_POSTS[command.kind], at });
    case 'addPost':
      if (unit.posts[command.role] !== undefined) return refuse('PostExists');
      return accept({ type: 'postAdded', role: command.role, reason: command.reason, at });
    case 'assignHolder':
      return withPost(unit, command.role, (post) =>
        post.holder === undefined
          ? accept({ type: 'holderAssigned', role: command.role, tenure: newTenure(id, post, command, at), reason: command.reason })
          : refuse('PostHeld', { holder: post.holder.name }),
      );
    case 'releaseHolder':
      return withPost(unit, command.role, ({ holder, delegation }) =>
        holder === undefined
          ? refuse('PostEmpty')
          : accept<UnitEvent>(...endOf(command.role, delegation, command.reason), {
              type: 'holderReleased',
              role: command.role,
              from: holder,
              reason: command.reason,
              at,
            }),
      );
    case 'handOverPost':
      return withPost(unit, command.role, (post) => handOver(post, command, context));
    case 'delegatePost':
      return withPost(unit, command.role, (post) => delegate(post, command, context));
    case 'endDelegation':
      return withPost(unit, command.role, ({ delegation }) =>
        delegation === undefined ? refuse('DelegationMissing') : accept<UnitEvent>(...endOf(command.role, delegation, command.reason)),
      );
    case 'closeUnit':
      if (unit.openPilots.length > 0) return refuse('OpenPilots', { count: unit.openPilots.length });
      return accept({ type: 'unitClosed', reason: command.reason });
    case 'notePilotOpened':
      return accept({ type: 'pilotOpened', pilot: command.pilot });
    case 'notePilotEnded':
      return accept({ type: 'pilotEnded', pilot: command.pilot });
    default:
      return command satisfies never;
  }
}

function withPost({ posts }: Unit, role: Role, then: (post: Post) => Answer): Answer {
  const post = posts[role];
  return post === undefined ? refuse('PostUnknown', { role }) : then(post);
}

/** `53/liaison@3`: the third tenure, or delegation, of that post. */
function newTenure(
  unit: string,
  { tenures }: Post,
  { role, person, name }: { role: Role; person: string; name: string },
  since: Instant,
): Tenure {
  return { id: `${postOf(unit, role)}@${tenures + 1}`, person, name, since };
}

/** A delegation does not outlive the tenure it was given in. */
function endOf(role: Role, delegation: Post['delegation'], reason: string): UnitEvent[] {
  return delegation === undefined ? [] : [{ type: 'delegationEnded', role, delegation, reason }];
}

function handOver(post: Post, command: UnitCommand & { type: 'handOverPost' }, { actor, at, id }: Context): Answer {
  if (post.holder === undefined) return refuse('PostEmpty');
  if (actor.onBehalfOf !== undefined && actor.post === postOf(id, command.role)) return refuse('NotYourPost');
  if (post.holder.person === command.person) return refuse('HolderUnchanged');
  return accept<UnitEvent>(...endOf(command.role, post.delegation, command.reason), {
    type: 'postHandedOver',
    role: command.role,
    from: post.holder,
    to: newTenure(id, post, command, at),
    reason: command.reason,
  });
}

function delegate(post: Post, command: UnitCommand & { type: 'delegatePost' }, { actor, at, id }: Context): Answer {
  if (post.holder === undefined) return refuse('PostEmpty');
  if (actor.onBehalfOf !== undefined) return refuse('DelegationOfDelegation');
  if (post.delegation !== undefined) return refuse('DelegationExists', { holder: post.delegation.name });
  if (post.holder.person === command.person) return refuse('HolderUnchanged');
  if (command.until <= at || command.until > at + LONGEST_DELEGATION_DAYS * DAY_MS)
    return refuse('DelegationTooLong', { days: LONGEST_DELEGATION_DAYS });
  const delegation = { ...newTenure(id, post, command, at), until: command.until, onBehalfOf: post.holder.person };
  return accept({ type: 'postDelegated', role: command.role, delegation, reason: command.reason });
}
