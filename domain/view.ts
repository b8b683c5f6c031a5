import type { PostId } from './actor.js';
import { endOfDay, type Calendar, type Instant } from './calendar.js';
import { firstDueOf } from './duty.js';
import { dutyView, touchedDuties, type DutyView } from './duty-view.js';
import type { Consequence, Entry, Summary } from './entity.js';
import { fingerprint } from './fingerprint.js';
import { entityOf, streamOf, type AnyState, type Kind } from './kinds.js';
import { yellowFrom } from './light.js';
import { calendarFor, DIGEST_MIN, leavesFrom } from './mail-hours.js';
import { isSupervisionEvent } from './supervision.js';

/** How far a record reaches, and what its events fold to. */
export interface Standing<S = AnyState> {
  readonly seq: number;
  readonly print: string;
  readonly state: S;
}

/** An entity as lists show it; folded from its record, never written otherwise. */
export interface EntityView<S = AnyState> extends Standing<S>, Summary {
  readonly id: string;
  readonly kind: Kind;
  readonly isClosed: boolean;
  /** When its run should next wake; what passes this by two minutes is seen by the sentinel. */
  readonly wakeAt?: Instant;
  /** Of its open duties the earliest end and the earliest warning: from these its light is computed. */
  readonly firstDueAt?: Instant;
  readonly firstYellowFrom?: Instant;
  /** Who owes what is due first; absent in the first records. */
  readonly firstDuePost?: PostId;
  readonly updatedAt: Instant;
}

/** A message or a mail that a recorded event asks for, waiting to be delivered. */
export interface OutboxRow {
  readonly id: string;
  readonly from: string;
  readonly createdAt: Instant;
  /** Not to be delivered before: mails wait for the day's digest, and for the end of days off. */
  readonly notBefore: Instant;
  /** Of one sender, what comes first: told by its record and not by any clock. Absent in the first rows. */
  readonly order?: number;
  readonly consequence: Consequence;
}

/** Everything one batch of entries changes outside the record itself. */
export interface Projection {
  readonly view: EntityView;
  readonly duties: readonly DutyView[];
  readonly outbox: readonly OutboxRow[];
  /** Content hashes of documents these entries refer to. */
  readonly documents: readonly string[];
  /** Content hashes of files these entries bring. */
  readonly files: readonly string[];
}

/** Most events have a handful of consequences, the close of a chain one for each of its thousands of open escalations: room to keep those of different events apart. */
const CONSEQUENCES_AT_MOST = 1_000_000;

export const nothingYet = (kind: Kind): Standing => ({ seq: 0, print: '', state: entityOf(kind).initial });

/** Folds entries onto a standing, and no more than that. */
export const fold = (kind: Kind, before: Standing, entries: readonly Entry[]): Standing =>
  entries.reduce(
    ({ state, print }, { event, seq }): Standing => ({ seq, print: fingerprint(print, event), state: entityOf(kind).evolve(state, event) }),
    before,
  );

/** Folds entries onto a standing and says what follows. The same `evolve` as in the run, on the record. `digestMin`: the site's hour for digests. */
export function project(
  kind: Kind,
  id: string,
  before: Standing,
  entries: readonly Entry[],
  calendar: Calendar,
  digestMin = DIGEST_MIN,
): Projection {
  const entity = entityOf(kind);
  const stream = streamOf(kind, id);
  const duties = new Map<string, DutyView>();
  const outbox: OutboxRow[] = [];
  const documents: string[] = [];
  const files: string[] = [];
  let { seq, print, state } = before;
  let updatedAt = 0;
  for (const { event, seq: at, decidedAt, receivedAt } of entries) {
    // Where the clock was moved back a run stands still in the former time: what was asked for by the present one need not wait for it.
    const writtenAt = Math.min(receivedAt, decidedAt);
    const former = state;
    state = entity.evolve(state, event);
    seq = at;
    print = fingerprint(print, event);
    updatedAt = decidedAt;
    documents.push(...entity.refersTo(event));
    files.push(...entity.brings(event));
    if (isSupervisionEvent(event)) {
      for (const duty of touchedDuties(event, state)) {
        const view = dutyView(kind, id, duty, state, former, event, calendar, entity.summary(state, id));
        if (view !== undefined) duties.set(duty, view);
      }
    }
    entity.consequences(state, event, id).forEach((consequence, index) =>
      outbox.push({
        id: `${stream}@${at}.${index}`,
        from: stream,
        createdAt: decidedAt,
        notBefore:
          consequence.type === 'mail'
            ? leavesFrom(calendarFor(consequence.post, calendar), writtenAt, consequence.isUrgent, digestMin)
            : writtenAt,
        order: at * CONSEQUENCES_AT_MOST + index,
        consequence,
      }),
    );
  }
  const wakeAt = entity.wakeAt(state, { id, calendar }, updatedAt);
  const open = Object.values(state.watched);
  const first = firstDueOf(state.watched);
  const worst =
    first === undefined
      ? {}
      : {
          firstDueAt: endOfDay(first.due),
          firstDuePost: first.post,
          firstYellowFrom: Math.min(...open.map((duty) => yellowFrom(calendar, duty))),
        };
  const view: EntityView = {
    id,
    kind,
    seq,
    print,
    state,
    ...entity.summary(state, id),
    isClosed: entity.isClosed(state),
    ...(wakeAt === undefined ? {} : { wakeAt }),
    ...worst,
    updatedAt,
  };
  return { view, duties: [...duties.values()], outbox, documents, files };
}
