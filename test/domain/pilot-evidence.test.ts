import { expect } from 'chai';
import { MOST_FILES } from '../../domain/pilot/evidence.js';
import type { NamedFile } from '../../domain/pilot/evidence.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { actorOf } from '../fakes/people.js';
import { castOf, day, fileContent, onBehalf, outline, pilotIn, SHA, type Stage } from './stage.js';

const cast = castOf('national');
const add: PilotCommand = { type: 'addEvidence', ...fileContent };
const submit = (...evidence: readonly NamedFile[]): PilotCommand & { type: 'submitMilestone' } => ({
  type: 'submitMilestone',
  milestone: 'base',
  note: '已完成。',
  figures: [],
  evidence,
});
const judge = (verdict: 'met' | 'returned', ...rejected: readonly string[]): PilotCommand => ({
  type: 'judgeMilestone',
  milestone: 'base',
  verdict,
  reason: '见意见。',
  files: rejected.map((file) => ({ file, verdict: 'rejected', reason: '看不清。' })),
});

/** A running pilot whose first milestone asks for a photograph and a list of names. */
function demanding(): Stage<'pilot'> {
  const requiredEvidence = [
    { id: 'photo', title: '照片' },
    { id: 'names', title: '名单' },
  ];
  const milestones = outline.milestones.map((one) => (one.id === 'base' ? { ...one, requiredEvidence } : one));
  const pilot = pilotIn('planning');
  pilot.tell({ type: 'draftPlan', outline: { ...outline, milestones } }, cast.liaison, '2026-01-06');
  pilot.tell({ type: 'submitPlan', sha256: SHA }, cast.director, '2026-01-07');
  pilot.tell({ type: 'approvePlan', version: 1 }, cast.first, '2026-01-08');
  pilot.tell({ type: 'approvePlan', version: 1 }, cast.last, '2026-01-09');
  return pilot;
}

describe('evidence of a pilot', () => {
  it('is numbered file by file, and a newer revision keeps the older one in the record', () => {
    const pilot = pilotIn('running');
    pilot.tell(add, cast.host, '2026-02-02');
    pilot.tell({ ...add, name: '名单.xlsx' }, cast.liaison, '2026-02-02');
    const [event] = pilot.tell({ ...add, file: 'f1', sha256: 'e'.repeat(64) }, cast.host, '2026-02-03');
    expect(event).to.deep.include({ type: 'evidenceAdded', file: 'f1', revision: 2, by: cast.host.person, name: fileContent.name });
    expect(pilot.inner().evidence?.revisions).to.deep.equal({ f1: 2, f2: 1 });
  });

  it('may be of today, never of tomorrow', () => {
    const pilot = pilotIn('running');
    expect(pilot.answer({ ...add, effectiveDay: day('2026-02-02') }, cast.host, '2026-02-02 23:59')).to.equal('accepted');
    expect(pilot.answer({ ...add, effectiveDay: day('2026-02-03') }, cast.host, '2026-02-02 23:59')).to.equal('EffectiveInFuture');
  });

  it('is added by those who draft, and by nobody else', () => {
    const pilot = pilotIn('running');
    for (const actor of [cast.host, cast.liaison, cast.director]) expect(pilot.answer(add, actor, '2026-02-02')).to.equal('accepted');
    for (const actor of [cast.first, cast.judge, actorOf('lin', '44-h001', 'liaison')])
      expect(pilot.answer(add, actor, '2026-02-02')).to.equal('NoRight');
  });

  it('ends at a number, and a full state stays small', () => {
    const pilot = pilotIn('running');
    for (let count = 0; count < MOST_FILES; count++) pilot.tell(add, cast.host, '2026-02-02');
    expect(pilot.answer(add, cast.host, '2026-02-02')).to.equal('TooManyFiles');
    expect(pilot.answer({ ...add, file: 'f7' }, cast.host, '2026-02-02'), 'a revision').to.equal('accepted');
    expect(JSON.stringify(pilot.inner().evidence).length).to.be.lessThan(6_000);
  });

  it('opens and settles no duty', () => {
    const pilot = pilotIn('running');
    expect(pilot.tell(add, cast.host, '2026-02-02').map(({ type }) => type)).to.deep.equal(['evidenceAdded']);
  });

  it('may prove several things; each submission keeps the revision of its day', () => {
    const pilot = pilotIn('running');
    pilot.tell(add, cast.host, '2026-02-02');
    const [first] = pilot.tell(submit({ file: 'f1' }), cast.host, '2026-02-03');
    pilot.tell({ ...add, file: 'f1' }, cast.host, '2026-02-04');
    const [second] = pilot.tell({ ...submit({ file: 'f1' }), milestone: 'contest' }, cast.host, '2026-02-05');
    expect(first).to.deep.include({ evidence: [{ file: 'f1', revision: 1 }] });
    expect(second).to.deep.include({ evidence: [{ file: 'f1', revision: 2 }] });
  });

  it('goes with a report and a conclusion as well', () => {
    const pilot = pilotIn('running');
    pilot.tell(add, cast.host, '2026-02-02');
    const evidence = [{ file: 'f1' }];
    const report: PilotCommand = { type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [], evidence };
    expect(pilot.answer({ ...report, evidence: [{ file: 'f2' }] }, cast.host, '2026-06-22')).to.equal('FileUnknown');
    pilot.tell(report, cast.host, '2026-06-22');
    expect(pilot.inner().reports['2026Q2']?.evidence).to.deep.equal([{ file: 'f1', revision: 1 }]);
    pilot.tick('2027-01-01 00:00');
    const conclusion: PilotCommand = { type: 'submitConclusion', sha256: SHA, evidence };
    const events = pilot.tell(conclusion, cast.director, '2027-01-04');
    expect(events.find(({ type }) => type === 'conclusionSubmitted')).to.deep.include({ evidence: [{ file: 'f1', revision: 1 }] });
  });
});

describe('a verdict on files', () => {
  it('keeps the revision it was about, and a rejected one must be replaced', () => {
    const pilot = pilotIn('running');
    for (const _ of [1, 2]) pilot.tell(add, cast.host, '2026-02-02');
    pilot.tell(submit({ file: 'f1' }, { file: 'f2' }), cast.host, '2026-02-03');
    const [event] = pilot.tell(judge('returned', 'f1'), cast.judge, '2026-02-04');
    expect(event).to.deep.include({ files: [{ file: 'f1', verdict: 'rejected', reason: '看不清。', revision: 1 }] });
    expect(pilot.answer(submit({ file: 'f1' }), cast.host, '2026-02-05')).to.equal('FileRejected');
    expect(pilot.answer(submit({ file: 'f2' }), cast.host, '2026-02-05'), 'another file').to.equal('accepted');
    pilot.tell({ ...add, file: 'f1' }, cast.host, '2026-02-06');
    expect(pilot.answer(submit({ file: 'f1' }), cast.host, '2026-02-06'), 'a newer revision').to.equal('accepted');
  });

  it('counts where it was given: the file may still prove something else', () => {
    const pilot = pilotIn('running');
    pilot.tell(add, cast.host, '2026-02-02');
    pilot.tell(submit({ file: 'f1' }), cast.host, '2026-02-03');
    pilot.tell(judge('returned', 'f1'), cast.judge, '2026-02-04');
    expect(pilot.answer({ ...submit({ file: 'f1' }), milestone: 'contest' }, cast.host, '2026-02-05')).to.equal('accepted');
  });

  it('is given once, and only on what was handed in', () => {
    const pilot = pilotIn('running');
    for (const _ of [1, 2]) pilot.tell(add, cast.host, '2026-02-02');
    pilot.tell(submit({ file: 'f1' }), cast.host, '2026-02-03');
    expect(pilot.answer(judge('returned', 'f2'), cast.judge, '2026-02-04')).to.equal('FileNotSubmitted');
    expect(pilot.answer(judge('returned', 'f1', 'f1'), cast.judge, '2026-02-04')).to.equal('FileNotSubmitted');
  });

  it('is not given by whoever brought a file', () => {
    const pilot = pilotIn('running');
    pilot.tell(add, onBehalf(cast.liaison, cast.judge.person), '2026-02-02');
    pilot.tell(submit({ file: 'f1' }), cast.host, '2026-02-03');
    expect(pilot.answer(judge('met'), cast.judge, '2026-02-04')).to.equal('OwnSubmission');
  });
});

describe('required evidence', () => {
  const both = [
    { file: 'f1', item: 'photo' },
    { file: 'f2', item: 'names' },
  ];
  it('must be named item by item', () => {
    const pilot = demanding();
    for (const _ of [1, 2]) pilot.tell(add, cast.host, '2026-02-02');
    expect(pilot.ask(submit({ file: 'f1', item: 'photo' }), cast.host, '2026-02-03')).to.deep.include({
      code: 'EvidenceMissing',
      facts: { items: '名单' },
    });
    expect(pilot.answer(submit(...both), cast.host, '2026-02-03')).to.equal('accepted');
  });

  it('must still stand after the verdicts where the milestone is met', () => {
    const pilot = demanding();
    for (const _ of [1, 2]) pilot.tell(add, cast.host, '2026-02-02');
    pilot.tell(submit(...both), cast.host, '2026-02-03');
    expect(pilot.answer(judge('met', 'f2'), cast.judge, '2026-02-04')).to.equal('EvidenceMissing');
    expect(pilot.answer(judge('returned', 'f2'), cast.judge, '2026-02-04')).to.equal('accepted');
  });

  it('is not asked for by the plans of old', () => {
    const pilot = pilotIn('running');
    expect(pilot.answer(submit(), cast.host, '2026-02-03')).to.equal('accepted');
  });

  it('has distinct ids within its milestone', () => {
    const item = { id: 'photo', title: '照片' };
    const milestones = outline.milestones.map((one) => ({ ...one, requiredEvidence: [item, item] }));
    const draft: PilotCommand = { type: 'draftPlan', outline: { ...outline, milestones } };
    expect(pilotIn('planning').answer(draft, cast.liaison, '2026-01-06')).to.equal('InvalidMilestones');
  });
});
