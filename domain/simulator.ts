import { isAdoptCalendar } from './adoption.js';
import { SYSTEM, type Actor } from './actor.js';
import { createAgenda } from './agenda.js';
import type { Calendar, Instant } from './calendar.js';
import { actorOfEvent, refuse, type Consequence, type Decision, type Entry, type Refusal, type Typed } from './entity.js';
import { entityOf, isKind, regionOf, streamOf, type CommandOf, type Kind } from './kinds.js';
import { isMoot } from './moot.js';
import type { Append } from './ports.js';
import type { DutyView } from './duty-view.js';
import { nothingYet, project, type EntityView, type OutboxRow, type Standing } from './view.js';

export interface SimulatorOptions {
  readonly startsAt: Instant;
  /** Today's calendar of a province; an entity keeps the one it began with until it is brought another. */
  readonly calendarOf: (region: string) => Calendar;
  /** Hash of a command's body, which the rules cannot compute; every hash is empty without it. */
  readonly hashOf?: (command: Typed) => string;
}

export interface SimulatedLetter<K extends Kind> {
  readonly to: { readonly kind: K; readonly id: string };
  readonly actor: Actor;
  readonly command: CommandOf<K>;
  /** Unique over the whole record; told from stream and number where none is given. An accepted one is decided once. */
  readonly commandId?: string;
  /** When it is received; time passes until then. */
  readonly at?: Instant;
}

export type MailRow = OutboxRow & { readonly consequence: Consequence & { readonly type: 'mail' } };
/** A message that its receiver refused: what an operator would see. */
export interface RefusedMessage {
  readonly row: OutboxRow;
  readonly refusal: Refusal;
}

/** Entities, their clock and the courier between them, in one process: the demo's past, tests and the load generator are scripts for it. */
export interface Simulator {
  now(): Instant;
  /** Lets time pass: every due tick of every entity fires at its instant, in order. Throws a RangeError for an instant gone by. */
  advanceTo(at: Instant): void;
  /** Time passes and nobody is there: what fell due meanwhile fires late, when time passes again or a command comes. Throws as `advanceTo` does. */
  outageUntil(at: Instant): void;
  /** Decides a command as a run would; what follows for other entities is delivered at once. A refusal leaves no trace. */
  send<K extends Kind>(letter: SimulatedLetter<K>): Decision<Typed>;
  view(kind: Kind, id: string): EntityView | undefined;
  entries(kind: Kind, id: string): readonly Entry[];
  /** Every entity from its beginning, each as one append. Its outbox rows are all it ever wrote: messages are delivered already. */
  streams(): readonly Append[];
  /** Every mail asked for, in the order of asking; none is sent. */
  mails(): readonly MailRow[];
  refusedMessages(): readonly RefusedMessage[];
}

interface Course {
  readonly kind: Kind;
  readonly id: string;
  readonly calendar: Calendar;
  readonly entries: Entry[];
  readonly duties: Map<string, DutyView>;
  readonly outbox: OutboxRow[];
  readonly documents: string[];
  readonly files: string[];
  readonly view: EntityView;
}

interface Order {
  readonly kind: Kind;
  readonly id: string;
  readonly actor: Actor;
  readonly command: Typed;
  readonly commandId: string | undefined;
  readonly commandHash: string;
}

export function createSimulator({ startsAt, calendarOf, hashOf = () => '' }: SimulatorOptions): Simulator {
  const courses = new Map<string, Course>();
  const answers = new Map<string, Decision<Typed>>();
  const agenda = createAgenda();
  const waiting: OutboxRow[] = [];
  const refused: RefusedMessage[] = [];
  const mails: MailRow[] = [];
  let now = startsAt;

  const begin = (kind: Kind, id: string): Pick<Course, 'calendar' | 'entries' | 'duties' | 'outbox' | 'documents' | 'files'> => {
    const calendar = calendarOf(regionOf(kind, id));
    return { calendar, entries: [], duties: new Map(), outbox: [], documents: [], files: [] };
  };

  const decide = ({ kind, id, actor, command, commandId, commandHash }: Order): Decision<Typed> => {
    const known = commandId === undefined ? undefined : answers.get(commandId);
    if (known !== undefined) return known;
    const stream = streamOf(kind, id);
    const course = courses.get(stream);
    if (course?.view.isClosed === true) return refuse('Closed');
    const { calendar: former, ...own } = course ?? begin(kind, id);
    const before: Standing = course?.view ?? nothingYet(kind);
    const decision = entityOf(kind).decide(before.state, command, { id, calendar: former, actor, at: now });
    if (!decision.ok) return decision;
    const calendar = isAdoptCalendar(command) ? command.calendar : former;
    const key = commandId ?? `${stream}@${before.seq + 1}/${command.type}`;
    const entries = decision.events.map((event, index): Entry => {
      const seq = before.seq + 1 + index;
      return { seq, receivedAt: now, decidedAt: now, actor: actorOfEvent(decision, index, actor), commandId: key, commandHash, event };
    });
    const { view, duties, outbox, documents, files } = project(kind, id, before, entries, calendar);
    own.entries.push(...entries);
    for (const duty of duties) own.duties.set(duty.id, duty);
    own.outbox.push(...outbox);
    own.documents.push(...documents);
    own.files.push(...files);
    courses.set(stream, { kind, id, calendar, ...own, view });
    answers.set(key, decision);
    agenda.note(stream, view.wakeAt);
    for (const row of outbox) {
      if (isMail(row)) mails.push(row);
      else waiting.push(row);
    }
    return decision;
  };

  /** As the courier does: in the system's name, under the id of the row, in order. */
  const deliver = (): void => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      if (row.consequence.type !== 'message') continue;
      const { to, command } = row.consequence;
      if (!isKind(to.kind)) throw new Error(`${row.id} goes to a ${to.kind}, which is no kind of entity`);
      const answer = decide({ kind: to.kind, id: to.id, actor: SYSTEM, command, commandId: row.id, commandHash: '' });
      if (!answer.ok && !isMoot(row.consequence, answer.code)) refused.push({ row, refusal: answer });
    }
  };

  const tick = (stream: string): void => {
    const course = courses.get(stream);
    if (course === undefined) throw new Error(`${stream} wakes and was never seen`);
    const { kind, id, view } = course;
    const commandId = `${stream}@${view.seq + 1}/tick`;
    const answer = decide({ kind, id, actor: SYSTEM, command: { type: 'tick' }, commandId, commandHash: '' });
    if (!answer.ok) throw new Error(`${stream} woke at ${now} for nothing: ${answer.code}`);
    deliver();
  };

  const mustLieAhead = (at: Instant): void => {
    if (!(at >= now)) throw new RangeError(`${at} lies before the present, ${now}`);
  };
  const advanceTo = (at: Instant): void => {
    mustLieAhead(at);
    for (let due = agenda.next(); due !== undefined && due.at <= at; due = agenda.next()) {
      now = Math.max(now, due.at);
      tick(due.sleeper);
    }
    now = at;
  };

  return {
    now: () => now,
    advanceTo,
    outageUntil(at) {
      mustLieAhead(at);
      now = at;
    },
    send({ to: { kind, id }, actor, command, commandId, at = now }) {
      advanceTo(at);
      const decision = decide({ kind, id, actor, command, commandId, commandHash: hashOf(command) });
      deliver();
      return decision;
    },
    view: (kind, id) => courses.get(streamOf(kind, id))?.view,
    entries: (kind, id) => courses.get(streamOf(kind, id))?.entries ?? [],
    streams: () =>
      [...courses.values()].map(({ kind, id, entries, duties, outbox, documents, files, view }) => ({
        kind,
        id,
        after: { seq: 0, print: '' },
        entries,
        projection: { view, duties: [...duties.values()], outbox, documents, files },
      })),
    mails: () => mails,
    refusedMessages: () => refused,
  };
}

const isMail = (row: OutboxRow): row is MailRow => row.consequence.type === 'mail';
