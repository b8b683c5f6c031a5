import Joi from 'joi';
import { endOfDay, formatDay } from '../../domain/calendar.js';
import { countMoved, isWithin, movedDue, reachOf, type CalendarPlan } from '../../domain/calendar-plan.js';
import type { OpenTerms } from '../../domain/calendar-ports.js';
import { regionOf } from '../../domain/kinds.js';
import type { DutyDoc } from '../../models/duty.js';
import type { Lists } from '../../models/lists.js';
import type { Page, Pager, PageQuery } from '../http/page.js';
import { bilingual, shape } from '../http/schema.js';
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

export const movedRow = shape<MovedRow>({
  id: Joi.string().description('责任事项编号。The duty.'),
  entity: Joi.string().description('所属对象编号。The entity it belongs to.'),
  title: Joi.string().description('所属对象名称。What the entity is called.'),
  name: bilingual('事项名称', 'What is owed'),
  post: Joi.string().description('责任岗位。The post that owes it.'),
  firstDue: Joi.string().description('首次期限，不变。The first due day, which stays.'),
  due: Joi.string().description('现行期限。The due day as it is.'),
  newDue: Joi.string().description('调整后的期限。The due day as it would be.'),
});
export const movedExample: MovedRow = {
  id: 'pilot/53-2026-0007#plan-1',
  entity: '53-2026-0007',
  title: '滇中新区技能提升试点',
  name: { zh: '提交方案', en: 'Submit the plan' },
  post: '53/office-director',
  firstDue: '2027-01-08',
  due: '2027-01-08',
  newDue: '2027-01-11',
};

/** Looked through at once; most of what lies within a change's reach moves. */
const SCANNED_AT_ONCE = 200;
/** Where hardly any does, a page ends after so many looks with what it has, and the next goes on from there. */
const LOOKS_AT_MOST = 10;

/** How many open duties a plan would move. */
export async function countMoves(openTerms: OpenTerms, plan: CalendarPlan): Promise<number> {
  return countMoved(plan, await openTerms.within(reachOf(plan.changed), plan.region));
}

/** One page of the open duties that a plan would move, in the order of their present due days. May hold fewer than were asked for, or none, and not be the last. */
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
  for (let looks = 1; ; looks++) {
    const { filter, sort, limit } = pager.open(at);
    const scanned = pager.close(at, await duties.find({ filter: { $and: [own, filter] }, sort, limit }));
    for (const doc of scanned.items) {
      const newDue = isWithin(reach, doc) ? movedDue(plan, regionOf(doc.entityKind, doc.entity), doc) : undefined;
      if (newDue !== undefined) moved.push({ doc, newDue });
    }
    if (scanned.next === null || moved.length > query.limit) break;
    if (looks === LOOKS_AT_MOST) return { items: moved.map(({ doc, newDue }) => rowOf({ ...doc, newDue })), next: scanned.next };
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
