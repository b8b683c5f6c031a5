import { CENTRE, ROLES, unitOfPost, type Role } from '../../domain/actor.js';
import type { Facts, Sentence } from '../http/sentence.js';
import { CENTRE_NAME, PROVINCES } from '../seed/units.js';
import { roleWords } from './rules.js';

const isRole = (word: string): word is Role => ROLES.some((role) => role === word);

/** A unit as people call it: a province by its name, what lies below by its code and the province. Undefined where it is no code of a unit. */
function unitWords(unit: string): Sentence | undefined {
  if (unit === CENTRE) return { zh: CENTRE_NAME, en: 'the national coordination office' };
  const [code, zh, en] = PROVINCES.find(([province]) => unit.startsWith(province)) ?? [];
  if (zh === undefined || en === undefined) return undefined;
  if (unit === code) return { zh, en };
  return unit.includes('-h')
    ? { zh: `${zh}承担单位 ${unit} `, en: `the host ${unit} in ${en}` }
    : { zh: `${zh} ${unit} `, en: `${unit} in ${en}` };
}

/** A post in words, such as 云南省办公室主任: nobody knows it by its code. What is no post stays as it is. */
export function postWords(post: string): Sentence {
  const unit = unitOfPost(post);
  const role = post.slice(unit.length + 1);
  const within = unitWords(unit);
  if (within === undefined || !isRole(role)) return { zh: post, en: post };
  return { zh: `${within.zh}${roleWords[role].zh}`, en: `${roleWords[role].en} of ${within.en}` };
}

const wordsOfFact = (name: string, value: string): Sentence | undefined => {
  if (name === 'role') return isRole(value) ? roleWords[value] : undefined;
  return value.includes('/') ? postWords(value) : undefined;
};

/** The facts of a sentence with posts and roles in words, in each language. */
export function factsInWords(facts: Facts): { readonly zh: Facts; readonly en: Facts } {
  const told = Object.entries(facts).map(([name, value]) => {
    const words = typeof value === 'string' ? wordsOfFact(name, value) : undefined;
    return { name, zh: words?.zh ?? value, en: words?.en ?? value };
  });
  return {
    zh: Object.fromEntries(told.map(({ name, zh }) => [name, zh])),
    en: Object.fromEntries(told.map(({ name, en }) => [name, en])),
  };
}
