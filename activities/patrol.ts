import { Context } from '@temporalio/activity';
import { SYSTEM } from '../domain/actor.js';
import { MINUTE_MS, type Instant } from '../domain/calendar.js';
import type { Overdue, Watch } from '../domain/errand-ports.js';
import { entityOf, regionOf, streamOf, type Kind } from '../domain/kinds.js';
import type { CalendarStore, RecordStore, Send } from '../domain/ports.js';
import { createSilent, SHORT_PATIENCE_MS } from './silent.js';

export interface SentinelPorts {
  readonly watch: Watch;
  readonly records: Pick<RecordStore, 'view'>;
  readonly calendars: Pick<CalendarStore, 'latest' | 'version'>;
  readonly send: Send;
  readonly now: () => Instant;
  /** Aborted when the worker is to stop. */
  readonly closing: AbortSignal;
  /** Folds an entity's view anew. */
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
export function createSentinelActivities({ watch, records, calendars, send, now, refold, sweep, closing }: SentinelPorts) {
  const silent = createSilent();
  /** The code of why it could not be brought back, or nothing. */
  const nudge = async ({ kind, id }: Overdue): Promise<string | undefined> => {
    const at = now();
    const answer = await send({
      id: `${kind}/${id}!${at}`,
      hash: '',
      to: { kind, id },
      actor: SYSTEM,
      receivedAt: at,
      command: { type: 'tick' },
      ...(silent.whyOf(streamOf(kind, id)) === undefined ? {} : { patienceMs: SHORT_PATIENCE_MS }),
    });
    if (answer.ok) return undefined;
    if (answer.code !== 'NothingDue') return answer.code;
    await setRight(kind, id, at);
    return undefined;
  };

  /**
   * Nothing is due, whatever the view says. Either its hour passed while nobody was there and, at night or on a day off, the next is another: that
   * is noted, or it would be asked every minute until then. Or it was folded by other rules than today's, and is folded anew.
   */
  const setRight = async (kind: Kind, id: string, at: Instant): Promise<void> => {
    const view = await records.view(kind, id);
    if (view === undefined) return;
    const { state, seq } = view;
    const region = regionOf(kind, id);
    const calendar = state.calendarVersion === 0 ? await calendars.latest(region) : await calendars.version(state.calendarVersion, region);
    const wakeAt = entityOf(kind).wakeAt(state, { id, calendar }, at);
    if (wakeAt !== undefined && wakeAt > at) await watch.moveOn(kind, id, { seq, wakeAt });
    else await refold(kind, id);
  };

  /** One entity that cannot be reached, be it by a defect, does not hide the others. */
  const tryToNudge = async (one: Overdue): Promise<boolean> => {
    const name = streamOf(one.kind, one.id);
    const why = await nudge(one).catch((error: unknown) => {
      Context.current().log.error('an overdue entity could not be ticked', { kind: one.kind, id: one.id, error });
      return 'Defect';
    });
    if (why === undefined) silent.delete(name);
    else silent.add(name, why);
    return why === undefined;
  };

  /** Those overdue, who was silent before behind all others: more are asked for by so many, so that these do not fill the batch. */
  const overdueInTurn = async (before: Instant): Promise<readonly Overdue[]> => {
    const late = await watch.overdue(before, BATCH + silent.size);
    const byName = new Map(late.map((one) => [streamOf(one.kind, one.id), one]));
    silent.keepOnly(byName);
    return [...late.filter(({ kind, id }) => silent.whyOf(streamOf(kind, id)) === undefined), ...silent.among(byName)];
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
      const late = await overdueInTurn(before);
      let nudged = 0;
      for (let from = 0; from < late.length && !isOver(); from += AT_ONCE) {
        const answers = await Promise.all(late.slice(from, from + AT_ONCE).map(tryToNudge));
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
