import type { ClientSession, Connection } from 'mongoose';
import type { Calendar } from '../../domain/calendar.js';
import { entityOf, regionOf, streamOf, type AnyState, type Kind } from '../../domain/kinds.js';
import type { CalendarStore } from '../../domain/ports.js';
import { isSupervisionEvent } from '../../domain/supervision.js';
import { nothingYet, project, type EntityView, type Projection, type Standing } from '../../domain/view.js';
import type { DutyDoc } from '../../models/duty.js';
import type { EntityDoc } from '../../models/entity.js';
import { entryOf } from '../../models/entry.js';
import { commandsOf, type CommandEntries } from './chain.js';

export interface FoldPorts {
  readonly db: Connection;
  readonly calendars: CalendarStore;
}

/** A view and its duties as they have to be stored, and at which entry each duty was last touched. */
export interface Folded {
  readonly view: EntityDoc;
  readonly duties: ReadonlyMap<string, { readonly doc: DutyDoc; readonly seq: number }>;
  /** The calendar the last command left the entity with. */
  readonly calendar: Calendar;
}

/**
 * The view as it may be stored beside what the record folds to: an hour of waking that passed while nobody was there the sentinel moves on to the
 * next one (`Watch.moveOn`), and to no other instant.
 */
export function viewBeside({ view, calendar }: Folded, stored: EntityDoc | null): EntityDoc {
  const wakeAt = stored?.wakeAt;
  if (view.wakeAt === undefined || wakeAt === undefined || wakeAt <= view.wakeAt) return view;
  const next = entityOf(view.kind).wakeAt(view.state, { id: view.entity, calendar }, wakeAt - 1);
  return next === wakeAt ? { ...view, wakeAt } : view;
}

/** What is called for each command on the way; an answer ends the folding with it. */
export type OnCommand<T> = (command: CommandEntries, referred: Referred) => Promise<T | undefined> | T | undefined;
/** Content hashes of what a command refers to. */
export type Referred = Pick<Projection, 'documents' | 'files'>;

/**
 * Folds one entity from its record, command by command, each with the calendar it was decided with. Undefined where there is no entry;
 * whatever `onCommand` answers ends it early.
 */
export async function foldEntity<T extends object>(
  { db, calendars }: FoldPorts,
  { kind, id }: { readonly kind: Kind; readonly id: string },
  session: ClientSession,
  onCommand: OnCommand<T> = () => undefined,
): Promise<{ readonly folded: Folded | undefined } | { readonly ended: T }> {
  const stream = streamOf(kind, id);
  const duties = new Map<string, { doc: DutyDoc; seq: number }>();
  let standing: Standing = nothingYet(kind);
  let last: { readonly view: EntityView; readonly calendar: Calendar } | undefined;
  for await (const command of commandsOf(db, stream, session)) {
    const calendar = await calendarOf(calendars, regionOf(kind, id), command, standing.state);
    const projection = project(kind, id, standing, command.map(entryOf), calendar);
    for (const { id: _id, ...duty } of projection.duties) duties.set(_id, { doc: { _id, ...duty }, seq: projection.view.seq });
    standing = projection.view;
    last = { view: projection.view, calendar };
    const ended = await onCommand(command, projection);
    if (ended !== undefined) return { ended };
  }
  if (last === undefined) return { folded: undefined };
  const { id: entity, ...rest } = last.view;
  return { folded: { view: { _id: stream, ...rest, entity }, duties, calendar: last.calendar } };
}

/** Which calendar a command left the entity with stands in the change of duties it made, or in the last one before it. */
async function calendarOf(calendars: CalendarStore, region: string, command: CommandEntries, state: AnyState): Promise<Calendar> {
  let version = state.calendarVersion;
  for (const { event } of command) {
    if (!isSupervisionEvent(event)) continue;
    if (event.type === 'dutiesChanged') version = event.calendarVersion;
    if (event.type === 'calendarAdopted') version = event.version;
  }
  return version === 0 ? calendars.latest(region) : calendars.version(version, region);
}
