import type { NoticeCause, NoticeForm } from '../../domain/notice/state.js';
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
  noticeDecisionAsked: { zh: '请决定是否约谈或通报', en: 'Please decide on a talk or a circular' },
  noticeDeclined: { zh: '升级未获同意', en: 'The raising was declined' },
  noticeIssued: { zh: '已向您发出，请签收并按期答复', en: 'This was issued to you; sign for it and answer in time' },
  noticeIssuedCopy: { zh: '因您的事项逾期，已发出督办', en: 'A notice was issued because of what you owe' },
  noticeAnswered: { zh: '已答复，请核实', en: 'An answer came; please verify it' },
  noticeReturned: { zh: '答复被退回，请重新答复', en: 'Your answer was returned; answer again' },
  noticeClosed: { zh: '答复已认可，予以销号', en: 'Your answer was accepted; it is closed' },
  noticeUnanswered: { zh: '逾期未答复，请研究是否升级', en: 'Not answered in time; decide whether to raise it' },
  noticeStillOwed: { zh: '未予升级，仍须答复', en: 'It was not raised; the answer is still owed' },
  noticeVoided: { zh: '已作废，无须办理', en: 'It was voided; nothing is owed' },
  noticeWithdrawn: { zh: '督办单草稿已撤回', en: 'The draft was withdrawn' },
};
