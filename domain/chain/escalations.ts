import { personsOf, type Role } from '../actor.js';
import { dayOf, formatDay, parseDay, type Day } from '../calendar.js';
import { accept, refuse, type Context, type Decision } from '../entity.js';
import { nextChain, yearEndsAt } from './chain-id.js';
import type { CarryOverItem, ChainCommand, ChainEvent, NoteEscalation, NoteEscalationSettled } from './messages.js';
import { escalationOf, groupsOf } from './escalation-groups.js';
import { escalationId, type Answering, type Chain, type Escalation } from './state.js';

/** What the province's pilots let climb arrives here, and is answered by the level it reaches. */

type Answer = Decision<ChainEvent>;

/** At most so many are answered with one text. */
export const MOST_ANSWERED = 500;

const TO_LEADER: ReadonlySet<string> = new Set(['talk', 'circular']);
/** Who answers for a rung (rules: ladder): the group leader for a summoned talk or a circular, else the office director. */
export const answererOf = (rung: string): Role => (TO_LEADER.has(rung) ? 'leader' : 'office-director');

/** A chain whose year is behind it owns nothing new: the next one does. */
const isBehind = ({ phase }: Chain, { at, id }: Context): boolean => phase === 'closed' || (phase === 'unopened' && at >= yearEndsAt(id));

type Passable = NoteEscalation | NoteEscalationSettled | CarryOverItem;
export const passOn = (chain: Chain, message: Passable, context: Context): Answer | undefined =>
  isBehind(chain, context) ? accept({ type: 'messagePassedOn', to: nextChain(context.id), message }) : undefined;

export function noteEscalation(chain: Chain, message: NoteEscalation, context: Context): Answer {
  const { pilot, duty, kind, due } = message;
  const today = dayOf(context.at);
  const known = escalationOf(chain, escalationId(pilot, duty));
  // A talk or a circular comes from its notice, and may come after the pilot has done what it owed.
  if (known === undefined && message.source === 'notice')
    return accept({ type: 'escalationSettled', pilot, duty, outcome: 'settled before' });
  const rung = higherOf(known?.rung, message.rung);
  const role = answererOf(rung);
  const same = known?.role === role ? known : undefined;
  const answered = message.answered === '' ? undefined : Number(message.answered);
  const isOwed = (answered ?? same?.answered) === undefined;
  const firstDue = same === undefined ? parseDay(message.firstDue ?? '') : same.firstDue;
  const where: Pick<Escalation, 'on' | 'round'> = same ?? (isOwed ? whereAsked(chain, { role, firstDue }, today) : { on: today });
  return accept({
    type: 'escalationNoted',
    pilot,
    duty,
    kind,
    rung,
    due: parseDay(due) ?? today,
    on: where.on,
    ...(where.round === undefined ? {} : { round: where.round }),
    ...(answered === undefined ? {} : { answered }),
    ...(firstDue === undefined ? {} : { firstDue }),
    isFirst: isOwed && !unanswered(chain, role, where.on).some(({ round = 1 }) => round === (where.round ?? 1)),
  });
}

/** Pilot and notice tell of one duty on ways of their own: what is said late lowers nothing. */
const higherOf = (known: string | undefined, said: string): string =>
  known !== undefined && TO_LEADER.has(known) && !TO_LEADER.has(said) ? known : said;

const unanswered = (chain: Chain, role: Role, on: Day): readonly Escalation[] =>
  groupsOf(chain).filter((one) => one.role === role && one.on === on && one.answered === undefined);

/**
 * To the duty of today, where one is open; one that was done is not opened again, what comes after it is a duty of its own. Where the clock
 * was moved back, the last duty is of a later day: it stands for today, whose own may have been done already.
 */
function whereAsked(chain: Chain, { role, firstDue }: { role: Role; firstDue: Day | undefined }, today: Day): Answering {
  // What is late from the year before is owed by a duty of its own: it makes nothing else late.
  const isAlike = (one: Escalation): boolean => (one.firstDue === undefined) === (firstDue === undefined);
  const last = chain.answering?.[role] ?? lastAnswered(chain, role);
  const on = Math.max(today, last?.on ?? today);
  const open = unanswered(chain, role, today).find(isAlike) ?? unanswered(chain, role, on).find(isAlike);
  if (open !== undefined) return { on: open.on, round: open.round ?? 1 };
  return { on, round: last?.on === on ? last.round + 1 : 1 };
}

/** As the first records tell it, which do not keep the last duty. What a chain took over from the year before was answered there. */
const lastAnswered = (chain: Chain, role: Role): Answering | undefined =>
  groupsOf(chain)
    .filter((one) => one.role === role && one.answered !== undefined && dayOf(one.answered) >= one.on)
    .map(({ on, round = 1 }) => ({ on, round }))
    .toSorted((a, b) => a.on - b.on || a.round - b.round)
    .at(-1);

/** What was never noted here has nothing to settle: said twice, or a pilot older than its chain. */
export const noteEscalationSettled = (_: Chain, { pilot, duty, outcome }: NoteEscalationSettled): Answer =>
  accept({ type: 'escalationSettled', pilot, duty, outcome });

export function answerEscalations(
  chain: Chain,
  { escalations, sha256 }: Extract<ChainCommand, { readonly type: 'answerEscalations' }>,
  { actor, at }: Context,
): Answer {
  if (escalations.length === 0 || escalations.length > MOST_ANSWERED) return refuse('EscalationUnknown', { escalation: '' });
  for (const id of escalations) {
    const escalation = escalationOf(chain, id);
    if (escalation === undefined) return refuse('EscalationUnknown', { escalation: id });
    if (escalation.role !== actor.role) return refuse('EscalationElsewhere', { escalation: id, role: escalation.role });
    if (escalation.answered !== undefined) return refuse('EscalationAnswered', { escalation: id });
  }
  return accept({ type: 'escalationsAnswered', escalations: [...new Set(escalations)], sha256, by: personsOf(actor), at });
}

/** The duty that answers what reached a level on one day: one duty for all of it, and another for what comes once that is done. */
export const answerDuty = ({ role, on, round = 1 }: Pick<Escalation, 'role' | 'on' | 'round'>): string =>
  `answer-${role}-${formatDay(on)}${round === 1 ? '' : `-${round}`}`;
