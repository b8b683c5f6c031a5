import { Context } from '@temporalio/activity';
import { SYSTEM } from '../domain/actor.js';
import { SECOND_MS, type Instant } from '../domain/calendar.js';
import type { Bell, MessageBox, MessageLane, WaitingMessage } from '../domain/errand-ports.js';
import { isMoot } from '../domain/moot.js';
import type { Send } from '../domain/ports.js';
import { informed, type InformingPorts } from './inform.js';

export interface CourierPorts extends InformingPorts {
  readonly messages: MessageBox;
  readonly bell: Bell;
  readonly send: Send;
  readonly now: () => Instant;
  /** Aborted when the worker is to stop: a shift then ends after what is in hand, and is not missed until its heartbeat is. */
  readonly closing: AbortSignal;
}

/** One call of an errand's activity works for about this long, by no clock that can be set, and is then made anew, so that its history stays short. */
export const SHIFT_MS = 60 * SECOND_MS;
const BATCH = 200;
const LONGEST_REST_MS = 5 * SECOND_MS;
/** Where something became due between two looks; another process may have it in hand. */
const SHORTEST_REST_MS = 50;
const AT_ONCE = 10;
/** Fewer than a process may have under way to one entity (docs/adr/0017), or the courier would turn its own messages away. */
const AT_ONCE_TO_ONE = 4;
const LONGEST_BACKOFF_MS = 5 * 60 * SECOND_MS;

/** The courier: brings messages to their entities through the same `send` as everybody's, in order per sender and receiver. */
export function createCourierActivities({ messages, bell, send, desk, automaticIssue, now, closing }: CourierPorts) {
  const backedOff = ({ attempts }: WaitingMessage): Instant => now() + Math.min(LONGEST_BACKOFF_MS, SECOND_MS * 2 ** attempts);

  /** Whether it is settled, so that the next of its lane may follow. */
  const bring = async (message: WaitingMessage): Promise<boolean> => {
    const { id, to } = message;
    const at = now();
    const command = await informed({ desk, automaticIssue }, to, message.command, at);
    const answer = await send({ id, hash: '', to, actor: SYSTEM, receivedAt: at, command });
    if (answer.ok || isMoot(message, answer.code)) {
      await messages.delivered(id, now());
      return true;
    }
    switch (answer.code) {
      // The receiver or the engine is busy or away: back off from this receiver, others are not held up.
      case 'Busy':
      case 'EngineAway':
      case 'Uncertain':
        await messages.postpone(id, backedOff(message));
        return false;
      default:
        await messages.refused(id, answer.code, now());
        return true;
    }
  };

  /** A message that meets a defect backs off like one whose receiver is busy; the others go on. */
  const tryToBring = async (message: WaitingMessage): Promise<boolean> => {
    try {
      return await bring(message);
    } catch (error) {
      Context.current().log.error('a message could not be delivered', { id: message.id, error });
      await messages.postpone(message.id, backedOff(message));
      return false;
    }
  };

  /** The first of a lane; what may follow it, where it is settled. */
  const advance = async ([first, ...behind]: MessageLane): Promise<MessageLane> =>
    first !== undefined && (await tryToBring(first)) ? behind : [];

  /** Until something new comes, or the first of what waits may go. */
  const rest = async (): Promise<void> => {
    const next = await messages.nextDueAt();
    const waitMs = Math.min(LONGEST_REST_MS, (next ?? Infinity) - now());
    await bell.rung('message', Math.max(SHORTEST_REST_MS, waitMs));
  };

  return {
    async deliver(): Promise<void> {
      const context = Context.current();
      const endsAt = performance.now() + SHIFT_MS;
      const isOver = (): boolean => closing.aborted || context.cancellationSignal.aborted;
      while (performance.now() < endsAt && !isOver()) {
        context.heartbeat();
        const due = await messages.dueMessages(now(), BATCH);
        if (due.length === 0) {
          await rest();
          continue;
        }
        for (let left = due; left.length > 0 && !isOver();) {
          const round = roundOf(left);
          const advanced = await Promise.all(round.map(advance));
          // Who had a turn stands behind those that had none.
          left = [...left.filter((lane) => !round.includes(lane)), ...advanced.filter(({ length }) => length > 0)];
          context.heartbeat();
        }
      }
    },
  };
}
export type CourierActivities = ReturnType<typeof createCourierActivities>;

/** Those of the lanes whose first may go at once. */
function roundOf(lanes: readonly MessageLane[]): readonly MessageLane[] {
  const shares = new Map<string, number>();
  const round: MessageLane[] = [];
  for (const lane of lanes) {
    if (round.length === AT_ONCE) break;
    const [first] = lane;
    if (first === undefined) continue;
    const receiver = `${first.to.kind}/${first.to.id}`;
    const share = shares.get(receiver) ?? 0;
    if (share === AT_ONCE_TO_ONE) continue;
    shares.set(receiver, share + 1);
    round.push(lane);
  }
  return round;
}
