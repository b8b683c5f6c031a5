import * as fc from 'fast-check';
import { SYSTEM, type Actor, type Role } from '../../domain/actor.js';
import { dayOf, isWeekend, MINUTE_MS, type Calendar, type Instant } from '../../domain/calendar.js';
import { isAdoptCalendar, type AdoptCalendar } from '../../domain/adoption.js';
import type { Decision, Entry, Typed } from '../../domain/entity.js';
import { entityOf, type AnyState, type Kind } from '../../domain/kinds.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { actorOf } from '../fakes/people.js';
import { at, onBehalf } from './stage.js';

/** One thing that happens in a life: after a pause, somebody wants something. Ticks in between fire in time, or only now after an outage. */
export interface Step {
  readonly pauseMinutes: number;
  readonly isOutage: boolean;
  /** Sensible: what would go through at this point, by whom it would. Else anything, by anybody. */
  readonly isSensible: boolean;
  readonly what: number;
  readonly who: number;
  readonly detail: number;
  /** Before it, a new calendar: days off and weekend days worked, so many days from now. */
  readonly newCalendar?: { readonly off: readonly number[]; readonly working: readonly number[] } | undefined;
}
export const step: fc.Arbitrary<Step> = fc.record({
  pauseMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600 }), fc.integer({ min: 600, max: 60 * 24 * 40 })),
  isOutage: fc.boolean(),
  isSensible: fc.integer({ min: 0, max: 9 }).map((die) => die < 7),
  what: fc.nat({ max: 10_000 }),
  who: fc.nat({ max: 10_000 }),
  detail: fc.nat({ max: 10_000 }),
});
export const steps = (maxLength: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(step, { minLength: Math.floor(maxLength / 2), maxLength });

/** What a step led to: a decision, and the state on either side of it. */
export interface Moment {
  readonly now: Instant;
  readonly command: Typed;
  readonly actor: Actor;
  readonly decision: Decision<Typed>;
  readonly before: AnyState;
  readonly after: AnyState;
  /** What it was decided with, and what it left the entity with. */
  readonly calendars: { readonly before: Calendar; readonly after: Calendar };
}
export interface Life {
  readonly kind: Kind;
  readonly id: string;
  readonly moments: readonly Moment[];
  readonly entries: readonly Entry[];
  readonly state: AnyState;
  readonly now: Instant;
  readonly calendar: Calendar;
}

/** What somebody would do next. */
export type Wish = readonly [command: Typed, actor: Actor];
/** How one kind of entity lives: what its own people would do next, and what anybody might try. */
interface Part {
  readonly kind: Kind;
  readonly id: string;
  readonly sensible: (state: AnyState, step: Step, now: Instant) => readonly Wish[];
  readonly anything: (step: Step, now: Instant) => Wish;
}

/** One of them, told by any number. */
export const pick = <T>(from: readonly T[], index: number, otherwise: T): T => from[index % from.length] ?? otherwise;

/** Lives a script. Every decision, also of the ticks, becomes a moment; whatever throws, throws. */
export function live({ kind, id, sensible, anything }: Part, script: readonly Step[]): Life {
  const entity = entityOf(kind);
  let surroundings = { id, calendar };
  let state = entity.initial;
  let now = at('2026-01-05 10:00');
  const moments: Moment[] = [];
  const entries: Entry[] = [];
  const ask = (command: Typed, actor: Actor): void => {
    const before = state;
    const { calendar: former } = surroundings;
    const decision = entity.decide(before, command, { ...surroundings, actor, at: now });
    if (decision.ok) {
      if (isAdoptCalendar(command)) surroundings = { id, calendar: command.calendar };
      for (const event of decision.events) {
        state = entity.evolve(state, event);
        entries.push({
          seq: entries.length + 1,
          receivedAt: now,
          decidedAt: now,
          actor,
          commandId: `c${moments.length}`,
          commandHash: '',
          event,
        });
      }
    }
    const calendars = { before: former, after: surroundings.calendar };
    moments.push({ now, command, actor, decision, before, after: state, calendars });
  };
  for (const one of script) {
    const then = now + one.pauseMinutes * MINUTE_MS;
    if (!one.isOutage) {
      for (
        let wake = entity.wakeAt(state, surroundings, now);
        wake !== undefined && wake <= then;
        wake = entity.wakeAt(state, surroundings, now)
      ) {
        now = wake;
        ask({ type: 'tick' }, SYSTEM);
      }
    }
    now = then;
    if (one.newCalendar !== undefined) {
      const newer = changedFrom(surroundings.calendar, dayOf(now), one.newCalendar);
      const adoption: AdoptCalendar = { type: 'adoptCalendar', calendar: newer };
      ask(adoption, SYSTEM);
    }
    const wishes = one.isSensible ? sensible(state, one, now) : [];
    const [command, actor] = wishes.length === 0 ? anything(one, now) : pick(wishes, one.what, anything(one, now));
    ask(command, actor);
  }
  return { kind, id, moments, entries, state, now, calendar: surroundings.calendar };
}

/** Some weekdays off that were not, some weekend days worked, and what was off around them no more. */
function changedFrom({ version, ...calendar }: Calendar, today: number, { off, working }: NonNullable<Step['newCalendar']>): Calendar {
  const added = off.map((ahead) => today + ahead);
  const worked = new Set(working.map((ahead) => today + ahead));
  return {
    ...calendar,
    version: version + 1,
    daysOff: [...new Set([...calendar.daysOff, ...added])].filter((day) => !worked.has(day)).sort((a, b) => a - b),
    workingWeekendDays: [...new Set([...calendar.workingWeekendDays, ...[...worked].filter(isWeekend)])]
      .filter((day) => !added.includes(day))
      .sort((a, b) => a - b),
  };
}

export const PERSONS = ['li-yan', 'zhao-min', 'he-jun', 'wang-lei', 'yang-fan', 'sun-yi'];
export const ROLES: readonly Role[] = [
  'leader',
  'office-director',
  'liaison',
  'reviewer',
  'system-administrator',
  'security-administrator',
  'system',
];
const UNITS = ['00', '53', '5301', '53-h001', '5301-h001', '44'];

/** Anybody in any post, now and then for another. */
export function anybody({ who }: Step): Actor {
  const actor = actorOf(pick(PERSONS, who, 'x'), pick(UNITS, who >> 3, '53'), pick(ROLES, who >> 6, 'liaison'));
  return who % 5 === 0 ? onBehalf(actor, pick(PERSONS, who >> 2, 'x')) : actor;
}
