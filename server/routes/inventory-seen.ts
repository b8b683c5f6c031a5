import type { Actor } from '../../domain/actor.js';
import type { Typed } from '../../domain/entity.js';
import { isKind } from '../../domain/kinds.js';
import { rolesFor } from '../../domain/rights.js';
import type { Inventory } from '../../domain/unit/inventory.js';
import type { UnitEvent } from '../../domain/unit/messages.js';
import { pathOfCode } from '../../domain/unit-code.js';
import { isVisible } from './commands.js';

const PLANNERS = rolesFor('planHandover');

/** A list of what moves as this actor may read it: whoever may plan a handover sees every item, others those that exist for them. The numbers stay. */
export function inventorySeenBy(actor: Actor, inventory: Inventory): Inventory {
  if (PLANNERS.includes(actor.role)) return inventory;
  return { ...inventory, items: inventory.items.filter(({ id }) => isItemVisible(actor, id)) };
}

/** `pilot/53-2026-0007#plan-1`. Of the paths only that of a unit is asked for: those who plan no handover see either all of the other kinds or nothing. */
function isItemVisible(actor: Actor, id: string): boolean {
  const [kind = '', entity = ''] = id.split(/[/#]/);
  return isKind(kind) && isVisible(kind, actor, kind === 'unit' ? (pathOfCode(entity) ?? []) : []);
}

type Moving = Typed & Extract<UnitEvent, { type: 'handoverPlanned' | 'postHandedOver' }>;
const isMoving = (event: Typed): event is Moving => event.type === 'handoverPlanned' || event.type === 'postHandedOver';

/** An event of the record as this actor may read it. */
export const eventSeenBy = (actor: Actor, event: Typed): object =>
  isMoving(event) && event.moves !== undefined ? { ...event, moves: inventorySeenBy(actor, event.moves) } : event;
