import { Context } from '@temporalio/activity';
import { SYSTEM } from '../domain/actor.js';
import { MINUTE_MS, type Instant } from '../domain/calendar.js';
import type { Watch } from '../domain/errand-ports.js';
import type { Kind } from '../domain/kinds.js';
import type { Send } from '../domain/ports.js';

export interface SentinelPorts {
  readonly watch: Watch;
  readonly send: Send;
  readonly now: () => Instant;
  /** Aborted when the worker is to stop. */
  readonly closing: AbortSignal;
  /** Folds an entity's view anew: one that wakes nobody at its hour was folded by other rules than today's. */
  readonly refold: (kind: Kind, id: string) => Promise<unknown>;
  /** Drops what was stored and never referred to. */
  readonly sweep: (storedBefore: Instant) => Promise<number>;
}

/** A round that finds more than it can bring back in this time leaves the rest to the next. */
const ROUND_MS = MINUTE_MS;
/** What passes its hour by two minutes is nobody's any more. */
const GRACE_MS = 2 * MINUTE_MS;
const BATCH = 1_000;
const AT_ONCE = 10;
const SWEEP_AFTER_MS = 7 * 24 * 60 * MINUTE_MS;

/** The sentinel: nothing rests on it in good weather; after a crash or a lost engine it brings everything back. */
export function createSentinelActivities({ watch, send, now, refold, sweep, closing }: SentinelPorts) {
  const nudge = async (kind: Kind, id: string): Promise<boolean> => {
    const at = now();
    const answer = await send({
      id: `${kind}/${id}!${at}`,
      hash: '',
      to: { kind, id },
      actor: SYSTEM,
      receivedAt: at,
      command: { type: 'tick' },
    });
    if (!answer.ok && answer.code === 'NothingDue') await refold(kind, id);
    return answer.ok || answer.code === 'NothingDue';
  };

  /** One entity that cannot be reached by a defect does not hide the others. */
  const tryToNudge = async (kind: Kind, id: string): Promise<boolean> => {
    try {
      return await nudge(kind, id);
    } catch (error) {
      Context.current().log.error('an overdue entity could not be ticked', { kind, id, error });
      return false;
    }
  };

  return {
    /** One round. Answers how many entities it brought back. */
    async patrol(): Promise<number> {
      const context = Context.current();
      const endsAt = performance.now() + ROUND_MS;
      const isOver = (): boolean => performance.now() > endsAt || closing.aborted || context.cancellationSignal.aborted;
      const before = now() - GRACE_MS;
      // First of all what stands there: whoever watches over the site hears of it also where nothing can be brought back.
      const backlog = { overdueEntities: await watch.overdueEntities(before), untakenRows: await watch.untakenRows(before) };
      await watch.report({ ...backlog, at: now(), nudged: 0 });
      const late = await watch.overdue(before, BATCH);
      let nudged = 0;
      for (let from = 0; from < late.length && !isOver(); from += AT_ONCE) {
        const answers = await Promise.all(late.slice(from, from + AT_ONCE).map(({ kind, id }) => tryToNudge(kind, id)));
        nudged += answers.filter(Boolean).length;
        context.heartbeat();
      }
      await sweep(now() - SWEEP_AFTER_MS);
      await watch.report({ ...backlog, at: now(), nudged });
      return nudged;
    },
  };
}
export type SentinelActivities = ReturnType<typeof createSentinelActivities>;
