import { unitOfPost, type Actor, type PostId } from '../actor.js';
import { dayOf, dueDay, endOfDay, formatDay, parseDay, type Calendar, type Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import { hasPartIn, refuseStale } from '../four-eyes.js';
import { signatureOf } from '../pilot/signature.js';
import { factsOfPhase } from '../refusals.js';
import { mayDo } from '../rights.js';
import { draftOf } from './draft.js';
import { answerTerm } from './duties.js';
import { NOTICE_ACCEPTED_IN, type NoticeCommand, type NoticeEvent } from './messages.js';
import { DECIDER, leaderOver } from './posts.js';
import { hasEnded, isMatterOpen, nextForm, NOTICE_RULES, type Notice } from './state.js';

type Answer = Decision<NoticeEvent>;

/** Decides a command of a notice: first whether it makes sense now, then whether this actor may, then what it asks. */
export function decideNotice(notice: Notice, command: NoticeCommand, context: Context): Answer {
  if (!NOTICE_ACCEPTED_IN[command.type].includes(notice.phase)) return refuseInPhase(notice, command);
  const { actor, at } = context;
  const refusal = refuseRight(notice, command, actor);
  if (refusal !== undefined) return refusal;
  const signature = signatureOf(actor);
  switch (command.type) {
    case 'draftNotice':
      return accept({ type: 'noticeDrafted', at, ...draftOf(command, context) });
    case 'issueNotice':
      return notice.form === 'notice' ? accept({ type: 'noticeIssueOrdered', at, ...signature }) : wrongForm(notice);
    case 'decideNotice':
      if (notice.form === 'notice') return wrongForm(notice);
      return hasPartIn(notice.proposedBy, actor)
        ? refuse('OwnSubmission')
        : accept({ type: 'noticeDecided', verdict: command.verdict, reason: command.reason, at, ...signature });
    case 'numberNotice':
      return accept({ type: 'noticeIssued', number: command.number, at });
    case 'signNotice':
      return notice.isSigned ? refuse('AlreadySigned') : accept({ type: 'noticeSigned', at, ...signature });
    case 'recordTalk':
      return recordTalk(notice, command, context);
    case 'answerNotice':
      return answer(notice, command, context);
    case 'verifyNotice':
      return verify(notice, command, context);
    case 'weighRaising':
      return accept({ type: 'answerMissed', duty: command.duty, at });
    case 'raiseNotice':
      return raise(notice, command.reason, context);
    case 'declineRaising':
      if (notice.unanswered?.isWeighing !== true) return refuse('NotRaisable');
      return refuseOwn(notice, actor) ?? accept({ type: 'raisingDeclined', reason: command.reason, at, ...signature });
    case 'noteRaisingOutcome':
      return accept({ type: 'raisingSettled', outcome: command.outcome, at });
    case 'voidNotice':
      if (notice.phase !== 'drafted')
        return refuseOwn(notice, actor) ?? accept({ type: 'noticeVoided', reason: command.reason, at, ...signature });
      return notice.form === 'notice' ? accept({ type: 'draftWithdrawn', reason: command.reason, at, ...signature }) : wrongForm(notice);
    case 'noteMatterSettled':
      return settleMatter(notice, command, context);
    default:
      return command satisfies never;
  }
}

function refuseInPhase({ phase, ...notice }: Notice, { type }: NoticeCommand): Refusal {
  if (type === 'draftNotice') return refuse('AlreadyExists');
  if (phase === 'undrafted') return refuse('NotFound');
  return hasEnded({ phase, ...notice }) ? refuse('Closed') : refuse('WrongPhase', factsOfPhase(phase, NOTICE_ACCEPTED_IN[type]));
}

/** Signing and answering are told apart from other rights: whoever tries on another's notice learns whose it is. */
function refuseRight(notice: Notice, { type }: NoticeCommand, actor: Actor): Refusal | undefined {
  const assigned = assignedPost(notice, type);
  const unit = unitOfPost(notice.addressee);
  if (mayDo(type, actor, { unit, ...(assigned === undefined ? {} : { assigned }) })) return undefined;
  return type === 'signNotice' || type === 'answerNotice' ? refuse('NotAddressed', { post: notice.addressee }) : refuse('NoRight');
}

function assignedPost({ form, issuer, addressee }: Notice, type: NoticeCommand['type']): PostId | undefined {
  switch (type) {
    case 'signNotice':
    case 'answerNotice':
      return addressee;
    case 'issueNotice':
    case 'recordTalk':
    case 'verifyNotice':
    case 'raiseNotice':
    case 'declineRaising':
      return issuer;
    case 'decideNotice':
      return DECIDER;
    // What a central leader decided, only a central leader takes back.
    case 'voidNotice':
      return form === 'notice' ? issuer : DECIDER;
    default:
      return undefined;
  }
}

const wrongForm = ({ form }: Notice): Refusal => refuse('WrongForm', { form });

function recordTalk(notice: Notice, command: NoticeCommand & { type: 'recordTalk' }, { actor, at }: Context): Answer {
  if (notice.form !== 'talk') return wrongForm(notice);
  const [from, to] = [dayOf(notice.issuedAt ?? at), dayOf(at)];
  const { heldOn, present, sha256 } = command;
  if (heldOn < from || heldOn > to) return refuse('InvalidDates', { from: formatDay(from), to: formatDay(to) });
  return accept({ type: 'talkRecorded', heldOn, present, sha256, at, ...signatureOf(actor) });
}

function answer(notice: Notice, { sha256, evidence }: NoticeCommand & { type: 'answerNotice' }, { actor, at }: Context): Answer {
  if (!notice.isSigned) return refuse('NotSigned');
  if (notice.form === 'talk' && notice.talk === undefined) return refuse('TalkNotHeld');
  return accept({ type: 'noticeAnswered', attempt: notice.attempt, sha256, evidence, at, ...signatureOf(actor) });
}

/**
 * A verdict is about the answer its giver read; nobody gives one on an answer they had a part in, whatever post they hold by now. Closing
 * means done: a promise is returned, or waits until it is kept.
 */
function verify(notice: Notice, command: NoticeCommand & { type: 'verifyNotice' }, { actor, at }: Context): Answer {
  if (notice.phase !== 'answered') return refuse('NotSubmitted');
  const { attempt, verdict, reason } = command;
  const stale = refuseStale(attempt, notice.attempt);
  if (stale !== undefined) return stale;
  const answerers = notice.answers.flatMap(({ by }) => by);
  if (hasPartIn(answerers, actor)) return refuse('OwnSubmission');
  if (verdict === 'accepted' && isMatterOpen(notice)) return refuse('MatterOpen');
  return accept({ type: verdict === 'accepted' ? 'answerAccepted' : 'answerReturned', reason, at, ...signatureOf(actor) });
}

/**
 * What was not answered at its term, or answered and not put right once the term is over, may go up one form; nobody stands above a circular,
 * or above the decider.
 */
function raise(notice: Notice, reason: string, { actor, at, id, calendar }: Context): Answer {
  const form = nextForm(notice.form);
  const isFailing = notice.unanswered !== undefined || (notice.attempt > 1 && hasHadItsTerm(notice, at, calendar));
  if (form === undefined || !isFailing || leaderOver(unitOfPost(notice.addressee)) === DECIDER) return refuse('NotRaisable');
  return accept({ type: 'noticeRaised', to: `${id}~${form}${again(notice)}`, form, reason, at, ...signatureOf(actor) });
}

/** Whoever signed for it or answered it does not let themselves off, whatever post they hold by now. */
const refuseOwn = ({ signedBy = [], answers }: Notice, actor: Actor): Refusal | undefined =>
  hasPartIn([...signedBy, ...answers.flatMap(({ by }) => by)], actor) ? refuse('OwnNotice') : undefined;

const isUnderFirstRules = ({ rules = 1 }: Pick<Notice, 'rules'>): boolean => rules < NOTICE_RULES;

/** Each form only after the one before ran its term (rules: Ladder). */
const hasHadItsTerm = ({ form, termFrom = 0, ...rules }: Notice, at: Instant, calendar: Calendar): boolean =>
  isUnderFirstRules(rules) || at > endOfDay(dueDay(calendar, answerTerm(form, termFrom)));

/** A second try after a refused one is another notice. */
const again = ({ raisedTo }: Notice): string => {
  if (raisedTo === undefined) return '';
  const count = /(\d+)$/.exec(raisedTo)?.[1];
  return String(count === undefined ? 2 : Number(count) + 1);
};

/** A draft has lost its matter; a notice that went out still has to be answered: why it came so far is what the answer is about. */
function settleMatter(notice: Notice, { outcome, on }: NoticeCommand & { type: 'noteMatterSettled' }, { at }: Context): Answer {
  const isThird = notice.cause === 'third';
  if (notice.phase === 'drafted' && (notice.form === 'notice' || isThird))
    return accept({ type: 'draftWithdrawn', reason: `matter-${outcome}`, at });
  if (isThird) return refuse('NothingDue');
  if (notice.matterSettledOn !== undefined && !isUnderFirstRules(notice)) return refuse('NothingDue');
  return accept({ type: 'matterSettled', outcome, on: parseDay(on) ?? dayOf(at), at });
}
