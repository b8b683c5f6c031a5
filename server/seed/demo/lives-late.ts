import { days, milestone, workingDays, type Life } from './life.js';

/** Pilots under way that are behind their dates: what they owe has climbed. */
export const LATE: readonly Life[] = [
  {
    title: '滇中先进装备数字化班组建设试点',
    kind: 'project',
    level: 'provincial',
    areas: ['achievement', 'skills'],
    region: '53',
    host: '53-h001',
    registered: days(-300),
    start: days(-270),
    end: days(420),
    milestones: [
      milestone('m1', '三十个班组完成数字化改造', workingDays(-9), ['teams', '改造班组', '个', 0, 30]),
      milestone('m2', '班组长数字技能轮训完成', workingDays(-2), ['leaders', '轮训班组长', '人', 0, 180]),
      milestone('m3', '班组工单线上流转率达到九成', days(240), ['online', '线上流转率', '%', 22, 90]),
    ],
    theme: {
      industry: '先进装备制造',
      place: '滇中云岭先进装备产业园',
      background: '园区上一轮试点建成三个开放式实训基地，职工技能明显提升，但班组管理仍以纸质工单和口头派工为主，数据到不了一线。',
      measures: ['以班组为单位配置移动终端和工单系统，派工、报工、质检数据当班可见。', '班组长先训先用，数字技能纳入班组长任职条件。'],
      publicMoney: 160,
      ownMoney: 420,
    },
    habits: { verdicts: ['approve', 'approve'], never: ['milestone:m1', 'milestone:m2'] },
  },
  {
    title: '东岳智能家电一线创新成果转化试点',
    kind: 'project',
    level: 'provincial',
    areas: ['achievement', 'standing'],
    region: '37',
    host: '37-h001',
    registered: days(-360),
    start: days(-330),
    end: days(300),
    milestones: [
      milestone('m1', '建成二十个职工创新工作室', days(-160), ['studios', '创新工作室', '个', 6, 20]),
      milestone('m2', '创新成果转化收益分享办法落地', workingDays(-6), ['shared', '参与收益分享的职工', '人', 0, 300]),
      milestone('m3', '成果转化年节约额达到三千万元', days(150), ['saved', '年节约额', '万元', 420, 3000]),
    ],
    theme: {
      industry: '智能家电',
      place: '东岳智能家电制造集团',
      background:
        '集团近三年收到一线改进建议一万余条，真正转化应用的不足百分之六，职工从成果中得到的回报有限。研发与生产分属不同公司，成果归属和收益分配缺少明确规则。',
      measures: [
        '制定一线创新成果登记、评估、转化、分享四个环节的办法，明确班组和个人的收益比例。',
        '每季度举办成果对接会，由事业部现场认领。',
      ],
      publicMoney: 120,
      ownMoney: 900,
    },
    habits: {
      verdicts: ['approve', 'approve'],
      when: { 'report:1': 2 },
      never: ['milestone:m2'],
      extensions: [
        {
          of: 'milestone:m2',
          on: workingDays(-10),
          until: workingDays(25),
          reason: '收益分享比例在两个事业部之间尚未谈妥，需要再协商一轮。',
          progress: '办法已起草三稿，登记、评估两个环节已试行。',
          agreed: 'agreed',
          decided: 'refused',
        },
      ],
    },
  },
];
