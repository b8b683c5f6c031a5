import type { Entry } from '../domain/entity.js';
import { regionOf, type Kind } from '../domain/kinds.js';
import type { CalendarStore, RecordStore, RunInput } from '../domain/ports.js';
import { receiptsOf } from '../domain/receipts.js';
import { fold, nothingYet, project, type Standing } from '../domain/view.js';

/** Entries to append, the calendar they were decided with, and where the run believes the record stands. */
export interface RecordBatch {
  readonly kind: Kind;
  readonly id: string;
  readonly calendarVersion: number;
  readonly region: string;
  readonly after: { readonly seq: number; readonly print: string };
  readonly entries: readonly Entry[];
}
export interface RecordPorts {
  readonly records: RecordStore;
  readonly calendars: CalendarStore;
  /** When a day's digests leave, in minutes after midnight, where the site has an hour of its own. */
  readonly digestMin?: number;
}

/** How many entities' standings a worker remembers, to fold the next batch without reading the view again. */
const REMEMBERED_STANDINGS = 2_000;

/** Of a record that begins anew so many entries are read for the commands it is to remember. */
const LAST_ENTRIES = 500;

/** What a run does to the world. Safe to run twice. */
export function createRecordActivities({ records, calendars, digestMin }: RecordPorts) {
  const standings = new Map<string, Standing>();
  const remember = (key: string, standing: Standing): void => {
    standings.delete(key);
    standings.set(key, standing);
    if (standings.size > REMEMBERED_STANDINGS) for (const oldest of standings.keys()) return void standings.delete(oldest);
  };

  /** The state the batch was decided on, if the record stands there. */
  const standingAt = async ({ kind, id, after }: RecordBatch): Promise<Standing | undefined> => {
    const known = standings.get(`${kind}/${id}`);
    if (known?.seq === after.seq && known.print === after.print) return known;
    if (after.seq === 0) return nothingYet(kind);
    const view = await records.view(kind, id);
    return view?.seq === after.seq && view.print === after.print ? view : undefined;
  };

  return {
    /** Appends the entries and everything folded from them, in one transaction. `isKept` is false, and nothing written, where the record stands elsewhere. */
    async record(batch: RecordBatch): Promise<{ isKept: boolean }> {
      const { kind, id, after, entries } = batch;
      const calendar = await calendars.version(batch.calendarVersion, batch.region);
      const before = (await standingAt(batch)) ?? (await foldUpTo(records, batch));
      if (before === undefined) return { isKept: false };
      const projection = project(kind, id, before, entries, calendar, digestMin);
      const answer = await records.append({ kind, id, after, entries, projection });
      if (answer === 'kept') remember(`${kind}/${id}`, projection.view);
      else standings.delete(`${kind}/${id}`);
      return { isKept: answer === 'kept' };
    },

    /** Everything a run needs to begin anew where the record stands. */
    startOver: ({ kind, id, clockShiftMs }: { kind: Kind; id: string; clockShiftMs: number }): Promise<RunInput> =>
      runInputOf({ records, calendars }, kind, id, clockShiftMs),
  };
}
export type RecordActivities = ReturnType<typeof createRecordActivities>;

/** Folds the record itself: what is asked for is the truth, not the view of it. */
async function foldUpTo(records: RecordStore, { kind, id, after }: RecordBatch): Promise<Standing | undefined> {
  const standing = fold(
    kind,
    nothingYet(kind),
    (await records.entries(kind, id)).filter(({ seq }) => seq <= after.seq),
  );
  return standing.seq === after.seq && standing.print === after.print ? standing : undefined;
}

/**
 * A run's input from the record, with the calendar its dates were computed with. It begins where the view stands and folds what follows: a record
 * grows to tens of thousands of entries, its view was folded from them by the same `evolve`. A view that does not lead to where the record ends
 * is none, and the whole record is folded.
 */
export async function runInputOf({ records, calendars }: RecordPorts, kind: Kind, id: string, clockShiftMs: number): Promise<RunInput> {
  const { state, seq, print } = await recordedStanding(records, kind, id);
  const region = regionOf(kind, id);
  const latest = await calendars.latest(region);
  if (seq === 0) return { id, calendar: latest, clockShiftMs };
  const calendar = state.calendarVersion === 0 ? latest : await calendars.version(state.calendarVersion, region);
  const last = await records.entries(kind, id, Math.max(0, seq - LAST_ENTRIES));
  const recent = receiptsOf(last.filter((entry) => entry.seq <= seq));
  return { id, calendar, clockShiftMs, snapshot: { state, seq, print, recent } };
}

async function recordedStanding(records: RecordStore, kind: Kind, id: string): Promise<Standing> {
  const view = await records.view(kind, id);
  const end = await records.end(kind, id);
  if (view !== undefined && view.seq <= end.seq) {
    const standing = fold(kind, view, view.seq === end.seq ? [] : await records.entries(kind, id, view.seq));
    if (standing.seq === end.seq && standing.print === end.print) return standing;
  }
  return fold(kind, nothingYet(kind), await records.entries(kind, id));
}
