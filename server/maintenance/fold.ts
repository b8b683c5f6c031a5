import type { ClientSession, Connection } from 'mongoose';
import type { Calendar } from '../../domain/calendar.js';
import { regionOf, streamOf, type AnyState, type Kind } from '../../domain/kinds.js';
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
  let view: EntityView | undefined;
  for await (const command of commandsOf(db, stream, session)) {
    const calendar = await calendarOf(calendars, regionOf(kind, id), command, standing.state);
    const projection = project(kind, id, standing, command.map(entryOf), calendar);
    for (const { id: _id, ...duty } of projection.duties) duties.set(_id, { doc: { _id, ...duty }, seq: projection.view.seq });
    standing = projection.view;
    view = projection.view;
    const ended = await onCommand(command, projection);
    if (ended !== undefined) return { ended };
  }
  if (view === undefined) return { folded: undefined };
  const { id: entity, ...rest } = view;
  return { folded: { view: { _id: stream, ...rest, entity }, duties } };
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
