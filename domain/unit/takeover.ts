import { postOf } from '../actor.js';
import { startOfDay } from '../calendar.js';
import { accept, refuse, type Consequence, type Context, type Decision } from '../entity.js';
import { mailTo } from '../mail-consequence.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import { endOf, newTenure, unfit } from './seating.js';
import type { HandoverHindrance, PlannedHandover, Post, Unit } from './state.js';

type TakeOver = UnitCommand & { type: 'takeOverPost' };

/**
 * A handover on its day: it takes effect as from 00:00, or is refused with the reason where the person has left or has taken another seat
 * meanwhile. A delegation ends with the tenure it was given in.
 */
export function takeOver(unit: Unit, post: Post, command: TakeOver, context: Context): Decision<UnitEvent> {
  const { holder, handover, delegation } = post;
  const { role, person, moves } = command;
  if (holder === undefined || handover?.isDue !== true || handover.person !== person) return refuse('HandoverMissing');
  const { name, reason, effective } = handover;
  const cause = hindranceOf(unit, handover, command, context);
  if (cause !== undefined) {
    const by = handover.by ?? postOf(context.id, role);
    return accept({ type: 'handoverRefused', role, person, name, effective, cause, by, at: context.at });
  }
  return accept<UnitEvent>(...endOf(role, delegation, reason), {
    type: 'postHandedOver',
    role,
    from: holder,
    to: newTenure(context.id, post, { role, person, name }, startOfDay(effective)),
    reason,
    ...(moves === undefined ? {} : { moves }),
  });
}

function hindranceOf(unit: Unit, { name }: PlannedHandover, command: TakeOver, { actor }: Context): HandoverHindrance | undefined {
  if (command.isUnknown === true) return 'PersonUnknown';
  if (command.isLocked === true) return 'PersonLocked';
  return unfit(unit, { ...command, name }, actor) === undefined ? undefined : 'AdministratorsApart';
}

/** The unit sends itself the word that the day has come, so that what is known elsewhere is added on the way; who planned in vain is told. */
export function consequencesOfHandover(event: UnitEvent, id: string): readonly Consequence[] {
  switch (event.type) {
    case 'handoverFellDue': {
      const command = { type: 'takeOverPost', role: event.role, person: event.person };
      return [{ type: 'message', to: { kind: 'unit', id }, command, isMootOnceClosed: true }];
    }
    case 'handoverRefused':
      return [mailTo(event.by, 'handoverRefused', { post: postOf(id, event.role), cause: event.cause })];
    default:
      return [];
  }
}
