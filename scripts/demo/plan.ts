/** The plan the story is told with; `isComplete` after the reviewer missed where the money comes from. */
export const planOf = ([first, second]: readonly [string, string], isComplete: boolean) => ({
  sections: {
    goals: '两年内新增高技能人才三百人，建成开放式实训基地一个，高技能人才占比提高五个百分点。',
    measures: '（一）推行新型学徒制，企业与院校联合培养；（二）开展岗位练兵和技能竞赛；（三）技能等级与工资挂钩。',
    schedule: '第一年建成实训基地并完成首批培训，第二年扩大覆盖面，总结形成制度成果。',
    organisation: '由省协调小组办公室牵头，园区承担，联络员负责日常填报和材料归集。',
    funding: isComplete
      ? '共需经费二百六十万元：省级专项资金一百万元，企业配套一百六十万元，分两年到位，出资承诺函已附。'
      : '所需经费由省级专项资金和企业配套解决。',
  },
  milestones: [
    {
      id: 'base',
      title: '开放式实训基地投用',
      due: first,
      indicators: [{ id: 'trained', name: '累计培训', unit: '人次', baseline: 0, target: 300, direction: 'up' }],
      requiredEvidence: [{ id: 'photo', title: '基地挂牌照片' }],
    },
    {
      id: 'machining',
      title: '数控加工分中心投用',
      due: second,
      indicators: [{ id: 'seats', name: '实训工位', unit: '个', baseline: 0, target: 40, direction: 'up' }],
    },
  ],
});
