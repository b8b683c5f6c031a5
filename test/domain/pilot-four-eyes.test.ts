import { expect } from 'chai';
import type { Actor, Role } from '../../domain/actor.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { actorOf } from '../fakes/people.js';
import { castOf, fileContent, figure, onBehalf, outline, pilotIn, SHA, type Stage } from './stage.js';

const cast = castOf('national');
const reasons = [{ section: 'funding', reason: '请补充经费来源。' }];
const verdicts: readonly PilotCommand[] = [
  { type: 'approvePlan', version: 1 },
  { type: 'returnPlan', version: 1, reasons },
  { type: 'rejectPlan', version: 1, reason: '与试点方向不符。' },
];
/** The same person in the reviewer's chair. */
const asReviewer = (person: string, unit = '53', role: Role = 'reviewer'): Actor => actorOf(person, unit, role);

/** A plan drafted by one actor and submitted by another. */
function submitted(drafter: Actor, submitter: Actor): Stage<'pilot'> {
  const pilot = pilotIn('planning');
  pilot.tell({ type: 'draftPlan', outline }, drafter, '2026-01-06');
  pilot.tell({ type: 'submitPlan', sha256: SHA }, submitter, '2026-01-07');
  return pilot;
}

describe('four eyes on a plan', () => {
  it('see no verdict by whoever drafted or submitted it, whatever post they now hold', () => {
    const pilot = submitted(cast.liaison, cast.director);
    for (const person of [cast.liaison.person, cast.director.person])
      for (const verdict of verdicts)
        expect(pilot.answer(verdict, asReviewer(person), '2026-01-08'), verdict.type).to.equal('OwnSubmission');
    for (const verdict of verdicts) expect(pilot.answer(verdict, cast.first, '2026-01-08'), verdict.type).to.equal('accepted');
  });

  it('hold at the second step as at the first, and at the centre as in the province', () => {
    const pilot = submitted(cast.liaison, cast.director);
    pilot.tell({ type: 'approvePlan', version: 1 }, cast.first, '2026-01-08');
    for (const verdict of verdicts)
      expect(pilot.answer(verdict, asReviewer(cast.liaison.person, '00'), '2026-01-09'), verdict.type).to.equal('OwnSubmission');
  });

  it('see no verdict by an author who sits in for the reviewer', () => {
    const pilot = submitted(cast.liaison, cast.director);
    const sittingIn = onBehalf(asReviewer(cast.director.person), cast.first.person);
    for (const verdict of verdicts) expect(pilot.answer(verdict, sittingIn, '2026-01-08'), verdict.type).to.equal('OwnSubmission');
  });

  it('see no verdict by a delegate of an author', () => {
    const pilot = submitted(cast.liaison, cast.director);
    const forAuthor = onBehalf(asReviewer('sun-yi'), cast.director.person);
    for (const verdict of verdicts) expect(pilot.answer(verdict, forAuthor, '2026-01-08'), verdict.type).to.equal('OwnSubmission');
  });

  it('see no verdict by either of the two where one submitted for the other', () => {
    const pilot = submitted(cast.liaison, onBehalf(actorOf('qian-an', '53', 'office-director'), cast.director.person));
    for (const person of ['qian-an', cast.director.person])
      expect(pilot.answer(verdicts[0]!, asReviewer(person), '2026-01-08'), person).to.equal('OwnSubmission');
  });

  it('see no verdict by either of the two where one drafted for the other', () => {
    const pilot = submitted(onBehalf(actorOf('qian-an', '53', 'liaison'), cast.liaison.person), cast.director);
    for (const person of ['qian-an', cast.liaison.person])
      expect(pilot.answer(verdicts[0]!, asReviewer(person), '2026-01-08'), person).to.equal('OwnSubmission');
  });

  it('remember the authors of every former draft and version', () => {
    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline }, actorOf('first-hand', '53', 'liaison'), '2026-01-06');
    pilot.tell({ type: 'draftPlan', outline }, actorOf('second-hand', '53', 'liaison'), '2026-01-06 10:00');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, cast.director, '2026-01-07');
    pilot.tell({ type: 'returnPlan', version: 1, reasons }, cast.first, '2026-01-08');
    pilot.tell({ type: 'draftPlan', outline }, actorOf('third-hand', '53-h001', 'liaison'), '2026-01-09');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, actorOf('new-director', '53', 'office-director'), '2026-01-09');
    for (const person of ['first-hand', 'second-hand', 'third-hand', cast.director.person, 'new-director'])
      expect(pilot.answer({ type: 'approvePlan', version: 2 }, asReviewer(person), '2026-01-12'), person).to.equal('OwnSubmission');
  });

  it('are four at every step: nobody takes the second who took the first', () => {
    for (const second of [asReviewer(cast.first.person, '00'), onBehalf(asReviewer('sun-yi', '00'), cast.first.person)]) {
      const pilot = submitted(cast.liaison, cast.director);
      pilot.tell({ type: 'approvePlan', version: 1 }, cast.first, '2026-01-08');
      for (const verdict of verdicts) expect(pilot.answer(verdict, second, '2026-01-09'), verdict.type).to.equal('SameReviewer');
    }
  });

  it('let the leader of a provincial pilot be represented by anybody but the first reviewer', () => {
    const provincial = castOf('provincial');
    const pilot = pilotIn('reviewing', 'provincial');
    pilot.tell({ type: 'approvePlan', version: 1 }, provincial.first, '2026-01-08');
    const forLeader = (person: string): Actor => onBehalf(actorOf(person, '53', 'leader'), provincial.last.person);
    expect(pilot.answer({ type: 'approvePlan', version: 1 }, forLeader(provincial.first.person), '2026-01-09')).to.equal('SameReviewer');
    expect(pilot.answer({ type: 'approvePlan', version: 1 }, forLeader('sun-yi'), '2026-01-09')).to.equal('accepted');
  });

  it('forget who took a step of a version that was returned', () => {
    const pilot = submitted(cast.liaison, cast.director);
    pilot.tell({ type: 'approvePlan', version: 1 }, cast.first, '2026-01-08');
    pilot.tell({ type: 'returnPlan', version: 1, reasons }, cast.last, '2026-01-09');
    pilot.tell({ type: 'draftPlan', outline }, cast.liaison, '2026-01-12');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, cast.director, '2026-01-12');
    expect(pilot.answer({ type: 'approvePlan', version: 2 }, cast.first, '2026-01-13')).to.equal('accepted');
  });
});

describe('four eyes on what a host hands in', () => {
  const submissions = [
    {
      name: 'a milestone',
      hand: { type: 'submitMilestone', milestone: 'base', note: '已完成。', figures: [] },
      judge: { type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: '材料齐全。' },
      giveBack: { type: 'judgeMilestone', milestone: 'base', verdict: 'returned', reason: '请补充。' },
      unit: '00',
    },
    {
      name: 'a report',
      hand: { type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [] },
      judge: { type: 'judgeReport', period: '2026Q2', verdict: 'accepted', reason: '内容完整。' },
      giveBack: { type: 'judgeReport', period: '2026Q2', verdict: 'returned', reason: '请补充。' },
      unit: '53',
    },
  ] as const;

  for (const { name, hand, judge, giveBack, unit } of submissions) {
    const judgeAs = (person: string): Actor => asReviewer(person, unit);
    const running = (): Stage<'pilot'> => {
      const pilot = pilotIn('running');
      pilot.tick('2026-06-20 08:00');
      return pilot;
    };

    it(`see no verdict on ${name} by whoever handed it in`, () => {
      const pilot = running();
      pilot.tell(hand, cast.host, '2026-06-22');
      expect(pilot.answer(judge, judgeAs(cast.host.person), '2026-06-23')).to.equal('OwnSubmission');
      expect(pilot.answer(judge, onBehalf(judgeAs('sun-yi'), cast.host.person), '2026-06-23')).to.equal('OwnSubmission');
      expect(pilot.answer(judge, judgeAs('sun-yi'), '2026-06-23')).to.equal('accepted');
    });

    it(`count both where ${name} was handed in for another`, () => {
      const pilot = running();
      pilot.tell(hand, onBehalf(actorOf('qian-an', '53-h001', 'liaison'), cast.host.person), '2026-06-22');
      for (const person of ['qian-an', cast.host.person])
        expect(pilot.answer(judge, judgeAs(person), '2026-06-23'), person).to.equal('OwnSubmission');
    });

    it(`remember who handed in ${name} before it was returned`, () => {
      const pilot = running();
      pilot.tell(hand, actorOf('first-hand', '53-h001', 'liaison'), '2026-06-22');
      pilot.tell(giveBack, judgeAs('sun-yi'), '2026-06-23');
      pilot.tell(hand, cast.host, '2026-06-24');
      expect(pilot.answer(judge, judgeAs('first-hand'), '2026-06-25')).to.equal('OwnSubmission');
      expect(pilot.answer(judge, judgeAs('sun-yi'), '2026-06-25')).to.equal('accepted');
    });
  }

  it('see no verdict on a submission by whoever entered a figure that it takes as known, or had it entered', () => {
    for (const { hand, judge, unit } of submissions) {
      const pilot = pilotIn('running');
      pilot.tick('2026-06-20 08:00');
      const enter = { type: 'enterFigures', figures: [{ ...figure, value: 250 }] } as const;
      pilot.tell(enter, onBehalf(actorOf('qian-an', '53-h001', 'liaison'), 'wu-di'), '2026-06-21');
      pilot.tell(hand, cast.host, '2026-06-22');
      for (const person of ['qian-an', 'wu-di'])
        expect(pilot.answer(judge, asReviewer(person, unit), '2026-06-23'), person).to.equal('OwnSubmission');
      expect(pilot.answer(judge, asReviewer('sun-yi', unit), '2026-06-23')).to.equal('accepted');
    }
  });

  it('see no verdict on a concluding report by whoever brought a file that it names', () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ type: 'addEvidence', ...fileContent }, actorOf('qian-an', '53-h001', 'liaison'), '2027-01-04');
    pilot.tell({ type: 'submitConclusion', sha256: SHA, evidence: [{ file: 'f1' }] }, cast.director, '2027-01-05');
    for (const verdict of [
      { type: 'returnConclusion', reason: '请补充。' },
      { type: 'enterResult', grade: 'pass', reason: '目标基本完成。' },
    ] as const) {
      expect(pilot.answer(verdict, asReviewer('qian-an', '00'), '2027-01-06'), verdict.type).to.equal('OwnSubmission');
      expect(pilot.answer(verdict, cast.last, '2027-01-06'), verdict.type).to.equal('accepted');
    }
  });

  it('see no result entered by whoever submitted the concluding report, nor by their principal or delegate', () => {
    const pilot = pilotIn('concluding');
    pilot.tell(
      { type: 'submitConclusion', sha256: SHA },
      onBehalf(actorOf('qian-an', '53', 'office-director'), cast.director.person),
      '2027-01-05',
    );
    const result = { type: 'enterResult', grade: 'pass', reason: '目标基本完成。' } as const;
    for (const actor of [
      asReviewer('qian-an', '00'),
      asReviewer(cast.director.person, '00'),
      onBehalf(asReviewer('sun-yi', '00'), 'qian-an'),
    ])
      expect(pilot.answer(result, actor, '2027-01-06'), actor.person).to.equal('OwnSubmission');
    expect(pilot.answer(result, cast.last, '2027-01-06')).to.equal('accepted');
  });
});
