import { addWorkingDays, formatDay, type Day } from '../../../domain/calendar.js';
import { provinceOfChain } from '../../../domain/chain/chain-id.js';
import type { ItemOutcome } from '../../../domain/chain/state.js';
import { FIRST_STATEMENT_TEMPLATE, type StatementContent } from '../../../domain/chain/template.js';
import { dayInYear, type DemoChain, type DemoItem } from './chain-plan.js';
import type { Stage } from './stage.js';
import { areaName, AREA_WORDS } from './words.js';

/** Working days that an item has at least when its statement is drafted: nothing is submitted with a day that is past by then. */
const LEAST_DAYS = 10;

/** The day of an item in a statement drafted from this day on; what would be over too soon is due at the end of the year. */
function dueDay(stage: Stage, id: string, { due }: DemoItem, drafted: Day): Day {
  const planned = dayInYear(stage, id, due);
  const earliest = addWorkingDays(stage.calendarOf(provinceOfChain(id)), drafted, LEAST_DAYS);
  return planned < earliest ? dayInYear(stage, id, '12-31') : planned;
}

/** What a statement is written by: whose it is, which version, and from which day on it is drafted. */
interface Drafting {
  readonly name: string;
  readonly version: number;
  readonly drafted: Day;
}

/** The statement of a province as the API takes it. A later version says what was missing in the first. */
export function statementText(stage: Stage, id: string, { items }: DemoChain, { name, version, drafted }: Drafting): StatementContent {
  const { sections } = FIRST_STATEMENT_TEMPLATE;
  return {
    sections: {
      ...sections,
      goals: `${sections.goals}${name}本年度列入清单的责任事项共${items.length}项：${items.map(({ title }) => title).join('；')}。`,
      ...(version > 1
        ? { safeguards: `${sections.safeguards}每项责任事项明确一名分管负责同志和一名经办人，牵头部门每月向办公室书面报告一次进度。` }
        : {}),
    },
    items: items.map((item) => {
      const { id: code, title, area, measure, post } = item;
      return { id: code, title, area, measure, due: formatDay(dueDay(stage, id, item, drafted)), post };
    }),
  };
}

/** What is said of an item by whoever has it in hand: that it is done, or how far it is. */
export function itemText({ title, area, measure }: DemoItem, share: number, attempt: number): string {
  const { did } = AREA_WORDS[area];
  return [
    share < 100 ? `关于“${title}”进展情况的报告` : `关于“${title}”办理情况的反馈`,
    `一、交办要求\n${measure}`,
    `二、主要工作\n${areaName(area)}方面，接到交办后即列入部门月度计划，明确分管负责同志和经办人。${did.join('')}`,
    share < 100
      ? `三、完成比例\n截至目前完成约百分之${share}，总体符合序时进度；尚有部分市州的数据未核对一致，下一步逐一核实，按期办结。`
      : '三、完成情况\n全部工作已按要求完成，有关通知、名册、验收和统计材料已归档备查，数据与试点填报口径一致，未另行要求基层重复填报。',
    ...(attempt > 1 ? ['四、补正说明\n根据退回意见，已补充分市州完成数、佐证材料目录和未达标地区的原因说明。'] : []),
  ].join('\n\n');
}

export function escalationText(count: number): string {
  return [
    `关于升级事项的答复（共${count}项）`,
    '一、原因\n收到升级提示后，办公室当日向承担单位了解情况。逾期的主要原因是：阶段性成果的验收材料由多家企业分别提供，收集进度不一；承担单位联络员同时负责其他统计工作，未提前倒排时间；办公室对临近到期的事项提醒不够具体。',
    '二、措施\n已约请承担单位负责人当面核对，确定一名负责人专门盯办；缺少的材料由企业在三个工作日内补齐，办公室派员到现场协助核验。今后对十个工作日内到期的事项逐项打电话确认，并在月度调度会上通报。',
    '三、办结时间\n上述事项预计在两周内提交成果，届时按程序审核。逾期标记如实保留，纳入本年度自评。',
  ].join('\n\n');
}

const OUTCOME_WORDS: Readonly<Record<ItemOutcome, string>> = { done: '完成', partly: '部分完成', 'not-done': '未完成' };

export function assessmentText(
  name: string,
  year: number,
  outcomes: readonly (readonly [title: string, outcome: ItemOutcome])[],
  attempt: number,
): string {
  return [
    `${name}${year}年度产业工人队伍建设改革责任落实情况自评报告`,
    `一、总体情况\n全年清单所列责任事项共${outcomes.length}项，其中完成${outcomes.filter(([, outcome]) => outcome === 'done').length}项。省协调小组召开调度会四次，试点升级事项逐项答复，未发生瞒报、漏报。`,
    `二、逐项评定\n${outcomes.map(([title, outcome]) => `${title}：${OUTCOME_WORDS[outcome]}。`).join('\n')}`,
    '三、主要不足\n一是部分责任事项集中在第四季度办理，序时进度前松后紧；二是个别市州对新就业形态劳动者的底数掌握不全，入会和培训的统计口径不一致；三是牵头部门与配合部门之间的数据共享仍靠人工传递。',
    '四、下一年打算\n未办结的事项转入下一年度责任清单继续落实；对逾期两次以上的岗位，由组长约谈；把月度调度改为按事项到期日调度，提前十个工作日核对。',
    ...(attempt > 1 ? ['五、补正说明\n按照组长退回意见，已逐项说明未完成事项的原因、责任岗位和办结时限，并附市州分项数据。'] : []),
  ].join('\n\n');
}

/** What the levels say to each other. */
export const CHAIN_OPINIONS = {
  assign: '请按责任书要求推进，每季度末月二十日前反馈进度，遇到跨部门问题及时报办公室。',
  passOn: '请具体落实，数据以试点填报为准，不再向基层另发表格；办结后附佐证材料目录。',
  accepted: '材料齐全，数据可核，同意办结。',
  returned: '缺少分市州完成数，佐证材料与反馈数字对不上，请核实补充后重新反馈。',
  returnStatement: '第二、三项措施未落实到责任岗位，期限集中在十二月，请按季度分解后重新提交。',
  returnAssessment: '未完成事项没有说明原因和办结时限，请逐项补充后重新报送。',
} as const;
