import { SCHEDULES, type Schedule } from '../period.js';
import type { PlanSection } from './plan-content.js';
import type { Indicator } from './plan-state.js';

/**
 * What makes a change material (实质性变更), so that no reviewer passes over it. Text can only be looked at from outside: rather one mark
 * too many than one too few.
 */
export const MATERIAL_MARKS = [
  'milestone-removed',
  'indicator-removed',
  'evidence-removed',
  'target-lowered',
  /** Unit, direction or baseline: the old and the new target cannot be held against each other any more. */
  'measure-changed',
  'date-put-back',
  'owner-changed',
  'money-changed',
  'reports-rarer',
] as const;
export type MaterialMark = (typeof MATERIAL_MARKS)[number];

/** Whether less is promised than before; by the direction the old plan had. */
export const isLowered = ({ direction, target }: Indicator, next: number): boolean => (direction === 'up' ? next < target : next > target);

/** Whether less is reported than before. */
export const isRarer = (old: Schedule, next: Schedule): boolean => SCHEDULES.indexOf(next) > SCHEDULES.indexOf(old);

const plainOf = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '');

const NUMBER = String.raw`\d[\d,]*(?:\.\d+)?`;
const CHINESE_NUMBER = '[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+';
const UNIT = String.raw`[余多]?(?<unit>[十百千万亿]*[美欧港日]?元(?![化素件器])|[万亿](?!\p{Script=Han}))`;
const AMOUNT = new RegExp(
  `(?:(?<low>${NUMBER})[-~–—至到])?(?<high>${NUMBER})${UNIT}|${CHINESE_NUMBER}[余多]?[美欧港日]?元(?![化素件器])`,
  'gu',
);
const ZEROS: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

/** `0.5亿` and `5000万` are the same: digits without outer zeros, and how many places they are shifted. */
function exactly(number: string, unit: string): string {
  const [whole = '', fraction = ''] = number.replaceAll(',', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const bare = digits.replace(/0+$/, '');
  const places = Array.from(unit).reduce((sum, character) => sum + (ZEROS[character] ?? 0), digits.length - bare.length - fraction.length);
  return `${bare}e${bare === '' ? 0 : places}${unit.match(/[美欧港日]/u)?.[0] ?? ''}`;
}

/** The amounts of money a text names, in order, each in one form however it is written: 200万元, 2,000,000 元. Numbers in Chinese characters stand as written. */
export function amountsIn(text: string): readonly string[] {
  return Array.from(plainOf(text).matchAll(AMOUNT), ({ 0: written, groups = {} }) => {
    const { low, high, unit = '' }: Readonly<Record<string, string | undefined>> = groups;
    if (high === undefined) return written;
    return low === undefined ? exactly(high, unit) : `${exactly(low, unit)}-${exactly(high, unit)}`;
  });
}

/** The clauses of a text that say who answers for something. */
export const ownersIn = (text: string): readonly string[] =>
  plainOf(text).match(/[^,;。、!?]*(?:牵头|负责|责任(?:单位|部门|人)|主办|承办|承担)[^,;。!?]*/gu) ?? [];

const wordsIn = (text: string): readonly string[] => [plainOf(text).replaceAll(/\p{P}/gu, '')].filter((words) => words !== '');

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** The marks of a change of text: from one paragraph to another, or to or from nothing (''). The section that names who does it is all about owners. */
export function marksOfText(section: PlanSection, old: string, next: string): readonly MaterialMark[] {
  const who = section === 'organisation' ? wordsIn : ownersIn;
  return [
    ...(isSame(who(old), who(next)) ? [] : (['owner-changed'] as const)),
    ...(section !== 'funding' || isSame(amountsIn(old), amountsIn(next)) ? [] : (['money-changed'] as const)),
  ];
}
