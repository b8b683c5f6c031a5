import { adoptedBy, isAdoptCalendar, type AdoptCalendar } from './adoption.js';
import { CENTRE } from './actor.js';
import { dayOf, dueDay, isSameTerm, type Instant } from './calendar.js';
import { climbedOf, hasClimbed } from './climbing.js';
import { accept, refuse, type Context, type Decision, type Entity, type Surroundings, type Typed } from './entity.js';
import { decideOnExtension } from './extension/decide.js';
import { EXTENSION_FULFILLED_BY, withExtensions } from './extension/duties.js';
import { isExtensionCommand } from './extension/messages.js';
import { firingFrom, nextRung } from './ladder.js';
import { ladderFor } from './ladders.js';
import { isLateAt } from './light.js';
import { isNoteNoticeOutcome, noteNoticeOutcome } from './notice-outcome.js';
import { noticeIdOf } from './notice/notice-id.js';
import { mayDo } from './rights.js';
import { consequencesOfSupervision } from './supervision-consequences.js';
import {
  isSupervisionEvent,
  isTick,
  type MovedDuty,
  type OpenedDuty,
  type SettledDuty,
  type Supervised,
  type SupervisionCommand,
  type SupervisionEvent,
} from './supervision.js';
import { evolveWatch, underNewTerm } from './watching.js';

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
        ...(duty.raised === undefined ? {} : { raised: duty.raised }),
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
          ...(rung === 'supervision-notice' ? { notice: noticeIdOf(context.id, id, duty.due, (duty.lapsed?.count ?? 0) + 1) } : {}),
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
      const isOnDuty = isExtensionCommand(command) || isNoteNoticeOutcome(command);
      if (isOnDuty && entity.isClosed(present.inner)) return refuse('Closed');
      const own = { ...context, watched: present.watched };
      const decide = (): Decision<Event> => {
        if (isNoteNoticeOutcome(command)) return noteNoticeOutcome(present.watched, command, context);
        if (!isExtensionCommand(command)) return entity.decide(present.inner, command, own);
        return decideOnExtension(present.watched, command, (duty) => entity.extension?.(present.inner, duty, own), context);
      };
      const decision = decide();
      if (!decision.ok) return decision;
      const events = [...passed, ...withDuties(present, decision.events, context)];
      return passed.length === 0 ? accept<Event>(...events) : { ok: true, events, passed: passed.length };
    },
    consequences: (state, event, id) =>
      isSupervisionEvent(event) ? consequencesOfSupervision(entity, state, event, id) : entity.consequences(state.inner, event, id),
    refersTo: (event) => (isSupervisionEvent(event) ? [] : entity.refersTo(event)),
    brings: (event) => (isSupervisionEvent(event) ? [] : entity.brings(event)),
    summary: ({ inner }, id) => entity.summary(inner, id),
    isClosed: ({ inner }) => entity.isClosed(inner),
    wakeAt(state, surroundings, now) {
      if (entity.isClosed(state.inner)) return undefined;
      let earliest = Math.max(entity.nextPassing(state.inner, surroundings, now) ?? Infinity, now);
      for (const duty of Object.values(state.watched)) {
        const next = nextRung(duty, surroundings.id, surroundings.calendar);
        if (next !== undefined && next.at < earliest)
          earliest = Math.min(earliest, firingFrom(surroundings.calendar, surroundings.id, Math.max(next.at, now)));
      }
      return earliest === Infinity ? undefined : earliest;
    },
  };
}
