import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { SYSTEM } from '../../domain/actor.js';
import type { Instant } from '../../domain/calendar.js';
import type { Kind } from '../../domain/kinds.js';
import type { RecordStore, Send, SendAnswer } from '../../domain/ports.js';
import { workflowId } from '../../workflows/contract.js';
import { entityOfStream, inOrder, streamsOf } from './streams.js';

export interface RevivePorts {
  readonly db: Connection;
  readonly records: Pick<RecordStore, 'head'>;
  readonly send: Send;
  readonly now: () => Instant;
  /** Ends a run that takes nothing any more; the next command begins it anew from the record. */
  readonly abandon: (to: { readonly kind: Kind; readonly id: string }) => Promise<void>;
}

/** `moved`: something was due. `quiet`: nothing was. `failed`: it could not be reached. */
export interface Revival {
  readonly moved: number;
  readonly quiet: number;
  readonly failed: number;
}

const AT_ONCE = 10;

/** Ticks every open entity at once; a run that the engine has lost, or that answers no more, begins anew from the record. */
export async function reviveAll(
  { db, records, send, now, abandon }: RevivePorts,
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
    const ask = (): Promise<SendAnswer> => {
      const receivedAt = now();
      return send({ id: `${stream}!revive@${receivedAt}`, hash: '', to, actor: SYSTEM, receivedAt, command: { type: 'tick' } });
    };
    try {
      let answer = await ask();
      if (!answer.ok && answer.code === 'Uncertain') {
        // Its task fails again and again, or nobody works: the record has all that was answered, so nothing is lost with the run.
        await abandon(to);
        answer = await ask();
      }
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

/** `abandon` on an engine: terminates the run; one that is not there is as good as ended. */
export const abandonOn =
  (client: Client): RevivePorts['abandon'] =>
  async ({ kind, id }) => {
    try {
      await client.workflow.getHandle(workflowId(kind, id)).terminate('It answers no more; the record begins it anew');
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  };
