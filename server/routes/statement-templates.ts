import { formatDay, parseDay } from '../../domain/calendar.js';
import type { StatementContent } from './statement.js';

/** What every statement begins with. A published version is never changed: a new one is added behind it. */
interface StatementTemplate {
  readonly version: number;
  readonly sections: StatementContent['sections'];
  /** `due`: month and day of the year it is for. */
  readonly items: readonly StatementContent['items'][number][];
}

export const STATEMENT_TEMPLATES: readonly StatementTemplate[] = [
  {
    version: 1,
    sections: {
      goals: '全面落实产业工人队伍建设改革年度任务，按期完成本清单所列事项。',
      responsibilities: '组长负总责，办公室统筹调度，牵头部门按清单推进，联络员具体落实、按期反馈。',
      safeguards: '每季度调度一次，重大问题及时报告；同一数据只报一次。',
      accountability: '逾期未办结的，逐级提醒、催办、督办；年底自评，结果纳入年度考核。',
    },
    items: [
      item('guidance', '思想引领', '发展产业工人党员，推动规模以上非公企业建立党组织。', '10-31', 'lead-department'),
      item('achievement', '建功立业', '围绕重大战略、重大工程、重点产业组织劳动和技能竞赛。', '11-30', 'lead-department'),
      item('skills', '素质提升', '推行新型学徒制，组织职业技能培训，培养高技能领军人才。', '09-30', 'lead-department'),
      item('standing', '地位提高', '落实职工代表大会制度，畅通技术工人职业发展通道。', '11-30', 'lead-department'),
      item('growth', '队伍壮大', '推进新就业形态劳动者和百人以上企业建会入会。', '10-31', 'liaison'),
    ],
  },
];

function item(id: string, title: string, measure: string, due: string, post: 'lead-department' | 'liaison') {
  return { id, title, area: id, measure, due, post };
}

/** The newest template, written out for a year. */
export function statementFrom(year: number): { readonly version: number; readonly content: StatementContent } {
  const template = STATEMENT_TEMPLATES.at(-1);
  if (template === undefined) throw new Error('There is no template of a statement');
  const { version, sections, items } = template;
  return { version, content: { sections, items: items.map((one) => ({ ...one, due: dayIn(year, one.due) })) } };
}

function dayIn(year: number, monthAndDay: string): string {
  const day = parseDay(`${year}-${monthAndDay}`);
  if (day === undefined) throw new RangeError(`${year}-${monthAndDay} is no day`);
  return formatDay(day);
}
