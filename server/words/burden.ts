import { overCap, type Burden, type BurdenCap, type BurdenCounts } from '../../domain/burden.js';
import type { Sentence } from '../http/sentence.js';

const NAMES: Readonly<Record<Burden, Sentence>> = {
  form: { zh: '报表', en: 'forms' },
  report: { zh: '报告', en: 'reports' },
  check: { zh: '检查核查', en: 'checks' },
  notice: { zh: '督办、约谈、通报', en: 'notices' },
};

/** How the year stands against its cap. */
export function burdenSentence(counts: BurdenCounts, cap: BurdenCap): Sentence {
  const over = overCap(counts, cap);
  if (over.length === 0) return { zh: '各项均在年度上限之内。', en: 'All within the cap of the year.' };
  return {
    zh: `已超年度上限：${over.map((one) => `${NAMES[one].zh} ${counts[one]} 件（上限 ${cap[one]} 件）`).join('，')}。今年不宜再加。`,
    en: `Above the cap of the year: ${over.map((one) => `${NAMES[one].en} ${counts[one]} (cap ${cap[one]})`).join(', ')}. Ask for no more this year.`,
  };
}

/** Of figures that are a part of a province's: whose they are, and no word on the cap. */
export const partOfBurdenSentence = (unit: string): Sentence => ({
  zh: `仅为本单位（${unit}）及所辖的部分，不是全省的数，不与省的年度上限比较。`,
  en: `Only what was asked of this unit (${unit}) and those under it: not the province's figures, and not held against its cap.`,
});
