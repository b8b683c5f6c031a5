import { days, milestone, workingDays, type FromToday, type Life } from './life.js';

/** What is planned but not begun: as much of a life as a plan under review needs. */
type Beginning = Omit<Life, 'kind' | 'start' | 'end'> & {
  readonly kind?: Life['kind'];
  readonly start?: FromToday;
  readonly end?: FromToday;
};
const begin = (life: Beginning): Life => ({ kind: 'project', start: days(40), end: days(760), ...life });

/** Pilots whose plan is being written, reviewed or was turned down. */
export const BEGINNING: readonly Life[] = [
  begin({
    title: '渭北航空零部件数控技师培养试点',
    level: 'city',
    areas: ['skills'],
    region: '6101',
    host: '6101-h001',
    registered: workingDays(-19),
    milestones: [
      milestone('m1', '五轴加工实训中心投用', days(300), ['seats', '实训工位', '个', 0, 40]),
      milestone('m2', '培养数控技师一百名', days(680), ['technicians', '新增技师', '名', 0, 100]),
    ],
    theme: {
      industry: '航空零部件',
      place: '渭北航空零部件产业园',
      background: '园区承担多型飞机结构件加工任务，五轴设备利用率不足六成，主要受制于编程和操作人员短缺。',
      measures: ['政府购置设备、企业托管运营，实训中心同时承接小批量生产任务。'],
      publicMoney: 320,
      ownMoney: 400,
    },
    habits: { planTakes: 17, verdicts: [] },
  }),
  begin({
    title: '秦岭能源化工安全技能提升试点',
    level: 'provincial',
    areas: ['skills', 'guidance'],
    region: '61',
    host: '61-h001',
    registered: workingDays(-21),
    milestones: [
      milestone('m1', '危险岗位职工安全技能复训全覆盖', days(260), ['retrained', '复训覆盖率', '%', 62, 100]),
      milestone('m2', '可记录伤害事件下降四成', days(700), ['injuries', '百万工时可记录伤害', '起', 2.5, 1.5, 'down']),
    ],
    theme: {
      industry: '能源化工',
      place: '秦岭能源化工基地',
      background: '基地现有危险化学品岗位四千余个，承包商作业人员流动快，安全培训重复低效、走过场现象时有发生。',
      measures: [
        '建立承包商人员安全技能“一人一档、一卡通行”，培训结果在基地内互认。',
        '建设沉浸式应急处置训练场，按真实事故案例设置科目。',
      ],
      publicMoney: 200,
      ownMoney: 860,
    },
    habits: { planTakes: 15, verdicts: ['approve'] },
  }),
  begin({
    title: '淮上新材料产业工人地位提高全面试点',
    kind: 'comprehensive',
    level: 'national',
    areas: ['standing', 'skills', 'growth'],
    region: '32',
    host: '32-h002',
    registered: workingDays(-38),
    milestones: [
      milestone('m1', '技能等级工资制在骨干企业落地', days(330), ['firms', '实行企业', '家', 2, 18]),
      milestone('m2', '一线职工进入企业管理层通道打开', days(690), ['promoted', '晋升职工', '人', 0, 45]),
    ],
    theme: {
      industry: '新材料',
      place: '淮上新材料产业园',
      background: '园区企业以民营为主，技能等级与工资脱节，近三年取得高级工证书的职工中有三分之一跳槽到外地。',
      measures: ['由园区工会与企业集体协商，签订技能等级工资专项合同。', '每年推荐优秀一线职工列席企业经营会议。'],
      publicMoney: 380,
      ownMoney: 520,
    },
    habits: { planTakes: 16, plans: 2, verdicts: ['return', 'approve'] },
  }),
  begin({
    title: '中原食品加工产业工人队伍建设试点',
    level: 'national',
    areas: ['growth', 'achievement'],
    region: '41',
    host: '41-h001',
    registered: workingDays(-18),
    milestones: [
      milestone('m1', '返乡务工职工技能评价站建成', days(280), ['assessed', '参加评价职工', '人次', 0, 2400]),
      milestone('m2', '集聚区企业建会率达到九成', days(650), ['unionised', '建会率', '%', 48, 90]),
    ],
    theme: {
      industry: '食品加工',
      place: '中原食品加工集聚区',
      background: '集聚区八成职工为返乡务工人员，技能大多自学，缺少评价依据，工资议价能力弱。',
      measures: ['评价站设在车间，考评员由企业技师担任，当场出分、三日出证。'],
      publicMoney: 300,
      ownMoney: 260,
    },
    habits: { planTakes: 17, verdicts: [] },
  }),
  begin({
    title: '湘江工程机械配套企业工匠学院试点',
    level: 'provincial',
    areas: ['skills'],
    region: '43',
    host: '43-h001',
    registered: workingDays(-3),
    milestones: [milestone('m1', '工匠学院挂牌招生', days(300), ['students', '在训学员', '人', 0, 240])],
    theme: {
      industry: '工程机械配套',
      place: '湘江工程机械配套园',
      background: '园内三百余家配套企业规模小、分布散，单个企业办不起培训，主机厂又对供应商人员资质提出统一要求。',
      measures: ['由主机厂出标准、配套企业联合出资，园区统一办学。'],
      publicMoney: 220,
      ownMoney: 330,
    },
    habits: { plans: 0 },
  }),
  begin({
    title: '赣水现代陶瓷非遗技艺传承试点',
    level: 'provincial',
    areas: ['skills', 'achievement'],
    region: '36',
    host: '36-h001',
    registered: workingDays(-17),
    milestones: [milestone('m1', '传统制瓷技艺岗位标准发布', days(320), ['crafts', '发布标准', '项', 0, 8])],
    theme: {
      industry: '现代陶瓷',
      place: '赣水现代陶瓷产业园',
      background: '园区既有自动化生产线，也有手工制瓷作坊，传统技艺从业者没有对应的职业等级，青年学艺意愿不高。',
      measures: ['组织老艺人和工程师共同编写岗位标准，在企业内先行试评。'],
      publicMoney: 90,
      ownMoney: 110,
    },
    habits: {
      plans: 0,
      extensions: [
        {
          of: 'plan',
          on: workingDays(-1),
          until: workingDays(18),
          reason: '三位老艺人分散在两个县，岗位标准的访谈尚未做完，方案中的培养目标无法据实填写。',
          progress: '方案初稿已完成七成，访谈提纲和专家名单已确定。',
        },
      ],
    },
  }),
  begin({
    title: '松江轨道客车配套企业共享用工试点',
    level: 'provincial',
    areas: ['growth'],
    region: '22',
    host: '22-h001',
    registered: days(-200),
    start: days(-150),
    end: days(420),
    milestones: [milestone('m1', '共享用工平台上线', days(200), ['posted', '平台发布岗位', '个', 0, 2000])],
    theme: {
      industry: '轨道客车配套',
      place: '松江轨道客车配套产业园',
      background: '配套企业订单波动大，忙闲不均，希望在企业之间调剂用工。',
      measures: ['建设用工调剂平台，由第三方公司统一派遣。'],
      publicMoney: 450,
      ownMoney: 60,
    },
    habits: { verdicts: ['approve', 'reject'] },
  }),
  begin({
    title: '南粤物流枢纽新就业群体服务试点',
    level: 'provincial',
    areas: ['growth', 'guidance'],
    region: '44',
    host: '44-h002',
    registered: workingDays(-35),
    milestones: [milestone('m1', '货车司机之家投用', days(250), ['visits', '服务人次', '人次', 0, 20000])],
    theme: {
      industry: '现代物流',
      place: '南粤现代物流枢纽',
      background: '枢纽每日进出货车一万余辆，货车司机、快递员、装卸工合计近两万人，休息、就餐、充电条件差，诉求反映渠道不畅。',
      measures: ['改造闲置堆场建设货车司机之家，由工会、运营方和平台企业共同管理。', '建立平台企业与司机代表季度恳谈制度。'],
      publicMoney: 260,
      ownMoney: 300,
    },
    habits: { planTakes: 15, plans: 1, verdicts: ['return'] },
  }),
];
