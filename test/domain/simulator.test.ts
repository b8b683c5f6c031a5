import { expect } from 'chai';
import { CENTRE, type Actor, type Role } from '../../domain/actor.js';
import type { Calendar } from '../../domain/calendar.js';
import type { CommandOf } from '../../domain/kinds.js';
import { createSimulator, type Simulator } from '../../domain/simulator.js';
import { isSupervisionEvent } from '../../domain/supervision.js';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { actorOf, centralReviewer, director, hostLiaison, liaison, provincialReviewer, systemAdministrator } from '../fakes/people.js';
import { at, day, figure, onBehalf, outline, registrations, SHA } from './stage.js';

const PILOT = '53-2026-0001';
const toPilot = { kind: 'pilot', id: PILOT } as const;
const toHost = { kind: 'unit', id: '53-h001' } as const;

/** A site with the centre, Yunnan and one host, founded in the first days of 2026. */
function founded(calendarOf: (region: string) => Calendar = () => nationalCalendar): Simulator {
  const simulator = createSimulator({ startsAt: at('2026-01-05'), calendarOf });
  const found = (id: string, name: string, kind: 'centre' | 'province' | 'host', parentPath: string[]) =>
    tell(simulator, { kind: 'unit', id }, { type: 'foundUnit', name, kind, parentPath }, systemAdministrator);
  const seat = (id: string, role: Role, person: string, actor: Actor) =>
    tell(simulator, { kind: 'unit', id }, { type: 'assignHolder', role, person, name: person, reason: '任命' }, actor);
  found('00', '全国产改协调小组', 'centre', []);
  found('53', '云南省', 'province', ['00']);
  found('53-h001', '昆钢', 'host', ['00', '53']);
  seat('00', 'security-administrator', 'ma-li', systemAdministrator);
  const security = actorOf('ma-li', CENTRE, 'security-administrator');
  seat('00', 'reviewer', centralReviewer.person, security);
  seat('53', 'office-director', director.person, security);
  seat('53', 'liaison', liaison.person, security);
  seat('53', 'reviewer', provincialReviewer.person, security);
  seat('53-h001', 'liaison', hostLiaison.person, director);
  return simulator;
}

function tell(simulator: Simulator, to: typeof toPilot, command: CommandOf<'pilot'>, actor: Actor, when?: string): void;
function tell(simulator: Simulator, to: { kind: 'unit'; id: string }, command: CommandOf<'unit'>, actor: Actor, when?: string): void;

function tell(
  simulator: Simulator,
  to: { kind: 'pilot' | 'unit'; id: string },
  command: CommandOf<'pilot'> | CommandOf<'unit'>,
  actor: Actor,
  when?: string,
): void {
  const decision = simulator.send({ to, actor, command, ...(when === undefined ? {} : { at: at(when) }) });
  if (!decision.ok) expect.fail(`${command.type} was refused: ${decision.code}`);
}

const register = { type: 'registerPilot', ...registrations.national, endDay: day('2027-12-31') } as const;

const typesIn = (simulator: Simulator, from = 0): string[] =>
  simulator
    .entries('pilot', PILOT)
    .slice(from)
    .map(({ event }) => event.type)
    .filter((type) => type !== 'dutiesChanged');

/** Two years of one pilot: a return, a holiday of the host's liaison, a late milestone, an outage, a result. */
function lived(): Simulator {
  const simulator = founded();
  const pilot = (command: CommandOf<'pilot'>, actor: Actor, when: string) => tell(simulator, toPilot, command, actor, when);
  const report = (period: string, when: string, actor = hostLiaison): void => {
    pilot({ type: 'submitReport', period, sha256: SHA, figures: [figure] }, actor, when);
    pilot({ type: 'judgeReport', period, verdict: 'accepted', reason: '内容完整。' }, provincialReviewer, when);
  };
  pilot(register, director, '2026-01-08');
  pilot({ type: 'draftPlan', outline }, liaison, '2026-01-12');
  pilot({ type: 'submitPlan', sha256: SHA }, director, '2026-01-28');
  pilot(
    { type: 'returnPlan', version: 1, reasons: [{ section: 'funding', reason: '请补充经费来源。' }] },
    provincialReviewer,
    '2026-02-02',
  );
  pilot({ type: 'draftPlan', outline }, liaison, '2026-02-05');
  pilot({ type: 'submitPlan', sha256: SHA }, director, '2026-02-06');
  pilot({ type: 'approvePlan', version: 2 }, provincialReviewer, '2026-02-10');
  pilot({ type: 'approvePlan', version: 2, opinion: '同意。' }, centralReviewer, '2026-02-26');
  tell(
    simulator,
    toHost,
    { type: 'delegatePost', role: 'liaison', person: 'tang-yu', name: '唐宇', until: at('2026-07-20'), reason: '休假' },
    hostLiaison,
    '2026-06-01',
  );
  report('2026Q2', '2026-07-06', onBehalf(actorOf('tang-yu', '53-h001', 'liaison'), hostLiaison.person));
  pilot({ type: 'submitMilestone', milestone: 'base', note: '基地已揭牌。', figures: [] }, hostLiaison, '2026-07-22');
  pilot({ type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: '材料齐全。' }, centralReviewer, '2026-07-24');
  report('2026Q3', '2026-10-12');
  pilot({ type: 'submitMilestone', milestone: 'contest', note: '竞赛已举办。', figures: [] }, hostLiaison, '2026-11-20');
  pilot({ type: 'judgeMilestone', milestone: 'contest', verdict: 'met', reason: '材料齐全。' }, centralReviewer, '2026-11-23');
  report('2026Q4', '2027-01-08');
  report('2027Q1', '2027-04-08');
  simulator.outageUntil(at('2027-07-12'));
  report('2027Q2', '2027-07-12');
  report('2027Q3', '2027-10-12');
  pilot({ type: 'submitReport', period: '2027Q4', sha256: SHA, figures: [] }, hostLiaison, '2027-12-28');
  pilot({ type: 'judgeReport', period: '2027Q4', verdict: 'accepted', reason: '内容完整。' }, provincialReviewer, '2027-12-30');
  pilot({ type: 'submitConclusion', sha256: SHA }, director, '2028-01-14');
  pilot({ type: 'enterResult', grade: 'good', reason: '一项迟办。' }, centralReviewer, '2028-01-20');
  pilot({ type: 'closePilot' }, centralReviewer, '2028-01-21');
  return simulator;
}

describe('the simulator', () => {
  it('hands over every stream as the record store takes it', async () => {
    const record = createMemoryRecord();
    const simulator = lived();
    for (const append of simulator.streams()) expect(await record.append(append)).to.equal('kept');
    expect(await record.entries('pilot', PILOT)).to.deep.equal(simulator.entries('pilot', PILOT));
    expect(await record.view('pilot', PILOT)).to.deep.equal(simulator.view('pilot', PILOT));
  });

  it('numbers entries without a gap and stamps those of one command alike', () => {
    for (const { entries } of lived().streams()) {
      expect(entries.map(({ seq }) => seq)).to.deep.equal(entries.map((_, index) => index + 1));
      const stamps = new Map(entries.map(({ commandId, receivedAt, actor }) => [commandId, { receivedAt, actor }]));
      for (const { commandId, receivedAt, actor } of entries) expect(stamps.get(commandId)).to.deep.equal({ receivedAt, actor });
    }
  });

  it('gives every command of the site an id of its own', () => {
    const ids = lived()
      .streams()
      .flatMap(({ kind, id, entries }) =>
        [...new Set(entries.map(({ commandId }) => commandId))].map((commandId) => ({ commandId, stream: `${kind}/${id}` })),
      );
    expect(new Set(ids.map(({ commandId }) => commandId)).size).to.equal(ids.length);
  });

  it('says of every stream exactly what a projection from its beginning says', () => {
    for (const { kind, id, entries, projection } of lived().streams()) {
      const whole = project(kind, id, nothingYet(kind), entries, nationalCalendar);
      expect(projection.view).to.deep.equal(whole.view);
      expect(projection.outbox).to.deep.equal(whole.outbox);
      expect(projection.documents).to.deep.equal(whole.documents);
      expect([...projection.duties].sort(byId)).to.deep.equal([...whole.duties].sort(byId));
    }
  });

  it('decides a command once, however often it is sent under its id', () => {
    const simulator = founded();
    const letter = { to: toPilot, actor: director, command: register, commandId: 'k1' };
    const [first, second] = [simulator.send(letter), simulator.send(letter)];
    expect(second).to.deep.equal(first);
    expect(typesIn(simulator)).to.deep.equal(['pilotRegistered']);
  });

  it('leaves no trace of a refusal, and decides again under the same id', () => {
    const simulator = founded();
    const letter = { to: toPilot, command: register, commandId: 'k1' };
    expect(simulator.send({ ...letter, actor: hostLiaison })).to.deep.include({ code: 'NoRight' });
    expect(simulator.view('pilot', PILOT)).to.equal(undefined);
    expect(simulator.send({ ...letter, actor: director }).ok).to.equal(true);
  });

  it('keeps the hash it is given of each command', () => {
    const simulator = createSimulator({ startsAt: at('2026-01-05'), calendarOf: () => nationalCalendar, hashOf: ({ type }) => `#${type}` });
    tell(simulator, { kind: 'unit', id: '00' }, { type: 'foundUnit', name: '', kind: 'centre', parentPath: [] }, systemAdministrator);
    expect(simulator.entries('unit', '00').map(({ commandHash }) => commandHash)).to.deep.equal(['#foundUnit', '#foundUnit']);
  });

  it('shows a message that was refused, and goes on', () => {
    const simulator = createSimulator({ startsAt: at('2026-01-05'), calendarOf: () => nationalCalendar });
    tell(simulator, toPilot, register, director);
    expect(simulator.refusedMessages().map(({ row, refusal }) => [row.id, refusal.code])).to.deep.equal([
      [`pilot/${PILOT}@1.0`, 'NotFound'],
    ]);
  });

  it('lives each province by its own calendar', () => {
    const asked: string[] = [];
    const simulator = founded((region) => {
      asked.push(region);
      return nationalCalendar;
    });
    tell(simulator, toPilot, register, director);
    expect([...new Set(asked)]).to.deep.equal(['00', '53']);
  });

  it('lets time pass forwards only', () => {
    const simulator = founded();
    simulator.advanceTo(at('2026-02-01'));
    for (const goBack of [
      () => simulator.advanceTo(at('2026-01-31')),
      () => simulator.outageUntil(at('2026-01-31')),
      () => simulator.send({ to: toPilot, actor: director, command: register, at: at('2026-01-31') }),
      () => simulator.advanceTo(Number.NaN),
    ])
      expect(goBack).to.throw(RangeError);
    expect(simulator.now()).to.equal(at('2026-02-01'));
  });

  it('fires what an outage held up when somebody is there again, one rung each', () => {
    const simulator = founded();
    tell(simulator, toPilot, register, director);
    simulator.outageUntil(at('2026-04-01 10:00'));
    expect(typesIn(simulator)).to.deep.equal(['pilotRegistered']);
    simulator.advanceTo(at('2026-04-01 10:00'));
    expect(typesIn(simulator)).to.deep.equal(['pilotRegistered', 'rungReached']);
    simulator.advanceTo(at('2026-05-01'));
    expect(typesIn(simulator)).to.deep.equal(['pilotRegistered', 'rungReached', 'rungReached', 'rungReached', 'rungReached']);
  });

  it('takes no time for years in which nothing happens, and ends with nobody left to wake', () => {
    const simulator = lived();
    const before = simulator.entries('pilot', PILOT).length;
    simulator.advanceTo(at('2035-01-01'));
    expect(simulator.entries('pilot', PILOT)).to.have.length(before);
    for (const { projection } of simulator.streams()) expect(projection.view.wakeAt).to.equal(undefined);
  });

  it('writes no supervision event that nobody caused', () => {
    for (const { entries } of lived().streams())
      for (const { event, actor } of entries) {
        if (isSupervisionEvent(event) && event.type === 'rungReached') expect(actor.person).to.equal('system');
      }
  });
});

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => a.id.localeCompare(b.id);
