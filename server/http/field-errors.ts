import type Joi from 'joi';
import type { FieldError } from './problems.js';
import { fill, type Facts, type Sentence } from './sentence.js';

/** What is wrong with a field, by joi's code. Limits are named, values never: they may be secret. */
const sentences: Readonly<Record<string, Sentence>> = {
  'any.invalid': { zh: '不能是这个值。', en: 'This value is not allowed.' },
  'any.only': { zh: '只能是：{valids}。', en: 'Must be one of: {valids}.' },
  'any.required': { zh: '必须填写。', en: 'This is required.' },
  'any.unknown': { zh: '不接受此项。', en: 'This is not accepted here.' },
  'array.base': { zh: '应为列表。', en: 'Must be a list.' },
  'array.length': { zh: '应有 {limit} 项。', en: 'Must have {limit} items.' },
  'array.max': { zh: '最多 {limit} 项。', en: 'May have {limit} items at most.' },
  'array.min': { zh: '至少 {limit} 项。', en: 'Must have at least {limit} items.' },
  'array.unique': { zh: '与另一项重复。', en: 'Repeats another item.' },
  'boolean.base': { zh: '应为是或否。', en: 'Must be true or false.' },
  'number.base': { zh: '应为数字。', en: 'Must be a number.' },
  'number.greater': { zh: '应大于 {limit}。', en: 'Must be greater than {limit}.' },
  'number.integer': { zh: '应为整数。', en: 'Must be a whole number.' },
  'number.less': { zh: '应小于 {limit}。', en: 'Must be less than {limit}.' },
  'number.max': { zh: '不能大于 {limit}。', en: 'Must not be more than {limit}.' },
  'number.min': { zh: '不能小于 {limit}。', en: 'Must not be less than {limit}.' },
  'number.unsafe': { zh: '数字过大。', en: 'The number is too large.' },
  'object.base': { zh: '应为对象。', en: 'Must be an object.' },
  'object.unknown': { zh: '不认识此项。', en: 'This field is not known.' },
  'string.base': { zh: '应为文字。', en: 'Must be text.' },
  'string.email': { zh: '不是有效的邮箱地址。', en: 'Is not a valid e-mail address.' },
  'string.empty': { zh: '不能为空。', en: 'Must not be empty.' },
  'string.length': { zh: '应为 {limit} 个字符。', en: 'Must have {limit} characters.' },
  'string.max': { zh: '最多 {limit} 个字符。', en: 'May have {limit} characters at most.' },
  'string.min': { zh: '至少 {limit} 个字符。', en: 'Must have at least {limit} characters.' },
  'string.pattern.name': { zh: '格式应如 {name}。', en: 'Must look like {name}.' },
  'string.trim': { zh: '首尾不能有空格。', en: 'Must not begin or end with blanks.' },
};
const GENERAL: Sentence = { zh: '格式不正确。', en: 'Is not in the form expected.' };

/** Reads `['body', 'milestones', 2, 'title']` as `body.milestones[2].title`. */
export const fieldOf = (path: readonly (string | number)[]): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');

const isSentence = (context: unknown): context is Sentence =>
  typeof context === 'object' && context !== null && 'zh' in context && 'en' in context;

function factsOf({ limit, valids, name }: Joi.Context): Facts {
  return {
    ...(typeof name === 'string' && { name }),
    ...((typeof limit === 'number' || typeof limit === 'string') && { limit }),
    ...(Array.isArray(valids) && { valids: valids.map(String).join(', ') }),
  };
}

/** Tells one failure of validation in both languages. A custom rule speaks for itself: `helpers.error('any.custom', { zh, en })`. */
export function fieldError({ type, path, context = {} }: Joi.ValidationErrorItem): FieldError {
  const sentence = isSentence(context) ? { zh: context.zh, en: context.en } : (sentences[type] ?? GENERAL);
  return { field: fieldOf(path), ...fill(sentence, factsOf(context)) };
}
