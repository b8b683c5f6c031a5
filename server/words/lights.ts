import { dayOf, explainTerm, formatDay, workingDaysBetween, type Calendar, type Instant, type Term } from '../../domain/calendar.js';
import type { DutyView } from '../../domain/duty-view.js';
import { lightAt, type Light } from '../../domain/light.js';
import type { Sentence } from '../http/sentence.js';
import { clearWords, dutyName, workingDays } from './duties.js';

export const lightWords: Readonly<Record<Light, Sentence>> = {
  green: { zh: '绿灯', en: 'Green' },
  yellow: { zh: '黄灯', en: 'Yellow' },
  red: { zh: '红灯', en: 'Red' },
  blue: { zh: '蓝灯', en: 'Blue' },
  grey: { zh: '灰灯', en: 'Grey' },
};

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
  const lapsed = lapsedOf(duty);
  const clear = duty.status === 'open' ? clearWords(duty.kind) : undefined;
  const name = dutyName(duty.kind);
  return {
    light,
    sentence: {
      zh: `${lightWords[light].zh}：${name.zh}${state.zh}。${rule.zh}，${moved.zh}现行期限 ${formatDay(duty.due)}${asked.zh}${lapsed.zh}${clear === undefined ? '' : `；${clear.zh}`}。`,
      en: `${lightWords[light].en}: ${name.en} ${state.en}. ${rule.en};${moved.en} due ${formatDay(duty.due)}${asked.en}${lapsed.en}${clear === undefined ? '' : `; ${clear.en}`}.`,
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

/** Its notice came to nothing: what it climbs again. Who ended it and why stands with the notice, for whoever may see that. */
function lapsedOf({ status, lapsed }: DutyView): Sentence {
  if (status !== 'open' || lapsed === undefined) return { zh: '', en: '' };
  const on = formatDay(lapsed.on);
  return lapsed.outcome === 'voided'
    ? {
        zh: `；督办文书已于 ${on} 作废，仍未办结的将重新起草督办单`,
        en: `; its notice was voided on ${on}, left undone another one is drafted`,
      }
    : {
        zh: `；督办单草稿已于 ${on} 由签发岗撤回，仍未办结的将重新起草`,
        en: `; the draft of its notice was discarded by its issuer on ${on}, left undone another one is drafted`,
      };
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
