import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** Of a pilot's registration and of its plan, the first and every change. */
export const planRefusals = {
  AreasTooFew: {
    status: 422,
    zh: '全面试点须涵盖至少 {fewest} 个任务领域；只涉及一个领域的，请立为项目试点。',
    en: 'A comprehensive pilot works in at least {fewest} task areas; register one area as a project.',
  },
  ChangeUnderReview: {
    status: 409,
    zh: '方案变更（第 {version} 版）正在审核，请待审结后再提交。',
    en: 'A change of plan (version {version}) is under review; wait for its verdict before submitting another.',
  },
  DraftChanged: {
    status: 409,
    zh: '{name}已于 {when} 保存了更新的草稿，请先打开查看、合并后再保存；您的内容没有覆盖对方。',
    en: '{name} saved a newer draft at {when}; open it, merge what you wrote and save again. Nothing of theirs was overwritten.',
  },
  DraftMissing: { status: 409, zh: '尚无草稿，请先保存草稿。', en: 'There is no draft yet; save one first.' },
  DraftUnchanged: { status: 409, zh: '与您已保存的草稿相同，无须再存。', en: 'This is the draft as you saved it; nothing would change.' },
  HostElsewhere: { status: 422, zh: '承担单位不在报送单位辖区内。', en: 'The host does not lie within the reporting unit.' },
  InvalidMilestones: {
    status: 422,
    zh: '里程碑填写有误：代号重复、不合规（小写字母开头，只含小写字母、数字和连字符，最长 32 位）或数量过多。请更换重复的代号，或减少里程碑、指标和证据项。',
    en: 'The milestones are not valid: a code is used twice or not well formed (a lower-case letter first, then lower-case letters, digits and hyphens, 32 at most), or there are too many. Give each milestone, indicator and required evidence a code of its own, or leave some out.',
  },
  MilestoneRemoved: {
    status: 409,
    zh: '里程碑“{milestone}”已被方案变更撤销，不能恢复，请另取代号。',
    en: 'The milestone “{milestone}” was removed by a change of plan and cannot come back; give the new one another code.',
  },
  MilestoneSettled: {
    status: 409,
    zh: '里程碑“{milestone}”已提交成果或已有结论，变更中须保持原样。',
    en: 'The result of milestone “{milestone}” is handed in or judged; a change must leave it as it is.',
  },
  NoChangeUnderReview: { status: 409, zh: '没有正在审核的方案变更。', en: 'No change of plan is under review.' },
  NoPeriodLeft: {
    status: 422,
    zh: '试点 {end} 结束，此前按新的报告周期已没有完整的报告期，将不再报告；请保留原周期，或改用较短的周期。',
    en: 'The pilot ends on {end}, and the new reporting schedule has no whole period left before that; nothing would be reported. Keep the schedule, or choose one with shorter periods.',
  },
  PlanIncomplete: {
    status: 422,
    zh: '方案尚不完整，还缺：{missing}。草稿已保存，补齐后再提交。',
    en: 'The plan is not complete; still missing: {missing}. The draft is kept; fill them in and submit again.',
  },
  PlanUnchanged: { status: 409, zh: '与已批准的方案相同，没有变更。', en: 'This is the approved plan; nothing would change.' },
  ReasonMissing: { status: 422, zh: '实施中变更方案，须说明理由。', en: 'A change of plan while the pilot runs needs a reason.' },
  WrongLevel: {
    status: 409,
    zh: '本单位不能立这一级别的试点：国家级、省级试点由省级单位立项，市级试点由市级单位立项。请更换级别，或由相应单位立项。',
    en: 'This unit cannot register a pilot of this level: a province registers national and provincial ones, a city those of a city. Choose another level, or have that unit register it.',
  },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
