import { dayOf, dueDay, endOfDay, type Day, type Instant } from '../calendar.js';
import type { OwnContext, Surroundings } from '../entity.js';
import { isLateAt } from '../light.js';
import { groupsOf } from './escalation-groups.js';
import { answerDuty } from './escalations.js';
import { feedbackDuty, firstDueOfItem, signedDay } from './item-days.js';
import { dutiesOfChain } from './duties.js';
import type { LeftItem, OverdueAnswers } from './messages.js';
import { isOpenItem, type Chain, type Item } from './state.js';

/** What is left open of a list when its year is done with: what is overdue takes its mark and its first due day along. */
export const leftItems = (
  { items }: Pick<Chain, 'items'>,
  context: Pick<OwnContext, 'watched' | 'at'>,
): Readonly<Record<string, LeftItem>> =>
  Object.fromEntries(
    Object.entries(items).flatMap(([id, item]): [string, LeftItem][] => (isOpenItem(item) ? [[id, leftItem(id, item, context)]] : [])),
  );

function leftItem(id: string, item: Item, { watched, at }: Pick<OwnContext, 'watched' | 'at'>): LeftItem {
  const owed = item.line.flatMap((level) => watched[feedbackDuty(id, level)] ?? []);
  const isOverdue = owed.length === 0 ? dayOf(at) > signedDay(item) : owed.some((duty) => isLateAt(duty, at));
  if (item.isLate === true || isOverdue) return { firstDue: firstDueOfItem(item), isLate: true };
  return { firstDue: owed[0]?.due ?? firstDueOfItem(item) };
}

/** Answers to what climbed that are overdue, by their duty: when they were first due. */
export const overdueAnswers = (chain: Chain, { watched, at }: Pick<OwnContext, 'watched' | 'at'>): OverdueAnswers =>
  Object.fromEntries(
    groupsOf(chain).flatMap((group): [string, Day][] => {
      const owed = group.answered === undefined ? watched[answerDuty(group)] : undefined;
      return owed !== undefined && isLateAt(owed, at) ? [[answerDuty(group), owed.firstDue]] : [];
    }),
  );

/** The same where time alone ends the chain and what its supervisor watches is not at hand: by the terms of what it owes. */
export const answersOverdueBy = (chain: Chain, { id, calendar, at }: Surroundings & { readonly at: Instant }): OverdueAnswers =>
  Object.fromEntries(
    dutiesOfChain(chain, id).flatMap(({ id: duty, kind, term, firstDue = dueDay(calendar, term), isLate }): [string, Day][] =>
      kind === 'answer-escalations' && (isLate === true || endOfDay(dueDay(calendar, term)) < at) ? [[duty, firstDue]] : [],
    ),
  );
