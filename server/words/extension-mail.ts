import { formatDay } from '../../domain/calendar.js';
import type { RefusalFacts } from '../../domain/refusals.js';
import type { Sentence } from '../http/sentence.js';

/** What mails about another date say. */
export const extensionMailWords: Readonly<Record<string, Sentence>> = {
  extensionAsked: { zh: '延期申请待同意', en: 'An extension waits for your agreement' },
  extensionAgreed: { zh: '延期申请待决定', en: 'An extension waits for your decision' },
  extensionDeclined: { zh: '本单位负责人不同意延期', en: 'The own leader does not agree to the extension' },
  extensionRefused: { zh: '延期未获批准', en: 'The extension was refused' },
  extensionGranted: { zh: '延期已批准', en: 'The extension was granted' },
};

const KEEPS_ITS_DAY: ReadonlySet<string> = new Set(['extensionDeclined', 'extensionRefused']);

/** The day a duty is due, and with an extension which one is asked for, which one it was put off from, or that it stays. */
export function dueWords(notice: string, due: number, { until, was }: RefusalFacts): Sentence {
  const day = formatDay(due);
  if (typeof until === 'number')
    return { zh: `期限 ${day}，申请延至 ${formatDay(until)}`, en: `due ${day}, ${formatDay(until)} asked for` };
  if (typeof was === 'number') return { zh: `期限由 ${formatDay(was)} 延至 ${day}`, en: `due ${day}, put off from ${formatDay(was)}` };
  return KEEPS_ITS_DAY.has(notice) ? { zh: `期限仍为 ${day}`, en: `still due ${day}` } : { zh: `期限 ${day}`, en: `due ${day}` };
}
