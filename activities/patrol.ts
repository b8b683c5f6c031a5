import { Context } from '@temporalio/activity';
import { SYSTEM } from '../domain/actor.js';
import { MINUTE_MS, type Instant } from '../domain/calendar.js';
import type { Watch } from '../domain/errand-ports.js';
import type { Send } from '../domain/ports.js';

export interface SentinelPorts {
  readonly watch: Watch;
  readonly send: Send;
  readonly now: () => Instant;
  /** Drops what was stored and never referred to. */
  readonly sweep: (storedBefore: Instant) => Promise<number>;
}

/** What passes its hour by two minutes is nobody's any more. */
const GRACE_MS = 2 * MINUTE_MS;
const BATCH = 1_000;
const AT_ONCE = 10;
const SWEEP_AFTER_MS = 7 * 24 * 60 * MINUTE_MS;

/** The sentinel: nothing rests on it in good weather; after a crash or a lost engine it brings everything back. */
export function createSentinelActivities({ watch, send, now, sweep }: SentinelPorts) {
  const nudge = async (kind: string, id: string): Promise<boolean> => {
    const at = now();
    const answer = await send({
      id: `${kind}/${id}!${at}`,
      hash: '',
      to: { kind, id },
      actor: SYSTEM,
      receivedAt: at,
      command: { type: 'tick' },
    });
    return answer.ok || answer.code === 'NothingDue';
  };

  return {
    /** One round. Answers how many entities it brought back. */
    async patrol(): Promise<number> {
      const context = Context.current();
      const before = now() - GRACE_MS;
      const late = await watch.overdue(before, BATCH);
      let nudged = 0;
      for (let from = 0; from < late.length && !context.cancellationSignal.aborted; from += AT_ONCE) {
        const answers = await Promise.all(late.slice(from, from + AT_ONCE).map(({ kind, id }) => nudge(kind, id)));
        nudged += answers.filter(Boolean).length;
        context.heartbeat();
      }
      await sweep(now() - SWEEP_AFTER_MS);
      await watch.report({ at: now(), overdueEntities: late.length, untakenRows: await watch.untakenRows(before), nudged });
      return nudged;
    },
  };
}
export type SentinelActivities = ReturnType<typeof createSentinelActivities>;
