import type { Actor } from '../../domain/actor.js';
import type { Typed } from '../../domain/entity.js';
import { isKind } from '../../domain/kinds.js';
import { rolesFor, scopeOf } from '../../domain/rights.js';
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

/** What names something in an event of a unit, by the kind of what it names. */
const NAMES = { pilot: ['pilot'], notice: ['notice', 'number'] } as const;

/** An event of the record as this actor may read it: what lies wholly beyond them is not named, that something came is. */
export function eventSeenBy(actor: Actor, event: Typed): object {
  if (isMoving(event) && event.moves !== undefined) return { ...event, moves: inventorySeenBy(actor, event.moves) };
  const hidden = (['pilot', 'notice'] as const).flatMap((kind): readonly string[] =>
    kind in event && scopeOf(kind, actor).sees === 'nothing' ? NAMES[kind] : [],
  );
  return Object.fromEntries(Object.entries(event).filter(([name]) => !hidden.includes(name)));
}
