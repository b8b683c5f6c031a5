import type { Calendar } from '../domain/calendar.js';
import type { Entry } from '../domain/entity.js';
import { regionOf, type Kind } from '../domain/kinds.js';
import type { CalendarStore, RecordStore, RunInput } from '../domain/ports.js';
import { receiptsOf } from '../domain/receipts.js';
import { nothingYet, project, type Standing } from '../domain/view.js';

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
      const before = (await standingAt(batch)) ?? (await foldUpTo(records, batch, calendar));
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
async function foldUpTo(records: RecordStore, { kind, id, after }: RecordBatch, calendar: Calendar): Promise<Standing | undefined> {
  const entries = (await records.entries(kind, id)).filter(({ seq }) => seq <= after.seq);
  const { view } = project(kind, id, nothingYet(kind), entries, calendar);
  return view.seq === after.seq && view.print === after.print ? view : undefined;
}

/** A run's input from the record: its events folded anew, with the calendar its dates were computed with. */
export async function runInputOf({ records, calendars }: RecordPorts, kind: Kind, id: string, clockShiftMs: number): Promise<RunInput> {
  const entries = await records.entries(kind, id);
  const region = regionOf(kind, id);
  const calendar = await calendars.latest(region);
  if (entries.length === 0) return { id, calendar, clockShiftMs };
  const { view } = project(kind, id, nothingYet(kind), entries, calendar);
  const { state, seq, print } = view;
  const own = state.calendarVersion === 0 ? calendar : await calendars.version(state.calendarVersion, region);
  return { id, calendar: own, clockShiftMs, snapshot: { state, seq, print, recent: receiptsOf(entries) } };
}
