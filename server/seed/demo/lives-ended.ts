import { days, milestone, workingDays, type Life } from './life.js';

/** Pilots that have come to their end, or to the work after it. */
export const ENDED: readonly Life[] = [
  {
    title: '滇中先进装备制造产业工人队伍建设全面试点',
    kind: 'comprehensive',
    level: 'national',
    areas: ['guidance', 'achievement', 'skills', 'standing', 'growth'],
    region: '53',
    host: '53-h001',
    registered: days(-724),
    start: days(-690),
    end: days(-150),
    milestones: [
      milestone('m1', '建成三个开放式实训基地', days(-480), ['bases', '实训基地', '个', 0, 3]),
      milestone(
        'm2',
        '首届产业工人技能竞赛覆盖园区规上企业',
        days(-330),
        ['contests', '举办技能竞赛', '场', 2, 12],
        ['entrants', '参赛职工', '人次', 180, 1500],
      ),
      milestone(
        'm3',
        '高技能人才占比达到三成五',
        days(-200),
        ['share', '高技能人才占技能人才比重', '%', 27.5, 35],
        ['members', '新发展产业工人党员', '名', 0, 60],
      ),
    ],
    theme: {
      industry: '先进装备制造',
      place: '滇中云岭先进装备产业园',
      background:
        '园区现有规模以上企业六十二家、职工一万四千余人，数控加工、焊接、电气装配等岗位长期缺工，高技能人才占比低于全省平均水平。企业各自培训、标准不一，职工成长通道不畅，是制约产业升级的突出短板。',
      measures: [
        '由园区牵头、龙头企业出设备、职业院校出师资，共建数控、焊接、机电三个开放式实训基地，向园区中小企业职工免费开放。',
        '试行“技能等级认定一次、园区企业互认”，将认定结果与岗位工资直接挂钩。',
      ],
      publicMoney: 600,
      ownMoney: 950,
    },
    habits: {
      verdicts: ['return', 'approve', 'approve'],
      plans: 2,
      returned: ['milestone:m2', 'report:3', 'concluding-report'],
      when: { 'report:2': 4, 'verdict:report:4': 2 },
      concludesAfter: 14,
      gradedAfter: 9,
      grade: 'excellent',
    },
  },
  {
    title: '江海船舶焊接工匠培育项目试点',
    kind: 'project',
    level: 'national',
    areas: ['skills', 'standing'],
    region: '32',
    host: '32-h001',
    registered: days(-700),
    start: days(-660),
    end: workingDays(-30),
    milestones: [
      milestone('m1', '建立焊接工匠分级培养标准', days(-450), ['standards', '发布岗位培养标准', '项', 0, 6]),
      milestone('m2', '首批学徒取得国际焊工资格', days(-250), ['welders', '取得资格人数', '人', 0, 120]),
      milestone('m3', '设立首席技师岗位并兑现薪酬', days(-80), ['chiefs', '首席技师', '名', 0, 20]),
    ],
    theme: {
      industry: '绿色船舶制造',
      place: '江海绿色船舶制造基地',
      background:
        '基地承接液化气船、汽车运输船等高附加值订单，殷瓦钢焊接等关键工序对焊工资质要求极高，持证人员缺口近二百人。老师傅集中退休，青年职工流动率偏高，工艺传承面临断档。',
      measures: [
        '以“师带徒、项目带班组”方式组建十二个焊接工匠工作室，关键节点由工作室承包攻关。',
        '建立首席技师、特级技师年薪制，参照中层管理人员确定薪酬。',
      ],
      publicMoney: 420,
      ownMoney: 780,
    },
    habits: {
      verdicts: ['approve', 'approve'],
      never: ['report:last', 'close'],
      notMet: ['milestone:m3'],
      when: { 'milestone:m2': 3 },
      concludesAfter: 10,
      gradedAfter: 17,
      grade: 'pass',
    },
  },
  {
    title: '珠水智能终端产业新型学徒制试点',
    kind: 'project',
    level: 'provincial',
    areas: ['skills', 'achievement'],
    region: '44',
    host: '44-h001',
    registered: days(-560),
    start: days(-520),
    end: workingDays(-14),
    milestones: [
      milestone('m1', '签约企业与院校完成首批招徒', days(-350), ['apprentices', '在培学徒', '人', 0, 400]),
      milestone('m2', '学徒中级工取证率达到八成', days(-190), ['passrate', '中级工取证率', '%', 0, 80]),
      milestone('m3', '一线改进提案采纳三百项', days(-60), ['proposals', '采纳改进提案', '项', 40, 300]),
    ],
    theme: {
      industry: '智能终端',
      place: '珠水智能终端产业园',
      background:
        '园区用工高峰达三万人，劳务派遣和短期用工比例高，新入职职工三个月内离职率超过四成。产线自动化改造加快，设备维护和工艺调试岗位供不应求。',
      measures: [
        '推行“招工即招生、入企即入校”，学徒期工资不低于同岗位的八成，期满考核合格即转为技术岗。',
        '设立一线改进提案平台，采纳的提案按年节约额的百分之五奖励班组。',
      ],
      publicMoney: 260,
      ownMoney: 640,
    },
    habits: { verdicts: ['approve', 'approve'], when: { 'milestone:m1': -1 }, concludesAfter: 8, never: ['result'] },
  },
  {
    title: '辽河重型装备老工业基地班组建设试点',
    kind: 'project',
    level: 'provincial',
    areas: ['guidance', 'achievement'],
    region: '21',
    host: '21-h001',
    registered: days(-480),
    start: days(-440),
    end: workingDays(-27),
    milestones: [
      milestone('m1', '示范班组全部建立党员先锋岗', days(-300), ['crews', '示范班组', '个', 5, 40]),
      milestone('m2', '班组攻关成果在全园推广', days(-120), ['spread', '推广攻关成果', '项', 0, 30]),
    ],
    theme: {
      industry: '重型装备',
      place: '辽河重型装备产业园',
      background:
        '园区企业多由老国有企业改制而来，班组是生产组织的基本单元，但近年来班组长老化、考核流于形式。职工平均年龄四十六岁，青年技术工人引不进、留不住的问题突出。',
      measures: [
        '以班组为单位开展“揭榜攻关”，榜单由生产一线提出，奖金由企业和财政各担一半。',
        '建立班组长任期制和岗位津贴制度，面向青年职工公开竞聘。',
      ],
      publicMoney: 180,
      ownMoney: 320,
    },
    habits: { verdicts: ['approve', 'approve'], when: { review: 1, 'milestone:m1': 6 }, never: ['concluding-report'] },
  },
];
