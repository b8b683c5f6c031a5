import { expect } from 'chai';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { type Stage, at, confirm, day, pilotIn } from './stage.js';
import { entityOf } from '../../domain/kinds.js';
import {
  host,
  director,
  first,
  last,
  liaison,
  DUTY,
  ask,
  agree,
  decide,
  watched,
  due,
  settledBy,
  asked,
  granted,
} from './extension-stage.js';

/** Lets every tick fire at its instant. */
function pass(pilot: Stage<'pilot'>, until: string): void {
  for (let wake = pilot.wakeAt(0); wake !== undefined && wake < at(until); wake = pilot.wakeAt(wake)) pilot.tickAt(wake);
}

const rungs = (pilot: Stage<'pilot'>, duty = DUTY): string[] =>
  pilot.rungs().flatMap(({ on, rung, duty: id }) => (id === duty ? [`${formatDay(on)} ${rung}`] : []));

const REMINDERS = ['2026-06-23 reminder', '2026-06-29 reminder'];

/** The same, after the reminders that were due by then. */
function reminded(when: string): Stage<'pilot'> {
  const pilot = pilotIn('running');
  pass(pilot, when);
  pilot.tell(ask(), host, when);
  return pilot;
}

describe('the ladder under an extension', () => {
  it('fires nothing while one waits to be decided, and skips the reminders of that time', () => {
    const pilot = asked('2026-06-22');
    pass(pilot, '2026-06-29 06:00');
    expect(rungs(pilot)).to.deep.equal([]);
    pass(pilot, '2026-07-08');
    expect(rungs(pilot)).to.deep.equal(['2026-07-01 chase', '2026-07-06 supervision-notice']);
  });

  it('goes on after the fifth working day, decided or not, and the light goes on by the due day all the while', () => {
    const pilot = reminded('2026-06-30');
    pass(pilot, '2026-07-08 06:00');
    expect(rungs(pilot)).to.deep.equal(REMINDERS);
    pass(pilot, '2026-07-09');
    expect(rungs(pilot)).to.deep.equal([...REMINDERS, '2026-07-08 chase']);
    expect(watched(pilot)).to.include({ due: day('2026-06-30') });
  });

  it('goes on in the morning of a working day where its rest ends before a weekend', () => {
    const pilot = reminded('2026-06-26');
    pass(pilot, '2026-07-10');
    expect(rungs(pilot)).to.deep.equal(['2026-06-23 reminder', '2026-07-06 chase', '2026-07-09 supervision-notice']);
  });

  it('goes on at once when it is refused', () => {
    const pilot = reminded('2026-06-29 09:00');
    pilot.tell(agree(), director, '2026-06-30');
    pilot.tell(decide('refused'), first, '2026-07-02 10:00');
    pass(pilot, '2026-07-03');
    expect(rungs(pilot)).to.deep.equal([...REMINDERS, '2026-07-02 chase']);
  });

  it('asked for twice puts off the chase by the second rest alone: what the first one skipped is not owed again', () => {
    const pilot = asked('2026-06-22');
    pilot.tell(agree('declined'), director, '2026-06-29 15:00');
    pilot.tell(ask(), host, '2026-06-30');
    pass(pilot, '2026-07-31');
    // It rests until 2026-07-07, the fifth working day after it was asked for again.
    expect(rungs(pilot)).to.deep.equal(['2026-07-08 chase', '2026-07-13 supervision-notice']);
  });

  it('begins anew from the date that was granted, and what was reached stays in the record', () => {
    const pilot = pilotIn('running');
    pass(pilot, '2026-06-24');
    expect(rungs(pilot)).to.deep.equal(['2026-06-23 reminder']);
    pilot.tell(ask(), host, '2026-06-24');
    pilot.tell(agree(), director, '2026-06-25');
    pilot.tell(decide(), first, '2026-06-26');
    expect(watched(pilot)).to.include({ step: 0 });
    pass(pilot, '2026-09-02');
    expect(rungs(pilot)).to.deep.equal(['2026-06-23 reminder', '2026-08-24 reminder', '2026-08-28 reminder', '2026-09-01 chase']);
  });

  it('chases whoever is late with an answer', () => {
    const pilot = asked();
    pass(pilot, '2026-06-19');
    expect(rungs(pilot, `agree-extension-${DUTY}-1`)).to.deep.equal(['2026-06-16 reminder', '2026-06-18 chase']);
  });
});

describe('an extension and what else moves a date', () => {
  it('ends with the duty, when the pilot is suspended, and gives back the working days of the date granted', () => {
    const pilot = granted();
    const events = confirm(pilot, { type: 'proposeSuspension', reason: '园区搬迁。' }, 'national', '2026-06-18');
    expect(settledBy(events)).to.include(`${DUTY} withdrawn`);
    confirm(pilot, { type: 'proposeResumption', reason: '已复产。' }, 'national', '2026-06-25');
    const again = pilot.duties().find((id) => id.startsWith(`${DUTY}-again`)) ?? '';
    expect(watched(pilot, again)).to.include({ firstDue: day('2026-06-30') });
    expect(due(pilot, again)).to.equal('2026-09-04');
  });

  it('withdraws the answer owed with the duty itself', () => {
    const pilot = asked();
    const events = confirm(pilot, { type: 'proposeTermination', reason: '承担单位破产。' }, 'national', '2026-06-16');
    expect(settledBy(events)).to.include(`agree-extension-${DUTY}-1 withdrawn`);
    expect(pilot.answer(agree(), director, '2026-06-17')).to.equal('Closed');
  });

  it('stands for the date of the plan until a change of plan names another', () => {
    const pilot = granted();
    const milestones = [
      { id: 'base', title: '实训基地建成', dueDay: day('2026-07-31'), indicators: [] },
      { id: 'contest', title: '技能竞赛', dueDay: day('2026-11-30'), indicators: [] },
    ];
    pilot.tell({ type: 'draftPlan', outline: { sha256: 'b'.repeat(64), milestones } }, liaison, '2026-06-18');
    pilot.tell({ type: 'submitPlan', sha256: 'b'.repeat(64), reason: '企业搬迁。' }, director, '2026-06-18');
    for (const reviewer of [first, last]) pilot.tell({ type: 'approvePlan', version: 2 }, reviewer, '2026-06-19');
    expect(due(pilot)).to.equal('2026-07-31');
    expect(watched(pilot)?.extension).to.deep.include({ granted: 1 }).and.not.have.property('grant');
  });
});

describe('the mails of an extension', () => {
  type Told = Parameters<Stage<'pilot'>['tell']>;
  /** The mails of these commands, each as it is put out: with its own event folded, and nothing that comes after it. */
  function mailsOf(...told: readonly Told[]) {
    const { evolve, consequences } = entityOf('pilot');
    const pilot = pilotIn('running');
    return told.flatMap((one) => {
      let state: unknown = pilot.state();
      return pilot.tell(...one).flatMap((event) => {
        state = evolve(pilotState(state), event);
        return consequences(pilotState(state), event, pilot.id).flatMap((row) => (row.type === 'mail' ? [row] : []));
      });
    });
  }
  const pilotState = (state: unknown): ReturnType<Stage<'pilot'>['state']> => JSON.parse(JSON.stringify(state));
  const daysOf = (...told: readonly Told[]) => {
    const { due, until, was } = mailsOf(...told).at(-1)?.facts ?? {};
    return [due, until, was].map((fact) => (typeof fact === 'number' ? formatDay(fact) : fact));
  };
  const asking: Told = [ask(), host, '2026-06-15'];
  const agreeing: Told = [agree(), director, '2026-06-16'];

  it('leave at once, to whoever has to answer and to whoever asked', () => {
    const mails = mailsOf(asking, agreeing, [decide(), first, '2026-06-17']);
    expect(mails.map(({ notice, post, isUrgent }) => [notice, post, isUrgent])).to.deep.equal([
      ['extensionAsked', '53/office-director', true],
      ['extensionAgreed', '53/reviewer', true],
      ['extensionGranted', '53-h001/liaison', true],
    ]);
  });

  it('name the day that was asked for to whoever has to answer', () => {
    expect(daysOf(asking)).to.deep.equal(['2026-06-30', '2026-08-31', undefined]);
    expect(daysOf(asking, agreeing)).to.deep.equal(['2026-06-30', '2026-08-31', undefined]);
  });

  it('name the day that was granted, and the one it was put off from', () => {
    const granting: Told = [decide('granted', { until: day('2026-07-31') }), first, '2026-06-17'];
    expect(daysOf(asking, agreeing, granting)).to.deep.equal(['2026-07-31', undefined, '2026-06-30']);
  });

  it('name the day that stays where no other was granted', () => {
    expect(daysOf(asking, [agree('declined'), director, '2026-06-16'])).to.deep.equal(['2026-06-30', undefined, undefined]);
    expect(daysOf(asking, agreeing, [decide('refused'), first, '2026-06-17'])).to.deep.equal(['2026-06-30', undefined, undefined]);
  });

  it('are read as events without a duty where the record says so', () => {
    const { evolve, initial } = entityOf('pilot');
    const event = { type: 'extensionGranted', duty: 'x', from: 0, until: dayOf(0), number: 1 };
    expect(evolve(initial, event)).to.deep.equal(initial);
  });
});
