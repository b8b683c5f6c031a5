import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { dayOf, formatDay, type Calendar, type Instant, type Term } from '../../domain/calendar.js';
import type { Duty } from '../../domain/duty.js';
import { accept, actorOfEvent, type Entity } from '../../domain/entity.js';
import { supervise } from '../../domain/supervised.js';
import type { Supervised, SupervisionEvent } from '../../domain/supervision.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { liaison } from '../fakes/people.js';
import { at } from './stage.js';

/** Owes exactly what it is told to owe, from the next command on. */
interface Debtor {
  readonly owed: readonly Duty[];
  readonly isOver: boolean;
  readonly bellAt?: Instant;
}
type Command = { type: 'owe'; owed: readonly Duty[]; how: 'paid' | 'dropped' } | { type: 'setBell'; bellAt: Instant } | { type: 'stop' };
type Event =
  { type: 'paid' | 'dropped'; owed: readonly Duty[] } | { type: 'bellSet'; bellAt: Instant } | { type: 'bellRang' } | { type: 'stopped' };

const debtor: Entity<Debtor, Command, Event> = {
  kind: 'debtor',
  initial: { owed: [], isOver: false },
  decide: (_, command) => {
    if (command.type === 'owe') return accept<Event>({ type: command.how, owed: command.owed });
    return command.type === 'stop' ? accept<Event>({ type: 'stopped' }) : accept<Event>({ type: 'bellSet', bellAt: command.bellAt });
  },
  evolve: ({ bellAt, ...state }, event) => {
    const bell = bellAt === undefined ? {} : { bellAt };
    switch (event.type) {
      case 'paid':
      case 'dropped':
        return { ...state, ...bell, owed: event.owed };
      case 'bellSet':
        return { ...state, bellAt: event.bellAt };
      case 'bellRang':
        return { ...state, owed: [] };
      case 'stopped':
        return { ...state, isOver: true, owed: [] };
      default:
        return event satisfies never;
    }
  },
  duties: ({ owed }) => owed,
  fulfilledBy: { debt: ['paid'] },
  passed: ({ bellAt }, now) => (bellAt !== undefined && bellAt <= now ? [{ type: 'bellRang' }] : []),
  nextPassing: ({ bellAt }) => bellAt,
  consequences: () => [],
  overseer: () => '53/office-director',
  climbed: () => [],
  climbOver: () => [],
  atRung: (_, { rung, duty: id }) => [{ type: 'message', to: { kind: rung, id }, command: { type: 'climbed' } }],
  refersTo: () => [],
  brings: () => [],
  summary: () => ({ title: '', phase: '', path: [], fields: {} }),
  isClosed: ({ isOver }) => isOver,
};
const entity = supervise(debtor);
type State = Supervised<Debtor>;

const term = (from: string, days: number): Term => ({ kind: 'after', from: at(from), days, unit: 'working' });
const duty = (id: string, days = 10, post = '53/liaison', from = '2026-03-02'): Duty => ({
  id,
  kind: 'debt',
  post,
  term: term(from, days),
});

function told(state: State, command: Command | { type: 'tick' }, when: string | Instant): [State, readonly (Event | SupervisionEvent)[]] {
  const now = typeof when === 'string' ? at(when) : when;
  const actor = command.type === 'tick' ? SYSTEM : liaison;
  const decision = entity.decide(state, command, { id: 'd', calendar, actor, at: now });
  if (!decision.ok) return expect.fail(`refused: ${decision.code}`);
  return [decision.events.reduce(entity.evolve, state), decision.events];
}
const owe = (owed: readonly Duty[], how: 'paid' | 'dropped' = 'dropped'): Command => ({ type: 'owe', owed, how });
const changes = (events: readonly (Event | SupervisionEvent)[]) => events.filter((event) => event.type === 'dutiesChanged');

describe('the supervisor', () => {
  it('opens what is newly owed with its due day, as an event of its own', () => {
    const [state, events] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    expect(changes(events)).to.deep.equal([
      {
        type: 'dutiesChanged',
        at: at('2026-03-02'),
        calendarVersion: calendar.version,
        opened: [{ ...duty('a'), due: dayOf(at('2026-03-16')), ladder: 'standard-2' }],
        moved: [],
        settled: [],
      },
    ]);
    expect(state.watched['a']).to.include({ openedAt: at('2026-03-02'), firstDue: dayOf(at('2026-03-16')), step: 0 });
    expect(state.calendarVersion).to.equal(calendar.version);
  });

  it('says nothing where nothing changed', () => {
    const [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    expect(changes(told(state, owe([duty('a')]), '2026-03-03')[1])).to.deep.equal([]);
  });

  it('settles what is no longer owed: done by an event that fulfils it, else withdrawn by the one it says', () => {
    const [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    for (const [how, outcome] of [
      ['paid', { outcome: 'done' }],
      ['dropped', { outcome: 'withdrawn', cause: 'dropped' }],
    ] as const) {
      const [after, events] = told(state, owe([], how), '2026-03-03');
      expect(changes(events)[0]).to.deep.include({ settled: [{ id: 'a', isLate: false, ...outcome }] });
      expect(after.watched).to.deep.equal({});
    }
  });

  it('marks what is settled after its due day as late', () => {
    const [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const marks = ['2026-03-16 23:59', '2026-03-17 00:00'].map((when) => {
      const [event] = changes(told(state, owe([], 'paid'), when)[1]);
      return event?.type === 'dutiesChanged' && event.settled[0]?.isLate;
    });
    expect(marks).to.deep.equal([false, true]);
  });

  it('judges lateness by the instant of receipt, not by the order of decisions', () => {
    const [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const [later] = told(state, { type: 'tick' }, '2026-03-17 08:00');
    const [, events] = told(later, owe([], 'paid'), '2026-03-16 23:59');
    expect(changes(events)[0]).to.deep.include({ settled: [{ id: 'a', outcome: 'done', isLate: false }] });
  });

  it('moves a duty to another post or another term and keeps its first due day', () => {
    const [opened] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const [climbed] = told(opened, { type: 'tick' }, '2026-03-10 08:00');
    const [moved, events] = told(climbed, owe([duty('a', 20, '53/leader')]), '2026-03-11');
    expect(changes(events)[0]).to.deep.include({
      opened: [],
      moved: [{ ...duty('a', 20, '53/leader'), due: dayOf(at('2026-03-30')), termedAt: at('2026-03-11'), step: 0 }],
      settled: [],
    });
    expect(moved.watched['a']).to.include({
      post: '53/leader',
      openedAt: at('2026-03-02'),
      firstDue: dayOf(at('2026-03-16')),
      due: dayOf(at('2026-03-30')),
    });
  });

  it('climbs again the rungs that lie ahead of a later date, and keeps those that do not', () => {
    const [opened] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const [climbed] = told(opened, { type: 'tick' }, '2026-03-10 08:00');
    const stepUnder = (days: number) => told(climbed, owe([duty('a', days)]), '2026-03-11')[0].watched['a']?.step;
    expect([9, 11, 12, 13, 20].map(stepUnder)).to.deep.equal([1, 1, 1, 0, 0]);
  });

  it('keeps the mark of a duty that was overdue when it was moved', () => {
    const [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const marks = ['2026-03-16 23:59', '2026-03-17 00:00'].map((when) => {
      const [moved] = told(state, owe([duty('a', 20)]), when);
      const [event] = changes(told(moved, owe([], 'paid'), '2026-03-20')[1]);
      return event?.type === 'dutiesChanged' && event.settled[0]?.isLate;
    });
    expect(marks).to.deep.equal([false, true]);
  });

  it('moves a duty whose post alone has changed', () => {
    const [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const [moved] = told(state, owe([duty('a', 10, '53/leader')]), '2026-03-03');
    expect(moved.watched['a']).to.include({ post: '53/leader', due: dayOf(at('2026-03-16')) });
  });

  it('watches many duties at once, each by its own dates', () => {
    const [state, events] = told(entity.initial, owe([duty('a', 5), duty('b', 10), duty('c', 15)]), '2026-03-02');
    expect(changes(events)).to.have.length(1);
    expect(Object.values(state.watched).map(({ due }) => formatDay(due))).to.deep.equal(['2026-03-09', '2026-03-16', '2026-03-23']);
  });

  it('lets time settle a duty, and does not climb for what time has just settled', () => {
    const [owing] = told(entity.initial, owe([duty('a', 1)]), '2026-03-02');
    const [state] = told(owing, { type: 'setBell', bellAt: at('2026-03-04 06:00') }, '2026-03-02');
    const [after, events] = told(state, { type: 'tick' }, '2026-03-04 09:00');
    expect(events.map(({ type }) => type)).to.deep.equal(['bellRang', 'dutiesChanged']);
    expect(after.watched).to.deep.equal({});
  });

  it('decides a command on what time has brought, also where the tick is late', () => {
    const [owing] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const [state] = told(owing, { type: 'setBell', bellAt: at('2026-03-04 06:00') }, '2026-03-02');
    const [after, events] = told(state, owe([duty('b')]), '2026-03-04 06:00');
    expect(events.map(({ type }) => type)).to.deep.equal(['bellRang', 'dutiesChanged', 'dropped', 'dutiesChanged']);
    expect(Object.keys(after.watched)).to.deep.equal(['b']);
  });

  it('says of what time has brought that nobody did it', () => {
    const [owing] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const [state] = told(owing, { type: 'setBell', bellAt: at('2026-03-04 06:00') }, '2026-03-02');
    const late = entity.decide(state, owe([duty('b')]), { id: 'd', calendar, actor: liaison, at: at('2026-03-04 06:00') });
    if (!late.ok) return expect.fail(late.code);
    expect(late.events.map(({ type }, index) => [type, actorOfEvent(late, index, liaison).person])).to.deep.equal([
      ['bellRang', SYSTEM.person],
      ['dutiesChanged', SYSTEM.person],
      ['dropped', liaison.person],
      ['dutiesChanged', liaison.person],
    ]);
    const own = entity.decide(state, owe([duty('b')]), { id: 'd', calendar, actor: liaison, at: at('2026-03-03') });
    return expect(own).to.not.have.property('passed');
  });

  it('wakes for whatever comes first: an end, or a rung', () => {
    const surroundings = { id: 'd', calendar };
    const [owing] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const rung = entity.wakeAt(owing, surroundings, at('2026-03-02')) ?? 0;
    expect(formatDay(dayOf(rung))).to.equal('2026-03-09');
    const [earlier] = told(owing, { type: 'setBell', bellAt: at('2026-03-08 03:00') }, '2026-03-02');
    expect(entity.wakeAt(earlier, surroundings, at('2026-03-02'))).to.equal(at('2026-03-08 03:00'));
    const [later] = told(owing, { type: 'setBell', bellAt: at('2026-03-10') }, '2026-03-02');
    expect(entity.wakeAt(later, surroundings, at('2026-03-02'))).to.equal(rung);
  });

  it('never wakes in the past, nor for a rung on a day off', () => {
    const [owing] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const now = at('2026-03-14 12:00');
    expect(formatDay(dayOf(entity.wakeAt(owing, { id: 'd', calendar }, now) ?? 0))).to.equal('2026-03-16');
    const [rung] = told(owing, { type: 'setBell', bellAt: at('2026-03-03') }, '2026-03-02');
    expect(entity.wakeAt(rung, { id: 'd', calendar }, now)).to.equal(now);
  });

  it('answers a tick for nothing with NothingDue, and one after the end with Closed', () => {
    const context = { id: 'd', calendar, actor: SYSTEM, at: at('2026-03-02') };
    expect(entity.decide(entity.initial, { type: 'tick' }, context)).to.deep.include({ code: 'NothingDue' });
    const [over] = told(entity.initial, { type: 'stop' }, '2026-03-02');
    expect(entity.decide(over, { type: 'tick' }, context)).to.deep.include({ code: 'Closed' });
    expect(entity.wakeAt(over, { id: 'd', calendar }, 0)).to.equal(undefined);
  });

  it('takes a tick from the system only', () => {
    const context = { id: 'd', calendar, actor: liaison, at: at('2026-03-02') };
    expect(entity.decide(entity.initial, { type: 'tick' }, context)).to.deep.include({ code: 'NoRight' });
  });

  it('writes to the holder at every rung, and to the overseer at the chase', () => {
    const rung = (name: 'reminder' | 'chase', post = '53/liaison') =>
      entity.consequences(
        entity.initial,
        { type: 'rungReached', duty: 'a', kind: 'debt', post, rung: name, step: 1, on: 0, due: 0, skipped: [] },
        'd',
      );
    const posts = (consequences: ReturnType<typeof rung>) => consequences.map((one) => one.type === 'mail' && one.post);
    expect(posts(rung('reminder'))).to.deep.equal(['53/liaison']);
    expect(posts(rung('chase'))).to.deep.equal(['53/liaison', '53/office-director']);
    expect(posts(rung('chase', '53/office-director'))).to.deep.equal(['53/office-director']);
  });

  it('leaves to the entity what a rung above the chase brings', () => {
    const [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    const reached = { type: 'rungReached', duty: 'a', kind: 'debt', post: '53/liaison', rung: 'supervision-notice', step: 4 } as const;
    expect(entity.consequences(state, { ...reached, on: 0, due: 0, skipped: [] }, 'd')).to.deep.equal([
      { type: 'message', to: { kind: 'supervision-notice', id: 'a' }, command: { type: 'climbed' } },
    ]);
  });

  it('tells the notice about a duty when that duty is settled, and nobody where there is none', () => {
    let [state] = told(entity.initial, owe([duty('a'), duty('b', 20)]), '2026-03-02');
    for (const when of ['2026-03-09 08:00', '2026-03-13 08:00', '2026-03-17 08:00', '2026-03-20 08:00'])
      [state] = told(state, { type: 'tick' }, when);
    expect(state.watched['a']?.climbed?.map(({ rung, on }) => `${formatDay(on)} ${rung}`)).to.deep.equal([
      '2026-03-09 reminder',
      '2026-03-13 reminder',
      '2026-03-17 chase',
      '2026-03-20 supervision-notice',
    ]);
    const [after, events] = told(state, owe([], 'paid'), '2026-03-23');
    const [change] = changes(events);
    expect(change?.type === 'dutiesChanged' && change.settled.map(({ notice }) => notice)).to.deep.equal(['d~a~20260316', undefined]);
    expect(events.flatMap((event) => entity.consequences(after, event, 'd'))).to.deep.equal([
      {
        type: 'message',
        to: { kind: 'notice', id: 'd~a~20260316' },
        command: { type: 'noteMatterSettled', outcome: 'done', on: '2026-03-23' },
        isMootOnceClosed: true,
      },
    ]);
  });

  it('tells the notice when its duty is given a later date, and drafts another where that one passes as well', () => {
    let [state] = told(entity.initial, owe([duty('a')]), '2026-03-02');
    for (const when of ['2026-03-09 08:00', '2026-03-13 08:00', '2026-03-17 08:00', '2026-03-20 08:00'])
      [state] = told(state, { type: 'tick' }, when);
    expect(state.watched['a']?.notice).to.equal('d~a~20260316');
    const [moved, events] = told(state, owe([duty('a', 30)]), '2026-03-23');
    expect(moved.watched['a']).to.not.have.property('notice');
    const messages = events.flatMap((event) => entity.consequences(moved, event, 'd'));
    expect(messages.map((one) => one.type === 'message' && one.command)).to.deep.equal([
      { type: 'noteMatterSettled', outcome: 'moved', on: '2026-03-23' },
    ]);
    let late = moved;
    for (const when of ['2026-04-07 08:00', '2026-04-13 08:00', '2026-04-15 08:00', '2026-04-20 08:00'])
      [late] = told(late, { type: 'tick' }, when);
    expect(late.watched['a']?.notice).to.match(/^d~a~202604\d\d$/);
  });

  it('reads a rung of a duty that is gone without a change', () => {
    const gone: SupervisionEvent = {
      type: 'rungReached',
      duty: 'x',
      kind: '',
      post: '',
      rung: 'chase',
      step: 3,
      on: 0,
      due: 0,
      skipped: [],
    };
    expect(entity.evolve(entity.initial, gone)).to.deep.equal(entity.initial);
  });
});

describe('an entity that never owed anything', () => {
  const newer: Calendar = { ...calendar, version: 7, daysOff: [...calendar.daysOff, dayOf(at('2026-03-10'))].sort((a, b) => a - b) };
  const adopt = (state: State, to: Calendar, own = calendar) =>
    entity.decide(state, { type: 'adoptCalendar', calendar: to }, { id: 'd', calendar: own, actor: SYSTEM, at: at('2026-03-02') });
  const [begun] = told(entity.initial, { type: 'setBell', bellAt: at('2026-12-01') }, '2026-03-01');

  it('adopts a new calendar, so that what it owes later is dated by it', () => {
    expect(begun.calendarVersion).to.equal(0);
    const decision = adopt(begun, newer);
    const events = decision.ok ? decision.events : expect.fail(decision.code);
    expect(events).to.deep.equal([
      { type: 'calendarAdopted', at: at('2026-03-02'), former: calendar.version, version: 7, redated: [], held: [] },
    ]);
    const adopted = events.reduce(entity.evolve, begun);
    expect(adopted.calendarVersion).to.equal(7);
    expect(adopt(adopted, newer, newer)).to.deep.include({ ok: false, code: 'NothingDue' });
  });

  it('says so also where its run began with the new one, and never goes back to an older one', () => {
    expect(adopt(begun, newer, newer).ok).to.equal(true);
    expect(adopt(begun, calendar, newer)).to.deep.include({ ok: false, code: 'NothingDue' });
  });

  it('adopts it also where all that was recorded of it left its state as it was', () => {
    expect(adopt(entity.initial, newer).ok).to.equal(true);
  });
});
