import { FULL_WORK } from './chains-in-force.js';
import type { DemoChain, DemoItem } from './chain-plan.js';
import { workingDays } from './life.js';

/** What most provinces take on, in the order of the task areas, and bring to its end. */
export const YEARLY: readonly DemoItem[] = [
  {
    id: 'guidance',
    title: '百人以上非公企业党组织和工会组织同步覆盖',
    area: 'guidance',
    measure: '逐企建立台账，符合条件的企业年内建立党组织；在生产一线发展产业工人党员，计划单列、优先安排。',
    post: 'lead-department',
    due: '10-31',
    verdicts: ['accepted'],
  },
  {
    id: 'achievement',
    title: '重点工程劳动和技能竞赛全覆盖',
    area: 'achievement',
    measure: '省级以上重点工程和重点产业链全部开展劳动和技能竞赛，竞赛成绩与职业技能等级认定衔接。',
    post: 'lead-department',
    due: '11-20',
    verdicts: ['returned', 'accepted'],
  },
  {
    id: 'skills',
    title: '新型学徒制培训和技能等级自主认定',
    area: 'skills',
    measure: '规模以上制造业企业推行新型学徒制，扩大企业自主认定范围，新增高技能人才按年度目标完成。',
    post: 'lead-department',
    due: '09-30',
    passedOn: '04-15',
    verdicts: ['accepted', 'accepted'],
  },
  {
    id: 'standing',
    title: '职工代表大会和厂务公开制度落实情况核查',
    area: 'standing',
    measure: '核查百人以上企业职代会召开和一线职工代表比例，比例低于百分之五十的限期补选。',
    post: 'lead-department',
    due: '11-30',
    verdicts: ['accepted'],
  },
  {
    id: 'growth',
    title: '货车司机、快递员等八大群体集中建会入会',
    area: 'growth',
    measure: '以头部平台企业和物流园区为重点集中建会，服务阵地同步建设，入会人数按年度目标完成。',
    post: 'liaison',
    due: '10-31',
    noted: { on: '09-20', share: 70 },
    verdicts: ['accepted'],
  },
];
/** One of these never comes to its end. */
const leaving = (id: string): readonly DemoItem[] => YEARLY.map((item) => (item.id === id ? { ...item, verdicts: [] } : item));
const begun = YEARLY.map(({ verdicts: _, noted: __, ...item }): DemoItem => item);

/** Responsibility chains at every stage. What no chain of the demo's is opened for, such as 广东 this year, collects what its pilots let climb. */
export const CHAINS: readonly DemoChain[] = [
  ...FULL_WORK,
  // Years that were closed, each with something left open that the next one goes on with.
  { province: '51', years: ['before-last', 'last', 'this'], returnedBy: 'lead-department', items: leaving('growth') },
  // A year that is over and not yet closed.
  { province: '22', years: ['last'], items: leaving('standing'), assessedAgain: workingDays(-3) },
  // In force: what climbed is answered here, and waits there.
  { province: '21', years: ['this'], items: YEARLY },
  { province: '37', years: ['this'], items: leaving('achievement'), leavesUnanswered: true },
  // Statements on their way: drafted, sent back, stuck half-way down, just come into force.
  { province: '34', years: ['coming'], opened: workingDays(-8), items: begun, submitted: 0 },
  { province: '61', years: ['coming'], opened: workingDays(-11), items: begun, returnedBy: 'leader', submitted: 1 },
  { province: '33', years: ['coming'], opened: workingDays(-24), items: begun, signatures: 2 },
  {
    province: '31',
    years: ['coming'],
    opened: workingDays(-15),
    items: begun.map((item, index): DemoItem => (index > 2 ? { ...item, isUnassigned: true } : item)),
  },
];
