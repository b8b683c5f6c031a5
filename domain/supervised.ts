import { adoptedBy, isAdoptCalendar, withAdopted, type AdoptCalendar, type CalendarAdopted } from './adoption.js';
import { CENTRE, type PostId } from './actor.js';
import { dayOf, dueDay, formatDay, isSameTerm, type Day, type Instant, type Term } from './calendar.js';
import type { Outcome, Watched } from './duty.js';
import { accept, refuse, type Consequence, type Context, type Decision, type Entity, type Surroundings, type Typed } from './entity.js';
import { decideOnExtension } from './extension/decide.js';
import { EXTENSION_FULFILLED_BY, withExtensions } from './extension/duties.js';
import { isGranted, noticesOfExtension, underMovedTerm, withExtended } from './extension/evolve.js';
import { isExtensionCommand, isExtensionEvent, type ExtensionCommand, type ExtensionEvent } from './extension/messages.js';
import { climbedOf, hasClimbed, type Climbed, type ClimbOver } from './climbing.js';
import { firingFrom, nextRung, stepUnder } from './ladder.js';
import { ladderFor, type LadderId, type Rung } from './ladders.js';
import { isLateAt } from './light.js';
import { mailTo } from './mail-consequence.js';
import { noticeIdOf } from './notice/notice-id.js';
import { mayDo } from './rights.js';

/** Any entity, watched: its duties are opened, settled and climb the ladder as recorded events, so that none comes or goes unseen. */
export interface Supervised<S> {
  readonly inner: S;
  readonly watched: Readonly<Record<string, Watched>>;
  /** The calendar version the due days were computed with; 0 before the first duty or adoption, where the run's own counts. */
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
  /** It was overdue when it was moved, or before it was withdrawn and is now owed again. */
  readonly isLate?: boolean;
  /** Of a duty that opens; absent in the first records. */
  readonly ladder?: LadderId;
  readonly about?: string;
}
/** A duty under another post or term. */
export interface MovedDuty extends OpenedDuty {
  /** Rungs behind it under its new term, where some are to be climbed again. */
  readonly step?: number;
  /** Now, where its term is another one; absent in the first records. */
  readonly termedAt?: Instant;
  /** The notice that was drafted about it under its former date. */
  readonly notice?: string;
  /** Where it had climbed beyond its reminders and does so no more. */
  readonly climbed?: Climbed;
}
export interface SettledDuty {
  readonly id: string;
  readonly outcome: Outcome;
  readonly isLate: boolean;
  /** The event that withdrew it. */
  readonly cause?: string;
  /** The notice that was drafted about it, which now has lost its matter. */
  readonly notice?: string;
  /** Where it had climbed beyond its reminders. */
  readonly climbed?: Climbed;
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
      /** The notice that is drafted at this rung. */
      readonly notice?: string;
    }
  | CalendarAdopted
  | ExtensionEvent;

/** What any entity takes beside its own commands. */
export type SupervisionCommand = Tick | AdoptCalendar | ExtensionCommand;

/** An entity with a supervisor: the shape every run, view and simulator works with. */
export interface SupervisedEntity<S, C extends Typed, E extends Typed> extends Omit<
  Entity<Supervised<S>, C | SupervisionCommand, E | SupervisionEvent>,
  | 'decide'
  | 'duties'
  | 'fulfilledBy'
  | 'passed'
  | 'nextPassing'
  | 'overseer'
  | 'atRung'
  | 'extension'
  | 'isExcused'
  | 'climbed'
  | 'climbOver'
> {
  decide(state: Supervised<S>, command: C | SupervisionCommand, context: Context): Decision<E | SupervisionEvent>;
  /** When a `tick` would next change something, never before `now`; undefined when nothing is to come. */
  wakeAt(state: Supervised<S>, surroundings: Surroundings, now: Instant): Instant | undefined;
}

export function supervise<S, C extends Typed, E extends Typed>(entity: Entity<S, C, E>): SupervisedEntity<S, C, E> {
  type State = Supervised<S>;
  type Event = E | SupervisionEvent;
  const fulfilledBy: Readonly<Record<string, readonly string[]>> = { ...EXTENSION_FULFILLED_BY, ...entity.fulfilledBy };

  const evolve = (state: State, event: Event): State =>
    isSupervisionEvent(event) ? { ...state, ...evolveWatch(state, event) } : { ...state, inner: entity.evolve(state.inner, event) };

  /** The change between what is watched and what the state now says is owed. */
  const reconcile = (before: S, state: State, events: readonly Event[], { id: own, at, calendar }: Context): SupervisionEvent[] => {
    const owed = withExtensions(state.watched, entity.duties(state.inner, own));
    const opened: OpenedDuty[] = [];
    const moved: MovedDuty[] = [];
    const ids = new Set<string>();
    for (const duty of owed) {
      ids.add(duty.id);
      const known = state.watched[duty.id];
      if (known !== undefined && known.post === duty.post && isSameTerm(known.term, duty.term)) continue;
      const due = dueDay(calendar, duty.term);
      if (known === undefined) opened.push({ ...duty, due, ladder: ladderFor(duty.kind, entity.kind) });
      else moved.push({ ...duty, due, ...underNewTerm(known, duty.term, due, { at, calendar }) });
    }
    const settled: SettledDuty[] = [];
    for (const [id, duty] of Object.entries(state.watched)) {
      if (ids.has(id)) continue;
      const isFulfilled = events.some(({ type }) => fulfilledBy[duty.kind]?.includes(type));
      const isLate = isLateAt(duty, at) && entity.isExcused?.(id, before, state.inner) !== true;
      const notice = {
        ...(duty.notice === undefined ? {} : { notice: duty.notice }),
        ...(hasClimbed(duty, duty.step) ? { climbed: climbedOf(duty) } : {}),
      };
      const cause = events[0]?.type;
      if (isFulfilled) settled.push({ id, outcome: 'done', isLate, ...notice });
      else settled.push({ id, outcome: 'withdrawn', isLate, ...(cause === undefined ? {} : { cause }), ...notice });
    }
    if (opened.length + moved.length + settled.length === 0) return [];
    return [{ type: 'dutiesChanged', at, calendarVersion: calendar.version, opened, moved, settled }];
  };

  const withDuties = (state: State, events: readonly Event[], context: Context): Event[] => [
    ...events,
    ...reconcile(state.inner, events.reduce(evolve, state), events, context),
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
          ...(rung === 'supervision-notice' ? { notice: noticeIdOf(context.id, id, duty.due) } : {}),
        });
      }
    }
    return passed.length + rungs.length === 0 ? refuse('NothingDue') : accept<Event>(...passed, ...rungs);
  };

  /**
   * Time passes by the calendar known so far; then the new one counts. Who never owed anything says under which calendar it will: its run may
   * have begun with an older one, and what it owes later would be dated by that. Whether anything is recorded of it at all is known to who brings
   * the calendar: the state does not tell, since some events leave it as it was.
   */
  const adopt = (state: State, { calendar }: AdoptCalendar, context: Context): Decision<Event> => {
    const isOlder = calendar.version <= state.calendarVersion || calendar.version < context.calendar.version;
    if (isOlder) return refuse('NothingDue');
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
      if (isExtensionCommand(command) && entity.isClosed(present.inner)) return refuse('Closed');
      const own = { ...context, watched: present.watched };
      const decision: Decision<Event> = isExtensionCommand(command)
        ? decideOnExtension(present.watched, command, (duty) => entity.extension?.(present.inner, duty, own), context)
        : entity.decide(present.inner, command, own);
      return decision.ok ? accept<Event>(...passed, ...withDuties(present, decision.events, context)) : decision;
    },
    consequences: (state, event, id) =>
      isSupervisionEvent(event) ? consequencesOfSupervision(entity, state, event, id) : entity.consequences(state.inner, event, id),
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
      for (const { id, kind, post, term, due, firstDue = due, isLate, ladder, about } of event.opened) {
        const marks = { ...(isLate === undefined ? {} : { isLate, lateBefore: isLate }), ...(ladder === undefined ? {} : { ladder }) };
        const named = { ...marks, ...(about === undefined ? {} : { about }) };
        next[id] = { kind, post, term, openedAt: event.at, firstDue, due, ...named, step: 0 };
      }
      for (const { id, kind, post, term, due, isLate, step, termedAt, notice: lost } of event.moved) {
        const { steppedOn, notice, ...before } = next[id] ?? { openedAt: event.at, firstDue: due, step: 0 };
        const climbed = {
          step: step ?? before.step,
          ...(steppedOn === undefined || step === 0 || termedAt !== undefined ? {} : { steppedOn }),
        };
        next[id] = {
          ...before,
          kind,
          post,
          term,
          due,
          ...climbed,
          ...(notice === undefined || lost !== undefined ? {} : { notice }),
          ...(isLate === undefined ? {} : { isLate }),
          ...(termedAt === undefined ? {} : { termedAt }),
          ...underMovedTerm(next[id], term),
        };
      }
      return { watched: next, calendarVersion: event.calendarVersion };
    }
    case 'rungReached': {
      const duty = watched[event.duty];
      if (duty === undefined) return { watched, calendarVersion };
      const climbed = duty.ladder === undefined ? {} : { climbed: [...(duty.climbed ?? []), { rung: event.rung, on: event.on }] };
      const notice = event.notice === undefined ? {} : { notice: event.notice };
      const after = { ...duty, step: event.step, steppedOn: event.on, ...climbed, ...notice };
      return { watched: { ...watched, [event.duty]: after }, calendarVersion };
    }
    case 'calendarAdopted':
      return { watched: withAdopted(watched, event), calendarVersion: event.version };
    case 'extensionAsked':
    case 'extensionAgreed':
    case 'extensionDeclined':
    case 'extensionRefused':
    case 'extensionGranted': {
      const duty = watched[event.duty];
      return { watched: duty === undefined ? watched : { ...watched, [event.duty]: withExtended(duty, event) }, calendarVersion };
    }
    default:
      return event satisfies never;
  }
}

/** What another term does to a duty beside its date: it loses no mark of lateness, the rungs ahead of it are climbed again, and no gap from those of the former term counts. A date asked for in time and granted leaves no mark. */
function underNewTerm(known: Watched, term: Term, due: Day, { at, calendar }: Pick<Context, 'at' | 'calendar'>) {
  if (isSameTerm(known.term, term)) return {};
  const step = stepUnder(calendar, known, due, dayOf(at));
  const isDown = hasClimbed(known, known.step) && !hasClimbed(known, step);
  const lost = {
    ...(known.notice === undefined ? {} : { notice: known.notice }),
    ...(isDown ? { climbed: climbedOf(known) } : {}),
  };
  return {
    termedAt: at,
    ...(isLateAt(known, at) && !isGranted(known, term) ? { isLate: true } : {}),
    ...(step === known.step ? {} : { step, ...lost }),
  };
}

/**
 * The holder is told of a reminder or a chase, of a chase the office director as well (rules: ladder). What a higher rung brings is the
 * entity's own; a notice drafted about a duty learns when the duty is settled.
 */
function consequencesOfSupervision<S, C extends Typed, E extends Typed>(
  entity: Entity<S, C, E>,
  { inner, watched }: Supervised<S>,
  event: SupervisionEvent,
  id: string,
): readonly Consequence[] {
  if (isExtensionEvent(event)) return noticesOfExtension(event, watched[event.duty]);
  if (event.type === 'dutiesChanged') return [...toldNotices(event), ...overOf(event).flatMap((over) => entity.climbOver(inner, over, id))];
  if (event.type !== 'rungReached') return [];
  const { duty, kind, post, step, due, rung } = event;
  const facts = { duty, kind, post, step, due };
  const mail = (to: PostId): Consequence => mailTo(to, rung, facts);
  const one = watched[duty];
  const climbed = (): readonly Consequence[] =>
    one === undefined ? [] : entity.climbed(inner, { duty, kind, post, rung, firstDue: one.firstDue, due }, id);
  switch (rung) {
    case 'reminder':
      return [mail(post)];
    case 'chase': {
      const overseer = entity.overseer(inner, post);
      return [mail(post), ...(overseer === post ? [] : [mail(overseer)]), ...climbed()];
    }
    case 'supervision-notice':
    case 'raising': {
      return one === undefined ? [] : [...entity.atRung(inner, { rung, duty, on: event.on, watched: one }, id), ...climbed()];
    }
    default:
      rung satisfies never;
      return [];
  }
}

/** What had climbed and does so no more. */
const overOf = ({ moved, settled }: SupervisionEvent & { readonly type: 'dutiesChanged' }): ClimbOver[] =>
  [...settled, ...moved.map((one) => ({ ...one, outcome: 'moved' as const }))].flatMap(({ id, outcome, climbed }) =>
    climbed === undefined ? [] : [{ duty: id, outcome, ...climbed }],
  );

/** The matter of a notice is settled with its duty, or when the duty is given a later date. Nothing to tell where the notice has ended before. */
function toldNotices({ at, moved, settled }: SupervisionEvent & { readonly type: 'dutiesChanged' }): Consequence[] {
  const lost = [...settled, ...moved.map(({ notice }) => ({ notice, outcome: 'moved' as const }))];
  return lost.flatMap(({ notice, outcome }) =>
    notice === undefined
      ? []
      : [
          {
            type: 'message',
            to: { kind: 'notice', id: notice },
            command: { type: 'noteMatterSettled', outcome, on: formatDay(dayOf(at)) },
            isMootOnceClosed: true,
          },
        ],
  );
}

const isTick = (command: Typed): command is Tick => command.type === 'tick';
export const isSupervisionEvent = (event: Typed): event is SupervisionEvent =>
  event.type === 'dutiesChanged' || event.type === 'rungReached' || event.type === 'calendarAdopted' || isExtensionEvent(event);
