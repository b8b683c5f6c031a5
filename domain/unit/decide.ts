import { postOf, ROLES, SYSTEM, type Role } from '../actor.js';
import type { Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type OwnContext } from '../entity.js';
import { mayDo } from '../rights.js';
import { pathOfCode } from '../unit-code.js';
import { UNIT_ACCEPTED_IN, type UnitCommand, type UnitEvent } from './messages.js';
import { delegate, endDelegation } from './delegation.js';
import { cancelHandover, planHandover, refuseOrdered, refusePlanned } from './handover.js';
import { noteLocked, noteUnlocked, releaseHolder } from './locked-holder.js';
import { factsOfWork, removePost } from './post-removal.js';
import { endOf, hasLeft, newTenure, unfit, vacate } from './seating.js';
import { takeOver } from './takeover.js';
import { decideRegister } from './notice-register.js';
import { fillerOf, FOUNDING_POSTS, isCodeOf, mayHavePost, type Post, type Unit } from './state.js';

type Answer = Decision<UnitEvent>;

/** Decides a command of a unit. */
export function decideUnit(unit: Unit, command: UnitCommand, context: OwnContext): Answer {
  if (!UNIT_ACCEPTED_IN[command.type].includes(unit.phase)) {
    if (command.type === 'foundUnit') return refuse('AlreadyExists');
    return unit.phase === 'closed' ? refuse('Closed') : refuse('NotFound');
  }
  const { actor, at, id } = context;
  const path = command.type === 'foundUnit' ? [...command.parentPath, id] : unit.path;
  const parent = path.at(-2);
  const assigned = assignedPost(id, parent, command);
  const facts = { unit: id, ...(parent === undefined ? {} : { parent }), ...(assigned === undefined ? {} : { assigned }) };
  if (!mayDo(command.type, actor, facts)) return refuse('NoRight');
  switch (command.type) {
    case 'foundUnit':
      if (!isCodeOf(id, command.kind, parent) || path.join('/') !== pathOfCode(id)?.join('/'))
        return refuse('WrongCode', { kind: command.kind });
      return accept({ type: 'unitFounded', name: command.name, kind: command.kind, path, roles: FOUNDING_POSTS[command.kind], at });
    case 'addPost':
      if (!mayHavePost(unit.kind, command.role)) return refuse('PostUnknown', { role: command.role });
      if (unit.posts[command.role] !== undefined) return refuse('PostExists');
      return accept({ type: 'postAdded', role: command.role, reason: command.reason, at });
    case 'assignHolder':
      return withPost(unit, command.role, (post) => assign(unit, post, command, context));
    case 'releaseHolder':
      return withPost(unit, command.role, (post) => releaseHolder(post, command, context));
    case 'handOverPost':
      return withPost(unit, command.role, (post) => handOver(unit, post, command, context));
    case 'planHandover':
      return withPost(unit, command.role, (post) => planHandover(unit, post, command, context));
    case 'cancelHandover':
      return withPost(unit, command.role, (post) => cancelHandover(post, command, context));
    case 'takeOverPost':
      return withPost(unit, command.role, (post) => takeOver(unit, post, command, context));
    case 'delegatePost':
      return withPost(unit, command.role, (post) => delegate(unit, post, command, context));
    case 'endDelegation':
      return withPost(unit, command.role, (post) => endDelegation(post, command, context));
    case 'removePost':
      return withPost(unit, command.role, (post) => removePost(unit, post, command, context));
    case 'noteHolderLocked':
      return noteLocked(unit, command.person, at);
    case 'noteHolderUnlocked':
      return noteUnlocked(unit, command.person, at);
    case 'closeUnit':
      // Regions stay: pilots, cities and hosts below them would be left with nobody to answer for them.
      if (unit.kind !== 'host') return refuse('NotClosable');
      if (unit.openPilots.length > 0) return refuse('OpenPilots', { count: unit.openPilots.length });
      if (command.owes !== undefined) return refuse('UnitHasDuties', factsOfWork(command.owes));
      return accept<UnitEvent>(...vacateAll(unit, command.reason, at), { type: 'unitClosed', reason: command.reason });
    case 'notePilotOpened':
      return accept({ type: 'pilotOpened', pilot: command.pilot });
    case 'notePilotEnded':
      return accept({ type: 'pilotEnded', pilot: command.pilot });
    case 'assignNoticeNumber':
    case 'noteNoticeReceived':
    case 'noteNoticeVoided':
    case 'noteTalkWithdrawn':
      return decideRegister(unit, command, id);
    default:
      return command satisfies never;
  }
}

/** The post whose turn it is: to fill an empty one, or to free one of a holder who cannot act, the post that owes a holder; else the very post the command is about. */
function assignedPost(id: string, parent: string | undefined, command: UnitCommand): string | undefined {
  if (!('role' in command)) return undefined;
  return command.type === 'assignHolder' || command.type === 'releaseHolder' ? fillerOf(parent, command.role) : postOf(id, command.role);
}

function withPost({ posts }: Unit, role: Role, then: (post: Post) => Answer): Answer {
  const post = posts[role];
  return post === undefined ? refuse('PostUnknown', { role }) : then(post);
}

const vacateAll = ({ posts }: Unit, reason: string, at: Instant): UnitEvent[] =>
  ROLES.flatMap((role) => {
    const post = posts[role];
    return post === undefined ? [] : vacate(role, post, reason, at);
  });

function assign(unit: Unit, post: Post, command: UnitCommand & { type: 'assignHolder' }, { actor, at, id }: Context): Answer {
  if (post.holder !== undefined) return refuse('PostHeld', { holder: post.holder.name });
  const tenure = newTenure(id, post, command, at);
  // Nobody is written to about the posts a site begins with.
  const by = actor.person === SYSTEM.person ? {} : { by: actor.post };
  return unfit(unit, command, actor) ?? accept({ type: 'holderAssigned', role: command.role, tenure, reason: command.reason, ...by });
}

function handOver(unit: Unit, post: Post, command: UnitCommand & { type: 'handOverPost' }, context: Context): Answer {
  const { actor, at, id } = context;
  if (post.holder === undefined) return refuse('PostEmpty');
  if ((actor.onBehalfOf !== undefined && actor.post === postOf(id, command.role)) || hasLeft(command.role, post, context))
    return refuse('NotYourPost');
  if (post.handover !== undefined) return refusePlanned(post.handover);
  if (post.holder.person === command.person) return refuse('HolderUnchanged');
  return (
    refuseOrdered(post.refusedHandover, postOf(id, command.role), actor) ??
    unfit(unit, command, actor) ??
    accept<UnitEvent>(...endOf(command.role, post.delegation, command.reason), {
      type: 'postHandedOver',
      role: command.role,
      from: post.holder,
      to: newTenure(id, post, command, at),
      reason: command.reason,
      by: actor.post,
      ...(command.moves === undefined ? {} : { moves: command.moves }),
    })
  );
}
