import { withAdopted } from './adoption.js';
import { dayOf, isSameTerm, type Day, type Term } from './calendar.js';
import { climbedOf, hasClimbed } from './climbing.js';
import type { Watched } from './duty.js';
import type { Context } from './entity.js';
import { isGranted, underMovedTerm, withExtended } from './extension/evolve.js';
import { stepUnder } from './ladder.js';
import { afterOutcome } from './notice-outcome.js';
import { isLateAt } from './light.js';
import type { Supervised, SupervisionEvent } from './supervision.js';

/** What is watched after an event of the supervisor. */
export function evolveWatch<S>({ watched, calendarVersion }: Supervised<S>, event: SupervisionEvent): Omit<Supervised<S>, 'inner'> {
  switch (event.type) {
    case 'dutiesChanged': {
      const next: Record<string, Watched> = { ...watched };
      for (const { id } of event.settled) delete next[id];
      for (const { id, kind, post, term, due, firstDue = due, isLate, countsAsLate, ladder, about } of event.opened) {
        const late = isLate === undefined ? {} : { isLate, ...(countsAsLate === true ? {} : { lateBefore: isLate }) };
        const marks = { ...late, ...(ladder === undefined ? {} : { ladder }) };
        const named = { ...marks, ...(about === undefined ? {} : { about }) };
        next[id] = { kind, post, term, openedAt: event.at, firstDue, due, ...named, step: 0 };
      }
      for (const { id, kind, post, term, due, isLate, step, termedAt, notice: lost } of event.moved) {
        const { steppedOn, notice, raised, lapsed, ...before } = next[id] ?? { openedAt: event.at, firstDue: due, step: 0 };
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
          ...(notice === undefined || lost !== undefined ? {} : { notice, ...(raised === undefined ? {} : { raised }) }),
          // Under another term it is another matter.
          ...(lapsed === undefined || termedAt !== undefined ? {} : { lapsed }),
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
    case 'noticeOutcomeNoted': {
      const duty = watched[event.duty];
      return { watched: duty === undefined ? watched : { ...watched, [event.duty]: afterOutcome(duty, event) }, calendarVersion };
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
export function underNewTerm(known: Watched, term: Term, due: Day, { at, calendar }: Pick<Context, 'at' | 'calendar'>) {
  if (isSameTerm(known.term, term)) return {};
  const step = stepUnder(calendar, known, due, dayOf(at));
  const isDown = hasClimbed(known, known.step) && !hasClimbed(known, step);
  const lost = {
    ...(known.notice === undefined ? {} : { notice: known.notice }),
    ...(known.raised === undefined ? {} : { raised: known.raised }),
    ...(isDown ? { climbed: climbedOf(known) } : {}),
  };
  return {
    termedAt: at,
    ...(isLateAt(known, at) && !isGranted(known, term) ? { isLate: true } : {}),
    ...(step === known.step ? {} : { step, ...lost }),
  };
}
