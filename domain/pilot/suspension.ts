import { dayOf, dueDay, workingDaysBetween } from '../calendar.js';
import type { OwnContext } from '../entity.js';
import { isLateAt } from '../light.js';
import { dutiesInPhase } from './duties.js';
import { watchedId } from './renewed-terms.js';
import type { Pilot } from './state.js';
import type { HeldDuty } from './suspension-state.js';

/**
 * What a suspension withdraws, and what of it comes back with the resumption: how many working days each duty still had, by the day the
 * supervisor held it to, and which day it was first given.
 */
export function suspend(pilot: Pilot, { watched, calendar, at }: OwnContext): readonly HeldDuty[] {
  return dutiesInPhase(pilot).map(({ id, term }) => {
    const { due, firstDue, ...known } = watched[watchedId(pilot, id)] ?? { due: dueDay(calendar, term), firstDue: dueDay(calendar, term) };
    const isLate = isLateAt({ due, ...known }, at);
    return { id, leftDays: workingDaysBetween(calendar, dayOf(at), due), due, firstDue, isLate };
  });
}
