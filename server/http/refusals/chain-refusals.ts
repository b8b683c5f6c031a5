import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** Of a province's chain of responsibility. */
export const chainRefusals = {
  AlreadyAcknowledged: {
    status: 409,
    zh: '已经签收。',
    en: 'This has been signed for already.',
  },
  BeyondSignedDay: {
    status: 422,
    zh: '责任书所定“{item}”的期限为 {signed}，交办期限不得更晚。确需延后的，交办后由承办岗位就该责任事项申请延期。',
    en: 'The statement names {signed} for “{item}”: it cannot be assigned for a later day. Assign it for that day; whoever has it then asks for an extension of the duty.',
  },
  ChainUnopened: {
    status: 409,
    zh: '这条责任链尚未建立。请先由办公室主任建立责任链，责任书签字生效后再办理。',
    en: 'Nobody has opened this chain yet. Have the office director open it first; the rest follows once its statement is signed.',
  },
  EscalationAnswered: {
    status: 409,
    zh: '{escalation} 已经答复，无须重复答复。',
    en: '{escalation} has been answered already.',
  },
  EscalationElsewhere: {
    status: 409,
    zh: '{escalation} 不由本岗位答复，应由{role}答复。',
    en: '{escalation} is not yours to answer; it reached the {role}.',
  },
  EscalationUnknown: {
    status: 404,
    zh: '没有这项升级事项（{escalation}），可能已由试点办结；请刷新。',
    en: 'There is no such escalation ({escalation}); the pilot may have done what it owed. Reload.',
  },
  ItemDayPast: {
    status: 422,
    zh: '“{item}”的期限 {due} 早于今天（{today}），不能提交。请先在草稿中改为今天或以后的日期，再提交。',
    en: '“{item}” is due on {due}, before today ({today}). Give it a day from today on in the draft, then submit.',
  },
  StatementUnchanged: {
    status: 409,
    zh: '与被退回的第 {version} 版相同。请按退回理由修改草稿后再提交。',
    en: 'This is version {version}, which was returned, word for word. Change the draft as the reason of the return asks, then submit.',
  },
  HandedDown: {
    status: 409,
    zh: '该事项已交{post}办理，待其反馈并核验后，再由本级反馈。',
    en: 'This was handed down to the {post}; feed it back once what they hand in is verified.',
  },
  ItemCount: {
    status: 422,
    zh: '责任清单须有 1 至 {most} 项。',
    en: 'A list has 1 to {most} items.',
  },
  ItemSettled: {
    status: 409,
    zh: '事项 {item} 已销号或撤销，不能再办理。',
    en: 'The item {item} is closed or withdrawn.',
  },
  ItemTwice: {
    status: 422,
    zh: '事项代号 {item} 重复、已被结转事项占用或不合规，请更换。',
    en: 'The code {item} is used twice, taken by an item carried over, or not well formed; choose another.',
  },
  ItemUnknown: {
    status: 404,
    zh: '责任清单中没有事项 {item}。',
    en: 'The list has no item {item}.',
  },
  NotAcknowledged: {
    status: 409,
    zh: '事项 {item} 尚未签收，请先签收。',
    en: 'The item {item} is not signed for yet; sign for it first.',
  },
  NotAssignable: {
    status: 422,
    zh: '不能交给{post}：责任事项只能逐级向下交牵头部门或联络员。',
    en: 'It cannot go to the {post}: items go down, to the lead department or the liaison.',
  },
  NotAssigned: {
    status: 409,
    zh: '事项 {item} 尚未交办，请先由组长或办公室主任交办。',
    en: 'The item {item} is not assigned yet; the leader or the office director assigns it first.',
  },
  NotYourItem: {
    status: 409,
    zh: '该事项此时由{post}办理，本岗位不能代办。',
    en: 'This is now in the hands of the {post}, not of this post.',
  },
  NotYourTurn: {
    status: 409,
    zh: '签字自上而下依次进行，现在轮到{post}，请待其签字后再签。',
    en: 'The statement is signed from the top down: it is the turn of the {post}. Sign once they have.',
  },
  OutcomeMissing: {
    status: 422,
    zh: '自评须逐项评定，还缺：{items}。',
    en: 'Every item is assessed; still missing: {items}.',
  },
  StatementSigned: {
    status: 409,
    zh: '本岗位已经签字，待后续岗位依次签字。',
    en: 'This post has signed already; the levels below follow.',
  },
  YearOutside: {
    status: 422,
    zh: '只能建立 {from} 年或 {to} 年的责任链。',
    en: 'A chain can be opened for {from} or {to}.',
  },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
