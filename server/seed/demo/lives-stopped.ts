import { days, milestone, workingDays, type Life } from './life.js';

/** Pilots that were suspended, resumed or terminated. */
export const STOPPED: readonly Life[] = [
  {
    title: '岷江清洁能源装备检修工匠培养试点',
    kind: 'project',
    level: 'provincial',
    areas: ['skills'],
    region: '51',
    host: '51-h001',
    registered: days(-330),
    start: days(-300),
    end: days(330),
    milestones: [
      milestone('m1', '检修实训中心建成', days(-120), ['centres', '实训中心', '个', 0, 1]),
      milestone('m2', '检修工持证上岗率达到九成', days(150), ['licensed', '持证上岗率', '%', 55, 90]),
    ],
    theme: {
      industry: '清洁能源装备检修',
      place: '岷江清洁能源装备基地',
      background: '基地水电机组陆续进入大修周期，检修工多为外包人员，持证比例低，返修率居高不下。',
      measures: ['由主机厂与检修企业共建实训中心，以真实机组部件开展训练。'],
      publicMoney: 180,
      ownMoney: 300,
    },
    habits: { verdicts: ['approve', 'approve'] },
    stops: [
      {
        propose: 'proposeSuspension',
        at: workingDays(-20),
        reason: '汛期山洪冲毁基地进场道路，实训中心停用，预计两个月内无法恢复。',
        opinion: '情况属实，同意暂停，道路恢复后及时提出恢复意见。',
      },
    ],
  },
  {
    title: '红河有色金属智能化改造转岗培训试点',
    kind: 'project',
    level: 'provincial',
    areas: ['skills', 'standing'],
    region: '53',
    host: '53-h002',
    registered: days(-430),
    start: days(-400),
    end: days(260),
    milestones: [
      milestone('m1', '转岗职工技能摸底完成', days(-290), ['assessed', '摸底职工', '人', 0, 1800]),
      milestone('m2', '转岗培训覆盖八成职工', days(40), ['covered', '培训覆盖率', '%', 0, 80]),
      milestone('m3', '转岗职工稳岗率达到九成五', days(200), ['retained', '稳岗率', '%', 82, 95]),
    ],
    theme: {
      industry: '有色金属智能化改造',
      place: '红河有色金属加工基地',
      background: '冶炼产线实施智能化改造，近千名职工面临转岗，原有培训以老工种为主，与新岗位要求脱节。',
      measures: ['按新岗位能力清单编制课程，脱产培训期间工资照发。'],
      publicMoney: 240,
      ownMoney: 520,
    },
    habits: {
      verdicts: ['approve', 'approve'],
      extensions: [
        {
          of: 'milestone:m2',
          on: workingDays(-12),
          until: days(150),
          reason: '新产线两条轧机的操作规程由设备厂家修订中，培训教材须以修订稿为准，厂家书面答复下月下旬交付。',
          progress: '已培训一千一百人，覆盖率六成一；不涉及新规程的岗位已全部完成。',
          agreed: 'agreed',
          decided: 'granted',
        },
      ],
    },
    stops: [
      {
        propose: 'proposeSuspension',
        at: days(-200),
        reason: '产线改造停产检修，职工集中休假，培训无法组织。',
        opinion: '同意暂停，复产后恢复。',
      },
      {
        propose: 'proposeResumption',
        at: days(-140),
        reason: '新产线已投产，培训教室恢复使用。',
        opinion: '同意恢复，各项任务按剩余工作日顺延。',
      },
    ],
  },
  {
    title: '东岳智能家电外包用工规范试点',
    kind: 'project',
    level: 'provincial',
    areas: ['growth'],
    region: '37',
    host: '37-h001',
    registered: days(-400),
    start: days(-370),
    end: days(260),
    milestones: [milestone('m1', '外包职工纳入工会服务', days(-100), ['served', '纳入服务职工', '人', 0, 2600])],
    theme: {
      industry: '智能家电',
      place: '东岳智能家电制造集团',
      background: '集团外包用工占一线职工近四成，同工不同酬、社会保险断缴等问题反映集中。',
      measures: ['推动外包单位与集团签订用工规范承诺书，纳入供应商考核。'],
      publicMoney: 80,
      ownMoney: 150,
    },
    habits: { verdicts: ['approve', 'approve'] },
    stops: [
      {
        propose: 'proposeTermination',
        at: days(-60),
        reason: '集团已将外包岗位全部转为直接用工，试点任务不复存在，经与承担单位协商提议终止。',
        opinion: '任务基础已变化，同意终止，已取得的成果纳入全省经验库。',
      },
    ],
  },
];
