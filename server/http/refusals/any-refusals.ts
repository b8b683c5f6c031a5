import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** What every entity may refuse. */
export const anyRefusals = {
  AlreadyExists: { status: 409, zh: '已存在，不能重复建立。', en: 'This exists already.' },
  AlreadySubmitted: {
    status: 409,
    zh: '已经提交过了，请等待审核结果；被退回后可以再次提交。',
    en: 'This has been submitted already; wait for the verdict. What is returned can be submitted again.',
  },
  Closed: { status: 409, zh: '已办结，不能再操作。', en: 'This is closed; nothing can be changed.' },
  DutyNotOpen: {
    status: 409,
    zh: '该责任事项不存在或已经办结、撤销。',
    en: 'There is no such open duty; it may have been done or withdrawn.',
  },
  InvalidDates: {
    status: 422,
    zh: '日期填写有误：须在 {from} 至 {to} 之间，且开始不晚于结束。请核对后重新填写。',
    en: 'A date is not valid: each lies between {from} and {to}, the earlier one first. Correct them and send again.',
  },
  NoRight: { status: 403, zh: '您所任岗位无权执行此操作。', en: 'Your post has no right to do this.' },
  NotSubmitted: {
    status: 409,
    zh: '目前没有待审核的内容：尚未提交，或已有结论。',
    en: 'Nothing waits for a verdict here: it has not been submitted yet, or is judged already.',
  },
  NothingDue: { status: 409, zh: '目前没有到期事项。', en: 'Nothing is due at present.' },
  OwnSubmission: { status: 403, zh: '不能审核本人提交的内容。', en: 'Nobody reviews what they submitted themselves.' },
  SameReviewer: { status: 403, zh: '各级审核须由不同人员进行。', en: 'Each step of a review is taken by a different person.' },
  StaleVersion: { status: 409, zh: '内容已被他人更新，请刷新后重试。', en: 'This was changed since you opened it. Reload and try again.' },
  WrongPhase: {
    status: 409,
    zh: '当前阶段不能执行此操作；所处阶段见详情。',
    en: 'This cannot be done in the present phase; the details show which one it is.',
  },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
