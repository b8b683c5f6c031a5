import { expect } from 'chai';
import { PILOT_LEVELS, type PilotLevel } from '../../domain/pilot/levels.js';
import type { Registration } from '../../domain/pilot/messages.js';
import { MOST_INDICATORS, MOST_MILESTONES } from '../../domain/pilot/plan.js';
import type { Milestone, PlanOutline } from '../../domain/pilot/plan-state.js';
import { actorOf } from '../fakes/people.js';
import { castOf, day, outline, pilotIn, registrations, SHA, stage } from './stage.js';

const { liaison, director, first, last } = castOf('national');
const reasons = [{ section: 'funding', reason: '请补充经费来源。' }];

const register = (change: Partial<Registration>, level: PilotLevel = 'national') => {
  const registration = { ...registrations[level], ...change };
  const actor = actorOf('zhao-min', registration.region, 'office-director');
  return stage('pilot', `${registration.region}-2026-0001`).answer({ type: 'registerPilot', ...registration }, actor, '2026-01-05');
};
const milestone = (id: string, change: Partial<Milestone> = {}): Milestone => ({
  id,
  title: id,
  dueDay: day('2026-06-30'),
  indicators: [],
  ...change,
});
const indicators = (count: number, prefix = 'i'): Milestone['indicators'] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${index}`,
    name: '',
    unit: '',
    baseline: 0,
    target: 1,
    direction: 'up' as const,
  }));
const draft = (...milestones: Milestone[]): string =>
  pilotIn('planning').answer({ type: 'draftPlan', outline: { sha256: SHA, milestones } }, liaison, '2026-01-06');

describe('the registration of a pilot', () => {
  it('is open to the office director and the liaison of the region, and to nobody else', () => {
    const answers = (['office-director', 'liaison', 'leader', 'reviewer', 'lead-department'] as const).map((role) =>
      stage('pilot', '53-2026-0001').answer({ type: 'registerPilot', ...registrations.national }, actorOf('x', '53', role), '2026-01-05'),
    );
    expect(answers).to.deep.equal(['accepted', 'accepted', 'NoRight', 'NoRight', 'NoRight']);
  });

  it("is not for another province's people", () => {
    const foreign = actorOf('lin', '44', 'office-director');
    const answer = stage('pilot', '53-2026-0001').answer({ type: 'registerPilot', ...registrations.national }, foreign, '2026-01-05');
    expect(answer).to.equal('NoRight');
  });

  it('belongs to a province for the higher levels and to a city for city pilots', () => {
    for (const level of PILOT_LEVELS) expect(register({}, level), level).to.equal('accepted');
    expect(register({ region: '5301' })).to.equal('WrongLevel');
    expect(register({ region: '53' }, 'city')).to.equal('WrongLevel');
  });

  it('names a host that lies within the region', () => {
    expect(register({ host: '5301-h001' })).to.equal('accepted');
    expect(register({ host: '5301' })).to.equal('accepted');
    for (const host of ['44-h001', '4401-h001', '00', '5', 'somewhere', '53-h01'])
      expect(register({ host }), host).to.equal('HostElsewhere');
    expect(register({ host: '53-h001' }, 'city')).to.equal('HostElsewhere');
    expect(register({ host: '5302-h001' }, 'city')).to.equal('HostElsewhere');
  });

  it('needs an end after its start', () => {
    expect(register({ startDay: day('2026-03-01'), endDay: day('2026-03-01') })).to.equal('EndTooEarly');
    expect(register({ startDay: day('2026-03-01'), endDay: day('2026-03-02') })).to.equal('accepted');
  });

  it('ends after the day of its registration, for nobody could work on it any more', () => {
    expect(register({ endDay: day('2026-01-05') })).to.equal('PilotDatesOutside');
    expect(register({ endDay: day('2026-01-06') })).to.equal('accepted');
  });

  it('began a year before its registration at the earliest', () => {
    expect(register({ startDay: day('2025-01-04') })).to.equal('PilotDatesOutside');
    expect(register({ startDay: day('2025-01-05') })).to.equal('accepted');
  });

  it('ends in a year that the calendar knows, and the refusal names every bound', () => {
    expect(register({ endDay: day('2034-12-31') })).to.equal('accepted');
    const beyond = { type: 'registerPilot', ...registrations.national, endDay: day('2035-01-01') } as const;
    expect(stage('pilot', '53-2026-0001').ask(beyond, actorOf('x', '53', 'liaison'), '2026-01-05')).to.deep.include({
      code: 'PilotDatesOutside',
      facts: { earliest: '2025-01-05', from: '2026-01-06', to: '2034-12-31' },
    });
  });
});

describe('the draft of a plan', () => {
  it('is saved whatever its dates: what is submitted must be right, what is saved need not be', () => {
    expect(draft(milestone('a', { dueDay: day('2025-12-31') }), milestone('b', { dueDay: day('2027-01-01') }))).to.equal('accepted');
  });

  it('names every milestone and every indicator once', () => {
    expect(draft(milestone('a'), milestone('a'))).to.equal('InvalidMilestones');
    expect(draft(milestone('a', { indicators: indicators(1) }), milestone('b', { indicators: indicators(1) }))).to.equal(
      'InvalidMilestones',
    );
  });

  it('takes no id that could not be a key of what is stored', () => {
    for (const id of ['', 'a.b', '$a', '__proto__', 'A', '里程碑', 'a'.repeat(33), 'a b'])
      expect(draft(milestone(id)), id).to.equal('InvalidMilestones');
    expect(draft(milestone('a', { indicators: indicators(1, '$') }))).to.equal('InvalidMilestones');
    expect(draft(milestone('constructor'))).to.equal('accepted');
  });

  it('has an upper limit, because it travels with the state', () => {
    const many = (count: number): Milestone[] => Array.from({ length: count }, (_, index) => milestone(`m${index}`));
    expect(draft(...many(MOST_MILESTONES))).to.equal('accepted');
    expect(draft(...many(MOST_MILESTONES + 1))).to.equal('InvalidMilestones');
    expect(draft(milestone('a', { indicators: indicators(MOST_INDICATORS + 1) }))).to.equal('InvalidMilestones');
  });
});

describe('the submission of a plan', () => {
  it('needs a draft', () => {
    expect(pilotIn('planning').answer({ type: 'submitPlan', sha256: SHA }, director, '2026-01-06')).to.equal('DraftMissing');
  });

  it('takes milestones from today to the last day of the pilot, and none outside', () => {
    for (const [due, answer] of [
      ['2025-12-31', 'InvalidDates'],
      ['2026-01-06', 'InvalidDates'],
      ['2026-01-07', 'accepted'],
      ['2026-12-31', 'accepted'],
      ['2027-01-01', 'InvalidDates'],
    ] as const) {
      const pilot = pilotIn('planning');
      pilot.tell(
        { type: 'draftPlan', outline: { sha256: SHA, milestones: [milestone('a', { dueDay: day(due) })] } },
        liaison,
        '2026-01-06',
      );
      expect(pilot.answer({ type: 'submitPlan', sha256: SHA }, director, '2026-01-07'), due).to.equal(answer);
    }
  });

  it('names the draft that was read, so that a later one is not sent unseen', () => {
    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline }, liaison, '2026-01-06');
    pilot.tell({ type: 'draftPlan', outline: { ...outline, sha256: 'b'.repeat(64) } }, liaison, '2026-01-06 11:00');
    expect(pilot.answer({ type: 'submitPlan', sha256: SHA }, director, '2026-01-07')).to.equal('StaleVersion');
  });

  it('is for the office director alone', () => {
    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline }, liaison, '2026-01-06');
    expect(pilot.answer({ type: 'submitPlan', sha256: SHA }, liaison, '2026-01-07')).to.equal('NoRight');
    expect(pilot.answer({ type: 'submitPlan', sha256: SHA }, actorOf('lin', '44', 'office-director'), '2026-01-07')).to.equal('NoRight');
  });
});

describe('the review of a plan', () => {
  for (const level of PILOT_LEVELS) {
    it(`goes through the two posts of a ${level} pilot, in order`, () => {
      const cast = castOf(level);
      const pilot = pilotIn('reviewing', level);
      const approve = { type: 'approvePlan', version: 1 } as const;
      expect(pilot.answer(approve, cast.last, '2026-01-08'), 'the second before the first').to.equal('NoRight');
      pilot.tell(approve, cast.first, '2026-01-08');
      expect(pilot.inner().phase).to.equal('reviewing');
      expect(pilot.answer(approve, cast.first, '2026-01-08'), 'the first once more').to.equal('NoRight');
      pilot.tell(approve, cast.last, '2026-01-09');
      expect(pilot.inner().phase).to.equal('running');
    });
  }

  it('keeps city pilots out of the hands of the centre', () => {
    const centre = castOf('national').last;
    expect(pilotIn('reviewing', 'city').answer({ type: 'approvePlan', version: 1 }, centre, '2026-01-08')).to.equal('NoRight');
  });

  it("is not for another province's reviewer", () => {
    const foreign = actorOf('lin', '44', 'reviewer');
    expect(pilotIn('reviewing').answer({ type: 'approvePlan', version: 1 }, foreign, '2026-01-08')).to.equal('NoRight');
  });

  it('judges the version that was read', () => {
    expect(pilotIn('reviewing').answer({ type: 'approvePlan', version: 2 }, first, '2026-01-08')).to.equal('StaleVersion');
  });

  it('opens the next version with a return, due in ten working days', () => {
    const pilot = pilotIn('reviewing');
    pilot.tell({ type: 'returnPlan', version: 1, reasons }, first, '2026-01-08');
    expect(pilot.duties()).to.deep.equal(['plan-2']);
    expect(pilot.state().watched['plan-2']?.due).to.equal(day('2026-01-22'));
    expect(pilot.answer({ type: 'submitPlan', sha256: SHA }, director, '2026-01-09')).to.equal('DraftMissing');
    pilot.tell({ type: 'draftPlan', outline }, liaison, '2026-01-09');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-01-09');
    expect(pilot.inner().versions.map(({ version, outcome }) => [version, outcome])).to.deep.equal([
      [1, 'returned'],
      [2, 'reviewing'],
    ]);
  });

  it('begins with the first step again after a return by the second', () => {
    const pilot = pilotIn('reviewing');
    pilot.tell({ type: 'approvePlan', version: 1 }, first, '2026-01-08');
    pilot.tell({ type: 'returnPlan', version: 1, reasons }, last, '2026-01-09');
    pilot.tell({ type: 'draftPlan', outline }, liaison, '2026-01-12');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-01-12');
    expect(pilot.duties()).to.deep.equal(['review-2-1']);
    pilot.tell({ type: 'approvePlan', version: 2 }, first, '2026-01-13');
    pilot.tell({ type: 'approvePlan', version: 2 }, last, '2026-01-13');
    expect(pilot.inner().phase).to.equal('running');
  });

  it('keeps of a returned version its hash, and not its milestones', () => {
    const pilot = pilotIn('reviewing');
    for (let version = 1; version <= 20; version++) {
      pilot.tell({ type: 'returnPlan', version, reasons }, first, '2026-01-08');
      pilot.tell({ type: 'draftPlan', outline }, liaison, '2026-01-09');
      pilot.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-01-09');
    }
    const [former] = pilot.inner().versions;
    expect(former?.outline).to.deep.equal({ sha256: SHA, milestones: [] });
    expect(pilot.inner().versions.at(-1)?.outline).to.deep.equal(outline);
    expect(JSON.stringify(pilot.state()).length).to.be.lessThan(8_000);
  });

  it('approves nothing that is over, and no milestone that would be late the moment it is owed', () => {
    const pilot = pilotIn('reviewing');
    expect(pilot.answer({ type: 'approvePlan', version: 1 }, first, '2026-06-30 23:59')).to.equal('accepted');
    expect(pilot.answer({ type: 'approvePlan', version: 1 }, first, '2026-07-01 00:00')).to.equal('InvalidDates');
    expect(pilot.answer({ type: 'returnPlan', version: 1, reasons }, first, '2026-07-01 00:00')).to.equal('accepted');
    const empty: PlanOutline = { sha256: SHA, milestones: [] };
    const bare = pilotIn('planning');
    bare.tell({ type: 'draftPlan', outline: empty }, liaison, '2026-01-06');
    bare.tell({ type: 'submitPlan', sha256: SHA }, director, '2026-01-07');
    expect(bare.answer({ type: 'approvePlan', version: 1 }, first, '2026-12-31 23:59')).to.equal('accepted');
    expect(bare.answer({ type: 'approvePlan', version: 1 }, first, '2027-01-01 00:00')).to.equal('EndTooEarly');
    expect(bare.answer({ type: 'rejectPlan', version: 1, reason: '已过期。' }, first, '2027-01-01 00:00')).to.equal('accepted');
  });
});
