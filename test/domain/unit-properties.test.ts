import { expect } from 'chai';
import * as fc from 'fast-check';
import { ROLES } from '../../domain/actor.js';
import { dutiesOfUnit } from '../../domain/unit/duties.js';
import type { Unit } from '../../domain/unit/state.js';
import { lifeOf, scripts } from './lives.js';
import type { Life } from './living.js';

const unitOf = (inner: unknown): Unit => JSON.parse(JSON.stringify(inner));
const holds = (check: (life: Life) => void): void =>
  fc.assert(
    fc.property(scripts(60), (script) => check(lifeOf({ ...script, of: 'unit' }))),
    { seed: 20_260_105, numRuns: 150 },
  );

/** Who acts for whom at an instant, by the posts of one unit. */
const standIns = ({ posts }: Unit, now: number): ReadonlyMap<string, readonly string[]> => {
  const pairs = ROLES.flatMap((role): [string, string][] => {
    const { holder, delegation } = posts[role] ?? {};
    return holder === undefined || delegation === undefined || delegation.until <= now ? [] : [[holder.person, delegation.person]];
  });
  return new Map(pairs.map(([holder]) => [holder, pairs.flatMap(([one, other]) => (one === holder ? [other] : []))]));
};
const reachedFrom = (person: string, by: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> => {
  const reached = new Set(by.get(person));
  for (const one of reached) for (const next of by.get(one) ?? []) reached.add(next);
  return reached;
};

describe('any life of a unit', () => {
  it('comes through every command about its posts', () => {
    const accepted = new Set<string>();
    holds(({ moments }) => {
      for (const { command, decision } of moments) if (decision.ok) accepted.add(command.type);
    });
    expect([...accepted]).to.include.members([
      'addPost',
      'assignHolder',
      'releaseHolder',
      'handOverPost',
      'planHandover',
      'cancelHandover',
      'takeOverPost',
      'delegatePost',
      'endDelegation',
      'removePost',
      'noteHolderLocked',
      'noteHolderUnlocked',
    ]);
  });

  it('has nobody acting, through whatever posts, for somebody who acts for them', () => {
    let delegations = 0;
    holds(({ moments }) => {
      for (const { now, after } of moments) {
        const by = standIns(unitOf(after.inner), now);
        for (const person of by.keys()) expect(reachedFrom(person, by).has(person), person).to.equal(false);
        delegations += by.size;
      }
    });
    expect(delegations).to.be.greaterThan(50);
  });

  it('hands a planned post over by the word of its day alone, never by time passing', () => {
    let count = 0;
    holds(({ moments }) => {
      for (const { command, decision } of moments) {
        if (!decision.ok || !decision.events.some(({ type }) => type === 'postHandedOver')) continue;
        expect(command.type).to.be.oneOf(['handOverPost', 'takeOverPost']);
        if (command.type === 'takeOverPost') count += 1;
      }
    });
    expect(count).to.be.greaterThan(5);
  });

  it('owes a word on every handover that was refused, and a holder for every post that nobody can act in', () => {
    const seen = new Set<string>();
    holds(({ moments }) => {
      for (const { after } of moments) {
        const unit = unitOf(after.inner);
        if (unit.phase !== 'active') continue;
        const owed = dutiesOfUnit(unit).map(({ kind }) => kind);
        const posts = Object.values(unit.posts);
        const expected = posts.flatMap(({ holder, lockedSince, refusedHandover }) => [
          ...(holder === undefined ? ['fill-post'] : lockedSince === undefined ? [] : ['replace-holder']),
          ...(refusedHandover === undefined ? [] : ['settle-handover']),
        ]);
        expect(owed.toSorted()).to.deep.equal(expected.toSorted());
        for (const kind of owed) seen.add(kind);
      }
    });
    expect([...seen]).to.have.members(['fill-post', 'replace-holder', 'settle-handover']);
  });

  it('gives no tenure and no duty an id that was given before', () => {
    holds(({ moments, id }) => {
      const tenures = new Map<string, string>();
      const opened = new Set<string>();
      for (const { decision } of moments) {
        if (!decision.ok) continue;
        const text = JSON.stringify(decision.events);
        for (const [, tenure = '', person = ''] of text.matchAll(new RegExp(`"id":"(${id}/[a-z-]+@\\d+)","person":"([^"]+)"`, 'g')))
          (expect(tenures.get(tenure) ?? person, tenure).to.equal(person), tenures.set(tenure, person));
        for (const event of decision.events) {
          if (event.type !== 'dutiesChanged' || !('opened' in event) || !Array.isArray(event.opened)) continue;
          for (const duty of event.opened) {
            expect(opened.has(duty.id), duty.id).to.equal(false);
            opened.add(duty.id);
          }
        }
      }
    });
  });
});
