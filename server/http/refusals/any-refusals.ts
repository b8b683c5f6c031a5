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
  Closed: {
    status: 409,
    zh: '已经结束（办结、否决、终止或撤销），不能再操作；经过见其记录。',
    en: 'This has come to its end – closed, rejected, terminated or given up –, so nothing can be changed; its record tells how.',
  },
  DutyNotOpen: {
    status: 409,
    zh: '该责任事项不存在或已经办结、撤销。',
    en: 'There is no such open duty; it may have been done or withdrawn.',
  },
  InvalidDates: {
    status: 422,
    zh: '日期须在 {from} 至 {to} 之间；有起止的，起不晚于止。请核对后重新填写。',
    en: 'Dates lie between {from} and {to}, and where there are two, the first is not after the second. Correct it and send again.',
  },
  NoRight: {
    status: 403,
    zh: '您所任岗位现在无权办理此事：不属于该岗位，或已轮到其他岗位。现由谁办理，见在办责任事项。',
    en: 'Your post has no right to do this now: it is not for this post, or another one’s turn has come. The open duties say whose it is.',
  },
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
    zh: '现处“{phase}”阶段；此操作只在“{accepted}”阶段办理。',
    en: 'It stands at “{phase}”; this is done only at “{accepted}”.',
  },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
