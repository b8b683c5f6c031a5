import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** Of units and posts, and of who holds them. */
export const postRefusals = {
  AdministratorsApart: {
    status: 409,
    zh: '三类管理员须由不同人员担任，不得兼任其他岗位，也不得任命自己。',
    en: 'The three administrators are different people, hold no other post and do not appoint themselves.',
  },
  DelegationCycle: {
    status: 409,
    zh: '{holder}本人的岗位正直接或经他人委托给您，不能再把您的岗位委托给{holder}；请委托其他人员，或先终止其中一项委托。',
    en: 'Your delegate, {holder}, has delegated a post to you, directly or through others; name somebody else, or end one of those delegations first.',
  },
  DelegationExists: {
    status: 409,
    zh: '该岗位已委托给{holder}，请先终止原委托。',
    en: 'The post is already delegated to {holder}; end that delegation first.',
  },
  DelegationMissing: { status: 409, zh: '该岗位没有委托。', en: 'The post is not delegated.' },
  DelegationOfDelegation: { status: 409, zh: '受托岗位不能再转委托。', en: 'A delegated post cannot be delegated further.' },
  DelegationTooLong: { status: 422, zh: '委托最长 {days} 天。', en: 'A delegation may last {days} days at most.' },
  HandoverBegun: {
    status: 409,
    zh: '交接给{holder}的生效日 {day} 已到，不能再撤销；如未能生效，由安排人处理。',
    en: 'The handover to {holder} has taken its course since {day} and is no longer cancelled; if it cannot be, its planner decides what follows.',
  },
  HandoverMissing: { status: 409, zh: '该岗位没有待生效的交接。', en: 'No handover of this post is planned.' },
  HandoverOrdered: {
    status: 403,
    zh: '这次交接由{post}安排，请由其处理。',
    en: 'This handover was ordered by the {post}; ask them to settle it.',
  },
  HandoverPlanned: {
    status: 409,
    zh: '该岗位已定于 {day} 交接给{holder}，请先撤销该交接。',
    en: 'The post is to be handed over to {holder} on {day}; cancel that first.',
  },
  HolderUnchanged: { status: 409, zh: '该人员已任此岗位。', en: 'This person holds the post already.' },
  NotClosable: { status: 409, zh: '只有承担单位可以撤销。', en: 'Only a host can be closed.' },
  NotYourPost: {
    status: 403,
    zh: '只有现任岗位本人可以这样做。',
    en: 'Only whoever holds the post themselves, and still does, may do this.',
  },
  OpenPilots: {
    status: 409,
    zh: '该单位仍有 {count} 个未办结的试点；请待其销号或终止，再撤销单位。',
    en: 'Pilots are still open on its ground ({count}); close the unit once they are closed or terminated.',
  },
  PersonLocked: {
    status: 409,
    zh: '{holder}的账号已锁定或停用，无法履职；请另选人员，或请安全管理员解除锁定。',
    en: 'The account of {holder} is locked, so that nobody could act in the post; name somebody else, or have the security administrator unlock it.',
  },
  PostEmpty: { status: 409, zh: '该岗位目前无人担任。', en: 'Nobody holds this post at present.' },
  PostExists: { status: 409, zh: '该岗位已存在。', en: 'The post exists already.' },
  PostHasDuties: {
    status: 409,
    zh: '该岗位尚有 {count} 项在办责任事项，最早的是“{title}”，期限 {due}；请先办结或改由其他岗位承担，再撤销岗位。',
    en: 'The post still has open duties ({count}), the first of “{title}”, due {due}; have them done or given to another post, then remove it.',
  },
  UnitHasDuties: {
    status: 409,
    zh: '该单位各岗位尚有 {count} 项在办责任事项，最早的是“{title}”，期限 {due}；请先办结，再撤销单位。',
    en: 'The posts of this unit still have open duties ({count}), the first of “{title}”, due {due}; have them done, then close it.',
  },
  PostHeld: {
    status: 409,
    zh: '该岗位现由{holder}担任，更换人员请办理交接。',
    en: 'The post is held by {holder}; hand it over to name another.',
  },
  PostNeeded: {
    status: 409,
    zh: '该岗位是此类单位必设的岗位，规则要由它承担责任，不能撤销；人员变动请办理免职或交接。',
    en: 'Units of this kind cannot do without this post: the rules name it as the owner of duties. Release its holder or hand it over instead.',
  },
  PostUnknown: { status: 404, zh: '没有这个岗位。', en: 'There is no such post.' },
  WrongCode: { status: 422, zh: '单位代码与其类别或上级不符。', en: 'The code does not fit the kind of unit or the unit above it.' },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
