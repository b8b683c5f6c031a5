import type { Actor } from '../../domain/actor.js';
import { EVERYBODY, scopeOf } from '../../domain/rights.js';
import type { ListStore } from '../../models/lists.js';
import type { Page, Pager, PageQuery } from '../http/page.js';
import { scopeFilter, type VisibleKind } from './commands.js';

type Condition = Readonly<Record<string, unknown>>;

interface Listed<T, R> {
  readonly list: ListStore<T>;
  readonly pager: Pick<Pager<unknown>, 'open' | 'close'>;
  /** What is asked for beside the kind and what the actor may see. */
  readonly where: Condition;
  readonly row: (found: T) => R;
}

/** One page of the entities of a kind that exist for the actor, as a route answers it. */
export async function visiblePage<T extends object, R>(
  kind: VisibleKind,
  actor: Actor,
  query: PageQuery,
  { list, pager, where, row }: Listed<T, R>,
): Promise<{ status: 200; body: Page<R> }> {
  const visible = visibleOf(kind, actor);
  if (visible === undefined) return { status: 200, body: { items: [], next: null } };
  const { filter, sort, limit } = pager.open(query);
  const found = await list.find({ filter: { $and: [{ kind, ...visible }, where, filter] }, sort, limit });
  const page = pager.close(query, found);
  return { status: 200, body: { items: page.items.map(row), next: page.next } };
}

function visibleOf(kind: VisibleKind, actor: Actor): Condition | undefined {
  const scope = scopeOf(kind, actor);
  // A circular is for everybody in business.
  if (kind === 'notice' && (scope.sees === 'under' || scope.sees === 'own')) return { path: { $in: [scope.unit, EVERYBODY] } };
  return scopeFilter(scope);
}
