import type { Day } from '../../../domain/calendar.js';
import type { DemoChain } from './chain-plan.js';
import { yearOf } from './chain-plan.js';
import { YEARLY } from './chains.js';
import { days, milestone, type Life } from './life.js';
import { OVERLAID } from './regional-days.js';

/** So many days before their province's own days are published these begin: what they owe first reaches beyond those days. */
const BEFORE_DAYS = 4;
const begunOn = (published: Day, today: Day): number => published - BEFORE_DAYS - today;

/** A pilot whose first term its province's days off make longer. */
export function overlaidLife(published: Day, today: Day): Life {
  const begun = begunOn(published, today);
  return {
    title: '北部湾港航产业工人技能提升试点',
    kind: 'project',
    level: 'provincial',
    areas: ['skills', 'growth'],
    region: OVERLAID,
    host: `${OVERLAID}-h001`,
    registered: days(begun),
    start: days(begun + 45),
    end: days(begun + 760),
    milestones: [
      milestone('m1', '自动化码头操作实训平台投用', days(begun + 290), ['seats', '实训工位', '个', 0, 36]),
      milestone('m2', '港口机械司机持证轮训完成', days(begun + 640), ['trained', '轮训人次', '人次', 0, 1500, 'up', 'cumulative']),
    ],
    theme: {
      industry: '港航物流与临港制造',
      place: '北部湾港航产业基地',
      background:
        '港口自动化改造加快，桥吊、场桥由人工操作转为远程操控，原有司机近千人需要转岗；平陆运河建成后内河船员和修造船工人缺口更大。',
      measures: ['港口企业与航运职业院校共建远程操控实训平台，转岗培训期间工资照发。', '内河船员适任培训送到船闸和锚地，按航次安排。'],
      publicMoney: 210,
      ownMoney: 480,
    },
    habits: { verdicts: ['approve', 'approve'] },
  };
}

export const overlaidChain = (published: Day, today: Day): DemoChain => ({
  province: OVERLAID,
  years: [yearOf(published)],
  opened: days(begunOn(published, today)),
  items: YEARLY,
});
