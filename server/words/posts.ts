import { CENTRE, ROLES, unitOfPost, type PostId, type Role } from '../../domain/actor.js';
import { NOTICE_PHASES, type NoticePhase } from '../../domain/notice/state.js';
import type { NameOfUnit } from '../../domain/unit-names.js';
import type { Facts, Sentence } from '../http/sentence.js';
import { CENTRE_NAME, PROVINCES } from '../../domain/provinces.js';
import { noticePhaseWords, phasesInWords, roleWords } from './rules.js';

const isNoticePhase = (word: string): word is NoticePhase => NOTICE_PHASES.some((phase) => phase === word);
const isRole = (word: string): word is Role => ROLES.some((role) => role === word);

/** A province as names within it begin: 云南 for 云南省, 内蒙古 for 内蒙古自治区, 兵团 for the Corps. */
const shortOf = (province: string): string => province.replace(/^新疆生产建设(?=兵团)|[省市]$|(壮族|回族|维吾尔)?自治区$/, '');

/**
 * A unit as people call it: a province by its name, what lies below by its own with the province's in front, unless it begins so; by its
 * code where its name is not known. Undefined where it is no code of a unit.
 */
export function unitWords(unit: string, nameOf: NameOfUnit): Sentence | undefined {
  if (unit === CENTRE) return { zh: CENTRE_NAME, en: 'the national coordination office' };
  const [code, zh, en] = PROVINCES.find(([province]) => unit.startsWith(province)) ?? [];
  if (zh === undefined || en === undefined) return undefined;
  if (unit === code) return { zh, en };
  const name = nameOf(unit);
  if (name !== undefined) return { zh: name.startsWith(shortOf(zh)) ? name : `${zh}${name}`, en: `${name} in ${en}` };
  return unit.includes('-h')
    ? { zh: `${zh}承担单位 ${unit} `, en: `the host ${unit} in ${en}` }
    : { zh: `${zh} ${unit} `, en: `${unit} in ${en}` };
}

/** A post in words, such as 云南省昆明市办公室主任: nobody knows it by its code. What is no post stays as it is. */
export function postWords(post: PostId, nameOf: NameOfUnit): Sentence {
  const unit = unitOfPost(post);
  const role = post.slice(unit.length + 1);
  if (role === 'system') return roleWords.system;
  const within = unitWords(unit, nameOf);
  if (within === undefined || !isRole(role)) return { zh: post, en: post };
  return { zh: `${within.zh}${roleWords[role].zh}`, en: `${roleWords[role].en} of ${within.en}` };
}

const wordsOfFact = (name: string, value: string, nameOf: NameOfUnit): Sentence | undefined => {
  if (name === 'noticePhase') return isNoticePhase(value) ? noticePhaseWords[value] : undefined;
  if (name === 'role') return isRole(value) ? roleWords[value] : undefined;
  if (name === 'phase' || name === 'accepted') return phasesInWords(value);
  return value.includes('/') ? postWords(value, nameOf) : undefined;
};

/** Those among the facts of a sentence that may be posts. */
export const postsIn = (facts: Facts): readonly PostId[] =>
  Object.values(facts).filter((value): value is string => typeof value === 'string' && value.includes('/'));

/** The facts of a sentence with posts, roles and phases in words, in each language. */
export function factsInWords(facts: Facts, nameOf: NameOfUnit): { readonly zh: Facts; readonly en: Facts } {
  const told = Object.entries(facts).map(([name, value]) => {
    const words = typeof value === 'string' ? wordsOfFact(name, value, nameOf) : undefined;
    return { name, zh: words?.zh ?? value, en: words?.en ?? value };
  });
  return {
    zh: Object.fromEntries(told.map(({ name, zh }) => [name, zh])),
    en: Object.fromEntries(told.map(({ name, en }) => [name, en])),
  };
}
