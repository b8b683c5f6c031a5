import { actorOfEvent, type Entry } from '../../domain/entity.js';
import { entityOf, isKind } from '../../domain/kinds.js';
import type { CalendarStore, RecordStore, Send } from '../../domain/ports.js';
import { nothingYet, project } from '../../domain/view.js';

/** Decides and records a command as a run would, without one. */
export const createDecidingSend =
  (records: RecordStore, calendars: CalendarStore): Send =>
  async ({ id: commandId, hash: commandHash, to: { kind, id }, actor, receivedAt: at, command }) => {
    if (!isKind(kind)) throw new TypeError(`${kind} is no kind`);
    const known = await records.commandOf(commandId);
    if (known !== undefined)
      return known.commandHash === commandHash ? { ok: true, receipt: known.receipt } : { ok: false, code: 'KeyReused', facts: {} };
    const calendar = await calendars.latest(id.slice(0, 2));
    const before = (await records.view(kind, id)) ?? nothingYet(kind);
    const decision = entityOf(kind).decide(before.state, command, { id, calendar, actor, at });
    if (!decision.ok) return decision;
    const entries = decision.events.map((event, index): Entry => ({
      seq: before.seq + index + 1,
      receivedAt: at,
      decidedAt: at,
      actor: actorOfEvent(decision, index, actor),
      commandId,
      commandHash,
      event,
    }));
    const projection = project(kind, id, before, entries, calendar);
    const answer = await records.append({ kind, id, after: before, entries, projection });
    if (answer !== 'kept') return { ok: false, code: 'Busy', facts: {} };
    return { ok: true, receipt: { seq: before.seq + entries.length, events: decision.events.map(({ type }) => type) } };
  };
