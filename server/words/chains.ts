import type { PostId } from '../../domain/actor.js';
import type { Light } from '../../domain/light.js';
import type { NoticeForm } from '../../domain/notice/state.js';
import { nobodysName } from '../../domain/unit-names.js';
import type { Sentence } from '../http/sentence.js';
import { clearWords, dutyName, workingDays } from './duties.js';
import { formWords } from './notices.js';
import { postWords } from './posts.js';

/** What a chain waits for. Days are written `YYYY-MM-DD`. */
export interface Waiting {
  readonly kind: string;
  readonly post: string;
  /** Nobody, where the post is empty. */
  readonly holder?: string;
  readonly since: string;
  readonly due: string;
  readonly light: Light;
  /** Working days beyond the due day, and up to it. */
  readonly lateDays: number;
  readonly leftDays: number;
  /** The item it is about. */
  readonly item?: string;
  /** How many escalations wait to be answered. */
  readonly escalations?: number;
  /** The notice, talk or circular that went out about it. */
  readonly notice?: { readonly form: NoticeForm; readonly number: string };
}

/** A post of a chain in words: each is its province's or the centre's, whose names have not to be asked for. */
export const chainPostWords = (post: PostId): Sentence => postWords(post, nobodysName);

/** Where a chain is stuck, since when and why, in one sentence; or in whose hands it is, as long as nothing is late. */
export function waitingSentence({
  kind,
  post,
  holder,
  since,
  due,
  light,
  lateDays,
  leftDays,
  item,
  escalations,
  notice,
}: Waiting): Sentence {
  const [name, clear, at] = [dutyName(kind), clearWords(kind), chainPostWords(post)];
  const who = holder === undefined ? { zh: '（岗位空缺）', en: ' (nobody holds the post)' } : { zh: `（${holder}）`, en: ` (${holder})` };
  const about = {
    zh: `${item === undefined ? '' : `“${item}”`}${escalations === undefined ? '' : ` ${escalations} 项`}`,
    en: `${item === undefined ? '' : ` “${item}”`}${escalations === undefined ? '' : ` (${escalations})`}`,
  };
  const late =
    lateDays === 0
      ? { zh: '已逾期，尚未满 1 个工作日', en: 'is overdue by less than a working day' }
      : { zh: `已逾期 ${lateDays} 个工作日`, en: `is overdue by ${workingDays(lateDays)}` };
  const gone =
    notice === undefined
      ? { zh: '', en: '' }
      : {
          zh: `，已发${formWords[notice.form].zh} ${notice.number}`,
          en: `, ${formWords[notice.form].en.toLowerCase()} ${notice.number} went out`,
        };
  return light === 'red'
    ? {
        zh: `卡在${at.zh}${who.zh}：自 ${since} 起待${name.zh}${about.zh}，期限 ${due}，${late.zh}${gone.zh}；${clear.zh}。`,
        en: `Stuck at the ${at.en}${who.en} since ${since}: “${name.en}”${about.en} was due on ${due} and ${late.en}${gone.en}; ${clear.en}.`,
      }
    : {
        zh: `现在${at.zh}${who.zh}手里：自 ${since} 起待${name.zh}${about.zh}，期限 ${due}，还有 ${leftDays} 个工作日；${clear.zh}。`,
        en: `In the hands of the ${at.en}${who.en} since ${since}: “${name.en}”${about.en} is due on ${due}, ${workingDays(leftDays)} left; ${clear.en}.`,
      };
}

/** An item whose first day has passed. Days are written `YYYY-MM-DD`. */
export interface OverdueItem {
  readonly title: string;
  readonly since: string;
  readonly lateDays: number;
  readonly isAssigned: boolean;
  readonly post?: string;
  readonly carriedFrom?: string;
}

/** Why an item is red although no duty of it may be overdue yet: since when it is late, whose turn it is, and how it is cleared. */
export function overdueItemSentence({ title, since, lateDays, isAssigned, post, carriedFrom }: OverdueItem): Sentence {
  const at = post === undefined ? { zh: '', en: '' } : chainPostWords(post);
  const from =
    carriedFrom === undefined
      ? { zh: '', en: '' }
      : { zh: `由 ${carriedFrom} 责任链结转，`, en: `was left open in the chain ${carriedFrom}, ` };
  const next = isAssigned
    ? { zh: `现由${at.zh}承办，反馈办结后销号`, en: `the ${at.en} has it; cleared by feeding back that it is done` }
    : { zh: `现在${at.zh}手里，尚未交办`, en: `it is with the ${at.en} and has not been assigned` };
  return {
    zh: `“${title}”${from.zh}最初期限为 ${since}，已逾期 ${lateDays} 个工作日；${next.zh}；办结后仍记迟办。`,
    en: `“${title}” ${from.en}was first due on ${since} and is overdue by ${workingDays(lateDays)}; ${next.en}. It stays marked late.`,
  };
}
