import { formatDay } from '../../domain/calendar.js';
import type { RefusalFacts } from '../../domain/refusals.js';
import type { Sentence } from '../http/sentence.js';

/** What mails about the holders of posts say; `{day}` is the day a handover takes effect, or the last one of a delegation. */
const seatMailWords: Readonly<Record<string, Sentence>> = {
  holderAssigned: { zh: '您已任此岗位，请登录查看在办事项', en: 'You were named to this post; log in to see what it owes' },
  postTakenOver: { zh: '您已接任此岗位，在办事项随之移交', en: 'You have taken this post over, with all that it owes' },
  postHandedOver: { zh: '岗位已经交接', en: 'This post has changed hands' },
  handoverPlanned: { zh: '岗位将于 {day} 交接', en: 'This post is to be handed over on {day}' },
  handoverCancelled: { zh: '原定的岗位交接不再进行', en: 'The planned handover does not take place' },
  handoverRefused: { zh: '岗位交接未能生效，请重新安排或撤销', en: 'A handover did not take effect; plan another or let it be' },
  delegationReceived: { zh: '您受托代行此岗位，至 {day}', en: 'You act for the holder of this post until {day}' },
  postDelegated: { zh: '岗位已委托他人代行，至 {day}', en: 'This post is delegated until {day}' },
  delegationEnded: { zh: '委托提前终止，由本人履职', en: 'The delegation has ended early; the holder acts again' },
};

/** The words of a mail about the holder of a post; undefined where it is about something else. */
export function seatWords(notice: string, { day }: RefusalFacts): Sentence | undefined {
  const words = Object.hasOwn(seatMailWords, notice) ? seatMailWords[notice] : undefined;
  if (words === undefined || typeof day !== 'number') return words;
  return { zh: words.zh.replace('{day}', formatDay(day)), en: words.en.replace('{day}', formatDay(day)) };
}
