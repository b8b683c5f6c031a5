import { personsOf } from '../actor.js';
import { formatDay, parseDay, type Instant } from '../calendar.js';
import { accept, refuse, type Consequence, type Context, type Decision, type OwnContext, type Surroundings } from '../entity.js';
import { hasPartIn } from '../four-eyes.js';
import { nextChain, yearDaysOf, yearEndsAt, yearOfChain } from './chain-id.js';
import { escalationsOf, groupsOf } from './escalation-groups.js';
import { answersOverdueBy, leftItems, overdueAnswers } from './left-items.js';
import { answerDuty } from './escalations.js';
import type { CarryOverItem, ChainCommand, ChainEvent, OverdueAnswers } from './messages.js';
import { isOpenItem, itemOf, type Chain } from './state.js';

/** How a year ends: by itself, with a self-assessment (自评) that a second person confirms, and with what is left open going over to the next. */

type Answer = Decision<ChainEvent>;
type Command<T extends ChainCommand['type']> = Extract<ChainCommand, { readonly type: T }>;

const isCollecting = (chain: Chain): boolean => groupsOf(chain).length + Object.keys(chain.items).length > 0;
const endsWithYear = (chain: Chain): boolean =>
  chain.phase === 'unopened' ? isCollecting(chain) : ['drafting', 'signing', 'in-force'].includes(chain.phase);

export function passedInChain(chain: Chain, at: Instant, { id, calendar }: Surroundings): readonly ChainEvent[] {
  const endsAt = yearEndsAt(id);
  if (at < endsAt || !endsWithYear(chain)) return [];
  if (chain.phase !== 'unopened') return [{ type: 'yearEnded', at: endsAt }];
  const left = leftItems(chain, { watched: {}, at: endsAt });
  return [{ type: 'chainLapsed', left, ...withOverdue(answersOverdueBy(chain, { id, calendar, at: endsAt })), at: endsAt }];
}
export const nextPassingInChain = (chain: Chain, { id }: Surroundings): Instant | undefined =>
  endsWithYear(chain) ? yearEndsAt(id) : undefined;

/** Every item that was not withdrawn is assessed. */
const assessedItems = ({ items }: Chain): string[] => Object.keys(items).filter((id) => items[id]?.status !== 'withdrawn');

export function submitSelfAssessment(chain: Chain, command: Command<'submitSelfAssessment'>, { actor, at }: Context): Answer {
  const { sha256, outcomes } = command;
  if (chain.selfAssessment !== undefined) return refuse('AlreadySubmitted');
  const asked = assessedItems(chain);
  const missing = asked.filter((id) => !Object.hasOwn(outcomes, id));
  if (missing.length > 0) return refuse('OutcomeMissing', { items: missing.join(', ') });
  const unknown = Object.keys(outcomes).find((id) => !asked.includes(id));
  if (unknown !== undefined) return refuse('ItemUnknown', { item: unknown });
  return accept({ type: 'selfAssessmentSubmitted', attempt: chain.assessments + 1, sha256, outcomes, by: personsOf(actor), at });
}

/** The leader's word on it: never a person who had a part in it. */
function refuseWord(chain: Chain, attempt: number, { actor }: Context) {
  if (chain.selfAssessment === undefined) return refuse('NotSubmitted');
  if (chain.selfAssessment.attempt !== attempt) return refuse('StaleVersion');
  return hasPartIn(chain.selfAssessment.by, actor) ? refuse('OwnSubmission') : undefined;
}

export function returnSelfAssessment(chain: Chain, command: Command<'returnSelfAssessment'>, context: Context): Answer {
  const { attempt, reason } = command;
  const { actor, at } = context;
  return refuseWord(chain, attempt, context) ?? accept({ type: 'selfAssessmentReturned', attempt, reason, by: personsOf(actor), at });
}

export function confirmSelfAssessment(chain: Chain, { attempt }: Command<'confirmSelfAssessment'>, context: OwnContext): Answer {
  const { actor, at } = context;
  const wrong = refuseWord(chain, attempt, context);
  if (wrong !== undefined) return wrong;
  const waiting = Object.values(chain.items).filter((item) => isOpenItem(item) && item.line.at(-1)?.status === 'fed-back');
  if (waiting.length > 0) return refuse('VerdictsOpen', { count: waiting.length });
  const left = leftItems(chain, context);
  const overdue = withOverdue(overdueAnswers(chain, context));
  return accept({ type: 'chainClosed', attempt, openItems: Object.keys(left), left, ...overdue, by: personsOf(actor), at });
}

const withOverdue = (overdue: OverdueAnswers): { readonly overdue?: OverdueAnswers } =>
  Object.keys(overdue).length === 0 ? {} : { overdue };

type Leaving = Pick<Extract<ChainEvent, { type: 'chainClosed' }>, 'left' | 'overdue'>;

/** What was left open, as messages to the next year's chain. `left`: as it stood then; the first records tell only what was fed back late. */
export function carriedOver(chain: Chain, id: string, { left, overdue }: Leaving): readonly Consequence[] {
  const to = { kind: 'chain', id: nextChain(id) };
  const carried = Object.entries(chain.items).flatMap(([item, one]): Consequence[] => {
    if (!isOpenItem(one)) return [];
    const { title, area = '', post } = one;
    const { firstDue, isLate } = { ...one, firstDue: undefined, ...left?.[item] };
    const late = isLate === true ? { late: 'yes' } : {};
    const due = firstDue === undefined ? {} : { firstDue: formatDay(firstDue) };
    return [{ type: 'message', to, command: { type: 'carryOverItem', from: id, item, title, area, post, ...late, ...due } }];
  });
  const climbed = escalationsOf(chain).map(([key, one]): Consequence => {
    const { kind, rung, due, answered } = one;
    const firstDue = answered === undefined ? overdue?.[answerDuty(one)] : undefined;
    const [pilot = '', duty = ''] = key.split('#');
    const command = {
      type: 'noteEscalation',
      pilot,
      duty,
      kind,
      source: 'chain',
      rung,
      due: formatDay(due),
      answered: answered === undefined ? '' : String(answered),
      ...(firstDue === undefined ? {} : { firstDue: formatDay(firstDue) }),
    };
    return { type: 'message', to, command };
  });
  return [...carried, ...climbed];
}

/** An item of last year, in this year's list under a name of its own: `y2026-training`. */
export function carryOverItem(chain: Chain, message: CarryOverItem, { id, at }: Context): Answer {
  const { from, item, title, area, post, late } = message;
  const own = /^y\d{4}-/.test(item) ? item : `y${yearOfChain(from)}-${item}`;
  if (itemOf(chain, own) !== undefined) return refuse('ItemTwice', { item: own });
  const carried = { item: own, from, title, ...(area === '' ? {} : { area }), post, dueDay: yearDaysOf(id).last };
  const firstDue = parseDay(message.firstDue ?? '');
  const marks = { ...(firstDue === undefined ? {} : { firstDue }), ...(late === 'yes' ? { isLate: true as const } : {}) };
  return accept({ type: 'itemCarriedOver', ...carried, ...marks, at });
}
