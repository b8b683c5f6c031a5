import { adoptedBy, isAdoptCalendar, withAdopted, type AdoptCalendar, type CalendarAdopted } from './adoption.js';
import { CENTRE, type PostId } from './actor.js';
import { dayOf, dueDay, type Day, type Instant, type Term } from './calendar.js';
import type { Outcome, Watched } from './duty.js';
import { accept, refuse, type Consequence, type Context, type Decision, type Entity, type Surroundings, type Typed } from './entity.js';
import { firingFrom, nextRung, stepUnder, type Rung } from './ladder.js';
import { isLateAt } from './light.js';
import { mailTo } from './notice.js';
import { mayDo } from './rights.js';

/** Any entity, watched: its duties are opened, settled and climb the ladder as recorded events, so that none comes or goes unseen. */
export interface Supervised<S> {
  readonly inner: S;
  readonly watched: Readonly<Record<string, Watched>>;
  /** The calendar version the due days were computed with; 0 before the first duty. */
  readonly calendarVersion: number;
}

export interface Tick {
  readonly type: 'tick';
}

export interface OpenedDuty {
  readonly id: string;
  readonly kind: string;
  readonly post: string;
  readonly term: Term;
  readonly due: Day;
  readonly firstDue?: Day;
}
/** A duty under another post or term. */
export interface MovedDuty extends OpenedDuty {
  /** It was overdue when it was moved. */
  readonly isLate?: boolean;
  /** Rungs behind it under its new term, where some are to be climbed again. */
  readonly step?: number;
}
export interface SettledDuty {
  readonly id: string;
  readonly outcome: Outcome;
  readonly isLate: boolean;
  /** The event that withdrew it. */
  readonly cause?: string;
}
export type SupervisionEvent =
  | {
      readonly type: 'dutiesChanged';
      readonly at: Instant;
      readonly calendarVersion: number;
      readonly opened: readonly OpenedDuty[];
      /** Same thing owed, by another post or under another term; the first due day stays. */
      readonly moved: readonly MovedDuty[];
      readonly settled: readonly SettledDuty[];
    }
  | {
      readonly type: 'rungReached';
      readonly duty: string;
      readonly kind: string;
      readonly post: string;
      readonly rung: Rung;
      readonly step: number;
      readonly on: Day;
      readonly due: Day;
      readonly skipped: readonly number[];
    }
  | CalendarAdopted;

/** An entity with a supervisor: the shape every run, view and simulator works with. */
export interface SupervisedEntity<S, C extends Typed, E extends Typed> extends Omit<
  Entity<Supervised<S>, C | Tick | AdoptCalendar, E | SupervisionEvent>,
  'decide' | 'duties' | 'fulfilledBy' | 'passed' | 'nextPassing' | 'overseer'
> {
  decide(state: Supervised<S>, command: C | Tick | AdoptCalendar, context: Context): Decision<E | SupervisionEvent>;
  /** When a `tick` would next change something, never before `now`; undefined when nothing is to come. */
  wakeAt(state: Supervised<S>, surroundings: Surroundings, now: Instant): Instant | undefined;
}

export function supervise<S, C extends Typed, E extends Typed>(entity: Entity<S, C, E>): SupervisedEntity<S, C, E> {
  type State = Supervised<S>;
  type Event = E | SupervisionEvent;

  const evolve = (state: State, event: Event): State =>
    isSupervisionEvent(event) ? { ...state, ...evolveWatch(state, event) } : { ...state, inner: entity.evolve(state.inner, event) };

  /** The change between what is watched and what the state now says is owed. */
  const reconcile = (state: State, inner: S, events: readonly E[], { at, calendar }: Context): SupervisionEvent[] => {
    const owed = entity.duties(inner);
    const opened: OpenedDuty[] = [];
    const moved: MovedDuty[] = [];
    const ids = new Set<string>();
    for (const duty of owed) {
      ids.add(duty.id);
      const known = state.watched[duty.id];
      if (known !== undefined && known.post === duty.post && isSameTerm(known.term, duty.term)) continue;
      const due = dueDay(calendar, duty.term);
      if (known === undefined) opened.push({ ...duty, due });
      else moved.push({ ...duty, due, ...underNewTerm(known, duty.term, due, { at, calendar }) });
    }
    const settled: SettledDuty[] = [];
    for (const [id, duty] of Object.entries(state.watched)) {
      if (ids.has(id)) continue;
      const isFulfilled = events.some(({ type }) => entity.fulfilledBy[duty.kind]?.includes(type));
      const isLate = isLateAt(duty, at);
      const cause = events[0]?.type;
      if (isFulfilled) settled.push({ id, outcome: 'done', isLate });
      else settled.push({ id, outcome: 'withdrawn', isLate, ...(cause === undefined ? {} : { cause }) });
    }
    if (opened.length + moved.length + settled.length === 0) return [];
    return [{ type: 'dutiesChanged', at, calendarVersion: calendar.version, opened, moved, settled }];
  };

  const withDuties = (state: State, events: readonly E[], context: Context): Event[] => [
    ...events,
    ...reconcile(
      state,
      events.reduce((inner, event) => entity.evolve(inner, event), state.inner),
      events,
      context,
    ),
  ];

  const tick = (state: State, context: Context): Decision<Event> => {
    const passed = withDuties(state, entity.passed(state.inner, context.at, context), context);
    const after = passed.reduce(evolve, state);
    const rungs: SupervisionEvent[] = [];
    if (firingFrom(context.calendar, context.id, context.at) <= context.at) {
      for (const [id, duty] of Object.entries(after.watched)) {
        const next = nextRung(duty, context.id, context.calendar);
        if (next === undefined || next.at > context.at) continue;
        const { rung, step, skipped } = next;
        rungs.push({
          type: 'rungReached',
          duty: id,
          kind: duty.kind,
          post: duty.post,
          rung,
          step,
          on: dayOf(context.at),
          due: duty.due,
          skipped,
        });
      }
    }
    return passed.length + rungs.length === 0 ? refuse('NothingDue') : accept<Event>(...passed, ...rungs);
  };

  /** Time passes by the calendar known so far; then the new one counts. */
  const adopt = (state: State, { calendar }: AdoptCalendar, context: Context): Decision<Event> => {
    const { calendarVersion } = state;
    if (calendarVersion === 0 || calendar.version <= calendarVersion) return refuse('NothingDue');
    const passed = withDuties(state, entity.passed(state.inner, context.at, context), context);
    const { watched } = passed.reduce(evolve, state);
    return accept<Event>(...passed, adoptedBy(watched, { id: context.id, at: context.at, former: context.calendar, calendar }));
  };

  return {
    kind: entity.kind,
    initial: { inner: entity.initial, watched: {}, calendarVersion: 0 },
    evolve,
    decide(state, command, context) {
      if (isTick(command)) {
        if (entity.isClosed(state.inner)) return refuse('Closed');
        return mayDo('tick', context.actor, { unit: CENTRE }) ? tick(state, context) : refuse('NoRight');
      }
      if (isAdoptCalendar(command)) {
        if (entity.isClosed(state.inner)) return refuse('Closed');
        return mayDo('adoptCalendar', context.actor, { unit: CENTRE }) ? adopt(state, command, context) : refuse('NoRight');
      }
      // A command may come before the tick that is due: it is decided on what time has brought by then, not on what a late clock has noticed.
      const passed = withDuties(state, entity.passed(state.inner, context.at, context), context);
      const present = passed.reduce(evolve, state);
      const decision = entity.decide(present.inner, command, { ...context, watched: present.watched });
      return decision.ok ? accept<Event>(...passed, ...withDuties(present, decision.events, context)) : decision;
    },
    consequences: (state, event, id) =>
      isSupervisionEvent(event)
        ? consequencesOfRung(event, (post) => entity.overseer(state.inner, post))
        : entity.consequences(state.inner, event, id),
    refersTo: (event) => (isSupervisionEvent(event) ? [] : entity.refersTo(event)),
    brings: (event) => (isSupervisionEvent(event) ? [] : entity.brings(event)),
    summary: ({ inner }, id) => entity.summary(inner, id),
    isClosed: ({ inner }) => entity.isClosed(inner),
    wakeAt(state, surroundings, now) {
      if (entity.isClosed(state.inner)) return undefined;
      let earliest = Math.max(entity.nextPassing(state.inner, surroundings) ?? Infinity, now);
      for (const duty of Object.values(state.watched)) {
        const next = nextRung(duty, surroundings.id, surroundings.calendar);
        if (next !== undefined && next.at < earliest)
          earliest = Math.min(earliest, firingFrom(surroundings.calendar, surroundings.id, Math.max(next.at, now)));
      }
      return earliest === Infinity ? undefined : earliest;
    },
  };
}

function evolveWatch<S>({ watched, calendarVersion }: Supervised<S>, event: SupervisionEvent): Omit<Supervised<S>, 'inner'> {
  switch (event.type) {
    case 'dutiesChanged': {
      const next: Record<string, Watched> = { ...watched };
      for (const { id } of event.settled) delete next[id];
      for (const { id, kind, post, term, due, firstDue = due } of event.opened)
        next[id] = { kind, post, term, openedAt: event.at, firstDue, due, step: 0 };
      for (const { id, kind, post, term, due, isLate, step } of event.moved) {
        const { steppedOn, ...before } = next[id] ?? { openedAt: event.at, firstDue: due, step: 0 };
        const climbed = { step: step ?? before.step, ...(steppedOn === undefined || step === 0 ? {} : { steppedOn }) };
        next[id] = { ...before, kind, post, term, due, ...climbed, ...(isLate === undefined ? {} : { isLate }) };
      }
      return { watched: next, calendarVersion: event.calendarVersion };
    }
    case 'rungReached': {
      const duty = watched[event.duty];
      if (duty === undefined) return { watched, calendarVersion };
      return { watched: { ...watched, [event.duty]: { ...duty, step: event.step, steppedOn: event.on } }, calendarVersion };
    }
    case 'calendarAdopted':
      return { watched: withAdopted(watched, event), calendarVersion: event.version };
    default:
      return event satisfies never;
  }
}

/** The holder is told of every rung; of a chase the office director gets a copy (rules: ladder). */
function consequencesOfRung(event: SupervisionEvent, overseerOf: (post: PostId) => PostId): Consequence[] {
  if (event.type !== 'rungReached') return [];
  const facts = { duty: event.duty, kind: event.kind, post: event.post, step: event.step, due: event.due };
  const mail = (post: PostId): Consequence => mailTo(post, event.rung, facts);
  const overseer = overseerOf(event.post);
  return event.rung === 'chase' && overseer !== event.post ? [mail(event.post), mail(overseer)] : [mail(event.post)];
}

/** What another term does to a duty beside its date: it loses no mark of lateness, and the rungs ahead of it are climbed again. */
function underNewTerm(known: Watched, term: Term, due: Day, { at, calendar }: Pick<Context, 'at' | 'calendar'>) {
  if (isSameTerm(known.term, term)) return {};
  const step = stepUnder(calendar, due, known.step, dayOf(at));
  return { ...(isLateAt(known, at) ? { isLate: true } : {}), ...(step === known.step ? {} : { step }) };
}

function isSameTerm(a: Term, b: Term): boolean {
  if (a.kind === 'after') return b.kind === 'after' && a.from === b.from && a.days === b.days && a.unit === b.unit;
  return b.kind === 'by' && a.day === b.day && a.since === b.since;
}

const isTick = (command: Typed): command is Tick => command.type === 'tick';
export const isSupervisionEvent = (event: Typed): event is SupervisionEvent =>
  event.type === 'dutiesChanged' || event.type === 'rungReached' || event.type === 'calendarAdopted';
