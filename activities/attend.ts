import { Context } from '@temporalio/activity';
import type { BulkBox, WaitingItem } from '../domain/bulk.js';
import { SECOND_MS, type Instant } from '../domain/calendar.js';
import type { Send } from '../domain/ports.js';
import { SHIFT_MS } from './deliver.js';

export interface AttendPorts {
  readonly items: BulkBox;
  readonly send: Send;
  readonly now: () => Instant;
}
export interface ClerkPorts extends AttendPorts {
  /** Aborted when the worker is to stop: a shift then ends after what is in hand. */
  readonly closing: AbortSignal;
}

const BATCH = 200;
/** Items on their way at once, each to an entity of its own as a rule. */
export const ITEMS_AT_ONCE = 10;
const LOOK_AGAIN_MS = SECOND_MS;
const LONGEST_BACKOFF_MS = 60 * SECOND_MS;

/**
 * Sends one item as the single command would be sent, and notes what came of it. Safe to run twice: the command's id is the item's own.
 * `put-off` where the engine or the entity is busy or away: the clerk tries again.
 */
export async function attendTo({ items, send, now }: AttendPorts, item: WaitingItem): Promise<'settled' | 'put-off'> {
  const { id, to, actor, receivedAt, command, commandId, commandHash } = item;
  const answer = await send({ id: commandId, hash: commandHash, to, actor, receivedAt, command });
  if (answer.ok) {
    await items.done(id, answer.receipt, now());
    return 'settled';
  }
  switch (answer.code) {
    case 'Busy':
    case 'EngineAway':
    case 'Uncertain':
      await items.postpone(id, backedOff(item, now()));
      return 'put-off';
    default:
      await items.refused(id, { code: answer.code, facts: answer.facts }, now());
      return 'settled';
  }
}

const backedOff = ({ attempts }: WaitingItem, now: Instant): Instant => now + Math.min(LONGEST_BACKOFF_MS, SECOND_MS * 2 ** attempts);

/** The clerk: works through what was asked for in bulk, item by item, and goes on where it stood, whoever fell in between. */
export function createClerkActivities({ closing, ...ports }: ClerkPorts) {
  const { items, now } = ports;

  /** An item that meets a defect is put off like one whose entity is busy; the others go on. */
  const tryToAttend = async (item: WaitingItem): Promise<void> => {
    try {
      await attendTo(ports, item);
    } catch (error) {
      Context.current().log.error('an item of a bulk command could not be sent', { id: item.id, error });
      await items.postpone(item.id, backedOff(item, now()));
    }
  };

  return {
    async attend(): Promise<void> {
      const context = Context.current();
      const endsAt = performance.now() + SHIFT_MS;
      const isOver = (): boolean => closing.aborted || context.cancellationSignal.aborted;
      while (performance.now() < endsAt && !isOver()) {
        context.heartbeat();
        const due = await items.dueItems(now(), BATCH);
        if (due.length === 0) await context.sleep(LOOK_AGAIN_MS);
        for (let from = 0; from < due.length && !isOver(); from += ITEMS_AT_ONCE) {
          await Promise.all(due.slice(from, from + ITEMS_AT_ONCE).map(tryToAttend));
          context.heartbeat();
        }
      }
    },
  };
}
export type ClerkActivities = ReturnType<typeof createClerkActivities>;
