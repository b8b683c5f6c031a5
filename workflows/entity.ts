import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { RecordActivities } from '../activities/record.js';
import { SYSTEM } from '../domain/actor.js';
import { isAdoptCalendar } from '../domain/adoption.js';
import { formatDay, dayOf, type Calendar, type Instant } from '../domain/calendar.js';
import { actorOfEvent, type Accepted, type Entry, type Envelope, type Receipt, type Typed } from '../domain/entity.js';
import { fingerprint } from '../domain/fingerprint.js';
import { entityOf, streamOf, type Kind } from '../domain/kinds.js';
import type { RunInput } from '../domain/ports.js';
import { REMEMBERED_COMMANDS, type Remembered } from '../domain/receipts.js';
import { COMMANDS, KEY_REUSED, SEARCH_ATTRIBUTES, TRY_AGAIN } from './contract.js';

/** A cold replay of 1,000 events takes about half a second. */
const EVENTS_BEFORE_RENEWAL = 1_000;

// Recording is idempotent. A local activity costs no workflow task of its own and must stay well under the task's timeout of 10 s;
// when the database is away an ordinary activity waits for it, for as long as that takes.
const quick = proxyLocalActivities<RecordActivities>({ scheduleToCloseTimeout: '2s', retry: { maximumAttempts: 2 } });
const patient = proxyActivities<RecordActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '15s' },
});

const phaseKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.phase, 'KEYWORD');
const unitKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.unit, 'KEYWORD');

/** What a run answered a command, and whether it is kept by now. */
interface Taken {
  readonly receipt: Receipt;
  readonly hash?: string;
  readonly kept?: Promise<boolean>;
}
/** Entries to be recorded at once; all of them leave the entity with one calendar. */
interface Batch {
  readonly calendar: Calendar;
  readonly entries: Entry[];
  readonly kept: Promise<boolean>;
  readonly settle: (isKept: boolean) => void;
}

function newBatch(calendar: Calendar): Batch {
  let settle: (isKept: boolean) => void = () => undefined;
  const kept = new Promise<boolean>((resolve) => (settle = resolve));
  return { calendar, entries: [], kept, settle: (isKept) => settle(isKept) };
}

const mustRenew = (): boolean => workflowInfo().historyLength > EVENTS_BEFORE_RENEWAL || workflowInfo().continueAsNewSuggested;

/** Runs one entity for as long as it lives. What is owed does not end because the engine is asked to cancel a run: it goes on. */
export const runEntity = (kind: Kind, input: RunInput): Promise<void> => CancellationScope.nonCancellable(() => live(kind, input));

/** Handlers only decide; this loop alone does the work, so nothing interleaves. */
async function live(kind: Kind, { id, calendar: first, clockShiftMs, snapshot }: RunInput): Promise<void> {
  const entity = entityOf(kind);
  const now = (): Instant => Date.now() + clockShiftMs;

  let surroundings = { id, calendar: first };
  let state = snapshot?.state ?? entity.initial;
  let seq = snapshot?.seq ?? 0;
  let print = snapshot?.print ?? '';
  let recorded = { seq, print };
  let isOutdated = false;
  const pending: Batch[] = [];
  const receipts = new Map<string, Taken>(
    snapshot?.recent.map(([command, receipt, hash]) => [command, { receipt, ...(hash === undefined ? {} : { hash }) }]),
  );

  const decide = ({ actor, command, receivedAt }: Envelope): Accepted<Typed> => {
    const decision = entity.decide(state, command, { ...surroundings, actor, at: receivedAt });
    if (!decision.ok) throw ApplicationFailure.nonRetryable(`Refused: ${decision.code}`, decision.code, decision.facts);
    return decision;
  };
  const isBehind = ({ recordedSeq }: Envelope): boolean => recordedSeq > seq;
  const tryAgain = (): ApplicationFailure =>
    ApplicationFailure.nonRetryable('This run stands behind the record and renews itself; send it again', TRY_AGAIN);

  /** A repeat; the same id with another body is none. */
  const seenBefore = ({ id: command, hash }: Envelope): Taken | undefined => {
    const before = receipts.get(command);
    if (before?.hash !== undefined && before.hash !== hash)
      throw ApplicationFailure.nonRetryable('This command id came before with another body', KEY_REUSED);
    return before;
  };

  /** The batch that is being gathered; what comes after a new calendar begins another one. */
  const batchUnder = (calendar: Calendar): Batch => {
    const last = pending.at(-1);
    if (last?.calendar === calendar) return last;
    const next = newBatch(calendar);
    pending.push(next);
    return next;
  };

  /** Decides, folds, and leaves the entries for the loop to record. A repeat waits for the first. */
  const take = (envelope: Envelope): Taken => {
    const before = seenBefore(envelope);
    if (before !== undefined) return before;
    const decision = decide(envelope);
    const { events } = decision;
    if (isAdoptCalendar(envelope.command)) surroundings = { id, calendar: envelope.command.calendar };
    const batch = batchUnder(surroundings.calendar);
    const decidedAt = now();
    for (const [index, event] of events.entries()) {
      state = entity.evolve(state, event);
      print = fingerprint(print, event);
      seq += 1;
      const { receivedAt, id: commandId, hash: commandHash } = envelope;
      const actor = actorOfEvent(decision, index, envelope.actor);
      batch.entries.push({ seq, receivedAt, decidedAt, actor, commandId, commandHash, event });
    }
    const taken = { receipt: { seq, events: events.map(({ type }) => type) }, kept: batch.kept, hash: envelope.hash };
    receipts.set(envelope.id, taken);
    return taken;
  };

  /**
   * What a validator let pass can only be refused when newer rules replay what older ones took. The run then stands still: answered anew, the
   * engine could not even note that it fails, and its task would be repeated for ever.
   */
  const takeOrStand = async (envelope: Envelope): Promise<Taken> => {
    try {
      return take(envelope);
    } catch (refusal) {
      if (workflowInfo().unsafe.isReplaying) await condition(() => false);
      throw refusal;
    }
  };

  const validator = (envelope: Envelope): void => {
    if (!isOutdated && !isBehind(envelope) && seenBefore(envelope) === undefined) decide(envelope);
  };
  const handle = async (envelope: Envelope): Promise<Receipt> => {
    if (isBehind(envelope)) isOutdated = true;
    if (isOutdated) throw tryAgain();
    const { receipt, kept } = await takeOrStand(envelope);
    if (kept !== undefined && !(await kept)) throw tryAgain();
    return receipt;
  };
  for (const name of COMMANDS[kind]) setHandler(defineUpdate<Receipt, [Envelope]>(name), handle, { validator });

  const record = async ({ calendar, entries, settle }: Batch): Promise<void> => {
    const batch = { kind, id, calendarVersion: calendar.version, region: calendar.region, after: recorded, entries };
    const { isKept } = await quick.record(batch).catch(() => patient.record(batch));
    if (isKept)
      recorded = {
        seq: recorded.seq + entries.length,
        print: entries.reduce((before, { event }) => fingerprint(before, event), recorded.print),
      };
    else isOutdated = true;
    settle(isKept);
  };

  // One standing timer, set anew only for an earlier instant: cancelling and restarting it costs two events a command.
  let alarmAt = Infinity;
  let hasRung = false;
  const alarm = async (wakeAt: Instant): Promise<void> => {
    await sleep(Math.max(1, wakeAt - now()));
    hasRung = true;
    if (alarmAt === wakeAt) alarmAt = Infinity;
  };
  const setAlarm = (wakeAt: Instant): void => {
    if (wakeAt >= alarmAt) return;
    alarmAt = wakeAt;
    void alarm(wakeAt);
  };
  const ring = (): void => {
    hasRung = false;
    const at = now();
    if ((entity.wakeAt(state, surroundings, at) ?? Infinity) > at) return;
    take({
      id: `${streamOf(kind, id)}@${seq + 1}/tick`,
      hash: '',
      actor: SYSTEM,
      receivedAt: at,
      recordedSeq: seq,
      command: { type: 'tick' },
    });
  };

  const show = (wakeAt: Instant | undefined): void => {
    const { title, phase, path } = entity.summary(state, id);
    setCurrentDetails(`${title} · ${phase}${wakeAt === undefined ? '' : ` · ${formatDay(dayOf(wakeAt))}`}`);
    const unit = path.at(-1) ?? id;
    const known = workflowInfo().typedSearchAttributes;
    if (known.get(phaseKey) !== phase || known.get(unitKey) !== unit)
      upsertSearchAttributes([
        { key: phaseKey, value: phase },
        { key: unitKey, value: unit },
      ]);
  };

  for (;;) {
    const batch = isOutdated ? undefined : pending.shift();
    if (batch !== undefined) {
      await record(batch);
    } else if (isOutdated) {
      // A crash left this run behind the record, or newer code folded its history to something else. The record wins.
      for (const { settle } of pending.splice(0)) settle(false);
      await condition(allHandlersFinished);
      await continueAsNew<(input: RunInput) => Promise<void>>(await patient.startOver({ kind, id, clockShiftMs }));
    } else if (entity.isClosed(state)) {
      show(undefined);
      await condition(() => allHandlersFinished() || pending.length > 0);
      if (pending.length === 0) return;
    } else if (mustRenew()) {
      await condition(() => allHandlersFinished() || pending.length > 0);
      if (pending.length > 0) continue;
      const recent = [...receipts]
        .slice(-REMEMBERED_COMMANDS)
        .map(([command, { receipt, hash }]): Remembered => (hash === undefined ? [command, receipt] : [command, receipt, hash]));
      await continueAsNew<(input: RunInput) => Promise<void>>({ ...surroundings, clockShiftMs, snapshot: { state, seq, print, recent } });
    } else {
      const wakeAt = entity.wakeAt(state, surroundings, now());
      show(wakeAt);
      if (wakeAt !== undefined) setAlarm(wakeAt);
      await condition(() => isOutdated || pending.length > 0 || hasRung || mustRenew());
      if (hasRung && !isOutdated) ring();
    }
  }
}
