import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** Of notices, talks and circulars. */
export const noticeRefusals = {
  AlreadySigned: { status: 409, zh: '已经签收过了。', en: 'This has been signed for already.' },
  MatterOpen: {
    status: 409,
    zh: '原事项尚未办结，不能销号：请退回答复，或待办结后再核实；期限已满仍未办的，退回后提请升级。',
    en: 'The matter is not done, so this cannot be closed: return the answer, or verify it once the matter is done; if it stays undone beyond the term, return the answer and raise it.',
  },
  NotAddressed: {
    status: 403,
    zh: '此件发给{post}，只有该岗位可以签收和答复。',
    en: 'This is addressed to the {post}; only that post signs for it and answers it.',
  },
  NotRaisable: {
    status: 409,
    zh: '不能升级：须为逾期未答复，或答复期限已满而答复被退回的督办单、约谈。',
    en: 'This cannot go up a form: only a notice or a talk whose answer is missing beyond its term, or was returned and the term is over.',
  },
  NotSigned: { status: 409, zh: '请先签收，再答复。', en: 'Sign for it first, then answer.' },
  OwnNotice: {
    status: 403,
    zh: '此件由您签收或答复，不能由您作废，也不能由您决定不升级；请由签发岗的其他人员办理。',
    en: 'You signed for this or answered it, so you can neither void it nor decide that it is not raised; somebody else in the issuing post does.',
  },
  TalkNotHeld: { status: 409, zh: '约谈尚未记录，记录后再报告整改。', en: 'The talk has not been recorded yet; report once it is.' },
  WrongForm: {
    status: 409,
    zh: '这类文书不适用此操作：督办单由签发岗签发，约谈和通报由全国协调小组领导决定。',
    en: 'This does not apply to a notice of this form: its issuer issues a supervision notice, a leader of the national coordination group decides a talk or a circular.',
  },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
