import { expect } from 'chai';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import { actorOf } from '../fakes/people.js';
import { castOf, confirm, day, onBehalf, pilotIn, SHA } from './stage.js';

const { host, judge, director, first, last } = castOf('national');
const suspend = { type: 'proposeSuspension', reason: '园区搬迁。' } as const;
const resume = { type: 'proposeResumption', reason: '已复产。' } as const;
const terminate = { type: 'proposeTermination', reason: '承担单位破产。' } as const;

const decide = (number: number, verdict: 'confirmed' | 'refused' = 'confirmed') =>
  ({ type: 'decideProposal', number, verdict, reason: '见意见。' }) as const;

const hand = { type: 'submitMilestone', milestone: 'base', note: '已完成。', figures: [] } as const;

describe('a proposal about a pilot', () => {
  it('is owed a decision by the last reviewer of the level, within five working days, while everything else goes on', () => {
    const pilot = pilotIn('running');
    pilot.tell(suspend, director, '2026-02-02');
    expect(pilot.duties()).to.deep.equal(['milestone-base-1', 'milestone-contest-1', 'decide-proposal-1']);
    expect(pilot.state().watched['decide-proposal-1']).to.include({ post: '00/reviewer', due: day('2026-02-09') });
    expect(pilot.answer(hand, host, '2026-02-03')).to.equal('accepted');
  });

  it("is made by the region's office director or the level's first reviewer, and by nobody else", () => {
    for (const level of ['national', 'provincial', 'city'] as const) {
      const cast = castOf(level);
      const pilot = pilotIn('running', level);
      for (const actor of [cast.director, cast.first]) expect(pilot.answer(suspend, actor, '2026-02-02'), actor.post).to.equal('accepted');
      for (const actor of [cast.liaison, cast.host, cast.last])
        expect(pilot.answer(suspend, actor, '2026-02-02'), actor.post).to.equal('NoRight');
    }
  });

  it('is one at a time', () => {
    const pilot = pilotIn('running');
    pilot.tell(suspend, director, '2026-02-02');
    for (const another of [suspend, terminate]) expect(pilot.answer(another, first, '2026-02-03'), another.type).to.equal('ProposalOpen');
    pilot.tell(decide(1, 'refused'), last, '2026-02-04');
    expect(pilot.answer(terminate, first, '2026-02-05')).to.equal('accepted');
  });

  it('is never decided by whoever made it, nor for or through them', () => {
    const pilot = pilotIn('running');
    pilot.tell(suspend, onBehalf(actorOf('qian-an', '53', 'office-director'), director.person), '2026-02-02');
    const asLast = (person: string) => actorOf(person, '00', 'reviewer');
    for (const actor of [
      asLast('qian-an'),
      asLast(director.person),
      onBehalf(asLast('sun-yi'), 'qian-an'),
      onBehalf(asLast('qian-an'), 'sun-yi'),
    ])
      for (const verdict of ['confirmed', 'refused'] as const)
        expect(pilot.answer(decide(1, verdict), actor, '2026-02-03'), actor.person).to.equal('OwnProposal');
    expect(pilot.answer(decide(1), first, '2026-02-03')).to.equal('NoRight');
    expect(pilot.answer(decide(1), onBehalf(asLast('sun-yi'), last.person), '2026-02-03')).to.equal('accepted');
  });

  it('that is refused changes nothing but that the refusal is told', () => {
    const pilot = pilotIn('running');
    const before = pilot.duties();
    pilot.tell(suspend, director, '2026-02-02');
    const [event] = pilot.tell(decide(1, 'refused'), last, '2026-02-03');
    expect(event).to.deep.include({ type: 'proposalRefused', number: 1, about: 'suspension', by: [last.person] });
    expect(pilot.inner().phase).to.equal('running');
    expect(pilot.duties()).to.deep.equal(before);
  });

  it('can be withdrawn by the post that made it, and then no decision is owed', () => {
    const pilot = pilotIn('running');
    expect(pilot.answer({ type: 'withdrawProposal', number: 1 }, director, '2026-02-02')).to.equal('ProposalMissing');
    pilot.tell(suspend, director, '2026-02-02');
    expect(pilot.answer({ type: 'withdrawProposal', number: 1 }, first, '2026-02-03')).to.equal('NoRight');
    expect(pilot.answer({ type: 'withdrawProposal', number: 2 }, director, '2026-02-03')).to.equal('StaleVersion');
    pilot.tell({ type: 'withdrawProposal', number: 1 }, actorOf('new-director', '53', 'office-director'), '2026-02-03');
    expect(pilot.duties()).not.to.include('decide-proposal-1');
    expect(pilot.answer(decide(1), last, '2026-02-04')).to.equal('ProposalMissing');
  });

  it('is decided only as it was seen', () => {
    const pilot = pilotIn('running');
    pilot.tell(suspend, director, '2026-02-02');
    pilot.tell({ type: 'withdrawProposal', number: 1 }, director, '2026-02-03');
    pilot.tell(terminate, director, '2026-02-04');
    expect(pilot.ask(decide(1), last, '2026-02-05')).to.deep.include({ code: 'StaleVersion', facts: { current: 2 } });
  });

  it('comes before the result: neither makes the other vanish', () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
    pilot.tell(terminate, director, '2027-01-06');
    const result = { type: 'enterResult', grade: 'good', reason: '目标完成。' } as const;
    expect(pilot.answer(result, last, '2027-01-07')).to.equal('ProposalOpen');
    pilot.tell(decide(1, 'refused'), last, '2027-01-07');
    expect(pilot.answer(result, last, '2027-01-08')).to.equal('accepted');
  });

  it('lapses when the plan is rejected, and says so', () => {
    const pilot = pilotIn('reviewing');
    pilot.tell(terminate, director, '2026-01-08');
    const events = pilot.tell({ type: 'rejectPlan', version: 1, reason: '与试点方向不符。' }, first, '2026-01-09');
    expect(events.map(({ type }) => type)).to.deep.equal(['planRejected', 'proposalLapsed', 'dutiesChanged']);
    expect(pilot.duties()).to.deep.equal([]);
  });
});

describe('the people of every level', () => {
  for (const level of ['national', 'provincial', 'city'] satisfies PilotLevel[])
    it(`can suspend, resume and terminate a ${level} pilot`, () => {
      const pilot = pilotIn('running', level);
      confirm(pilot, suspend, level, '2026-02-02');
      confirm(pilot, resume, level, '2026-03-02');
      confirm(pilot, terminate, level, '2026-03-03');
      expect(pilot.inner().phase).to.equal('terminated');
    });

  it('decide on what was handed in before, after the resumption', () => {
    const pilot = pilotIn('running');
    pilot.tell(hand, host, '2026-02-02');
    confirm(pilot, suspend, 'national', '2026-02-03');
    confirm(pilot, resume, 'national', '2026-04-01');
    expect(pilot.duties()).to.include('judge-milestone-base-1-again-2');
    pilot.tell({ type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: '材料齐全。' }, judge, '2026-04-02');
    expect(pilot.inner().milestones['base']).to.include({ status: 'met', isLate: false });
  });
});
