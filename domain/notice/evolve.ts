import type { Instant } from '../calendar.js';
import { signersOf } from '../pilot/signature.js';
import { dutiesOfNotice } from './duties.js';
import type { NoticeEvent } from './messages.js';
import type { Notice, NoticePhase } from './state.js';

/** Folds one event into a notice. Reads every version of every event ever written. */
export function evolveNotice(notice: Notice, event: NoticeEvent): Notice {
  switch (event.type) {
    case 'noticeDrafted': {
      const { type: _, at, ...draft } = event;
      return { ...notice, ...draft, phase: 'drafted', since: at, draftedAt: at };
    }
    case 'noticeIssueOrdered':
    case 'noticeLetGo':
      return ordered(notice, event.at);
    case 'noticeDecided':
      return event.verdict === 'approved' ? ordered(notice, event.at) : to(notice, 'declined', event.at);
    case 'noticeIssued':
      return { ...to(notice, 'issued', event.at), number: event.number, issuedAt: event.at, answerFrom: event.at, termFrom: event.at };
    case 'noticeSigned':
      return {
        ...notice,
        isSigned: true,
        signedBy: signersOf(event),
        ...(notice.phase === 'issued' ? { phase: 'signed', since: event.at } : {}),
      };
    case 'talkRecorded': {
      const { heldOn, present, sha256, at } = event;
      return { ...to(notice, 'talked', at), talk: { heldOn, present, sha256 }, answerFrom: at, termFrom: at };
    }
    case 'noticeAnswered': {
      const { attempt, sha256, evidence, at } = event;
      const answers = [...notice.answers, { attempt, sha256, evidence, by: signersOf(event), at }];
      return { ...to(withoutMiss(notice), 'answered', at), answers };
    }
    case 'answerAccepted':
      return to(notice, 'closed', event.at);
    case 'answerReturned':
      return oweAgain(notice, event.at);
    case 'answerMissed':
      // The answer may have come while the word was on its way: then there is nothing to weigh; and one answer is weighed once.
      return notice.unanswered === undefined && dutiesOfNotice(notice).some(({ id }) => id === event.duty)
        ? { ...notice, unanswered: { since: event.at, isWeighing: true } }
        : notice;
    case 'raisingDeclined':
      return { ...notice, ...(notice.unanswered === undefined ? {} : { unanswered: { ...notice.unanswered, isWeighing: false } }) };
    case 'noticeRaised':
      return { ...to(notice, 'raising', event.at), raisedTo: event.to, proposedBy: signersOf(event) };
    case 'raisingSettled':
      return event.outcome === 'issued' ? to(notice, 'raised', event.at) : { ...oweAgain(notice, event.at), termFrom: event.at };
    case 'noticeVoided':
      return to(notice, 'voided', event.at);
    case 'draftWithdrawn':
      return to(notice, 'withdrawn', event.at);
    case 'matterSettled':
      return { ...notice, matterSettledOn: event.on };
    default:
      event satisfies never;
      return notice;
  }
}

const to = (notice: Notice, phase: NoticePhase, since: Instant): Notice => ({ ...notice, phase, since });

const ordered = (notice: Notice, at: Instant): Notice => ({ ...to(notice, 'issuing', at), orderedAt: at });

const withoutMiss = ({ unanswered: _, ...notice }: Notice): Notice => notice;

/** The answer is owed once more, from this instant on. */
const oweAgain = (notice: Notice, at: Instant): Notice => ({
  ...to(withoutMiss(notice), backPhase(notice), at),
  attempt: notice.attempt + 1,
  answerFrom: at,
});

/** Where a notice stands while its answer is owed. */
function backPhase({ talk, isSigned }: Notice): NoticePhase {
  if (talk !== undefined) return 'talked';
  return isSigned ? 'signed' : 'issued';
}
