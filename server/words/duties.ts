import { dayOf, explainTerm, formatDay, workingDaysBetween, type Calendar, type Instant, type Term } from '../../domain/calendar.js';
import { CHAIN_DUTY_KINDS, type ChainDutyKind } from '../../domain/chain/duties.js';
import { lightAt, type Light } from '../../domain/light.js';
import { EXTENSION_DUTY_KINDS, type ExtensionDutyKind } from '../../domain/extension/duties.js';
import { NOTICE_DUTY_KINDS, type NoticeDutyKind } from '../../domain/notice/duties.js';
import { UNIT_DUTY_KINDS, type UnitDutyKind } from '../../domain/unit/duties.js';
import type { PilotDutyKind } from '../../domain/pilot/duties.js';
import type { DutyView } from '../../domain/duty-view.js';
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

export const lightWords: Readonly<Record<Light, Sentence>> = {
  green: { zh: '绿灯', en: 'Green' },
  yellow: { zh: '黄灯', en: 'Yellow' },
  red: { zh: '红灯', en: 'Red' },
  blue: { zh: '蓝灯', en: 'Blue' },
  grey: { zh: '灰灯', en: 'Grey' },
};

/** How many working days, as English counts them. */
export const workingDays = (days: number): string => `${days} working ${days === 1 ? 'day' : 'days'}`;

const UNITS = { working: { zh: '个工作日', en: 'working days' }, calendar: { zh: '日（自然日）', en: 'calendar days' } } as const;

/** Why a duty's light is what it is: the rule, the days counted and skipped, the first due date, and how to clear it. */
export function explainLight(duty: DutyView, calendar: Calendar, now: Instant): { light: Light; sentence: Sentence } {
  const light = lightAt(duty, now);
  const state = stateOf(duty, light, calendar, now);
  const rule = ruleOf(duty, calendar);
  const moved =
    duty.firstDue === duty.due
      ? { zh: '', en: '' }
      : { zh: `首次期限 ${formatDay(duty.firstDue)}，`, en: ` first due ${formatDay(duty.firstDue)};` };
  const asked = askedOf(duty);
  const clear = duty.status === 'open' ? clearWords(duty.kind) : undefined;
  const name = dutyName(duty.kind);
  return {
    light,
    sentence: {
      zh: `${lightWords[light].zh}：${name.zh}${state.zh}。${rule.zh}，${moved.zh}现行期限 ${formatDay(duty.due)}${asked.zh}${clear === undefined ? '' : `；${clear.zh}`}。`,
      en: `${lightWords[light].en}: ${name.en} ${state.en}. ${rule.en};${moved.en} due ${formatDay(duty.due)}${asked.en}${clear === undefined ? '' : `; ${clear.en}`}.`,
    },
  };
}

/** Another date that is asked for: the light goes on by the one in force. */
function askedOf({ status, extension }: DutyView): Sentence {
  const request = extension?.request;
  if (status !== 'open' || request === undefined) return { zh: '', en: '' };
  const until = formatDay(request.until);
  return request.agreed === undefined
    ? { zh: `；已申请延至 ${until}，待本单位负责人同意`, en: `; ${until} is asked for, the own leader has to agree` }
    : { zh: `；已申请延至 ${until}，待决定`, en: `; ${until} is asked for, to be decided` };
}

function stateOf(duty: DutyView, light: Light, calendar: Calendar, now: Instant): Sentence {
  const today = dayOf(now);
  switch (light) {
    case 'blue':
      return duty.isLate === true ? { zh: '已办结（迟办）', en: 'was done late' } : { zh: '已按期办结', en: 'was done on time' };
    case 'grey':
      return withdrawalOf(duty);
    case 'red': {
      const days = workingDaysBetween(calendar, duty.due, today);
      // On the days off right after the due day it is late, and no working day has passed.
      if (days === 0) return { zh: '已逾期，尚未满 1 个工作日', en: 'is overdue, by less than a working day' };
      return { zh: `已逾期 ${days} 个工作日`, en: `is overdue by ${workingDays(days)}` };
    }
    case 'yellow':
    case 'green': {
      const days = today >= duty.due ? 0 : workingDaysBetween(calendar, today, duty.due);
      return light === 'yellow'
        ? { zh: `临近，还有 ${days} 个工作日`, en: `is due soon, ${workingDays(days)} left` }
        : { zh: `正常，还有 ${days} 个工作日`, en: `is on course, ${workingDays(days)} left` };
    }
    default:
      return light satisfies never;
  }
}

/** What withdrew it, where the record says so. */
const CAUSES: Readonly<Record<string, Sentence>> = {
  pilotSuspended: { zh: '试点暂停', en: 'the pilot was suspended' },
  pilotTerminated: { zh: '试点终止', en: 'the pilot was terminated' },
  planRejected: { zh: '方案被否决', en: 'the plan was rejected' },
  resultEntered: { zh: '结果已评定', en: 'the result was entered' },
  itemReassigned: { zh: '事项改派', en: 'the item was reassigned' },
  itemWithdrawn: { zh: '事项撤销', en: 'the item was withdrawn' },
  escalationSettled: { zh: '试点事项已办结或撤销', en: 'what the pilots owed is settled' },
  yearEnded: { zh: '年度已结束', en: 'the year is over' },
  chainClosed: { zh: '年度责任链已结束', en: 'the chain of the year was closed' },
  chainLapsed: { zh: '当年未建立责任链，已转入下一年', en: 'nobody opened it in its year' },
  extensionDeclined: { zh: '本单位负责人不同意延期', en: 'the own leader did not agree' },
  proposalWithdrawn: { zh: '提议已撤回', en: 'the proposal was withdrawn' },
};

function withdrawalOf({ cause = '' }: DutyView): Sentence {
  const because = Object.hasOwn(CAUSES, cause) ? CAUSES[cause] : undefined;
  if (because === undefined) return { zh: '已撤销', en: 'was withdrawn' };
  return { zh: `因${because.zh}已撤销`, en: `was withdrawn because ${because.en}` };
}

/** Many duties share a term: what a rule says is worked out once for each calendar and day. */
const rules = new WeakMap<Calendar, Map<string, Sentence>>();
const REMEMBERED_RULES = 5_000;

function ruleOf({ term, kind, extension }: DutyView, calendar: Calendar): Sentence {
  if (term.kind === 'by' && extension?.grant !== undefined)
    return { zh: `经批准延期至 ${formatDay(term.day)}`, en: `Extended to ${formatDay(term.day)} by decision` };
  const known = rules.get(calendar) ?? new Map<string, Sentence>();
  rules.set(calendar, known);
  const key = term.kind === 'by' ? `${kind} by ${term.day}` : `${dayOf(term.from)}+${term.days} ${term.unit}`;
  const found = known.get(key) ?? sentenceOf(term, kind, calendar);
  if (known.size < REMEMBERED_RULES) known.set(key, found);
  return found;
}

function sentenceOf(term: Term, kind: string, calendar: Calendar): Sentence {
  if (term.kind === 'by' && kind === 'decide-on-suspension')
    return { zh: `期限为暂停决定所定的 ${formatDay(term.day)}`, en: `The date ${formatDay(term.day)} was set with the suspension` };
  if (term.kind === 'by' && kind === 'feed-back-item')
    return { zh: `期限为交办时确定的 ${formatDay(term.day)}`, en: `The date ${formatDay(term.day)} was set with the assignment` };
  if (term.kind === 'by')
    return { zh: `期限为方案确定的 ${formatDay(term.day)}`, en: `The date ${formatDay(term.day)} stands in the plan` };
  const { startDay, skipped, isProvisional } = explainTerm(calendar, term);
  const unit = UNITS[term.unit];
  const length = term.days === 1 ? unit.en.slice(0, -1) : unit.en;
  const names = {
    zh: [...new Set(skipped.flatMap(({ label }) => label?.zh ?? []))],
    en: [...new Set(skipped.flatMap(({ label }) => label?.en ?? []))],
  };
  const off = {
    zh: skipped.length === 0 ? '' : `，跳过休息日 ${skipped.length} 天${names.zh.length === 0 ? '' : `（含${names.zh.join('、')}）`}`,
    en:
      skipped.length === 0
        ? ''
        : `, ${skipped.length} ${skipped.length === 1 ? 'day' : 'days'} off skipped${names.en.length === 0 ? '' : ` (${names.en.join(', ')} among them)`}`,
  };
  const note = isProvisional
    ? { zh: '，放假安排未公布，日期暂定', en: ', provisional until the holidays are announced' }
    : { zh: '', en: '' };
  return {
    zh: `自 ${formatDay(startDay)} 起 ${term.days} ${unit.zh}${off.zh}${note.zh}`,
    en: `${term.days} ${length} from ${formatDay(startDay)}${off.en}${note.en}`,
  };
}
