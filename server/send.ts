import { status } from '@grpc/grpc-js';
import {
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { Envelope, Receipt } from '../domain/entity.js';
import { entityOf, isKind, type Kind } from '../domain/kinds.js';
import type { Letter, RecordStore, RunInput, Seen, Send, SendAnswer } from '../domain/ports.js';
import { REFUSAL_CODES } from '../domain/refusals.js';
import { createGate, Full } from './gate.js';
import { COMMANDS, KEY_REUSED, TRY_AGAIN, workflowId } from '../workflows/contract.js';

/** Where the runs of all entities and errands are worked on. */
export const TASK_QUEUE = 'duban';

/** How long a command waits for an engine that is away, or for its record; measured by no clock that can be set. */
const PATIENCE_MS = 10_000;
/**
 * Commands of one process that may be under way to one run. The engine takes ten at once; turning one more away makes it forget which task of
 * the run is being worked on, and turned away fast enough a run never finishes any (docs/adr/0017). So API and worker together stay below.
 */
const MOST_UNDER_WAY = 5;
/** Where more processes than these two reach the engine's limit all the same, each leaves the run alone for so long. */
const REST_MS = 500;
/** At the end of its patience it still looks once whether the record has the command. */
const LAST_LOOK_MS = 500;

export interface SendPorts {
  /** Its connection must not retry by itself: here it is known what a failure means. */
  readonly client: Client;
  readonly records: RecordStore;
  /** The snapshot a lost or outdated run begins anew from. */
  readonly runInput: (kind: Kind, id: string) => Promise<RunInput>;
  readonly taskQueue?: string;
  readonly patienceMs?: number;
}

type Attempt = { readonly done: SendAnswer } | { readonly again: 'now' | 'unsent' | 'unsure' | 'lost' };

/** The one way by which anything changes: looks the command up in the record, sends it as an update, and repeats what is safe to repeat. */
export function createSend({ client, records, runInput, taskQueue = TASK_QUEUE, patienceMs = PATIENCE_MS }: SendPorts): Send {
  const enter = createGate({ most: MOST_UNDER_WAY, restAfter: (error) => (isTurnedAway(causeOf(error)) ? REST_MS : 0) });
  return async (letter, seen) => {
    const { kind, id } = letter.to;
    if (!isKind(kind) || !COMMANDS[kind].includes(letter.command.type)) throw new Error(`No ${kind} takes ${letter.command.type}`);
    const deadline = performance.now() + (letter.patienceMs ?? patienceMs);
    let lookedUp = seen;
    let mayHaveArrived = false;
    let isLost = false;
    /** Once a command may have arrived, a database that is away makes its fate uncertain; it is not to be told as undone. */
    const lookUpBy = async (latest: number): Promise<Seen | undefined> => {
      const over = new AbortController();
      const tooLate = wait(Math.max(LAST_LOOK_MS, latest - performance.now()), undefined, { signal: over.signal }).catch(() => undefined);
      const unknown = (): undefined => undefined;
      try {
        return await Promise.race([records.lookUp(kind, id, letter.id).catch(unknown), tooLate]);
      } finally {
        over.abort();
      }
    };
    for (let pauseMs = 20; ; pauseMs = Math.min(2 * pauseMs, 500)) {
      const found = lookedUp ?? (await (mayHaveArrived ? lookUpBy(deadline) : records.lookUp(kind, id, letter.id)));
      lookedUp = undefined;
      if (found === undefined) return failure('Uncertain');
      const { known, head } = found;
      if (known !== undefined) return known.commandHash === letter.hash ? { ok: true, receipt: known.receipt } : failure('KeyReused');
      if (performance.now() >= deadline) return failure(mayHaveArrived ? 'Uncertain' : 'EngineAway');
      if (head?.isClosed === true) return failure('Closed');

      let attempt: Attempt;
      if (head === undefined || isLost) {
        // A view that was lost does not make an entity new: where it stands is told by its record.
        const input = await runInput(kind, id);
        const refusal = refuseBeforeStart(kind, letter, input);
        if (refusal !== undefined) return refusal;
        const envelope = envelopeOf(letter, input.snapshot?.seq ?? 0);
        attempt = await attemptOf(() => enter(workflowId(kind, id), () => updateWithStart(kind, id, envelope, input)), deadline);
      } else {
        const envelope = envelopeOf(letter, head.seq);
        attempt = await attemptOf(() => enter(workflowId(kind, id), () => update(kind, id, envelope)), deadline);
      }
      if ('done' in attempt)
        return mayHaveArrived && !attempt.done.ok && attempt.done.code === 'Busy' ? failure('Uncertain') : attempt.done;
      isLost = attempt.again === 'lost';
      mayHaveArrived ||= attempt.again === 'unsure';
      if (attempt.again !== 'lost') await wait(Math.min(pauseMs, Math.max(0, deadline - performance.now())));
    }
  };

  function update(kind: Kind, id: string, envelope: Envelope): Promise<Receipt> {
    const handle = client.workflow.getHandle(workflowId(kind, id));
    return handle.executeUpdate<Receipt, [Envelope]>(envelope.command.type, { updateId: updateIdOf(envelope), args: [envelope] });
  }

  function updateWithStart(kind: Kind, id: string, envelope: Envelope, input: RunInput): Promise<Receipt> {
    const startWorkflowOperation = new WithStartWorkflowOperation<(input: RunInput) => Promise<void>>(kind, {
      workflowId: workflowId(kind, id),
      taskQueue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    return client.workflow.executeUpdateWithStart<(input: RunInput) => Promise<void>, Receipt, [Envelope]>(envelope.command.type, {
      startWorkflowOperation,
      updateId: updateIdOf(envelope),
      args: [envelope],
    });
  }
}

/** Decides here first what a new entity would refuse: a refused founding leaves no empty run behind. */
function refuseBeforeStart(kind: Kind, { actor, command, receivedAt: at }: Letter, input: RunInput): SendAnswer | undefined {
  const { id, calendar, snapshot } = input;
  const entity = entityOf(kind);
  if (snapshot !== undefined) return entity.isClosed(snapshot.state) ? failure('Closed') : undefined;
  const decision = entity.decide(entity.initial, command, { id, calendar, actor, at });
  return decision.ok ? undefined : decision;
}

const envelopeOf = ({ id, hash, actor, receivedAt, command }: Letter, recordedSeq: number): Envelope => ({
  id,
  hash,
  actor,
  receivedAt,
  recordedSeq,
  command,
});
/** The engine tells repeats by this id alone: the same key with another body must not pass for one. */
const updateIdOf = ({ id, hash }: Envelope): string => (hash === '' ? id : `${id}:${hash.slice(0, 16)}`);
const failure = (code: (SendAnswer & { ok: false })['code']): SendAnswer => ({ ok: false, code, facts: {} });

/** Runs one attempt and says what its failure means. Throws what is a defect. */
async function attemptOf(call: () => Promise<Receipt>, deadline: number): Promise<Attempt> {
  const over = new AbortController();
  const tooLate = wait(Math.max(0, deadline - performance.now()), undefined, { signal: over.signal }).catch(() => undefined);
  try {
    const receipt = await Promise.race([call(), tooLate]);
    return receipt === undefined ? { again: 'unsure' } : { done: { ok: true, receipt } };
  } catch (error) {
    if (error instanceof Full) return { done: failure('Busy') };
    if (error instanceof WorkflowUpdateFailedError) return attemptOfFailure(error);
    if (error instanceof WorkflowNotFoundError) return { again: 'lost' };
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { again: 'unsure' };
    const cause = causeOf(error);
    if (!isGrpcServiceError(cause)) throw error;
    if (isTurnedAway(cause)) return { done: failure('Busy') };
    switch (cause.code) {
      // A run that renews itself takes nothing at that moment; the next one will.
      case status.RESOURCE_EXHAUSTED:
        return { again: 'unsent' };
      case status.UNAVAILABLE:
        return { again: isSurelyUnsent(cause.details) ? 'unsent' : 'unsure' };
      // The engine is there and in trouble of its own: a shard moves, its store stumbles, a task of the run fails and is repeated.
      case status.ABORTED:
      case status.FAILED_PRECONDITION:
      case status.INTERNAL:
      case status.UNKNOWN:
      case status.DEADLINE_EXCEEDED:
      case status.CANCELLED:
        return { again: 'unsure' };
      default:
        throw error;
    }
  } finally {
    over.abort();
  }
}

const causeOf = (error: unknown): unknown => (error instanceof ServiceError ? error.cause : error);
/** The run has as many commands before it as the engine allows. */
const isTurnedAway = (cause: unknown): boolean =>
  isGrpcServiceError(cause) && cause.code === status.RESOURCE_EXHAUSTED && !/workflow is closing/i.test(cause.details);

function attemptOfFailure(error: WorkflowUpdateFailedError): Attempt {
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) return { again: 'lost' };
  if (cause.type === KEY_REUSED) return { done: failure('KeyReused') };
  const code = REFUSAL_CODES.find((one) => one === cause.type);
  if (code !== undefined) return { done: { ok: false, code, facts: factsOf(cause) } };
  if (isToBeRepeated(cause.type)) return { again: 'now' };
  throw error;
}

/** The run renews itself; or it ended, or a worker fell, before the update was taken: the engine says so with these two. */
const isToBeRepeated = (type: string | undefined | null): boolean =>
  type === TRY_AGAIN || type === 'AcceptedUpdateCompletedWorkflow' || type === 'UnprocessedUpdate';

function factsOf({ details }: ApplicationFailure): Record<string, string | number> {
  const [facts] = details ?? [];
  if (typeof facts !== 'object' || facts === null) return {};
  return Object.fromEntries(
    Object.entries(facts).filter((pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number'),
  );
}

/** The connection was never made, so nothing left this process. */
const isSurelyUnsent = (details: string): boolean => /no connection established|ECONNREFUSED|name resolution failed/i.test(details);
