import type { Actor } from '../../domain/actor.js';
import { scopeOf } from '../../domain/rights.js';
import type { PeopleDirectory, Whereabouts } from '../../models/people-directory.js';

/** Where those sit whom an actor may look up, of one unit if it is named: `anybody` also without a post, `nobody` where there is none. */
export function whereaboutsFor(actor: Actor, unit?: string): Whereabouts | 'anybody' | 'nobody' {
  const scope = scopeOf('unit', actor);
  switch (scope.sees) {
    case 'all':
      return unit === undefined ? 'anybody' : { unit };
    case 'under':
      return { under: scope.unit, ...(unit === undefined ? {} : { unit }) };
    case 'own':
      return unit === undefined || unit === scope.unit ? { unit: scope.unit } : 'nobody';
    case 'nothing':
      return 'nobody';
    default:
      return scope satisfies never;
  }
}

/**
 * Whether an actor may seat this person: one of those whom they find with `GET /people`, or a newcomer who holds no post anywhere and whom
 * they were told of. Whoever holds a post elsewhere does not exist for them.
 */
export async function maySeat(people: Pick<PeopleDirectory, 'holdersIn'>, actor: Actor, person: string): Promise<boolean> {
  const where = whereaboutsFor(actor);
  if (where === 'anybody' || where === 'nobody') return where === 'anybody';
  const [among, anywhere] = await Promise.all([people.holdersIn({ ...where, person }), people.holdersIn({ person })]);
  return among.length > 0 || anywhere.length === 0;
}
