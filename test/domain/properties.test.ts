import { expect } from 'chai';
import * as fc from 'fast-check';
import { personsOf, SYSTEM } from '../../domain/actor.js';
import { DAY_MS } from '../../domain/calendar.js';
import { chain } from '../../domain/chain/chain.js';
import { CHAIN_PHASES } from '../../domain/chain/state.js';
import type { Duty } from '../../domain/duty.js';
import type { Entry, Typed } from '../../domain/entity.js';
import { fingerprint } from '../../domain/fingerprint.js';
import { entityOf } from '../../domain/kinds.js';
import { ladderOf } from '../../domain/ladders.js';
import { withExtensions } from '../../domain/extension/duties.js';
import { notice } from '../../domain/notice/notice.js';
import { NOTICE_PHASES } from '../../domain/notice/state.js';
import { pilot } from '../../domain/pilot/pilot.js';
import { PILOT_PHASES } from '../../domain/pilot/state.js';
import type { HeldDuty } from '../../domain/pilot/suspension-state.js';
import { REFUSAL_CODES } from '../../domain/refusals.js';
import { unit } from '../../domain/unit/unit.js';
import type { DutyView } from '../../domain/duty-view.js';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { lifeOf, scripts } from './lives.js';
import type { Life } from './living.js';
import { at } from './stage.js';

const MANY = { seed: 1, numRuns: 180 };
const text = (value: unknown): string => JSON.stringify(value);
const dutiesOf = ({ kind, id }: Life, inner: unknown): readonly Duty[] => {
  const copy = JSON.parse(text(inner));
  switch (kind) {
    case 'pilot':
      return pilot.duties(copy, id);
    case 'unit':
      return unit.duties(copy, id);
    case 'chain':
      return chain.duties(copy, id);
    case 'notice':
      return notice.duties(copy, id);
    default:
      return kind satisfies never;
  }
};

describe('any life of a pilot, a unit, a notice or a chain', () => {
  const holds = (check: (life: Life) => void, options = MANY): void =>
    fc.assert(
      fc.property(scripts(60), (script) => check(lifeOf(script))),
      options,
    );

  it('comes through the phases these tests are about', () => {
    const seen = new Set<string>();
    const refusals = new Set<string>();
    holds(({ kind, id, moments }) => {
      for (const { after, decision } of moments) {
        seen.add(`${kind} ${entityOf(kind).summary(after, id).phase}`);
        if (!decision.ok) refusals.add(decision.code);
      }
    });
    expect([...seen]).to.include.members([
      ...PILOT_PHASES.map((phase) => `pilot ${phase}`),
      ...NOTICE_PHASES.map((phase) => `notice ${phase}`),
      ...CHAIN_PHASES.map((phase) => `chain ${phase}`),
      'unit unfounded',
      'unit active',
      'unit closed',
    ]);
    expect(refusals.size).to.be.greaterThan(15);
  });

  it('is decided without an exception, and refused only by a known code and without a trace', () => {
    holds(({ moments }) => {
      for (const { decision, before, after } of moments) {
        if (decision.ok) {
          expect(decision.events).to.not.deep.equal([]);
          continue;
        }
        expect(REFUSAL_CODES).to.include(decision.code);
        expect(after).to.equal(before);
      }
    });
  });

  it('watches exactly what is owed, after every command', () => {
    holds((life) => {
      for (const { after } of life.moments) {
        const owed = withExtensions(after.watched, dutiesOf(life, after.inner)).map(({ id, kind, post, term }) =>
          text({ id, kind, post, term }),
        );
        const watched = Object.entries(after.watched).map(([id, { kind, post, term }]) => text({ id, kind, post, term }));
        expect(watched.sort()).to.deep.equal(owed.sort());
        expect(new Set(owed).size).to.equal(owed.length);
      }
    });
  });

  it('extends a duty once without the centre, twice at most, and never touches its first due day', () => {
    const granted = new Map<string, number>();
    holds(({ kind, moments }) => {
      for (const { decision, before, after } of moments) {
        if (!decision.ok) continue;
        for (const [duty, { firstDue, extension }] of Object.entries(after.watched)) {
          expect(extension?.granted ?? 0).to.be.at.most(2);
          const former = before.watched[duty];
          if (former === undefined) continue;
          expect(former.firstDue).to.equal(firstDue);
          if ((extension?.granted ?? 0) === (former.extension?.granted ?? 0)) continue;
          granted.set(kind, (granted.get(kind) ?? 0) + 1);
          if (extension?.granted === 2) expect(former.extension?.request?.decider).to.equal('00/reviewer');
        }
      }
    });
    expect(granted.get('pilot')).to.be.greaterThan(5);
    expect(granted.get('chain')).to.be.greaterThan(0);
  });

  it('lets no duty come, go or move without an event that says so', () => {
    holds(({ moments }) => {
      for (const { decision, before, after } of moments) {
        const isChanged = text(boundOf(before.watched)) !== text(boundOf(after.watched));
        const isTold = decision.ok && decision.events.some(({ type }) => type === 'dutiesChanged');
        expect(isTold).to.equal(isChanged);
      }
    });
  });

  it('owes everything to a post that some kind of unit has', () => {
    holds(({ moments }) => {
      for (const { after } of moments)
        for (const { post } of Object.values(after.watched))
          expect(post).to.match(
            /^(00|53|5301|53-h001|5301-h001)\/(leader|office-director|lead-department|liaison|reviewer|security-administrator)$/,
          );
    });
  });

  it('never wakes in the past, and never for nothing', () => {
    holds(({ kind, id, moments }) => {
      const entity = entityOf(kind);
      for (const { now, after } of moments) {
        const wake = entity.wakeAt(after, { id, calendar }, now);
        const tickAt = (instant: number) => entity.decide(after, { type: 'tick' }, { id, calendar, actor: SYSTEM, at: instant });
        if (wake === undefined) {
          expect(tickAt(at('2030-12-31')).ok).to.equal(false);
          continue;
        }
        expect(wake).to.be.at.least(now);
        const decision = tickAt(wake);
        if (!decision.ok) expect.fail(`woke for ${decision.code}`);
        if (wake > now) expect(tickAt(wake - 1)).to.deep.include({ code: 'NothingDue' });
        const ticked = decision.ok ? decision.events.reduce<typeof after>(entity.evolve, after) : after;
        expect(text(ticked)).to.not.equal(text(after));
        const again = entity.decide(ticked, { type: 'tick' }, { id, calendar, actor: SYSTEM, at: wake });
        expect(again.ok ? 'accepted' : again.code).to.be.oneOf(['NothingDue', 'Closed']);
        const next = entity.wakeAt(ticked, { id, calendar }, wake);
        if (next !== undefined) expect(next).to.be.greaterThan(wake);
      }
    });
  });

  it('comes to rest when nobody does anything any more', () => {
    holds(
      ({ kind, id, state, now }) => {
        const entity = entityOf(kind);
        let current = state;
        let ticks = 0;
        for (
          let wake = entity.wakeAt(current, { id, calendar }, now);
          wake !== undefined;
          wake = entity.wakeAt(current, { id, calendar }, wake)
        ) {
          const decision = entity.decide(current, { type: 'tick' }, { id, calendar, actor: SYSTEM, at: wake });
          if (!decision.ok) expect.fail(decision.code);
          current = decision.events.reduce<typeof current>(entity.evolve, current);
          ticks += 1;
          expect(ticks).to.be.lessThan(200);
        }
        for (const watched of Object.values(current.watched)) expect(watched.step).to.equal(ladderOf(watched).length);
      },
      { ...MANY, numRuns: 60 },
    );
  });

  it('ends once and for all', () => {
    holds(({ kind, moments }) => {
      const entity = entityOf(kind);
      let isOver = false;
      for (const { before, after, decision } of moments) {
        if (isOver) {
          expect(decision.ok).to.equal(false);
          expect(entity.isClosed(before)).to.equal(true);
        }
        isOver = entity.isClosed(after);
        if (isOver) expect(after.watched).to.deep.equal({});
      }
    });
  });

  it('climbs no rung on a day off, none twice, and none after the duty is done', () => {
    holds(({ entries }) => {
      const steps = new Map<string, number>();
      for (const { event, receivedAt } of entries) {
        if (event.type === 'dutiesChanged' && 'settled' in event && Array.isArray(event.settled)) {
          for (const { id } of event.settled) steps.set(id, Infinity);
          // Under a later date some are climbed again.
          if ('moved' in event && Array.isArray(event.moved))
            for (const { id, step } of event.moved) if (step !== undefined) steps.set(id, step);
        }
        if (event.type !== 'rungReached' || !('duty' in event) || !('step' in event)) continue;
        expect(event.step).to.be.greaterThan(steps.get(String(event.duty)) ?? 0);
        steps.set(String(event.duty), Number(event.step));
        expect((receivedAt + 8 * 3_600_000) % DAY_MS).to.be.at.least(7 * 3_600_000);
      }
    });
  });

  it('loses nothing over a suspension: what it withdrew comes back, with its first due day, and later than it was', () => {
    let count = 0;
    holds(({ moments }) => {
      for (const { before, after, decision } of moments) {
        if (!decision.ok || decision.events[0]?.type !== 'pilotResumed') continue;
        const { held, round }: { held: readonly HeldDuty[]; round: number } = {
          held: JSON.parse(text(before.inner)).suspension.held,
          round: JSON.parse(text(after.inner)).renewed.round,
        };
        for (const { id, due, firstDue } of held) {
          const again = after.watched[`${id}-again-${round}`];
          expect(again, id).to.include({ firstDue });
          expect(again?.due).to.be.at.least(due);
          count += 1;
        }
      }
    });
    expect(count).to.be.greaterThan(20);
  });

  it('asks nothing of a suspended pilot but a decision', () => {
    holds(({ moments }) => {
      for (const { after } of moments) {
        if (JSON.parse(text(after.inner)).phase !== 'suspended') continue;
        const kinds = Object.values(after.watched).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'decide-on-suspension')).to.have.length(1);
        expect(kinds.filter((kind) => kind !== 'decide-on-suspension' && kind !== 'decide-proposal')).to.deep.equal([]);
      }
    });
  });

  it('never takes a mark of lateness back', () => {
    holds(({ moments }) => {
      for (const { before, after } of moments) {
        const late = lateMarks(before.inner);
        expect(lateMarks(after.inner)).to.include.members(late);
      }
    });
  });

  it('keeps whoever had a part in something away from its verdict', () => {
    holds(({ entries }) => {
      const involved = new Map<string, Set<string>>();
      const partIn = (matter: string): Set<string> => {
        const persons = involved.get(matter) ?? new Set();
        involved.set(matter, persons);
        return persons;
      };
      for (const { event, actor } of entries) {
        const matter = matterOf(event);
        if (matter === undefined) continue;
        if (matter.isVerdict) for (const person of personsOf(actor)) expect([...partIn(matter.name)]).to.not.include(person);
        else for (const person of personsOf(actor)) partIn(matter.name).add(person);
      }
    });
  });

  it('keeps its state small', () => {
    holds(({ state }) => {
      expect(text(state).length).to.be.lessThan(10_000);
    });
  });
});

describe('the record of any life', () => {
  const holds = (check: (life: Life) => void): void =>
    fc.assert(
      fc.property(scripts(50), (script) => check(lifeOf(script))),
      { seed: 99, numRuns: 60 },
    );

  it('folds to the state of the run, also after it was written down and read', () => {
    holds(({ kind, entries, state }) => {
      const read: readonly Entry[] = JSON.parse(text(entries));
      const folded = read.reduce((before, { event }) => entityOf(kind).evolve(before, event), entityOf(kind).initial);
      expect(text(folded)).to.equal(text(state));
      expect(read).to.deep.equal(entries);
    });
  });

  it('is projected alike at once and in pieces', () => {
    fc.assert(
      fc.property(scripts(40), fc.integer({ min: 1, max: 7 }), (script, size) => {
        const { kind, id, entries } = lifeOf(script);
        const whole = project(kind, id, nothingYet(kind), entries, calendar);
        const duties = new Map<string, DutyView>();
        const outbox: unknown[] = [];
        let standing = nothingYet(kind);
        let view: unknown;
        for (let from = 0; from < entries.length; from += size) {
          const part = project(kind, id, standing, entries.slice(from, from + size), calendar);
          for (const duty of part.duties) duties.set(duty.id, duty);
          outbox.push(...part.outbox);
          standing = part.view;
          ({ view } = part);
        }
        if (entries.length === 0) return;
        expect(text(view)).to.equal(text(whole.view));
        expect(outbox).to.deep.equal(whole.outbox);
        expect([...duties.values()]).to.have.deep.members([...whole.duties]);
      }),
      { seed: 99, numRuns: 60 },
    );
  });

  it('shows as open duties exactly those that are watched, with their dates', () => {
    holds(({ kind, id, entries, state }) => {
      const { duties } = project(kind, id, nothingYet(kind), entries, calendar);
      const open = duties
        .filter(({ status }) => status === 'open')
        .map(({ duty, post, due, firstDue, step }) => text({ duty, post, due, firstDue, step }));
      const watched = Object.entries(state.watched).map(([duty, { post, due, firstDue, step }]) =>
        text({ duty, post, due, firstDue, step }),
      );
      expect(open.sort()).to.deep.equal(watched.sort());
    });
  });

  it('tells two histories apart by its fingerprint, and not two readings of one', () => {
    holds(({ kind, id, entries }) => {
      const { view } = project(kind, id, nothingYet(kind), entries, calendar);
      expect(view.print).to.equal(entries.reduce((print, { event }) => fingerprint(print, event), ''));
      if (entries.length < 2) return;
      expect(project(kind, id, nothingYet(kind), entries.slice(1), calendar).view.print).to.not.equal(view.print);
    });
  });

  it('can be folded in any order without an exception, and with events from the future', () => {
    fc.assert(
      fc.property(scripts(40), fc.infiniteStream(fc.nat()), (script, random) => {
        const { kind, entries } = lifeOf(script);
        const shuffled: Typed[] = entries
          .map(({ event }) => ({ event, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const entity = entityOf(kind);
        const state = shuffled.reduce((before, event) => entity.evolve(before, event), entity.initial);
        expect(text(entity.evolve(state, { type: 'fromTheFuture' }))).to.equal(text(state));
      }),
      { seed: 99, numRuns: 60 },
    );
  });
});

/** What binds a duty: everything but how far it has climbed. */
const boundOf = (watched: Readonly<Record<string, { readonly post: string; readonly term: unknown; readonly due: number }>>) =>
  Object.entries(watched).map(([id, { post, term, due }]) => [id, post, term, due]);

function lateMarks(inner: unknown): string[] {
  const { milestones = {}, reports = {} }: Record<'milestones' | 'reports', Record<string, { isLate?: boolean }> | undefined> = JSON.parse(
    text(inner),
  );
  return [...Object.entries(milestones), ...Object.entries(reports)].flatMap(([id, { isLate }]) => (isLate === true ? [id] : []));
}

/** Told apart by the events alone, not by the state the rules keep. */
function matterOf(event: Typed): { readonly name: string; readonly isVerdict: boolean } | undefined {
  const { milestone = '', period = '', number = 0 }: { milestone?: string; period?: string; number?: number } = JSON.parse(text(event));
  switch (event.type) {
    case 'planDrafted':
    case 'planSubmitted':
      return { name: 'plan', isVerdict: false };
    case 'planPassed':
    case 'planApproved':
    case 'planReturned':
    case 'planRejected':
      return { name: 'plan', isVerdict: true };
    case 'milestoneSubmitted':
    case 'milestoneJudged':
      return { name: milestone, isVerdict: event.type === 'milestoneJudged' };
    case 'reportSubmitted':
    case 'reportJudged':
      return { name: period, isVerdict: event.type === 'reportJudged' };
    case 'proposalMade':
    case 'proposalRefused':
    case 'pilotSuspended':
    case 'suspensionProlonged':
    case 'pilotResumed':
    case 'pilotTerminated':
      return { name: `proposal ${number}`, isVerdict: event.type !== 'proposalMade' };
    case 'reportSkipAsked':
    case 'reportSkipDecided':
      return { name: `skip ${period}`, isVerdict: event.type === 'reportSkipDecided' };
    case 'conclusionSubmitted':
    case 'conclusionReturned':
    case 'resultEntered':
      return { name: 'conclusion', isVerdict: event.type !== 'conclusionSubmitted' };
    default:
      return undefined;
  }
}
