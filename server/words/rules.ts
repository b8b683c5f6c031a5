import type { Role } from '../../domain/actor.js';
import type { NoticePhase } from '../../domain/notice/state.js';
import type { ChainPhase } from '../../domain/chain/state.js';
import type { PilotPhase } from '../../domain/pilot/state.js';
import type { Action, Relation } from '../../domain/rights.js';
import type { UnitPhase } from '../../domain/unit/state.js';
import type { Sentence } from '../http/sentence.js';

/** What the rules are made of, as people call it (docs/glossary.md). */
export const pilotPhaseWords: Readonly<Record<PilotPhase, Sentence>> = {
  unregistered: { zh: '未立项', en: 'unregistered' },
  planning: { zh: '编制方案', en: 'planning' },
  reviewing: { zh: '审核', en: 'reviewing' },
  running: { zh: '实施', en: 'running' },
  concluding: { zh: '总结', en: 'concluding' },
  assessed: { zh: '已评定', en: 'assessed' },
  suspended: { zh: '暂停', en: 'suspended' },
  closed: { zh: '已销号', en: 'closed' },
  rejected: { zh: '已否决', en: 'rejected' },
  terminated: { zh: '已终止', en: 'terminated' },
};

export const chainPhaseWords: Readonly<Record<ChainPhase, Sentence>> = {
  unopened: { zh: '未建立', en: 'unopened' },
  drafting: { zh: '起草责任书', en: 'drafting' },
  signing: { zh: '逐级签字', en: 'signing' },
  'in-force': { zh: '生效', en: 'in force' },
  'self-assessing': { zh: '自评', en: 'self-assessing' },
  closed: { zh: '已结束', en: 'closed' },
};

export const unitPhaseWords: Readonly<Record<UnitPhase, Sentence>> = {
  unfounded: { zh: '未建立', en: 'unfounded' },
  active: { zh: '在用', en: 'active' },
  closed: { zh: '已撤销', en: 'closed' },
};

export const noticePhaseWords: Readonly<Record<NoticePhase, Sentence>> = {
  undrafted: { zh: '未起草', en: 'undrafted' },
  drafted: { zh: '待签发', en: 'drafted' },
  issuing: { zh: '编号中', en: 'issuing' },
  issued: { zh: '待签收', en: 'issued' },
  signed: { zh: '已签收', en: 'signed' },
  talked: { zh: '已约谈', en: 'talked' },
  answered: { zh: '待核实', en: 'answered' },
  raising: { zh: '升级待决', en: 'raising' },
  closed: { zh: '已销号', en: 'closed' },
  raised: { zh: '已升级', en: 'raised' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  declined: { zh: '未获同意', en: 'declined' },
  voided: { zh: '已作废', en: 'voided' },
};

/** No two kinds of entity call a phase alike, but for the last one. */
const phaseWords: Readonly<Record<string, Sentence>> = {
  ...pilotPhaseWords,
  ...chainPhaseWords,
  ...unitPhaseWords,
  ...noticePhaseWords,
  closed: { zh: '已结束', en: 'closed' },
};

/** Phases of whatever entity, separated by a blank, as people call them. */
export function phasesInWords(phases: string): Sentence {
  const words = phases.split(' ').map((phase) => phaseWords[phase] ?? { zh: phase, en: phase });
  return { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
}

export const actionWords: Readonly<Record<Action, Sentence>> = {
  registerPilot: { zh: '立项', en: 'register a pilot' },
  draftPlan: { zh: '起草方案', en: 'draft the plan' },
  submitPlan: { zh: '提交方案', en: 'submit the plan' },
  returnPlan: { zh: '退回方案', en: 'return the plan' },
  approvePlan: { zh: '批准方案', en: 'approve the plan' },
  rejectPlan: { zh: '否决方案', en: 'reject the plan' },
  enterFigures: { zh: '填报指标', en: 'enter figures' },
  addEvidence: { zh: '上传证据', en: 'add evidence' },
  submitMilestone: { zh: '提交里程碑成果', en: 'hand in a milestone' },
  judgeMilestone: { zh: '审核里程碑', en: 'judge a milestone' },
  submitReport: { zh: '报送定期报告', en: 'hand in a report' },
  judgeReport: { zh: '审核定期报告', en: 'judge a report' },
  askReportSkip: { zh: '申请免报一期', en: 'ask to skip a report' },
  decideReportSkip: { zh: '审核免报申请', en: 'decide on a skipped report' },
  submitConclusion: { zh: '提交总结报告', en: 'submit the concluding report' },
  returnConclusion: { zh: '退回总结报告', en: 'return the concluding report' },
  enterResult: { zh: '评定结果', en: 'enter the result' },
  closePilot: { zh: '试点销号', en: 'close the pilot' },
  proposeSuspension: { zh: '提议暂停试点', en: 'propose to suspend the pilot' },
  proposeResumption: { zh: '提议恢复试点', en: 'propose to resume the pilot' },
  proposeTermination: { zh: '提议终止试点', en: 'propose to terminate the pilot' },
  withdrawProposal: { zh: '撤回提议', en: 'withdraw a proposal' },
  decideProposal: { zh: '决定提议', en: 'decide a proposal' },
  openChain: { zh: '建立责任链', en: 'open a chain' },
  draftStatement: { zh: '起草责任书', en: 'draft the statement' },
  submitStatement: { zh: '提交责任书签字', en: 'submit the statement for signature' },
  signStatement: { zh: '签署责任书', en: 'sign the statement' },
  returnStatement: { zh: '退回责任书', en: 'return the statement' },
  assignItem: { zh: '交办事项', en: 'assign an item' },
  reassignItem: { zh: '改派事项', en: 'reassign an item' },
  withdrawItem: { zh: '撤销事项', en: 'withdraw an item' },
  acknowledgeItem: { zh: '签收事项', en: 'sign for an item' },
  feedBackItem: { zh: '反馈事项', en: 'feed an item back' },
  verifyItem: { zh: '核验事项', en: 'verify an item' },
  answerEscalations: { zh: '答复升级事项', en: 'answer escalations' },
  submitSelfAssessment: { zh: '提交年度自评', en: 'submit the self-assessment' },
  returnSelfAssessment: { zh: '退回年度自评', en: 'return the self-assessment' },
  confirmSelfAssessment: { zh: '确认年度自评并结束当年', en: 'confirm the self-assessment and close the year' },
  noteEscalation: { zh: '登记升级事项', en: 'note an escalation' },
  noteEscalationSettled: { zh: '注销升级事项', en: 'note that an escalation is settled' },
  carryOverItem: { zh: '结转上年事项', en: "carry over last year's item" },
  foundUnit: { zh: '建立单位', en: 'found a unit' },
  addPost: { zh: '增设岗位', en: 'add a post' },
  removePost: { zh: '撤销岗位', en: 'remove a post' },
  assignHolder: { zh: '任命', en: 'name a holder' },
  releaseHolder: { zh: '免职', en: 'release the holder' },
  handOverPost: { zh: '岗位交接', en: 'hand over a post' },
  planHandover: { zh: '安排岗位交接', en: 'plan a handover of a post' },
  cancelHandover: { zh: '撤销岗位交接安排', en: 'cancel a planned handover' },
  takeOverPost: { zh: '到日办理岗位交接', en: 'let a planned handover take effect' },
  delegatePost: { zh: '委托岗位', en: 'delegate a post' },
  endDelegation: { zh: '终止委托', en: 'end a delegation' },
  noteHolderLocked: { zh: '登记任职人账号锁定', en: 'note that a holder’s account is locked' },
  noteHolderUnlocked: { zh: '登记任职人账号解锁', en: 'note that a holder’s account is unlocked' },
  closeUnit: { zh: '撤销承担单位', en: 'close a host' },
  notePilotOpened: { zh: '登记在办试点', en: 'note that a pilot began' },
  notePilotEnded: { zh: '注销在办试点', en: 'note that a pilot ended' },
  assignNoticeNumber: { zh: '编发文号', en: 'give a notice its number' },
  noteNoticeReceived: { zh: '登记收到的督办单', en: 'note that a notice was received' },
  noteNoticeVoided: { zh: '核减作废的督办单', en: 'note that a notice was voided' },
  noteTalkWithdrawn: { zh: '登记约谈草稿撤回', en: 'note that the draft of a talk went' },
  draftNotice: { zh: '起草督办单', en: 'draft a notice' },
  issueNotice: { zh: '签发督办单', en: 'issue a notice' },
  decideNotice: { zh: '决定约谈或通报', en: 'decide a talk or a circular' },
  numberNotice: { zh: '赋予文号', en: 'number a notice' },
  signNotice: { zh: '签收', en: 'sign for a notice' },
  recordTalk: { zh: '记录约谈', en: 'record a talk' },
  answerNotice: { zh: '答复督办', en: 'answer a notice' },
  verifyNotice: { zh: '核实答复', en: 'verify an answer' },
  weighRaising: { zh: '提请研究升级', en: 'ask whether to raise a notice' },
  raiseNotice: { zh: '提请升级', en: 'raise a notice' },
  declineRaising: { zh: '暂不升级', en: 'not raise a notice' },
  noteRaisingOutcome: { zh: '登记升级结果', en: 'note what became of a raising' },
  voidNotice: { zh: '作废', en: 'void a notice' },
  noteNoticeOutcome: { zh: '登记督办单的去向', en: 'note what became of a notice' },
  noteMatterSettled: { zh: '登记原事项了结', en: 'note that the matter is settled' },
  askExtension: { zh: '申请延期', en: 'ask for an extension' },
  agreeExtension: { zh: '同意或不同意延期申请', en: 'agree to an extension' },
  decideExtension: { zh: '决定延期', en: 'decide an extension' },
  tick: { zh: '时间推移', en: 'let time pass' },
  adoptCalendar: { zh: '换用新日历', en: 'adopt a new calendar' },
  listAccounts: { zh: '查看账号', en: 'list accounts' },
  keepAccounts: { zh: '管理账号', en: 'keep accounts' },
  readDirectoryRecord: { zh: '查看管理留痕', en: 'read the record of administration' },
  readBulkCommands: { zh: '查看批量办理', en: 'read bulk commands' },
  resendMail: { zh: '重发邮件', en: 'send a mail again' },
  publishTaskAreas: { zh: '发布任务领域', en: 'publish task areas' },
  publishStatementTemplate: { zh: '发布责任书模板', en: 'publish the template of statements' },
  publishBurdenCap: { zh: '发布年度上限', en: 'publish the yearly cap' },
  publishAutomaticIssue: { zh: '改定哪些督办单自动签发', en: 'say which notices go out by themselves' },
  publishCalendar: { zh: '发布工作日历', en: 'publish a calendar' },
  listUnreached: { zh: '查看未送达名单', en: 'list who was not reached' },
  readOperations: { zh: '查看运行状况', en: 'read operations' },
};

export const roleWords: Readonly<Record<Role, Sentence>> = {
  leader: { zh: '组长', en: 'group leader' },
  'office-director': { zh: '办公室主任', en: 'office director' },
  'lead-department': { zh: '牵头部门', en: 'lead department' },
  liaison: { zh: '联络员', en: 'liaison' },
  reviewer: { zh: '审核岗', en: 'reviewer' },
  evaluator: { zh: '评估员', en: 'evaluator' },
  'system-administrator': { zh: '系统管理员', en: 'system administrator' },
  'security-administrator': { zh: '安全管理员', en: 'security administrator' },
  'audit-administrator': { zh: '审计管理员', en: 'audit administrator' },
  system: { zh: '系统', en: 'the system' },
};

export const relationWords: Readonly<Record<Relation, Sentence>> = {
  own: { zh: '报送单位', en: 'of the reporting unit' },
  host: { zh: '承担单位', en: 'of the host' },
  parent: { zh: '上级单位', en: 'of the unit above' },
  assigned: { zh: '当前责任岗位', en: 'in the very post whose turn it is' },
  any: { zh: '任何单位', en: 'of any unit' },
};
