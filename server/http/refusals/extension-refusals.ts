import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** Of more time for what is owed. */
export const extensionRefusals = {
  ExtensionDayInvalid: {
    status: 422,
    zh: '延期日期须在 {from} 至 {to} 之间，请另选日期。',
    en: 'The new date must lie between {from} and {to}; name another one.',
  },
  ExtensionLimit: {
    status: 409,
    zh: '该事项已延期 {count} 次，不能再延，请尽快办理。',
    en: 'This duty was extended {count} times and cannot be extended again; deal with it now.',
  },
  ExtensionNoRoom: {
    status: 409,
    zh: '该事项最迟须在 {latest} 办结，已无延期余地。',
    en: 'This duty must be done by {latest} at the latest; there is no later date to grant.',
  },
  ExtensionNotAgreed: {
    status: 409,
    zh: '本单位负责人尚未同意延期，请待其同意后再决定。',
    en: 'The own leader has not agreed yet; decide once they have.',
  },
  ExtensionNotAllowed: {
    status: 409,
    zh: '这类事项不能延期（审批、核验、签字签收、督办答复等）；请按期办理，尚未完成的在办理时写明进展和时限。',
    en: 'A duty of this kind cannot be extended: reviews, verifications, signatures, receipts and answers to notices keep their dates. Do it by its due day, and say in it what is still to come and by when.',
  },
  ExtensionNotAsked: {
    status: 409,
    zh: '该事项目前没有待您处理的延期申请。',
    en: 'No extension of this duty waits for this answer.',
  },
  ExtensionTooLate: {
    status: 409,
    zh: '期限 {due} 已过，不能再申请延期，请尽快办理。',
    en: 'The due day, {due}, has passed; an extension is asked for before it. Deal with the duty now.',
  },
  ExtensionUndecided: {
    status: 409,
    zh: '该事项的延期申请尚未决定，请等待结果。',
    en: 'An extension of this duty is asked for already; wait for the decision.',
  },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
