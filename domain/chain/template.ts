import { addWorkingDays, formatDay, parseDay, type Calendar, type Day } from '../calendar.js';

/** Roles that hold items of a province's list, from the top down. */
export const ITEM_HOLDERS = ['lead-department', 'liaison'] as const;
export type ItemHolder = (typeof ITEM_HOLDERS)[number];

/** A statement of responsibility as people write and read it; stored whole under its hash. */
export interface StatementContent {
  readonly sections: {
    readonly goals: string;
    readonly responsibilities: string;
    readonly safeguards: string;
    readonly accountability: string;
  };
  /** `due`: a day, `2026-09-30`. */
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly area?: string;
    readonly measure: string;
    readonly due: string;
    readonly post: ItemHolder;
  }[];
}

/** What every statement begins with: the same, but that `due` is the month and day of whatever year it is drawn for, `09-30`. */
export type StatementTemplate = StatementContent;

interface Drawn {
  readonly today: Day;
  readonly calendar: Calendar;
}

/** A template drawn for a year. Nothing is due on a day that is past: it is due on the last working day of the year. */
export const drawnFor = (year: number, { sections, items }: StatementTemplate, drawn: Drawn): StatementContent => ({
  sections,
  items: items.map((item) => ({ ...item, due: dayDrawn(year, item.due, drawn) })),
});

function dayDrawn(year: number, monthAndDay: string, { today, calendar }: Drawn): string {
  const [due, last] = [`${year}-${monthAndDay}`, parseDay(`${year}-12-31`)];
  if (due >= formatDay(today) || last === undefined) return due;
  return formatDay(Math.max(addWorkingDays(calendar, last + 1, -1), today));
}

/** The list is seeded with one item for each task area (rules: Task areas); days and holders are proposed. */
export const FIRST_STATEMENT_TEMPLATE: StatementTemplate = {
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
};

function item(id: string, title: string, measure: string, due: string, post: ItemHolder): StatementTemplate['items'][number] {
  return { id, title, area: id, measure, due, post };
}
