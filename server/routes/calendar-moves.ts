import { endOfDay, formatDay } from '../../domain/calendar.js';
import { countMoved, isWithin, movedDue, reachOf, type CalendarPlan } from '../../domain/calendar-plan.js';
import type { OpenTerms } from '../../domain/calendar-ports.js';
import { regionOf } from '../../domain/kinds.js';
import type { DutyDoc } from '../../models/duty.js';
import type { Lists } from '../../models/lists.js';
import type { Page, Pager, PageQuery } from '../http/page.js';
import type { Sentence } from '../http/sentence.js';
import { dutyName } from '../words/duties.js';

export interface MovedRow {
  readonly id: string;
  readonly entity: string;
  readonly title: string;
  readonly name: Sentence;
  readonly post: string;
  readonly firstDue: string;
  readonly due: string;
  readonly newDue: string;
}

/** Looked through at once; most of what lies within a change's reach moves. */
const SCANNED_AT_ONCE = 200;

/** How many open duties a plan would move. */
export async function countMoves(openTerms: OpenTerms, plan: CalendarPlan): Promise<number> {
  return countMoved(plan, await openTerms.within(reachOf(plan.changed), plan.region));
}

/** One page of the open duties that a plan would move, in the order of their present due days. */
export async function pageOfMoves(
  duties: Lists['duties'],
  plan: CalendarPlan,
  pager: Pager<object>,
  query: PageQuery,
): Promise<Page<MovedRow>> {
  const reach = reachOf(plan.changed);
  const own = {
    path: plan.region,
    status: 'open',
    dueAt: { $gte: endOfDay(reach.dueFrom) },
    'term.kind': 'after',
    'term.from': { $lt: reach.startedBefore },
  };
  const moved: { readonly doc: DutyDoc; readonly newDue: number }[] = [];
  let at: PageQuery = { ...query, limit: SCANNED_AT_ONCE };
  for (;;) {
    const { filter, sort, limit } = pager.open(at);
    const scanned = pager.close(at, await duties.find({ filter: { $and: [own, filter] }, sort, limit }));
    for (const doc of scanned.items) {
      const newDue = isWithin(reach, doc) ? movedDue(plan, regionOf(doc.entityKind, doc.entity), doc) : undefined;
      if (newDue !== undefined) moved.push({ doc, newDue });
    }
    if (scanned.next === null || moved.length > query.limit) break;
    at = { ...at, cursor: scanned.next };
  }
  const { items, next } = pager.close(
    query,
    moved.map(({ doc, newDue }) => ({ ...doc, newDue })),
  );
  return { items: items.map(rowOf), next };
}

const rowOf = ({ _id, entity, title, kind, post, firstDue, due, newDue }: DutyDoc & { readonly newDue: number }): MovedRow => ({
  id: _id,
  entity,
  title,
  name: dutyName(kind),
  post,
  firstDue: formatDay(firstDue),
  due: formatDay(due),
  newDue: formatDay(newDue),
});
