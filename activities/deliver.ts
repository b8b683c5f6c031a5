import { Context } from '@temporalio/activity';
import { SYSTEM } from '../domain/actor.js';
import { SECOND_MS, type Instant } from '../domain/calendar.js';
import type { Bell, MessageBox, WaitingMessage } from '../domain/errand-ports.js';
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
const AT_ONCE = 10;
/** Fewer than a process may have under way to one entity (docs/adr/0017), or the courier would turn its own messages away. */
const AT_ONCE_TO_ONE = 4;
const LONGEST_BACKOFF_MS = 5 * 60 * SECOND_MS;

/** The courier: brings messages to their entities through the same `send` as everybody's, in order per sender and receiver. */
export function createCourierActivities({ messages, bell, send, desk, automaticIssue, now, closing }: CourierPorts) {
  const backedOff = ({ attempts }: WaitingMessage): Instant => now() + Math.min(LONGEST_BACKOFF_MS, SECOND_MS * 2 ** attempts);

  const bring = async (message: WaitingMessage): Promise<void> => {
    const { id, to } = message;
    const at = now();
    const command = await informed({ desk, automaticIssue }, to, message.command, at);
    const answer = await send({ id, hash: '', to, actor: SYSTEM, receivedAt: at, command });
    if (answer.ok) return messages.delivered(id, now());
    switch (answer.code) {
      // The receiver or the engine is busy or away: back off from this receiver, others are not held up.
      case 'Busy':
      case 'EngineAway':
      case 'Uncertain':
        return messages.postpone(id, backedOff(message));
      case 'Closed':
        return message.isMootOnceClosed === true ? messages.delivered(id, now()) : messages.refused(id, answer.code, now());
      default:
        return messages.refused(id, answer.code, now());
    }
  };

  /** A message that meets a defect backs off like one whose receiver is busy; the others go on. */
  const tryToBring = async (message: WaitingMessage): Promise<void> => {
    try {
      await bring(message);
    } catch (error) {
      Context.current().log.error('a message could not be delivered', { id: message.id, error });
      await messages.postpone(message.id, backedOff(message));
    }
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
          await bell.rung('message', 5 * SECOND_MS);
          continue;
        }
        for (let left = due; left.length > 0 && !isOver();) {
          const round = roundOf(left);
          await Promise.all(round.map(tryToBring));
          left = left.filter((message) => !round.includes(message));
          context.heartbeat();
        }
      }
    },
  };
}
export type CourierActivities = ReturnType<typeof createCourierActivities>;

/** The first of them that may go at once. */
function roundOf(messages: readonly WaitingMessage[]): readonly WaitingMessage[] {
  const shares = new Map<string, number>();
  const round: WaitingMessage[] = [];
  for (const message of messages) {
    if (round.length === AT_ONCE) break;
    const receiver = `${message.to.kind}/${message.to.id}`;
    const share = shares.get(receiver) ?? 0;
    if (share === AT_ONCE_TO_ONE) continue;
    shares.set(receiver, share + 1);
    round.push(message);
  }
  return round;
}
