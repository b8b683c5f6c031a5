import type { RefusalCode } from '../../domain/refusals.js';
import type { EdgeCode, ProblemKind } from './edge-problems.js';

/** How the domain's refusals are told. A code added to the domain is a compile error here until it has its sentence. */
export const refusalProblems: Readonly<Record<Exclude<RefusalCode, EdgeCode>, ProblemKind>> = {
  AlreadyExists: { status: 409, zh: '已存在，不能重复建立。', en: 'This exists already.' },
  AlreadySubmitted: { status: 409, zh: '已经提交过了。', en: 'This has been submitted already.' },
  Closed: { status: 409, zh: '已办结，不能再操作。', en: 'This is closed; nothing can be changed.' },
  DelegationExists: { status: 409, zh: '该岗位已委托给{holder}。', en: 'The post is already delegated to {holder}.' },
  DelegationMissing: { status: 409, zh: '该岗位没有委托。', en: 'The post is not delegated.' },
  DelegationOfDelegation: { status: 409, zh: '受托岗位不能再转委托。', en: 'A delegated post cannot be delegated further.' },
  DelegationTooLong: { status: 422, zh: '委托最长 {days} 天。', en: 'A delegation may last {days} days at most.' },
  DraftMissing: { status: 409, zh: '尚无草稿。', en: 'There is no draft yet.' },
  HolderUnchanged: { status: 409, zh: '该人员已任此岗位。', en: 'This person holds the post already.' },
  IndicatorUnknown: { status: 422, zh: '没有指标“{indicator}”。', en: 'There is no indicator “{indicator}”.' },
  InvalidDates: {
    status: 422,
    zh: '日期须在 {from} 至 {to} 之间并先后有序。',
    en: 'The dates must be in order and lie between {from} and {to}.',
  },
  InvalidMilestones: { status: 422, zh: '里程碑填写有误。', en: 'The milestones are not valid.' },
  MilestoneUnknown: { status: 404, zh: '没有这个里程碑。', en: 'There is no such milestone.' },
  NoRight: { status: 403, zh: '您所任岗位无权执行此操作。', en: 'Your post has no right to do this.' },
  NothingDue: { status: 409, zh: '目前没有到期事项。', en: 'Nothing is due at present.' },
  NotSubmitted: { status: 409, zh: '尚未提交。', en: 'Nothing has been submitted yet.' },
  NotYourPost: { status: 403, zh: '只有岗位本人可以委托，受托人不能。', en: 'Only the holder may delegate the post, not a delegate.' },
  OpenPilots: { status: 409, zh: '仍有未办结的试点。', en: 'There are pilots still open.' },
  OwnSubmission: { status: 403, zh: '不能审核本人提交的内容。', en: 'Nobody reviews what they submitted themselves.' },
  PeriodUnknown: { status: 404, zh: '没有这个报告期。', en: 'There is no such reporting period.' },
  PostEmpty: { status: 409, zh: '该岗位目前无人担任。', en: 'Nobody holds this post at present.' },
  PostExists: { status: 409, zh: '该岗位已存在。', en: 'The post exists already.' },
  PostHeld: { status: 409, zh: '该岗位现由{holder}担任。', en: 'The post is held by {holder}.' },
  PostUnknown: { status: 404, zh: '没有这个岗位。', en: 'There is no such post.' },
  StaleVersion: { status: 409, zh: '内容已被他人更新，请刷新后重试。', en: 'This was changed since you opened it. Reload and try again.' },
  WindowNotOpen: { status: 409, zh: '尚未到填报时间。', en: 'It is not open for reporting yet.' },
  WrongCode: { status: 422, zh: '单位代码与其类别或上级不符。', en: 'The code does not fit the kind of unit or the unit above it.' },
  WrongLevel: { status: 409, zh: '与试点级别不符。', en: "This does not fit the pilot's level." },
  WrongPhase: { status: 409, zh: '当前阶段不能执行此操作。', en: 'This cannot be done in the present phase.' },
};
