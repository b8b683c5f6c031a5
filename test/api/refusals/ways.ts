import type { Actor } from '../../../domain/actor.js';
import type { Kind } from '../../../domain/kinds.js';
import type { ProblemCode } from '../../../server/http/problems.js';
import type { Stage } from '../../domain/stage.js';
import type { Asked } from './edge.js';

/** A command as it would be accepted, and the entity that would accept it. */
export interface Ordinary<K extends Kind> extends Omit<Asked, 'route'> {
  readonly given: () => Stage<K>;
}
/** One way to one refusal of one route; `names` is what both sentences must contain. */
export interface Way<K extends Kind> extends Ordinary<K> {
  readonly route: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly because: string;
  readonly names: readonly string[];
}

type Change<K extends Kind> = Partial<Pick<Way<K>, 'given' | 'by' | 'when' | 'params' | 'names'>> & { readonly body?: object };
/** The ordinary command of a route, changed in what makes it fail; the body is the ordinary one with other fields in it. */
export const wayFrom =
  <K extends Kind, R extends string>(ordinary: Readonly<Record<R, Ordinary<K>>>) =>
  (route: R, status: number, code: ProblemCode, because: string, { body, ...changes }: Change<K> = {}): Way<K> => ({
    ...ordinary[route],
    names: [],
    ...changes,
    body: { ...ordinary[route].body, ...body },
    route,
    status,
    code,
    because,
  });

interface Told {
  tell(...told: never[]): unknown;
}
/** Led on by what its people tell it. */
export function told<S extends Told>(entity: S, ...steps: readonly Parameters<S['tell']>[]): S {
  for (const step of steps) entity.tell(...step);
  return entity;
}

/** The same person in another post. */
export const inPost = ({ person }: Actor, of: Actor): Actor => ({ ...of, person, name: person });
