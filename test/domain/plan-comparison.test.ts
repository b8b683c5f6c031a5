import { expect } from 'chai';
import * as fc from 'fast-check';
import { applyChanges, gapsBetween } from '../../domain/list-difference.js';
import { applyComparison, comparePlans } from '../../domain/pilot/compare.js';
import type { ComparisonRow } from '../../domain/pilot/comparison-rows.js';
import { SCHEDULES } from '../../domain/period.js';
import { amountsIn } from '../../domain/pilot/material.js';
import type { MilestoneContent, PlanContent, PlanSection } from '../../domain/pilot/plan-content.js';
import type { Indicator } from '../../domain/pilot/plan-state.js';
import { rowWords } from '../../server/words/comparison.js';

const skilled: Indicator = { id: 'skilled', name: '新增高技能人才', unit: '人', baseline: 0, target: 200, direction: 'up' };
const injuries: Indicator = { id: 'injuries', name: '工伤事故', unit: '起', baseline: 9, target: 3, direction: 'down' };
const base: MilestoneContent = { id: 'base', title: '实训基地建成', due: '2026-06-30', indicators: [skilled, injuries] };
const contest: MilestoneContent = { id: 'contest', title: '技能竞赛', due: '2026-11-30', indicators: [] };
const plan: PlanContent = {
  sections: {
    goals: '两年内新增高技能人才 500 人。\n建成基地 3 个。',
    measures: '推行新型学徒制。\n由人社厅牵头组织竞赛。',
    schedule: '2026 年启动。',
    organisation: '省协调小组办公室牵头。',
    funding: '省级专项经费 200 万元。\n企业配套 300 万元。',
  },
  milestones: [base, contest],
};
const withSection = (section: PlanSection, text: string): PlanContent => ({ ...plan, sections: { ...plan.sections, [section]: text } });
const withBase = (change: Partial<MilestoneContent>): PlanContent => ({ ...plan, milestones: [{ ...base, ...change }, contest] });
const withSkilled = (change: Partial<Indicator>): PlanContent => withBase({ indicators: [{ ...skilled, ...change }, injuries] });
const marksOf = (rows: readonly ComparisonRow[]) => rows.map(({ part, change, material }) => [part, change, ...material]);

const ids = (prefix: string, max: number) =>
  fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: max }).map((numbers) => numbers.map((number) => `${prefix}${number}`));
const indicatorsOf = (milestone: string): fc.Arbitrary<Indicator[]> =>
  ids(`${milestone}-i`, 4).chain((found) =>
    fc.tuple(
      ...found.map((id) =>
        fc.record({
          id: fc.constant(id),
          name: fc.constantFrom('甲', '乙'),
          unit: fc.constantFrom('人', '个'),
          baseline: fc.integer({ min: 0, max: 3 }),
          target: fc.integer({ min: 0, max: 3 }),
          direction: fc.constantFrom('up' as const, 'down' as const),
        }),
      ),
    ),
  );
const requiredItems = fc.uniqueArray(
  fc.constantFrom({ id: 'photo', title: '照片' }, { id: 'photo', title: '现场照片' }, { id: 'list', title: '名单' }),
  {
    selector: ({ id }) => id,
    maxLength: 2,
  },
);
const milestones: fc.Arbitrary<MilestoneContent[]> = ids('m', 5).chain((found) =>
  fc.tuple(
    ...found.map((id) =>
      requiredItems.chain((required) =>
        fc.record({
          id: fc.constant(id),
          title: fc.constantFrom('甲', '乙'),
          due: fc.constantFrom('2026-06-30', '2026-09-30', '2027-01-31'),
          indicators: indicatorsOf(id),
          ...(required.length === 0 ? {} : { requiredEvidence: fc.constant(required) }),
        }),
      ),
    ),
  ),
);
const text = fc
  .array(fc.constantFrom('', '甲。', '乙。', '丙 200 万元。', '丙 300 万元。', '丁牵头。'), { maxLength: 8 })
  .map((lines) => lines.join('\n'));
const plans: fc.Arbitrary<PlanContent> = fc.record({
  sections: fc.record({ goals: text, measures: text, schedule: text, organisation: text, funding: text }),
  milestones,
  reporting: fc.constantFrom(...SCHEDULES),
});

describe('the comparison of two plans', () => {
  it('loses nothing: applied to the old plan it gives the new one, for any two plans and both ways', () => {
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        expect(applyComparison(one, comparePlans(one, other))).to.deep.equal(other);
        expect(applyComparison(other, comparePlans(other, one))).to.deep.equal(one);
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing of a plan and itself, and something of any other', () => {
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        expect(comparePlans(one, structuredClone(one))).to.deep.equal([]);
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(comparePlans(one, other).length === 0).to.equal(isSame);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same rows mirrored the other way round', () => {
    const mirrored = { added: 'removed', removed: 'added', moved: 'moved', changed: 'changed' } as const;
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        const [there, back] = [comparePlans(one, other), comparePlans(other, one)];
        const count = (rows: readonly ComparisonRow[], part: string, change: string) =>
          rows.filter((row) => row.part === part && row.change === change).length;
        for (const part of ['milestone', 'indicator', 'milestone-field', 'indicator-field'])
          for (const change of ['added', 'removed', 'changed'] as const)
            expect(count(back, part, mirrored[change])).to.equal(count(there, part, change));
      }),
      { numRuns: 200 },
    );
  });

  it('has words in both languages for every row', () => {
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        for (const row of comparePlans(one, other)) {
          const { zh, en } = rowWords(row, [other, one]);
          expect(zh).to.match(/\p{Script=Han}.*。$/u);
          expect(en).to.match(/^[A-Z].*\.$/);
          expect(`${zh}${en}`).not.to.contain('undefined');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes very long texts as they come', () => {
    const long = (word: string) => Array.from({ length: 10_000 }, (_, index) => `${word}${index}`).join('\n');
    const [one, other] = [withSection('goals', long('a')), withSection('goals', long('b'))];
    expect(applyComparison(one, comparePlans(one, other))).to.deep.equal(other);
  });
});

describe('a list compared', () => {
  it('keeps as much as two lists have in common', () => {
    const old = ['a', 'b', 'c', 'd', 'e'];
    const next = ['a', 'c', 'x', 'e', 'b'];
    expect(gapsBetween(old, next)).to.deep.equal([
      { gone: [1], come: [] },
      { gone: [3], come: [2] },
      { gone: [], come: [4] },
    ]);
  });

  it('leaves the old list alone where nothing changed', () => {
    expect(applyChanges(['a', 'b'], [])).to.deep.equal(['a', 'b']);
  });
});

describe('a change is material', () => {
  const cases: readonly (readonly [what: string, next: PlanContent, marks: readonly unknown[]])[] = [
    ['where a target that should rise is lowered', withSkilled({ target: 150 }), [['indicator-field', 'changed', 'target-lowered']]],
    ['but not where it is raised', withSkilled({ target: 250 }), [['indicator-field', 'changed']]],
    [
      'where a target that should fall is raised',
      withBase({ indicators: [skilled, { ...injuries, target: 5 }] }),
      [['indicator-field', 'changed', 'target-lowered']],
    ],
    [
      'but not where it is lowered further',
      withBase({ indicators: [skilled, { ...injuries, target: 1 }] }),
      [['indicator-field', 'changed']],
    ],
    [
      'where it is measured otherwise',
      withSkilled({ unit: '人次', baseline: 50, direction: 'down' }),
      Array.from({ length: 3 }, () => ['indicator-field', 'changed', 'measure-changed']),
    ],
    ['where a date is put back', withBase({ due: '2026-07-01' }), [['milestone-field', 'changed', 'date-put-back']]],
    ['but not where it is brought forward', withBase({ due: '2026-06-01' }), [['milestone-field', 'changed']]],
    ['but not where a title is worded otherwise', withBase({ title: '基地' }), [['milestone-field', 'changed']]],
    ['where a milestone is removed', { ...plan, milestones: [base] }, [['milestone', 'removed', 'milestone-removed']]],
    ['where an indicator is removed', withBase({ indicators: [skilled] }), [['indicator', 'removed', 'indicator-removed']]],
    [
      'but not where a milestone is added',
      { ...plan, milestones: [...plan.milestones, { ...contest, id: 'more' }] },
      [['milestone', 'added']],
    ],
    ['but not where the order changes', { ...plan, milestones: [contest, base] }, [['milestone', 'moved']]],
    [
      'where an amount changes',
      withSection('funding', '省级专项经费 150 万元。\n企业配套 300 万元。'),
      [['section', 'changed', 'money-changed']],
    ],
    ['where an amount goes', withSection('funding', '省级专项经费 200 万元。'), [['section', 'removed', 'money-changed']]],
    [
      'but not where the same amount is written otherwise',
      withSection('funding', '省级专项经费 2,000,000元。\n企业配套 ０．０３ 亿元。'),
      [
        ['section', 'changed'],
        ['section', 'changed'],
      ],
    ],
    [
      'but not where paragraphs about money change places',
      withSection('funding', '企业配套 300 万元。\n省级专项经费 200 万元。'),
      [
        ['section', 'removed'],
        ['section', 'added'],
      ],
    ],
    ['where it reports less often', { ...plan, reporting: 'year' }, [['reporting', 'changed', 'reports-rarer']]],
    ['but not where it only says what held anyway', { ...plan, reporting: 'quarter' }, []],
    ['where the organisation changes', withSection('organisation', '省总工会牵头。'), [['section', 'changed', 'owner-changed']]],
    ['but not where only its punctuation does', withSection('organisation', '省协调小组办公室 牵头'), [['section', 'changed']]],
    [
      'where another is to lead, in any section',
      withSection('measures', '推行新型学徒制。\n由工信厅牵头组织竞赛。'),
      [['section', 'changed', 'owner-changed']],
    ],
    [
      'but not where other words of the section change',
      withSection('measures', '推行企业新型学徒制。\n由人社厅牵头组织竞赛。'),
      [['section', 'changed']],
    ],
  ];
  for (const [what, next, marks] of cases)
    it(what, () => {
      expect(marksOf(comparePlans(plan, next))).to.deep.equal(marks);
    });
});

describe('amounts of money', () => {
  const same: readonly (readonly string[])[] = [
    ['200万元', '200 万元', '２００万元', '2,000,000元', '0.02亿元', '200.0万元', '2000千元', '200万'],
    ['200-300万元', '200—300 万元', '200至300万元'],
    ['5万美元', '50,000 美元'],
    ['0元', '0万元'],
  ];
  for (const forms of same)
    it(`are one however they are written: ${forms.join(' ')}`, () => {
      expect(new Set(forms.map((form) => amountsIn(form).join())).size).to.equal(1);
      expect(amountsIn(forms[0] ?? '')).to.have.length(1);
    });

  it('differ in number, unit and currency', () => {
    const forms = ['200万元', '20万元', '200元', '200亿元', '200万美元', '100-200万元', '二百万元', '三百万元'];
    expect(new Set(forms.map((form) => amountsIn(form).join())).size).to.equal(forms.length);
  });

  it('are not seen in numbers of other things', () => {
    expect(amountsIn('培训 3 万人次，2 个单元，元旦前完成，二元化，多元投入，2026 年')).to.deep.equal([]);
  });
});
