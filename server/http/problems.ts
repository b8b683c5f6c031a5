import { edgeProblems, type EdgeCode, type ProblemKind, type ProblemStatus } from './edge-problems.js';
import { refusalProblems } from './refusal-problems.js';
import type { RefusalCode } from '../../domain/refusals.js';
import type { NameOfUnit } from '../../domain/unit-names.js';
import { factsInWords } from '../words/posts.js';
import { fill, type Facts, type Language, type Sentence } from './sentence.js';

/** Every reason the API may give for saying no; stable, part of its contract. */
export type ProblemCode = EdgeCode | RefusalCode;

/** The one table from a code to its status and sentence. */
export const problems: Readonly<Record<ProblemCode, ProblemKind>> = { ...refusalProblems, ...edgeProblems };

const titles: Readonly<Record<ProblemStatus, Sentence>> = {
  400: { zh: '请求有误', en: 'Bad request' },
  401: { zh: '未登录', en: 'Not logged in' },
  403: { zh: '不允许', en: 'Forbidden' },
  404: { zh: '未找到', en: 'Not found' },
  405: { zh: '不支持的操作', en: 'Method not allowed' },
  406: { zh: '不支持的格式', en: 'Not acceptable' },
  409: { zh: '与现状冲突', en: 'Conflict' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '不支持的内容类型', en: 'Unsupported media type' },
  416: { zh: '范围不存在', en: 'Range not satisfiable' },
  422: { zh: '无法处理', en: 'Unprocessable' },
  429: { zh: '请求过多', en: 'Too many requests' },
  500: { zh: '内部错误', en: 'Internal error' },
  503: { zh: '暂时不可用', en: 'Unavailable' },
  504: { zh: '结果未知', en: 'Outcome unknown' },
};

/** One field that is not as it must be; `field` is a path such as `body.milestones[2].title`. */
export interface FieldError extends Sentence {
  readonly field: string;
}

/** What a handler returns instead of an answer. Nothing was changed, unless the code says that this is uncertain. */
export interface Refused {
  readonly refused: ProblemCode;
  readonly facts?: Facts;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Says no by a code, with what its sentence may name: `refused('PostNotHeld', { facts: { post } })`. */
export const refused = (code: ProblemCode, more: Omit<Refused, 'refused'> = {}): Refused => ({ refused: code, ...more });

/** Says that single fields are wrong, beyond what a schema can see. */
export const invalid = (...errors: readonly FieldError[]): Refused => ({ refused: 'InvalidInput', errors });

/** The body of a refusal (RFC 9457, `application/problem+json`), in the caller's language and, under `sentences`, in both. */
export interface ProblemBody {
  readonly type: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string;
  readonly sentences: Sentence;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
}

/** The sentence of a code, with its facts as people call them. */
export function problemSentence(code: ProblemCode, facts: Facts, nameOf: NameOfUnit): Sentence {
  const { zh, en } = factsInWords(facts, nameOf);
  return { zh: fill(problems[code], zh).zh, en: fill(problems[code], en).en };
}

/** Who is answered, and what the units that the sentence names are called. */
export interface Answering {
  readonly language: Language;
  readonly requestId: string;
  readonly nameOf: NameOfUnit;
}

export function problemBody({ refused: code, facts = {}, errors }: Refused, about: Answering): ProblemBody {
  const { status } = problems[code];
  const sentences = problemSentence(code, facts, about.nameOf);
  return {
    type: `urn:duban:problem:${code}`,
    status,
    code,
    title: titles[status][about.language],
    detail: sentences[about.language],
    sentences,
    requestId: about.requestId,
    ...(errors && { errors }),
  };
}
