import type { Composer } from '../../activities/post.js';
import type { WaitingNotice } from '../../domain/errand-ports.js';
import type { NameOfUnit } from '../../domain/unit-names.js';
import type { Sentence } from '../http/sentence.js';
import { dutyName } from './duties.js';
import { dueWords, extensionMailWords } from './extension-mail.js';
import { formWords, noticeMailWords } from './notices.js';
import { postsIn, postWords } from './posts.js';
import { seatWords } from './seat-mail.js';
import { worstFirst } from './worst-first.js';

const noticeWords: Readonly<Record<string, Sentence>> = {
  calendarChanged: { zh: '工作日历变更', en: 'Change of the calendar' },
  reminder: { zh: '提醒', en: 'Reminder' },
  chase: { zh: '催办', en: 'Chase' },
  planReturned: { zh: '方案已退回，请修改后重新提交', en: 'The plan was returned; correct and submit it again' },
  planApproved: { zh: '方案已批准', en: 'The plan was approved' },
  conclusionReturned: { zh: '总结报告已退回，请修改后重新提交', en: 'The concluding report was returned; correct and submit it again' },
  changeReturned: {
    zh: '方案变更已退回，可修改后重新提交',
    en: 'The change of plan was returned; it may be corrected and submitted again',
  },
  changeApproved: { zh: '方案变更已批准，请核对里程碑期限', en: 'The change of plan was approved; see the due days of the milestones' },
  changeRejected: {
    zh: '方案变更未获批准，试点按原方案继续',
    en: 'The change of plan was rejected; the pilot goes on under the approved plan',
  },
  changeLapsed: {
    zh: '试点已不在实施阶段，未审结的方案变更失效',
    en: 'The pilot no longer runs; its change of plan under review has lapsed',
  },
  pilotSuspended: { zh: '试点已暂停，待办事项已撤销', en: 'The pilot is suspended; what was owed is withdrawn' },
  suspensionProlonged: { zh: '试点暂停期已延长', en: 'The suspension of the pilot is prolonged' },
  pilotResumed: { zh: '试点已恢复，各事项有新的期限', en: 'The pilot is resumed; everything owed has a new term' },
  pilotTerminated: { zh: '试点已终止，待办事项已撤销', en: 'The pilot is terminated; what was owed is withdrawn' },
  proposalRefused: { zh: '关于试点的提议未获同意', en: 'What was proposed about the pilot was refused' },
  skipApproved: { zh: '免报申请已批准，本期不再报送', en: 'The report may be skipped; it is no longer owed' },
  skipRefused: { zh: '免报申请未获批准，请按期报送', en: 'The report may not be skipped; hand it in by its due day' },
  ...noticeMailWords,
  signatureAsked: { zh: '责任书请您签字', en: 'The statement of responsibility waits for your signature' },
  statementInForce: { zh: '责任书已签署生效，请交办清单事项', en: 'The statement is signed and in force; assign the items of its list' },
  statementReturned: { zh: '责任书已退回，请修改后重新提交签字', en: 'The statement was returned; correct and submit it again' },
  itemAssigned: { zh: '有事项交办，请签收', en: 'An item was assigned to you; sign for it' },
  itemReturned: { zh: '事项反馈已退回，请补充后重新反馈', en: 'What you fed back was returned; complete it and feed it back again' },
  itemAccepted: { zh: '事项反馈已核验通过', en: 'What you fed back was accepted' },
  escalationArrived: { zh: '试点有事项升级到您，请答复', en: 'Matters of pilots have climbed to you; answer them' },
  selfAssessmentSubmitted: { zh: '年度自评请您确认', en: 'The self-assessment of the year waits for your word' },
  selfAssessmentReturned: { zh: '年度自评已退回，请修改后重新提交', en: 'The self-assessment was returned; correct and submit it again' },
  ...extensionMailWords,
  planRejected: { zh: '方案未获批准，试点终止', en: 'The plan was rejected; the pilot ends' },
};

/** A mail is to be read on a telephone: the worst are named, what is beyond so many lines is counted and seen after logging in. */
const LINES_AT_MOST = 20;

const shownOf = (notices: readonly WaitingNotice[]): readonly WaitingNotice[] => worstFirst(notices).slice(0, LINES_AT_MOST);

/** One matter in one line, with the least detail that still says what is owed, by when, and, in a copy, by whom. */
function lineOf({ notice, facts, from, post }: WaitingNotice, nameOf: NameOfUnit): Sentence {
  const said = noticeWords[notice] ?? { zh: notice, en: notice };
  const form = notice === 'noticeIssued' ? Object.entries(formWords).find(([name]) => name === facts['form'])?.[1] : undefined;
  const word = form === undefined ? said : { zh: `${form.zh}${said.zh}`, en: `${form.en}: ${said.en}` };
  const entity = labelOf(from, facts['number']);
  const { kind, due, count, post: owedBy = post } = facts;
  const own = postWords(post, nameOf);
  if (notice === 'calendarChanged')
    return {
      zh: `【${word.zh}】${own.zh}有 ${count} 项责任事项的期限随日历调整，首次期限保留`,
      en: `[${word.en}] ${count} duties of the ${own.en} have another due day; the first one is kept`,
    };
  const seat = seatWords(notice, facts);
  if (seat !== undefined) {
    const about = postWords(String(owedBy), nameOf);
    return { zh: `【${about.zh}】${seat.zh}`, en: `[${about.en}] ${seat.en}` };
  }
  if (typeof kind !== 'string' || typeof due !== 'number') return { zh: `${word.zh}（${entity}）`, en: `${word.en} (${entity})` };
  const name = dutyName(kind);
  const day = dueWords(notice, due, facts);
  const line = { zh: `【${word.zh}】${name.zh}（${entity}），${day.zh}`, en: `[${word.en}] ${name.en} (${entity}), ${day.en}` };
  if (owedBy === post) return line;
  const owner = postWords(String(owedBy), nameOf);
  return { zh: `抄送（${owner.zh}）：${line.zh}`, en: `Copy, owed by the ${owner.en}: ${line.en}` };
}

/** What people call it: a notice by its number, and before it has one by the pilot it is about. */
const labelOf = (from: string, number: string | number | undefined): string =>
  typeof number === 'string' && number !== '' ? number : from.slice(from.indexOf('/') + 1).replace(/~.*$/, '');

/** Writes a person's digest: Chinese first, an English part, one link to log in and one to say that it was read; no reasons, no figures. */
export const composerFor = (publicUrl: string): Composer => ({
  postsIn: (notices) => shownOf(notices).flatMap(({ post, facts }) => [post, ...postsIn(facts)]),
  compose(recipient, notices, nameOf) {
    const count = notices.length;
    const shown = shownOf(notices).map((notice) => lineOf(notice, nameOf));
    const [only] = shown;
    const more = count - shown.length;
    return {
      subject: count === 1 && only !== undefined ? `督办：${only.zh} / ${only.en}` : `督办：${count} 项提示 / ${count} notices`,
      write: (token) =>
        [
          `${recipient.name}，您好：`,
          '',
          ...shown.map(({ zh }) => `· ${zh}`),
          ...(more > 0 ? [`· 另有 ${more} 项，请登录查看：${publicUrl}/`] : []),
          '',
          `请登录办理：${publicUrl}/`,
          `已知悉请确认：${publicUrl}/mails/${token}`,
          '',
          '—',
          '',
          ...shown.map(({ en }) => `· ${en}`),
          ...(more > 0 ? [`· and ${more} more, to be seen after logging in: ${publicUrl}/`] : []),
          '',
          `Log in to deal with it: ${publicUrl}/`,
          `Say that you have read it: ${publicUrl}/mails/${token}`,
          '',
        ].join('\n'),
    };
  },
});
