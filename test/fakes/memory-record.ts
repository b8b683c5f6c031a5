import type { Entry } from '../../domain/entity.js';
import { fingerprint } from '../../domain/fingerprint.js';
import { streamOf, type Kind, type StateOf } from '../../domain/kinds.js';
import type { Append, RecordedCommand, RecordStore, RecordHead } from '../../domain/ports.js';
import type { DutyView } from '../../domain/duty-view.js';
import type { EntityView, OutboxRow } from '../../domain/view.js';

/** A record in memory that keeps the store's contract, and shows what it holds. */
export interface MemoryRecord extends RecordStore {
  /** Everything that was ever written, view by view. */
  all(): { readonly views: readonly EntityView[]; readonly duties: readonly DutyView[]; readonly outbox: readonly OutboxRow[] };
  /** Every entry, stream by stream. */
  allEntries(): readonly (Entry & { readonly stream: string })[];
  duties(entity: string): readonly DutyView[];
  outbox(stream: string): readonly OutboxRow[];
  /** Content hashes that some entry refers to. */
  documents(): readonly string[];
  loseView(stream: string): void;
  /** From now on nothing can be appended. */
  goAway(): void;
  comeBack(): void;
  /** Resolves once so many appends were refused while it was away. */
  whenMissed(count: number): Promise<void>;
}

/** What is stored reads back as JSON would: nothing is shared with whoever wrote it. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export function createMemoryRecord(): MemoryRecord {
  const streams = new Map<string, Entry[]>();
  const views = new Map<string, EntityView>();
  const duties = new Map<string, DutyView>();
  const outbox = new Map<string, OutboxRow>();
  const documents = new Set<string>();
  const commands = new Map<string, RecordedCommand>();
  let isAway = false;
  let missed = 0;
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const write = (stream: string, { entries, projection }: Append): void => {
    streams.set(stream, copyOf([...(streams.get(stream) ?? []), ...entries]));
    views.set(stream, copyOf(projection.view));
    for (const duty of projection.duties) duties.set(duty.id, copyOf(duty));
    for (const row of projection.outbox) outbox.set(row.id, copyOf(row));
    for (const sha256 of projection.documents) documents.add(sha256);
    for (const { commandId, commandHash } of entries) {
      const own = entries.filter((entry) => entry.commandId === commandId);
      const receipt = { seq: own.at(-1)?.seq ?? 0, events: own.map(({ event }) => event.type) };
      commands.set(commandId, { stream, commandHash, receipt });
    }
  };

  return {
    async append(append) {
      if (isAway) {
        missed += 1;
        for (const { count, resolve } of waiting) if (missed >= count) resolve();
        throw new Error('The record is away');
      }
      const { kind, id, after, entries, projection } = append;
      const stream = streamOf(kind, id);
      const known = streams.get(stream) ?? [];
      const seq = known.at(-1)?.seq ?? 0;
      const print = printOf(known);
      if (seq === entries.at(-1)?.seq && print === printOf(entries, after.print)) {
        const there = known.slice(-entries.length);
        return there.every(({ commandId }, index) => commandId === entries[index]?.commandId) ? 'kept' : 'elsewhere';
      }
      if (seq !== after.seq || print !== after.print) return 'elsewhere';
      if (entries.some(({ commandId }) => commands.has(commandId)) || projection.outbox.some((row) => outbox.has(row.id)))
        return 'elsewhere';
      write(stream, append);
      return 'kept';
    },
    async view<K extends Kind>(kind: K, id: string) {
      const view = views.get(streamOf(kind, id));
      if (view === undefined) return undefined;
      const copy: EntityView<StateOf<K>> = JSON.parse(JSON.stringify(view));
      return copy;
    },
    head: async (kind, id) => headOf(views.get(streamOf(kind, id))),
    lookUp: async (kind, id, commandId) => {
      const head = headOf(views.get(streamOf(kind, id)));
      const known = copyOrNothing(commands.get(commandId));
      return { ...(head === undefined ? {} : { head }), ...(known === undefined ? {} : { known }) };
    },
    async end(kind, id) {
      const known = streams.get(streamOf(kind, id)) ?? [];
      return { seq: known.at(-1)?.seq ?? 0, print: printOf(known) };
    },
    entries: async (kind, id, afterSeq = 0) => copyOf((streams.get(streamOf(kind, id)) ?? []).filter(({ seq }) => seq > afterSeq)),
    commandOf: async (commandId) => copyOrNothing(commands.get(commandId)),

    all: () => copyOf({ views: [...views.values()], duties: [...duties.values()], outbox: [...outbox.values()] }),
    allEntries: () => [...streams].flatMap(([stream, entries]) => copyOf(entries).map((entry) => ({ ...entry, stream }))),
    duties: (entity) => [...duties.values()].filter((duty) => duty.entity === entity),
    outbox: (stream) => [...outbox.values()].filter(({ from }) => from === stream),
    documents: () => [...documents],
    loseView: (stream) => void views.delete(stream),
    goAway: () => void (isAway = true),
    comeBack: () => void (isAway = false),
    whenMissed: (count) => new Promise((resolve) => (missed >= count ? resolve() : waiting.push({ count, resolve }))),
  };
}

const headOf = (view: EntityView | undefined): RecordHead | undefined =>
  view === undefined ? undefined : { seq: view.seq, isClosed: view.isClosed, path: copyOf(view.path) };

const printOf = (entries: readonly Entry[], before = ''): string => entries.reduce((print, { event }) => fingerprint(print, event), before);
const copyOrNothing = <T>(value: T | undefined): T | undefined => (value === undefined ? undefined : copyOf(value));
