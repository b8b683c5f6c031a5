import { CHAIN_DUTY_KINDS, type ChainDutyKind } from '../../domain/chain/duties.js';
import { EXTENSION_DUTY_KINDS, type ExtensionDutyKind } from '../../domain/extension/duties.js';
import { NOTICE_DUTY_KINDS, type NoticeDutyKind } from '../../domain/notice/duties.js';
import { UNIT_DUTY_KINDS, type UnitDutyKind } from '../../domain/unit/duties.js';
import type { PilotDutyKind } from '../../domain/pilot/duties.js';
import type { Sentence } from '../http/sentence.js';

export const DUTY_KINDS = [
  'submit-plan',
  'review-plan',
  'milestone-result',
  'judge-milestone',
  'report',
  'judge-report',
  'decide-skip',
  'concluding-report',
  'result',
  'close-pilot',
  'decide-proposal',
  'decide-on-suspension',
  ...UNIT_DUTY_KINDS,
  ...EXTENSION_DUTY_KINDS,
  ...CHAIN_DUTY_KINDS,
  ...NOTICE_DUTY_KINDS,
] as const satisfies readonly (PilotDutyKind | ExtensionDutyKind | ChainDutyKind | NoticeDutyKind | UnitDutyKind)[];
export type DutyKind = (typeof DUTY_KINDS)[number];

/** What each kind of duty is called, and what ends it. */
export const dutyWords: Readonly<Record<DutyKind, { readonly name: Sentence; readonly clear: Sentence }>> = {
  'submit-plan': { name: { zh: '提交方案', en: 'Submit the plan' }, clear: { zh: '提交方案后办结', en: 'cleared by submitting the plan' } },
  'review-plan': {
    name: { zh: '审核方案', en: 'Review the plan' },
    clear: { zh: '批准、退回或否决后办结', en: 'cleared by approving, returning or rejecting it' },
  },
  'milestone-result': {
    name: { zh: '提交里程碑成果', en: 'Hand in a milestone' },
    clear: { zh: '提交成果后办结', en: 'cleared by handing in the result' },
  },
  'judge-milestone': { name: { zh: '审核里程碑', en: 'Judge a milestone' }, clear: { zh: '作出结论后办结', en: 'cleared by a verdict' } },
  report: { name: { zh: '报送定期报告', en: 'Hand in the periodic report' }, clear: { zh: '报送后办结', en: 'cleared by handing it in' } },
  'judge-report': { name: { zh: '审核定期报告', en: 'Judge a report' }, clear: { zh: '作出结论后办结', en: 'cleared by a verdict' } },
  'decide-skip': {
    name: { zh: '审核免报申请', en: 'Decide on a skipped report' },
    clear: { zh: '作出决定后办结', en: 'cleared by a decision' },
  },
  'concluding-report': {
    name: { zh: '提交总结报告', en: 'Submit the concluding report' },
    clear: { zh: '提交总结后办结', en: 'cleared by submitting it' },
  },
  result: {
    name: { zh: '评定结果', en: 'Enter the result' },
    clear: { zh: '录入结果或退回总结报告后办结', en: 'cleared by entering the result or returning the concluding report' },
  },
  'close-pilot': { name: { zh: '试点销号', en: 'Close the pilot' }, clear: { zh: '销号后办结', en: 'cleared by closing it' } },
  'decide-proposal': {
    name: { zh: '决定暂停、恢复或终止的提议', en: 'Decide a proposal to suspend, resume or terminate' },
    clear: { zh: '同意或不同意后办结', en: 'cleared by confirming or refusing it' },
  },
  'decide-on-suspension': {
    name: { zh: '提出暂停试点的后续意见', en: 'Propose what becomes of a suspended pilot' },
    clear: { zh: '提议恢复、终止或延长暂停后办结', en: 'cleared by proposing to resume, terminate or prolong' },
  },
  'submit-statement': {
    name: { zh: '提交责任书', en: 'Submit the statement' },
    clear: { zh: '提交签字后办结', en: 'cleared by submitting it for signature' },
  },
  'sign-statement': {
    name: { zh: '签署责任书', en: 'Sign the statement' },
    clear: { zh: '签字或退回后办结', en: 'cleared by signing or returning it' },
  },
  'open-chain': {
    name: { zh: '建立责任链', en: 'Open the chain of the year' },
    clear: { zh: '建立后办结；上年结转事项待交办', en: 'cleared by opening it; what last year left open waits to be assigned' },
  },
  'assign-item': {
    name: { zh: '交办责任事项', en: 'Assign an item' },
    clear: { zh: '交办后办结', en: 'cleared by assigning it' },
  },
  'acknowledge-item': {
    name: { zh: '签收责任事项', en: 'Sign for an item' },
    clear: { zh: '签收后办结', en: 'cleared by signing for it' },
  },
  'feed-back-item': {
    name: { zh: '反馈责任事项', en: 'Feed an item back' },
    clear: { zh: '反馈办结情况后办结', en: 'cleared by feeding back that it is done' },
  },
  'verify-item': {
    name: { zh: '核验责任事项', en: 'Verify an item' },
    clear: { zh: '通过或退回后办结', en: 'cleared by accepting or returning it' },
  },
  'answer-escalations': {
    name: { zh: '答复升级事项', en: 'Answer escalations' },
    clear: { zh: '当日升级的事项全部答复后办结', en: 'cleared by answering all that arrived on that day' },
  },
  'self-assessment': {
    name: { zh: '提交年度自评', en: 'Submit the self-assessment of the year' },
    clear: { zh: '提交后办结', en: 'cleared by submitting it' },
  },
  'confirm-self-assessment': {
    name: { zh: '确认年度自评', en: 'Confirm the self-assessment' },
    clear: { zh: '确认或退回后办结', en: 'cleared by confirming or returning it' },
  },
  'fill-post': { name: { zh: '补齐空缺岗位', en: 'Fill an empty post' }, clear: { zh: '任命后办结', en: 'cleared by naming a holder' } },
  'replace-holder': {
    name: { zh: '更换无法履职的任职人', en: 'Replace a holder whose account is locked' },
    clear: { zh: '交接、免职或解除锁定后办结', en: 'cleared by handing the post over, releasing the holder or unlocking the account' },
  },
  'settle-handover': {
    name: { zh: '处理未能生效的交接', en: 'Settle a handover that did not take effect' },
    clear: { zh: '重新安排、当即交接或撤销后办结', en: 'cleared by planning another, handing over at once or letting it be' },
  },
  'agree-extension': {
    name: { zh: '对延期申请提出意见', en: 'Agree to an extension or not' },
    clear: { zh: '同意或不同意后办结', en: 'cleared by agreeing or declining' },
  },
  'decide-extension': {
    name: { zh: '决定延期', en: 'Decide an extension' },
    clear: { zh: '批准或不批准后办结', en: 'cleared by granting or refusing it' },
  },
  'issue-notice': {
    name: { zh: '签发督办单', en: 'Issue a supervision notice' },
    clear: { zh: '签发或撤回后办结', en: 'cleared by issuing or discarding it' },
  },
  'decide-notice': {
    name: { zh: '决定约谈或通报', en: 'Decide a talk or a circular' },
    clear: { zh: '作出决定后办结', en: 'cleared by the decision' },
  },
  'sign-notice': { name: { zh: '签收', en: 'Sign for a notice' }, clear: { zh: '签收后办结', en: 'cleared by signing for it' } },
  'answer-notice': { name: { zh: '答复督办', en: 'Answer a notice' }, clear: { zh: '答复后办结', en: 'cleared by answering it' } },
  'hold-talk': {
    name: { zh: '进行约谈并记录', en: 'Hold the talk and record it' },
    clear: { zh: '记录后办结', en: 'cleared by recording it' },
  },
  'talk-report': {
    name: { zh: '报告约谈后整改', en: 'Report after the talk' },
    clear: { zh: '报告后办结', en: 'cleared by the report' },
  },
  'verify-notice': {
    name: { zh: '核实答复', en: 'Verify an answer' },
    clear: { zh: '认可或退回后办结', en: 'cleared by accepting or returning it' },
  },
  'weigh-raising': {
    name: { zh: '研究是否升级', en: 'Decide whether to raise it' },
    clear: { zh: '提请升级或说明暂不升级后办结', en: 'cleared by raising it, or by saying why not' },
  },
};

const isDutyKind = (kind: string): kind is DutyKind => kind in dutyWords;
export const dutyName = (kind: string): Sentence => (isDutyKind(kind) ? dutyWords[kind].name : { zh: kind, en: kind });
export const clearWords = (kind: string): Sentence =>
  isDutyKind(kind) ? dutyWords[kind].clear : { zh: '办理后办结', en: 'cleared by doing it' };

/** How many working days, as English counts them. */
export const workingDays = (days: number): string => `${days} working ${days === 1 ? 'day' : 'days'}`;
