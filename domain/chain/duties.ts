import { postOf, type PostId } from '../actor.js';
import { startOfDay, type Instant, type Term } from '../calendar.js';
import type { Duty } from '../duty.js';
import { provinceOfChain, yearEndsAt } from './chain-id.js';
import { groupsOf } from './escalation-groups.js';
import { answerDuty } from './escalations.js';
import { feedbackDuty } from './item-days.js';
import type { ChainEvent } from './messages.js';
import { SIGNING_ORDER, type Assignment, type Chain, type Item, type Overdue } from './state.js';

export const CHAIN_DUTY_KINDS = [
  'open-chain',
  'submit-statement',
  'sign-statement',
  'assign-item',
  'acknowledge-item',
  'feed-back-item',
  'verify-item',
  'answer-escalations',
  'self-assessment',
  'confirm-self-assessment',
] as const;
export type ChainDutyKind = (typeof CHAIN_DUTY_KINDS)[number];

/** Working days (rules: Clocks: 5 for a signature, 1 for a receipt; the others ours). */
const TERM_DAYS = {
  opening: 20,
  statement: 20,
  resubmission: 10,
  signature: 5,
  assigning: 5,
  receipt: 1,
  correction: 10,
  verification: 5,
  answer: 5,
  assessment: 20,
  confirmation: 5,
} as const;

export const CHAIN_FULFILLED_BY: Readonly<Record<ChainDutyKind, readonly ChainEvent['type'][]>> = {
  'open-chain': ['chainOpened'],
  'submit-statement': ['statementSubmitted'],
  'sign-statement': ['statementSigned', 'statementReturned'],
  'assign-item': ['itemAssigned'],
  'acknowledge-item': ['itemAcknowledged'],
  'feed-back-item': ['itemFedBack'],
  'verify-item': ['itemVerified'],
  'answer-escalations': ['escalationsAnswered'],
  'self-assessment': ['selfAssessmentSubmitted'],
  'confirm-self-assessment': ['chainClosed', 'selfAssessmentReturned'],
};

const within = (from: Instant, days: number): Term => ({ kind: 'after', from, days, unit: 'working' });
const owe = (id: string, kind: ChainDutyKind, post: PostId, term: Term): Duty => ({ id, kind, post, term });

/** What is owed on the chain of this id, by whom and by when, as its state stands. */
export function dutiesOfChain(chain: Chain, id: string): readonly Duty[] {
  if (chain.phase === 'closed') return [];
  const province = provinceOfChain(id);
  return [
    ...openingDuties(chain, province),
    ...statementDuties(chain, province),
    ...itemDuties(chain, id),
    ...answerDuties(chain, province),
    ...yearDuties(chain, province),
  ];
}

/** Whatever the year before left open waits for a chain that somebody opens. */
function openingDuties({ phase, items }: Chain, province: string): Duty[] {
  const since = Object.values(items).map((item) => item.since);
  if (phase !== 'unopened' || since.length === 0) return [];
  return [owe('open-chain', 'open-chain', postOf(province, 'office-director'), within(Math.min(...since), TERM_DAYS.opening))];
}

function statementDuties({ phase, versions, signatures, since }: Chain, province: string): Duty[] {
  if (phase === 'drafting') {
    const days = versions.length === 0 ? TERM_DAYS.statement : TERM_DAYS.resubmission;
    return [owe(`submit-statement-${versions.length + 1}`, 'submit-statement', postOf(province, 'office-director'), within(since, days))];
  }
  const role = phase === 'signing' ? SIGNING_ORDER[signatures.length] : undefined;
  if (role === undefined) return [];
  const id = `sign-${versions.length}-${signatures.length + 1}`;
  return [owe(id, 'sign-statement', postOf(province, role), within(since, TERM_DAYS.signature))];
}

/** Where nothing was ever in force, what was carried over can be assigned once the year is over. */
function assignableSince({ phase, versions }: Chain, { since }: Item, id: string): Instant {
  const wasInForce = versions.some(({ outcome }) => outcome === 'in-force');
  return phase === 'self-assessing' && !wasInForce ? Math.max(since, yearEndsAt(id)) : since;
}

function itemDuties(chain: Chain, id: string): Duty[] {
  const { phase, items } = chain;
  const province = provinceOfChain(id);
  if (phase !== 'in-force' && phase !== 'self-assessing') return [];
  return Object.entries(items).flatMap(([key, item]) => {
    if (item.status === 'planned') {
      const term = within(assignableSince(chain, item, id), TERM_DAYS.assigning);
      return [owe(`assign-${key}`, 'assign-item', postOf(province, 'office-director'), term)];
    }
    return item.status === 'assigned' ? item.line.flatMap((assignment) => dutiesOfAssignment(key, assignment)) : [];
  });
}

/** Every level owes its own feedback by its own day, also while the level below has the item in hand. */
function dutiesOfAssignment(id: string, assignment: Assignment): Duty[] {
  const { number, attempt, from, to, dueDay, since, status, overdue } = assignment;
  if (status === 'fed-back') return [owe(`verify-${id}-${number}-${attempt}`, 'verify-item', from, within(since, TERM_DAYS.verification))];
  const term: Term = attempt === 1 ? { kind: 'by', day: dueDay, since } : within(since, TERM_DAYS.correction);
  const feedback = { ...owe(feedbackDuty(id, assignment), 'feed-back-item', to, term), ...(attempt === 1 ? lateMark(overdue) : {}) };
  const receipt = owe(`receipt-${id}-${number}`, 'acknowledge-item', to, within(since, TERM_DAYS.receipt));
  return status === 'assigned' ? [receipt, feedback] : [feedback];
}

/** Counted as late where nobody in this chain had it in time: each year's list is counted by itself. */
const lateMark = (overdue: Overdue | undefined): Partial<Duty> =>
  overdue === undefined
    ? {}
    : { firstDue: overdue.firstDue, isLate: true, ...(overdue.isCounted === true ? {} : { countsAsLate: true as const }) };

/** One duty for all that reached a level on one day: a quarter's end brings hundreds, and one text answers them. */
function answerDuties(chain: Chain, province: string): Duty[] {
  const duties = new Map<string, Duty>();
  for (const escalation of groupsOf(chain)) {
    const { role, on, answered } = escalation;
    const id = answerDuty(escalation);
    if (answered !== undefined || duties.has(id)) continue;
    const late = escalation.firstDue === undefined ? {} : lateMark({ firstDue: escalation.firstDue });
    duties.set(id, { ...owe(id, 'answer-escalations', postOf(province, role), within(startOfDay(on), TERM_DAYS.answer)), ...late });
  }
  return [...duties.values()];
}

function yearDuties({ phase, since, assessments, selfAssessment }: Chain, province: string): Duty[] {
  if (phase !== 'self-assessing') return [];
  if (selfAssessment !== undefined) {
    const { attempt, at } = selfAssessment;
    const id = `confirm-self-assessment-${attempt}`;
    return [owe(id, 'confirm-self-assessment', postOf(province, 'leader'), within(at, TERM_DAYS.confirmation))];
  }
  const days = assessments === 0 ? TERM_DAYS.assessment : TERM_DAYS.resubmission;
  return [owe(`self-assessment-${assessments + 1}`, 'self-assessment', postOf(province, 'office-director'), within(since, days))];
}
