import { formatDay } from '../../domain/calendar.js';
import type { Compose } from '../../activities/post.js';
import type { WaitingNotice } from '../../domain/errand-ports.js';
import type { Sentence } from '../http/sentence.js';
import { dutyName } from './duties.js';

const noticeWords: Readonly<Record<string, Sentence>> = {
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
  planRejected: { zh: '方案未获批准，试点终止', en: 'The plan was rejected; the pilot ends' },
};

/** One matter in one line, with the least detail that still says what is owed, by when, and, in a copy, by whom. */
function lineOf({ notice, facts, from, post }: WaitingNotice): Sentence {
  const word = noticeWords[notice] ?? { zh: notice, en: notice };
  const entity = from.slice(from.indexOf('/') + 1);
  const { kind, due, post: owedBy = post } = facts;
  if (typeof kind !== 'string' || typeof due !== 'number') return { zh: `${word.zh}（${entity}）`, en: `${word.en} (${entity})` };
  const name = dutyName(kind);
  const day = formatDay(due);
  const line = { zh: `【${word.zh}】${name.zh}（${entity}），期限 ${day}`, en: `[${word.en}] ${name.en} (${entity}), due ${day}` };
  if (owedBy === post) return line;
  return { zh: `抄送：责任岗位 ${owedBy} ${line.zh}`, en: `Copy, owed by ${owedBy}: ${line.en}` };
}

/** Writes a person's digest: Chinese first, an English part, one link, no more detail than needed. */
export const composerFor =
  (publicUrl: string): Compose =>
  (recipient, notices) => {
    const lines = notices.map(lineOf);
    const [only] = lines;
    const subject =
      lines.length === 1 && only !== undefined ? `督办：${only.zh} / ${only.en}` : `督办：${lines.length} 项提示 / ${lines.length} notices`;
    const text = [
      `${recipient.name}，您好：`,
      '',
      ...lines.map(({ zh }) => `· ${zh}`),
      '',
      `请登录办理：${publicUrl}/`,
      '',
      '—',
      '',
      ...lines.map(({ en }) => `· ${en}`),
      '',
      `Log in to deal with it: ${publicUrl}/`,
      '',
    ].join('\n');
    return { subject, text };
  };
