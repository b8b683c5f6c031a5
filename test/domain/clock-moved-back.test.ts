import { expect } from 'chai';
import * as fc from 'fast-check';
import { SYSTEM, type Actor } from '../../domain/actor.js';
import { dayOf, formatDay, HOUR_MS, MINUTE_MS, type Instant } from '../../domain/calendar.js';
import type { Entry, Typed } from '../../domain/entity.js';
import { entityOf, type AnyState } from '../../domain/kinds.js';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { director, liaison } from '../fakes/people.js';
import { at, outline, registrations } from './stage.js';

const ID = '53-2026-0007';
const entity = entityOf('pilot');
const UNTIL = at('2026-02-13');

/** A pilot whose plan nobody submits: it climbs to the notice. Whoever tells it the time may be wrong by so much. */
function pilotOwingItsPlan() {
  let state: AnyState = entity.initial;
  const entries: Entry[] = [];
  const rungs: string[] = [];
  const tell = (command: Typed & Readonly<Record<string, unknown>>, actor: Actor, when: Instant): boolean => {
    const decision = entity.decide(state, command, { id: ID, calendar, actor, at: when });
    if (!decision.ok) return false;
    for (const event of decision.events) {
      state = entity.evolve(state, event);
      const seq = entries.length + 1;
      entries.push({ seq, receivedAt: when, decidedAt: when, actor, commandId: `c${seq}`, commandHash: '', event });
      if (event.type === 'rungReached' && 'step' in event) rungs.push(`${String(event.step)} ${formatDay(dayOf(when))}`);
    }
    return true;
  };
  tell({ type: 'registerPilot', ...registrations.national }, director, at('2026-01-05 10:00'));
  return { tell, rungs, entries, state: () => state, wakeAt: (now: Instant) => entity.wakeAt(state, { id: ID, calendar }, now) };
}

/** Its life where the clock is moved back by so many minutes right after each of these rungs. */
function lifeWith(jumps: ReadonlyMap<number, number>) {
  const pilot = pilotOwingItsPlan();
  let now = at('2026-01-05 10:00');
  for (let tick = 1; ; tick += 1) {
    const wake = pilot.wakeAt(now);
    if (wake === undefined || wake > UNTIL) return pilot;
    now = wake;
    pilot.tell({ type: 'tick' }, SYSTEM, now);
    const back = jumps.get(tick);
    if (back === undefined) continue;
    now -= back * MINUTE_MS;
    expect(pilot.tell({ type: 'tick' }, SYSTEM, now), 'a tick that is due no more').to.equal(false);
    expect(pilot.tell({ type: 'draftPlan', outline: { ...outline, sha256: `${tick}` } }, liaison, now)).to.equal(true);
  }
}

describe('a clock that is moved back', () => {
  const straight = lifeWith(new Map()).rungs;

  it('brings no rung twice and none on another day, however often and far it is moved within a morning', () => {
    expect(straight).to.have.lengthOf(4);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 400 })), { maxLength: 5 }), (jumps) => {
        expect(lifeWith(new Map(jumps)).rungs).to.deep.equal(straight);
      }),
      { seed: 20_261_122, numRuns: 60 },
    );
  });

  it('leaves a record that folds to the same state, whose times go back and whose numbers do not', () => {
    const { entries, state } = lifeWith(new Map([[1, 60]]));
    expect(entries.map(({ seq }) => seq)).to.deep.equal(entries.map((_, index) => index + 1));
    expect(entries.some(({ receivedAt }, index) => receivedAt < (entries[index - 1]?.receivedAt ?? 0))).to.equal(true);
    const { view } = project('pilot', ID, nothingYet('pilot'), entries, calendar);
    expect(view.state).to.deep.equal(state());
  });

  it('lets what is written by a run that stands still in the former time leave by the present one', () => {
    const registered = pilotOwingItsPlan().entries[0] ?? expect.fail('no entry');
    const standing = { ...registered, decidedAt: registered.receivedAt + HOUR_MS };
    const { outbox } = project('pilot', ID, nothingYet('pilot'), [standing], calendar);
    expect(outbox.map(({ notBefore }) => notBefore)).to.deep.equal([registered.receivedAt]);
  });

  it('counts lateness by what was received, so that an hour given back is given back', () => {
    const pilot = pilotOwingItsPlan();
    const { due = 0 } = pilot.state().watched['plan-1'] ?? {};
    expect(formatDay(due)).to.equal('2026-02-02');
    pilot.tell({ type: 'tick' }, SYSTEM, at('2026-02-03 00:20'));
    pilot.tell({ type: 'draftPlan', outline }, liaison, at('2026-02-02 23:20'));
    expect(pilot.tell({ type: 'submitPlan', sha256: outline.sha256 }, director, at('2026-02-02 23:25'))).to.equal(true);
    const settled = pilot.entries.flatMap(({ event }) => ('settled' in event && Array.isArray(event.settled) ? event.settled : []));
    expect(settled).to.deep.equal([{ id: 'plan-1', outcome: 'done', isLate: false }]);
  });
});
