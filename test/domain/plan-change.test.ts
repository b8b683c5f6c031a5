import { expect } from 'chai';
import { PILOT_LEVELS } from '../../domain/pilot/levels.js';
import { approvedPlan } from '../../domain/pilot/state.js';
import { pilot as entity } from '../../domain/pilot/pilot.js';
import { actorOf } from '../fakes/people.js';
import { SHA, type Stage, at, castOf, day, figure, outline, pilotIn, settleMilestone, settleReport } from './stage.js';
import { cast, reason, base, contest, planOf, added, due, draft, submission, changing, approve, submit } from './plan-change-stage.js';

const approvedIds = (pilot: Stage<'pilot'>) => approvedPlan(pilot.inner())?.outline.milestones.map(({ id }) => id);

describe('a change of plan while the pilot runs', () => {
  for (const level of PILOT_LEVELS)
    it(`goes through the two reviewers of a ${level} pilot, which runs on meanwhile`, () => {
      const { first, last, director } = castOf(level);
      const pilot = changing(planOf(base, contest, added), '2026-03-02', pilotIn('running', level), level);
      expect(pilot.inner()).to.include({ phase: 'running', step: 0 });
      expect(pilot.duties()).to.have.members(['milestone-base-1', 'milestone-contest-1', 'review-2-1']);
      expect(pilot.answer({ type: 'approvePlan', version: 2 }, last, '2026-03-03'), 'the second before the first').to.equal('NoRight');
      expect(pilot.answer({ type: 'approvePlan', version: 2 }, director, '2026-03-03')).to.equal('NoRight');
      approve(pilot, '2026-03-03', [first]);
      expect(pilot.duties()).to.include('review-2-2').and.not.include('review-2-1');
      approve(pilot, '2026-03-04', [last]);
      expect(pilot.inner()).to.include({ phase: 'running' }).and.not.have.property('change');
      expect(pilot.duties()).to.have.members(['milestone-base-1', 'milestone-contest-1', 'milestone-market-1']);
    });

  it('leaves the present plan, its milestones and its reports as they are until it is approved', () => {
    const pilot = changing(planOf(due(base, '2026-09-30')), '2026-06-22');
    expect(approvedIds(pilot)).to.deep.equal(['base', 'contest']);
    submit(pilot, 'contest', '2026-06-23');
    settleReport(pilot, 'national', '2026Q2', '2026-06-24');
    expect(pilot.state().watched['milestone-base-1']).to.include({ due: day('2026-06-30') });
  });

  it('says why, and only the first plan may do without', () => {
    const pilot = pilotIn('running');
    draft(pilot, planOf(base));
    expect(pilot.answer({ type: 'submitPlan', sha256: planOf(base).sha256 }, cast.director, '2026-03-02')).to.equal('ReasonMissing');
    const [submitted] = pilot.tell(submission(planOf(base)), cast.director, '2026-03-02');
    expect(submitted).to.include({ type: 'planSubmitted', reason });
  });

  it('is refused while another one is under review, and the draft of it is kept', () => {
    const pilot = changing(planOf(base));
    const other = { ...planOf(contest), sha256: 'c'.repeat(64) };
    draft(pilot, other, '2026-03-03');
    expect(pilot.answer(submission(other), cast.director, '2026-03-03')).to.equal('ChangeUnderReview');
    expect(pilot.inner().draft?.outline).to.deep.equal(other);
    pilot.tell({ type: 'rejectPlan', version: 2, reason: '' }, cast.first, '2026-03-04');
    expect(pilot.answer(submission(other), cast.director, '2026-03-04')).to.equal('accepted');
  });

  it('is refused where it changes nothing', () => {
    const pilot = pilotIn('running');
    draft(pilot, outline);
    expect(pilot.answer({ ...submission(outline), sha256: SHA }, cast.director, '2026-03-02')).to.equal('PlanUnchanged');
  });

  it('is not for the time after the end', () => {
    expect(pilotIn('concluding').answer({ type: 'draftPlan', outline: planOf(base) }, cast.liaison, '2027-01-04')).to.equal('WrongPhase');
  });

  for (const [verdict, command] of [
    ['returned', { type: 'returnPlan', version: 2, reasons: [{ section: 'schedule', reason: '' }] }],
    ['rejected', { type: 'rejectPlan', version: 2, reason: '' }],
  ] as const)
    it(`that is ${verdict} leaves the pilot running under the approved plan, and another may follow`, () => {
      const pilot = changing(planOf(base));
      const before = Object.keys(pilot.state().watched).filter((id) => !id.startsWith('review'));
      pilot.tell(command, cast.first, '2026-03-03');
      expect(pilot.inner().versions.map(({ outcome }) => outcome)).to.deep.equal(['approved', verdict]);
      expect(pilot.inner()).to.include({ phase: 'running' }).and.not.have.property('change');
      expect(pilot.duties(), 'nobody owes another').to.have.members(before);
      const again = changing({ ...planOf(base, added), sha256: 'c'.repeat(64) }, '2026-03-04', pilot);
      approve(again, '2026-03-05');
      expect(approvedIds(again)).to.deep.equal(['base', 'market']);
    });

  it('lapses when the end comes before the verdict, and its review is withdrawn', () => {
    const pilot = changing(planOf(base, added), '2026-09-01');
    const events = pilot.tick('2027-01-01 00:00');
    expect(events.map(({ type }) => type)).to.include.members(['planLapsed', 'endReached']);
    expect(pilot.inner().versions.map(({ outcome }) => outcome)).to.deep.equal(['approved', 'lapsed']);
    expect(approvedIds(pilot)).to.deep.equal(['base', 'contest']);
    const settled = events.flatMap((event) => ('settled' in event && Array.isArray(event.settled) ? event.settled : []));
    expect(settled.find(({ id }) => id === 'review-2-1')).to.include({ outcome: 'withdrawn' });
    expect(pilot.answer({ type: 'approvePlan', version: 2 }, cast.first, '2027-01-04')).to.equal('WrongPhase');
  });

  it('keeps the first plan out of reach once it is approved', () => {
    for (const type of ['approvePlan', 'returnPlan', 'rejectPlan'] as const)
      expect(pilotIn('running').answer({ type, version: 1, reasons: [], reason: '' }, cast.first, '2026-03-02')).to.be.oneOf([
        'NoChangeUnderReview',
        'NoRight',
      ]);
  });
});

describe('who reviews a change', () => {
  it('is nobody who drafted or submitted it', () => {
    const pilot = changing(planOf(base));
    for (const person of [cast.liaison.person, cast.director.person])
      expect(pilot.answer({ type: 'approvePlan', version: 2 }, actorOf(person, '53', 'reviewer'), '2026-03-03')).to.equal('OwnSubmission');
  });

  it('is nobody who drafts the next one meanwhile', () => {
    const pilot = changing(planOf(base));
    pilot.tell({ type: 'draftPlan', outline: planOf(contest) }, actorOf('wu-di', '53', 'liaison'), '2026-03-03');
    expect(pilot.answer({ type: 'approvePlan', version: 2 }, actorOf('wu-di', '53', 'reviewer'), '2026-03-03')).to.equal('OwnSubmission');
  });

  it('is another person at each step', () => {
    const pilot = changing(planOf(base));
    approve(pilot, '2026-03-03', [cast.first]);
    const same = actorOf(cast.first.person, '00', 'reviewer');
    expect(pilot.answer({ type: 'approvePlan', version: 2 }, same, '2026-03-04')).to.equal('SameReviewer');
  });
});

describe('what a change keeps', () => {
  it('is what was met, with its figures', () => {
    const pilot = pilotIn('running');
    pilot.tell({ type: 'enterFigures', figures: [figure] }, cast.host, '2026-02-02');
    settleMilestone(pilot, 'national', 'base', '2026-02-03');
    const before = pilot.inner();
    approve(changing(planOf(base, due(contest, '2026-12-15')), '2026-03-02', pilot), '2026-03-03');
    expect(pilot.inner().milestones['base']).to.deep.equal(before.milestones['base']);
    expect(pilot.inner().figures).to.deep.equal(before.figures);
    expect(pilot.inner().nextPeriod).to.equal(before.nextPeriod);
  });

  for (const [how, plan] of [
    ['removed', planOf(contest)],
    ['moved', planOf(due(base, '2026-07-31'), contest)],
    ['altered', planOf({ ...base, indicators: [] }, contest)],
  ] as const) {
    it(`may not be ${how} when it is handed in already`, () => {
      const pilot = pilotIn('running');
      submit(pilot, 'base', '2026-02-03');
      draft(pilot, plan);
      expect(pilot.ask(submission(plan), cast.director, '2026-03-02')).to.deep.include({
        code: 'MilestoneSettled',
        facts: { milestone: '实训基地建成' },
      });
    });

    it(`may not be ${how} when it is handed in while the change is under review`, () => {
      const pilot = changing(plan);
      submit(pilot, 'base', '2026-03-03');
      expect(pilot.answer({ type: 'approvePlan', version: 2 }, cast.first, '2026-03-04')).to.equal('MilestoneSettled');
    });
  }

  it('does not depend on the order in which the fields of a milestone are written', () => {
    const pilot = pilotIn('running');
    settleMilestone(pilot, 'national', 'base', '2026-02-03');
    const { id, title, dueDay, indicators } = base;
    const plan = planOf({ indicators, dueDay, title, id }, due(contest, '2026-12-15'));
    draft(pilot, plan);
    expect(pilot.answer(submission(plan), cast.director, '2026-03-02')).to.equal('accepted');
  });
});

describe('who is told of a change', () => {
  const told = (pilot: Stage<'pilot'>, event: Parameters<typeof entity.consequences>[1]) =>
    entity
      .consequences(pilot.inner(), event, pilot.id)
      .map((one) => (one.type === 'mail' ? `${one.post} ${one.notice}` : one.command.type));

  it('is the director, and of an approved one the host as well', () => {
    const pilot = changing(planOf(base));
    approve(pilot, '2026-03-04');
    const event = { type: 'planApproved', version: 2, at: at('2026-03-04') } as const;
    expect(told(pilot, event)).to.deep.equal(['53/office-director changeApproved', '53-h001/liaison changeApproved']);
  });

  it('never hears that the pilot ends with it', () => {
    const pilot = changing(planOf(base));
    pilot.tell({ type: 'rejectPlan', version: 2, reason: '' }, cast.first, '2026-03-04');
    expect(told(pilot, { type: 'planRejected', version: 2, reason: '' })).to.deep.equal(['53/office-director changeRejected']);
  });
});
