import type { NoticeEvent } from '../../domain/notice/messages.js';
import { causeWords } from './notices.js';
import type { Sentence } from '../http/sentence.js';

/** What a message says became of the matter. */
const MATTERS: Readonly<Record<string, Sentence>> = {
  done: { zh: '原事项已办结', en: 'The matter was done' },
  withdrawn: { zh: '原事项已撤销', en: 'The matter was withdrawn' },
  'third-voided': { zh: '据以约谈的督办单有作废的，不足三件', en: 'One of the three notices it rests on was voided' },
  moved: { zh: '原事项已另定期限', en: 'The matter was given another date' },
};
const matterWords = (outcome: string): Sentence => MATTERS[outcome] ?? { zh: '原事项已了结', en: 'The matter was settled' };

/** The reason a draft carries that went because its matter did. */
const MATTER_GONE = 'matter-';

/** Whether a person discarded it; of the first records only the reason tells. */
const isDiscarded = ({ by, reason }: NoticeEvent & { type: 'draftWithdrawn' }): boolean =>
  by !== undefined || !reason.startsWith(MATTER_GONE);

/** One step of a notice's life, as people call it. */
export function stepWords(event: NoticeEvent): Sentence {
  switch (event.type) {
    case 'noticeDrafted':
      return { zh: `起草（${causeWords[event.cause].zh}）`, en: `Drafted: ${causeWords[event.cause].en}` };
    case 'noticeIssueOrdered':
      return { zh: '签发', en: 'Ordered to be issued' };
    case 'noticeLetGo':
      return { zh: '按站点设置自动签发', en: 'Went out by itself, as the site has it' };
    case 'noticeDecided':
      return event.verdict === 'approved' ? { zh: '决定：同意', en: 'Approved' } : { zh: '决定：不同意', en: 'Declined' };
    case 'noticeIssued':
      return { zh: `编定文号 ${event.number}，发出`, en: `Issued as ${event.number}` };
    case 'noticeSigned':
      return { zh: '签收', en: 'Signed for' };
    case 'talkRecorded':
      return { zh: '约谈并记录', en: 'The talk was held and recorded' };
    case 'noticeAnswered':
      return { zh: `第 ${event.attempt} 次答复`, en: `Answer ${event.attempt}` };
    case 'answerAccepted':
      return { zh: '答复认可，销号', en: 'The answer was accepted and the notice closed' };
    case 'answerReturned':
      return { zh: '答复退回', en: 'The answer was returned' };
    case 'answerMissed':
      return { zh: '逾期未答复，提请签发岗研究是否升级', en: 'Not answered in time; its issuer weighs whether to raise it' };
    case 'raisingDeclined':
      return { zh: '暂不升级', en: 'Not raised' };
    case 'noticeRaised':
      return event.form === 'talk'
        ? { zh: '提请约谈', en: 'Proposed to be raised to a talk' }
        : { zh: '提请通报', en: 'Proposed to be raised to a circular' };
    case 'raisingSettled':
      return event.outcome === 'issued'
        ? { zh: '已升级', en: 'Raised' }
        : { zh: '升级未获同意，仍须答复', en: 'The raising was declined; the answer is still owed' };
    case 'noticeVoided':
      return { zh: '作废', en: 'Voided' };
    case 'draftWithdrawn': {
      if (isDiscarded(event)) return { zh: '撤回草稿', en: 'The draft was discarded' };
      const { zh, en } = matterWords(event.reason.slice(MATTER_GONE.length));
      return { zh: `${zh}，草稿撤回`, en: `${en}; the draft was withdrawn` };
    }
    case 'matterSettled':
      return matterWords(event.outcome);
    default:
      return event satisfies never;
  }
}

/** Why, in the words of whoever did it; undefined where nobody gave a reason. */
export function stepReason(event: NoticeEvent): string | undefined {
  switch (event.type) {
    case 'noticeDecided':
    case 'answerAccepted':
    case 'answerReturned':
    case 'raisingDeclined':
    case 'noticeRaised':
    case 'noticeVoided':
      return event.reason;
    case 'draftWithdrawn':
      return isDiscarded(event) ? event.reason : undefined;
    case 'noticeDrafted':
      return event.cause === 'raised' ? event.grounds : undefined;
    case 'noticeIssueOrdered':
    case 'noticeLetGo':
    case 'noticeIssued':
    case 'noticeSigned':
    case 'talkRecorded':
    case 'noticeAnswered':
    case 'answerMissed':
    case 'raisingSettled':
    case 'matterSettled':
      return undefined;
    default:
      return event satisfies never;
  }
}
