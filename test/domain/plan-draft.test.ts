import { expect } from 'chai';
import { filled, missingIn, wholeMilestones, type PlanDraft } from '../../domain/pilot/plan-content.js';
import { actorOf } from '../fakes/people.js';
import { castOf, outline, pilotIn, SHA } from './stage.js';

const B = 'b'.repeat(64);
const { liaison, director, host } = castOf('national');
const sections = { goals: '一', measures: '二', schedule: '三', organisation: '四', funding: '五' };
const indicator = { id: 'skilled', name: '高技能人才', unit: '人', baseline: 0, target: 0, direction: 'up' } as const;
const { target: _, ...untargeted } = indicator;
const whole = { sections, milestones: [{ id: 'base', title: '基地', due: '2026-06-30', indicators: [indicator] }] };

describe('a plan half written', () => {
  const cases: readonly (readonly [string, PlanDraft, readonly string[]])[] = [
    ['nothing at all', {}, ['goals', 'measures', 'schedule', 'organisation', 'funding', 'milestones']],
    ['an empty section', { ...whole, sections: { ...sections, funding: '' } }, ['funding']],
    ['no milestone', { ...whole, milestones: [] }, ['milestones']],
    ['a milestone by its code alone', { ...whole, milestones: [{ id: 'base' }] }, ['milestones.base.title', 'milestones.base.due']],
    [
      'an indicator without a target',
      { ...whole, milestones: [{ id: 'base', title: '基地', due: '2026-06-30', indicators: [untargeted] }] },
      ['milestones.base.skilled.target'],
    ],
    ['everything, numbers of 0 among it', whole, []],
  ];
  for (const [what, draft, missing] of cases)
    it(`says what it still needs: ${what}`, () => {
      expect(missingIn(draft)).to.deep.equal(missing);
    });

  it('names no more than one can read', () => {
    expect(missingIn({ milestones: Array.from({ length: 30 }, (_, index) => ({ id: `m${index}` })) })).to.have.length(20);
  });

  it('lets the rules know only its whole milestones', () => {
    expect(wholeMilestones({ milestones: [{ id: 'bare' }, ...whole.milestones] })).to.deep.equal(whole.milestones);
  });

  it('can be held beside a whole one', () => {
    expect(filled({ milestones: [{ id: 'bare', indicators: [{ id: 'i' }] }] })).to.deep.equal({
      sections: { goals: '', measures: '', schedule: '', organisation: '', funding: '' },
      milestones: [
        { id: 'bare', title: '', due: '', indicators: [{ id: 'i', name: '', unit: '', baseline: 0, target: 0, direction: 'up' }] },
      ],
    });
    expect(filled(whole)).to.deep.equal(whole);
  });

  it('is saved, and refused only when it is submitted', () => {
    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline: { ...outline, missing: ['goals', 'funding'] } }, liaison, '2026-01-06');
    expect(pilot.ask({ type: 'submitPlan', sha256: SHA }, director, '2026-01-07')).to.deep.include({
      code: 'PlanIncomplete',
      facts: { missing: 'goals, funding' },
    });
    expect(pilot.inner().draft?.outline.sha256).to.equal(SHA);
  });
});

describe('two people at one draft', () => {
  const saved = () => {
    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline }, liaison, '2026-01-06 09:05');
    return pilot;
  };
  const other = { type: 'draftPlan', outline: { ...outline, sha256: B } } as const;

  it('do not overwrite each other unseen: the second is told who saved, and when', () => {
    expect(saved().ask(other, host, '2026-01-06 10:00')).to.deep.include({
      code: 'DraftChanged',
      facts: { name: liaison.name, when: '2026-01-06 09:05' },
    });
  });

  it('write on where they have seen what the other saved', () => {
    expect(saved().answer({ ...other, basedOn: SHA }, host, '2026-01-06 10:00')).to.equal('accepted');
    expect(saved().answer({ ...other, basedOn: B.replace('b', 'c') }, host, '2026-01-06 10:00')).to.equal('DraftChanged');
  });

  it('hears of their own older window, too, where they say what they wrote upon', () => {
    expect(saved().answer({ ...other, basedOn: 'c'.repeat(64) }, liaison, '2026-01-06 10:00')).to.equal('DraftChanged');
    expect(saved().answer(other, liaison, '2026-01-06 10:00')).to.equal('accepted');
  });

  it('save nothing again that the same person saved word for word', () => {
    expect(saved().answer({ type: 'draftPlan', outline }, liaison, '2026-01-06 10:00')).to.equal('DraftUnchanged');
  });

  it('may save the same words both', () => {
    expect(saved().answer({ type: 'draftPlan', outline }, host, '2026-01-06 10:00')).to.equal('accepted');
  });

  it('begin anew where nothing is drafted', () => {
    const pilot = pilotIn('running');
    expect(pilot.answer({ ...other, basedOn: SHA }, actorOf('new', '53', 'liaison'), '2026-02-02')).to.equal('accepted');
  });
});
