import { expect } from 'chai';
import { createSimulator } from '../../domain/simulator.js';
import { isSupervisionEvent } from '../../domain/supervision.js';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { director, hostLiaison, systemAdministrator } from '../fakes/people.js';
import { at } from './stage.js';
import { PILOT, toPilot, founded, tell, register, typesIn, lived } from './simulated-site.js';

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
