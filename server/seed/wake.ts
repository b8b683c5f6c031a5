import { SYSTEM } from '../../domain/actor.js';
import type { Instant } from '../../domain/calendar.js';
import type { EntityRef } from '../../domain/entity.js';
import type { Send } from '../../domain/ports.js';

/** Ticks entities that were written straight into the record: their runs begin with it. What cannot be reached now is told, and the sentinel's. */
export async function wakeAll(
  { send, now }: { readonly send: Send; readonly now: () => Instant },
  sleepers: readonly EntityRef[],
  onFailure: (to: EntityRef, why: string) => void,
): Promise<void> {
  const wake = async (to: EntityRef): Promise<void> => {
    const receivedAt = now();
    const id = `${to.kind}/${to.id}!begin@${receivedAt}`;
    try {
      const answer = await send({ id, hash: '', to, actor: SYSTEM, receivedAt, command: { type: 'tick' } });
      if (!answer.ok && answer.code !== 'NothingDue' && answer.code !== 'Closed') onFailure(to, answer.code);
    } catch (error) {
      // One entity that meets a defect does not keep the others asleep.
      onFailure(to, String(error));
    }
  };
  await Promise.all(sleepers.map(wake));
}
