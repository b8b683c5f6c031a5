import { isMatterOpen, type Notice, type NoticeCause, type NoticeForm } from '../../domain/notice/state.js';
import type { Rung } from '../../domain/ladders.js';
import type { Sentence } from '../http/sentence.js';

export const formWords: Readonly<Record<NoticeForm, Sentence>> = {
  notice: { zh: '督办单', en: 'Supervision notice' },
  talk: { zh: '约谈', en: 'Summoned talk' },
  circular: { zh: '通报', en: 'Circular' },
};

export const causeWords: Readonly<Record<NoticeCause, Sentence>> = {
  overdue: { zh: '事项逾期未办', en: 'a duty was left undone' },
  raised: { zh: '由上一件升级', en: 'raised from the one before' },
  third: { zh: '一年内收到第三份督办单', en: 'the third notice in a year' },
};

export const rungWords: Readonly<Record<Rung, Sentence>> = {
  reminder: { zh: '提醒', en: 'Reminder' },
  chase: { zh: '催办', en: 'Chase' },
  'supervision-notice': { zh: '起草督办单', en: 'Supervision notice drafted' },
  raising: { zh: '研究是否升级', en: 'Whether to raise it' },
};

/** What mails about notices say. */
export const noticeMailWords: Readonly<Record<string, Sentence>> = {
  noticeDrafted: { zh: '督办单已起草，请于 1 个工作日内签发', en: 'A supervision notice was drafted; issue it within one working day' },
  noticeDraftedToGo: {
    zh: '督办单已起草，留一个工作日供核对，其后于所示日期上午自动签发；不应发出的，请在此前撤回',
    en: 'A supervision notice was drafted and goes out by itself after a working day, in the morning of the day it shows; discard it before then where it must not',
  },
  noticeDecisionAsked: { zh: '请决定是否约谈或通报', en: 'Please decide on a talk or a circular' },
  noticeDeclined: { zh: '升级未获同意', en: 'The raising was declined' },
  noticeIssued: { zh: '已向您发出，请签收并按期答复', en: 'This was issued to you; sign for it and answer in time' },
  noticeIssuedCopy: { zh: '因您的事项逾期，已发出督办', en: 'A notice was issued because of what you owe' },
  noticeAnswered: { zh: '已答复，请核实', en: 'An answer came; please verify it' },
  noticeAnsweredOpen: {
    zh: '已答复，但原事项尚未办结：请退回答复，或待办结后核实销号',
    en: 'An answer came, and the matter is still open: return it, or verify it once the matter is done',
  },
  noticeMatterDone: { zh: '原事项已了结，可以核实销号', en: 'Its matter is settled; the answer can be verified now' },
  noticeReturned: { zh: '答复被退回，请重新答复', en: 'Your answer was returned; answer again' },
  noticeClosed: { zh: '答复已认可，予以销号', en: 'Your answer was accepted; it is closed' },
  noticeUnanswered: { zh: '逾期未答复，请研究是否升级', en: 'Not answered in time; decide whether to raise it' },
  noticeStillOwed: { zh: '未予升级，仍须答复', en: 'It was not raised; the answer is still owed' },
  noticeVoided: {
    zh: '已作废，无须签收答复；原事项未办结的仍须办理',
    en: 'It was voided and needs no answer; what it was about is still owed unless done',
  },
  noticeWithdrawn: { zh: '督办单草稿已撤回', en: 'The draft was withdrawn' },
};

const ANSWERING: Readonly<Record<NoticeForm, Sentence>> = {
  notice: {
    zh: '收件岗位按期答复，逾期的由签发岗决定是否升级',
    en: 'The addressee answers by the term; beyond it the issuer decides whether to raise it',
  },
  talk: { zh: '由签发岗进行约谈并记录', en: 'Its issuer holds the talk and records it' },
  circular: { zh: '收件岗位按期答复', en: 'The addressee answers in time' },
};

/** Who has to do what next. */
export function nextOf({ phase, form, ...about }: Pick<Notice, 'phase' | 'form' | 'rules' | 'matter' | 'matterSettledOn'>): Sentence {
  const answering = ANSWERING[form];
  switch (phase) {
    case 'undrafted':
      return { zh: '尚未起草。', en: 'It is not drafted yet.' };
    case 'drafted':
      return form === 'notice'
        ? { zh: '签发岗在 1 个工作日内签发或撤回。', en: 'Its issuer issues or discards it within one working day.' }
        : { zh: '由全国协调小组领导决定。', en: 'A leader of the national coordination group decides on it.' };
    case 'issuing':
      return { zh: '正在编号，稍后自动签发。', en: 'Its number is being given; it goes out by itself.' };
    case 'issued':
      return {
        zh: `收件岗位在 1 个工作日内签收；${answering.zh}。`,
        en: `The addressee signs for it within one working day. ${answering.en}.`,
      };
    case 'signed':
      return { zh: `${answering.zh}。`, en: `${answering.en}.` };
    case 'talked':
      return { zh: '组长在约谈后 10 个工作日内报告整改。', en: 'The group leader reports within ten working days after the talk.' };
    case 'answered':
      if (isMatterOpen(about))
        return {
          zh: '原事项尚未办结，还不能销号：由答复人以外的人退回答复，或待办结后核实；期限已满仍未办的，退回后提请升级。',
          en: 'The matter is still open, so it cannot be closed: somebody who did not answer returns the answer, or verifies once the matter is done; once its term is over it can be returned and raised.',
        };
      return {
        zh: '由答复人以外的人核实：认可销号，或退回。',
        en: 'Somebody who did not answer verifies: accepts and closes it, or returns it.',
      };
    case 'raising':
      return { zh: '等待全国协调小组领导决定是否升级。', en: 'A leader of the national coordination group decides whether it goes up.' };
    case 'closed':
      return { zh: '已销号，无须办理。', en: 'It is closed; nothing is owed.' };
    case 'raised':
      return { zh: '已升级，在上一级文书中办理。', en: 'It was raised; the next form goes on.' };
    case 'withdrawn':
      return {
        zh: '草稿已撤回，无须签收答复；原事项未办结的仍须办理。',
        en: 'The draft was withdrawn and needs no answer; what it was about is still owed unless done.',
      };
    case 'declined':
      return { zh: '未获同意，原件继续办理。', en: 'It was declined; the one before goes on.' };
    case 'voided':
      return { zh: '已作废，文号保留。', en: 'It was voided; its number is kept.' };
    default:
      return phase satisfies never;
  }
}
