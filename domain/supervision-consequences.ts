import type { PostId } from './actor.js';
import { dayOf, formatDay } from './calendar.js';
import type { ClimbOver } from './climbing.js';
import type { Consequence, Entity, Typed } from './entity.js';
import { noticesOfExtension } from './extension/evolve.js';
import { isExtensionEvent } from './extension/messages.js';
import { mailTo } from './mail-consequence.js';
import { noticesOf } from './notice-outcome.js';
import type { Supervised, SupervisionEvent } from './supervision.js';

/**
 * The holder is told of a reminder or a chase, of a chase the office director as well (rules: ladder). What a higher rung brings is the
 * entity's own; a notice drafted about a duty learns when the duty is settled.
 */
export function consequencesOfSupervision<S, C extends Typed, E extends Typed>(
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
  const lost = [...settled, ...moved.map((one) => ({ ...one, outcome: 'moved' as const }))];
  return lost.flatMap(({ outcome, ...one }) =>
    noticesOf(one).map((id): Consequence => ({
      type: 'message',
      to: { kind: 'notice', id },
      command: { type: 'noteMatterSettled', outcome, on: formatDay(dayOf(at)) },
      isMootOnceClosed: true,
    })),
  );
}
