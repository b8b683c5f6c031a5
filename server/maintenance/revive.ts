import type { Connection } from 'mongoose';
import { SYSTEM } from '../../domain/actor.js';
import type { Instant } from '../../domain/calendar.js';
import type { RecordStore, Send } from '../../domain/ports.js';
import { entityOfStream, inOrder, streamsOf } from './streams.js';

export interface RevivePorts {
  readonly db: Connection;
  readonly records: Pick<RecordStore, 'head'>;
  readonly send: Send;
  readonly now: () => Instant;
}

/** `moved`: something was due. `quiet`: nothing was. `failed`: it could not be reached. */
export interface Revival {
  readonly moved: number;
  readonly quiet: number;
  readonly failed: number;
}

const AT_ONCE = 10;

/** Ticks every open entity at once; a run that the engine has lost begins anew from the record. */
export async function reviveAll(
  { db, records, send, now }: RevivePorts,
  onFailure: (stream: string, why: string) => void = () => {},
): Promise<Revival> {
  const revival = { moved: 0, quiet: 0, failed: 0 };
  const fail = (stream: string, why: string): void => {
    revival.failed += 1;
    onFailure(stream, why);
  };
  const tick = async (stream: string): Promise<void> => {
    const to = entityOfStream(stream);
    if (to === undefined || (await records.head(to.kind, to.id))?.isClosed === true) return;
    const receivedAt = now();
    const id = `${stream}!revive@${receivedAt}`;
    try {
      const answer = await send({ id, hash: '', to, actor: SYSTEM, receivedAt, command: { type: 'tick' } });
      if (answer.ok) revival.moved += 1;
      else if (answer.code === 'NothingDue') revival.quiet += 1;
      else if (answer.code !== 'Closed') fail(stream, answer.code);
    } catch (error) {
      // One entity that meets a defect does not keep the others asleep.
      fail(stream, String(error));
    }
  };
  for await (const _ of inOrder(streamsOf(db), AT_ONCE, tick));
  return revival;
}
