import { formatDay, type Day } from '../../../domain/calendar.js';
import type { Indicator } from '../../../domain/pilot/plan-state.js';
import type { outlineOf } from '../../routes/plan.js';
import type { Life } from './life.js';
import { scheduleWords } from '../../words/comparison.js';
import { AREA_WORDS, areaName, DIFFICULTIES } from './words.js';

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const numbered = (lines: readonly string[]): string => lines.map((line, index) => `（${NUMERALS[index] ?? index + 1}）${line}`).join('\n');

/** A plan as the API takes it. */
type PlanText = Parameters<typeof outlineOf>[0];

/** `2026年10月15日`, as official papers write it. */
export function longDay(day: Day): string {
  const [year, month, date] = formatDay(day).split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export interface DatedMilestone {
  readonly id: string;
  readonly title: string;
  readonly dueDay: Day;
  readonly indicators: readonly Indicator[];
}

/** The plan of a pilot. A later version says more of what was missing in the first. */
export function planText(life: Life, milestones: readonly DatedMilestone[], version: number, [start, end]: readonly [Day, Day]): PlanText {
  const { theme, areas, title } = life;
  const targets = milestones.flatMap(({ indicators, dueDay }) =>
    indicators.map(({ name, baseline, target, unit }) => `${name}由${baseline}${unit}达到${target}${unit}（${longDay(dueDay)}前）`),
  );
  const total = theme.publicMoney + theme.ownMoney;
  return {
    sections: {
      goals: `${theme.background}\n\n本试点旨在围绕${theme.industry}发展需要，在${theme.place}探索可复制、可推广的产业工人队伍建设办法。主要目标：${targets.join('；')}。`,
      measures: numbered([...areas.map((area) => `${areaName(area)}。${AREA_WORDS[area].intends}`), ...theme.measures]),
      schedule: [
        `试点自${longDay(start)}起，至${longDay(end)}止，分启动、实施、总结三个阶段。`,
        ...milestones.map(({ title: name, dueDay }) => `${longDay(dueDay)}前：${name}。`),
        `${scheduleWords[life.reporting ?? 'quarter'].zh}填报进展和指标数据，年底开展一次自查；总结阶段形成制度成果和典型案例。`,
      ].join('\n'),
      organisation: `建立由办公室牵头、${theme.place}承担、相关部门配合的工作机制。办公室主任负总责，承担单位联络员负责日常填报和材料归集；每季度召开一次推进会，重大事项提请协调小组研究。${version > 1 ? '根据审核意见，已明确各项举措的责任单位和责任岗位，列入责任清单并在园区公示。' : ''}`,
      funding: `“${title}”共需经费${total}万元，其中财政专项资金${theme.publicMoney}万元，企业和承担单位配套${theme.ownMoney}万元。${version > 1 ? `配套资金分两年到位，第一年不低于六成；已由出资企业出具承诺函。财政资金主要用于实训设备购置（约占百分之五十五）、课程开发与师资（约占百分之三十）和竞赛、评价等工作（约占百分之十五），不得用于人员奖金和办公支出。` : '资金专款专用，接受审计。'}`,
    },
    milestones: milestones.map(({ id, title: name, dueDay, indicators }) => ({ id, title: name, due: formatDay(dueDay), indicators })),
    ...(life.reporting === undefined ? {} : { reporting: life.reporting }),
  };
}

/** An actual value as a report gives it. */
export interface Reached {
  readonly indicator: Indicator;
  readonly value: number;
}
const reachedText = (reached: readonly Reached[]): string =>
  reached.map(({ indicator: { name, unit, target }, value }) => `${name}${value}${unit}（目标${target}${unit}）`).join('，');

/** `2026年第三季度`, `2026年上半年`, `2026年度`. */
function periodWords(id: string): string {
  const [year = '', part] = id.split(/Q|-H/);
  if (part === undefined) return `${year}年度`;
  return id.includes('Q') ? `${year}年第${NUMERALS[Number(part) - 1] ?? ''}季度` : `${year}年${part === '1' ? '上' : '下'}半年`;
}

/** The report of a period: `turn` counts them, `attempt` the submissions of this one. */
export function reportText(life: Life, period: string, turn: number, attempt: number, reached: readonly Reached[]): string {
  const { theme, areas, title } = life;
  const [difficulty, next] = DIFFICULTIES[(turn + title.length) % DIFFICULTIES.length] ?? ['', ''];
  const did = areas.map((area) => `${areaName(area)}方面，${AREA_WORDS[area].did[turn % AREA_WORDS[area].did.length] ?? ''}`);
  return [
    `${title}${periodWords(period)}报告`,
    `一、总体进展\n本期，${theme.place}按照方案和责任清单推进各项工作，总体进展平稳。截至填报日，${reachedText(reached)}。`,
    `二、主要工作\n${numbered(did)}`,
    `三、存在问题\n${difficulty}。`,
    `四、下一步打算\n${next}；对照里程碑倒排工期，按月检查。`,
    ...(attempt > 1 ? ['五、补正说明\n根据审核意见，已补充数据来源和统计口径说明，并与原始台账核对一致。'] : []),
  ].join('\n\n');
}

export function milestoneNote({ theme }: Life, title: string, attempt: number, reached: readonly Reached[]): string {
  const again = attempt > 1 ? '已按退回意见补充验收材料和签到、发证记录。' : '';
  return `“${title}”工作已在${theme.place}完成，${reachedText(reached)}。相关通知、名册、验收记录和现场照片已归档备查。${again}`;
}

export function conclusionText(life: Life, milestones: readonly DatedMilestone[], reached: readonly Reached[]): string {
  const { theme, areas, title } = life;
  return [
    `${title}总结报告`,
    `一、基本情况\n${theme.background}试点期间，${theme.place}围绕${areas.map((area) => areaName(area)).join('、')}开展工作，共设置里程碑${milestones.length}个。`,
    `二、目标完成情况\n${reachedText(reached)}。`,
    `三、主要做法\n${numbered([...theme.measures, ...areas.map((area) => AREA_WORDS[area].did.join(''))])}`,
    '四、体会与不足\n实践表明，把职工成长与企业用工需求结合起来，由企业出题、职工受益，试点才有持续的动力。不足之处在于：部分成果仍停留在骨干企业，中小企业参与面有待扩大；数据采集的自动化程度不高。',
    '五、下一步建议\n将成熟办法转为园区长期制度，由办公室编印操作手册；对尚未完成的事项继续跟踪，纳入下一年度工作安排。',
  ].join('\n\n');
}

/** What a reviewer says, by what is judged. */
export const OPINIONS = {
  approve: '方案目标明确、措施可行，同意。',
  returnPlan: [
    { section: 'funding', reason: '配套资金来源和到位时间不明确，请补充分年度安排和用途说明。' },
    { section: 'organisation', reason: '各项举措的责任单位未落实到岗位，请列明。' },
  ],
  rejectPlan:
    '主要举措是委托第三方公司统一派遣，与稳定就业、壮大队伍的方向不符，且职工权益保障缺少安排，不予批准。可在调整思路后另行申报。',
  met: '材料齐全，数据与台账一致，予以确认。',
  notMet: '岗位已设立，但薪酬兑现人数未达到目标，按未达成认定，后续情况在总结报告中说明。',
  returnMilestone: '部分成果缺少验收记录，请补充后重新提交。',
  accepted: '内容完整，数据可核，采信。',
  returnConclusion: '请补充未达标指标的原因分析，并说明经验做法可复制到哪些园区。',
  askSkip: '园区本期停产检修，各项培训和竞赛均已顺延，无新增进展可报，申请本期免报，下期一并说明。',
  approveSkip: '情况属实，同意免报，下期报告须说明顺延事项。',
  returnReport: '指标数据未注明来源和口径，与上季度衔接不上，请核实后重新报送。',
  result: {
    excellent: '各项目标全面完成，形成了可推广的制度成果，评定为优秀。',
    good: '目标基本完成，措施有效，评定为良好。',
    pass: '主要目标完成，一项里程碑未达成、一期报告未报送，评定为合格。',
    fail: '主要目标未完成，评定为不合格。',
  },
} as const;
