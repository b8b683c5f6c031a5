import { personsOf, type PostId } from '../actor.js';
import { accept, refuse, type Decision, type OwnContext, type Refusal } from '../entity.js';
import { hasPartIn, isOverdue } from '../four-eyes.js';
import { provinceOfChain } from './chain-id.js';
import { feedbackDuty, overdueAt, refuseDay } from './item-days.js';
import type { ChainCommand, ChainEvent } from './messages.js';
import { isBelow, isHolderIn } from './posts.js';
import { isOpenItem, itemOf, type Assignment, type Chain, type Item, type Overdue } from './state.js';

/** The items of the list: assigned (交办), signed for (签收), fed back (反馈), verified, closed (销号); level by level, down and up again. */

type Answer = Decision<ChainEvent>;
type Command<T extends ChainCommand['type']> = Extract<ChainCommand, { readonly type: T }>;

/** An open item; a refusal where there is none. */
function openItem(chain: Chain, id: string): Item | Refusal {
  const item = itemOf(chain, id);
  if (item === undefined) return refuse('ItemUnknown', { item: id });
  return isOpenItem(item) ? item : refuse('ItemSettled', { item: id });
}
const isRefusal = (answer: Item | Refusal): answer is Refusal => 'ok' in answer;

/** Who has an item in hand: whoever it was assigned to last. */
export const inHand = ({ line }: Item): Assignment | undefined => line.at(-1);

function refuseAssignee(from: PostId, to: PostId, { id }: OwnContext): Refusal | undefined {
  const province = provinceOfChain(id);
  return isHolderIn(province, to) && isBelow(province, from, to) ? undefined : refuse('NotAssignable', { post: to });
}

const late = (overdue: Overdue | undefined): { readonly overdue?: Overdue } => (overdue === undefined ? {} : { overdue });

export function assignItem(chain: Chain, { item: id, to, dueDay, note }: Command<'assignItem'>, context: OwnContext): Answer {
  const { actor, at } = context;
  const item = openItem(chain, id);
  if (isRefusal(item)) return item;
  const holder = inHand(item);
  if (holder !== undefined) {
    if (holder.to !== actor.post) return refuse('NotYourItem', { post: holder.to });
    if (holder.status === 'assigned') return refuse('NotAcknowledged', { item: id });
    if (holder.status === 'fed-back') return refuse('AlreadySubmitted');
  } else if (isHolderIn(provinceOfChain(context.id), actor.post)) return refuse('NotAssigned', { item: id });
  const number = item.assignments + 1;
  const overdue = holder === undefined ? overdueAt(id, item, context) : undefined;
  return (
    refuseAssignee(actor.post, to, context) ??
    refuseDay(id, item, holder, dueDay, context) ??
    accept({ type: 'itemAssigned', item: id, number, from: actor.post, to, dueDay, note, ...late(overdue), by: personsOf(actor), at })
  );
}

/**
 * To another post instead, by whoever assigned it: what the first one owed is withdrawn. To the same post again it may only come forward:
 * more time is what an extension is for.
 */
export function reassignItem(chain: Chain, { item: id, to, dueDay, reason }: Command<'reassignItem'>, context: OwnContext): Answer {
  const { actor, at } = context;
  const item = openItem(chain, id);
  if (isRefusal(item)) return item;
  const holder = inHand(item);
  if (holder === undefined) return refuse('NotAssigned', { item: id });
  if (holder.from !== actor.post) return refuse('NotYourItem', { post: holder.from });
  const number = item.assignments + 1;
  const overdue = item.line.length === 1 ? overdueAt(id, item, context) : undefined;
  return (
    refuseAssignee(actor.post, to, context) ??
    refuseDay(id, item, to === holder.to ? holder : item.line.at(-2), dueDay, context) ??
    accept({ type: 'itemReassigned', item: id, number, from: actor.post, to, dueDay, reason, ...late(overdue), by: personsOf(actor), at })
  );
}

export function withdrawItem(chain: Chain, { item: id, reason }: Command<'withdrawItem'>, { actor, at }: OwnContext): Answer {
  const item = openItem(chain, id);
  return isRefusal(item) ? item : accept({ type: 'itemWithdrawn', item: id, reason, by: personsOf(actor), at });
}

/** What this post has of an item: signed for or not, passed on or not. */
function partOf(item: Item, id: string, post: PostId): Assignment | Refusal {
  const own = item.line.find(({ to }) => to === post);
  const holder = inHand(item);
  if (holder === undefined) return refuse('NotAssigned', { item: id });
  return own ?? refuse('NotYourItem', { post: holder.to });
}

export function acknowledgeItem(chain: Chain, { item: id }: Command<'acknowledgeItem'>, { actor, at }: OwnContext): Answer {
  const item = openItem(chain, id);
  if (isRefusal(item)) return item;
  const own = partOf(item, id, actor.post);
  if ('ok' in own) return own;
  if (own.status !== 'assigned') return refuse('AlreadyAcknowledged');
  return accept({ type: 'itemAcknowledged', item: id, number: own.number, by: personsOf(actor), at });
}

export function feedBackItem(chain: Chain, { item: id, sha256, share }: Command<'feedBackItem'>, context: OwnContext): Answer {
  const { actor, at } = context;
  const item = openItem(chain, id);
  if (isRefusal(item)) return item;
  const own = partOf(item, id, actor.post);
  if ('ok' in own) return own;
  if (own.status === 'assigned') return refuse('NotAcknowledged', { item: id });
  if (own.status === 'fed-back') return refuse('AlreadySubmitted');
  const done = { item: id, sha256, by: personsOf(actor), at };
  if (share < 100) return accept({ type: 'itemProgressNoted', ...done, share });
  const holder = inHand(item);
  if (holder !== undefined && holder.number !== own.number) return refuse('HandedDown', { post: holder.to });
  return accept({ type: 'itemFedBack', ...done, isLate: own.isLate ?? isOverdue(context, feedbackDuty(id, own)) });
}

/** By whoever assigned it, never by a person who fed it back. Accepted at the top the item is closed; below, it is the level above that owes its feedback. */
export function verifyItem(chain: Chain, { item: id, verdict, reason }: Command<'verifyItem'>, { actor, at }: OwnContext): Answer {
  const item = openItem(chain, id);
  if (isRefusal(item)) return item;
  const holder = inHand(item);
  if (holder === undefined) return refuse('NotAssigned', { item: id });
  if (holder.from !== actor.post) return refuse('NotYourItem', { post: holder.from });
  if (holder.status !== 'fed-back') return refuse('NotSubmitted');
  if (hasPartIn(holder.fedBackBy ?? [], actor)) return refuse('OwnSubmission');
  return accept({ type: 'itemVerified', item: id, to: holder.to, verdict, reason, by: personsOf(actor), at });
}
