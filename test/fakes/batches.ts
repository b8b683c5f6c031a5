import type { RecordBatch } from '../../activities/record.js';
import type { Actor } from '../../domain/actor.js';
import type { Calendar, Instant } from '../../domain/calendar.js';
import { actorOfEvent, type Entry, type Typed } from '../../domain/entity.js';
import { entityOf, type Kind } from '../../domain/kinds.js';
import type { Append } from '../../domain/ports.js';
import { nothingYet, project, type Standing } from '../../domain/view.js';

/** A command as somebody gave it, for what a run would make of it. */
export interface Given {
  readonly commandId: string;
  readonly actor: Actor;
  readonly at: Instant;
  readonly command: Typed;
}
export interface Stream {
  readonly kind: Kind;
  readonly id: string;
  readonly calendar: Calendar;
}

/** What a run standing there would record for these commands. Throws where one is refused. */
export function batchOf({ kind, id, calendar }: Stream, before: Standing, given: readonly Given[]): RecordBatch {
  const entity = entityOf(kind);
  let { state, seq } = before;
  const entries: Entry[] = [];
  for (const { commandId, actor, at, command } of given) {
    const decision = entity.decide(state, command, { id, calendar, actor, at });
    if (!decision.ok) throw new Error(`${command.type} is refused: ${decision.code}`);
    for (const [index, event] of decision.events.entries()) {
      state = entity.evolve(state, event);
      seq += 1;
      const by = actorOfEvent(decision, index, actor);
      entries.push({ seq, receivedAt: at, decidedAt: at + 5, actor: by, commandId, commandHash: `hash of ${commandId}`, event });
    }
  }
  const after = { seq: before.seq, print: before.print };
  return { kind, id, calendarVersion: calendar.version, region: calendar.region, after, entries };
}

/** The same as the store is asked to append it. */
export function appendOf(stream: Stream, before: Standing, given: readonly Given[]): Append {
  const { kind, id, after, entries } = batchOf(stream, before, given);
  return { kind, id, after, entries, projection: project(kind, id, before, entries, stream.calendar) };
}

export const nothingOf = ({ kind }: Stream): Standing => nothingYet(kind);
