import { expect } from 'chai';
import * as fc from 'fast-check';
import { createAgenda } from '../../domain/agenda.js';

describe('the agenda', () => {
  it('names the next to wake, and of several at one instant the one noted first', () => {
    const agenda = createAgenda();
    expect(agenda.next()).to.equal(undefined);
    agenda.note('b', 20);
    agenda.note('a', 10);
    agenda.note('c', 10);
    expect(agenda.next()).to.include({ sleeper: 'a', at: 10 });
    agenda.note('a', 30);
    expect(agenda.next()).to.include({ sleeper: 'c', at: 10 });
    agenda.note('c', undefined);
    expect(agenda.next()).to.include({ sleeper: 'b', at: 20 });
  });

  it('always names the earliest of what stands noted', () => {
    const note = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(note, { maxLength: 60 }), (notes) => {
        const agenda = createAgenda();
        const standing = new Map<string, number>();
        for (const [sleeper, at] of notes) {
          agenda.note(sleeper, at);
          if (at === undefined) standing.delete(sleeper);
          else standing.set(sleeper, at);
          const next = agenda.next();
          expect(next?.at ?? Infinity).to.equal(Math.min(Infinity, ...standing.values()));
          if (next !== undefined) expect(standing.get(next.sleeper)).to.equal(next.at);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
