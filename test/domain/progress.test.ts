import { expect } from 'chai';
import * as fc from 'fast-check';
import { percentOf, sumOf } from '../../domain/decimal.js';
import { progressOf } from '../../domain/pilot/progress.js';

describe('progress', () => {
  const hundredths = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 100);

  it('is 100 % or more exactly where the target is reached, for any baseline, target and actual value', () => {
    fc.assert(
      fc.property(
        hundredths,
        hundredths,
        hundredths,
        fc.constantFrom('up' as const, 'down' as const),
        (baseline, target, value, direction) => {
          const { percent, isReached } = progressOf({ baseline, target, direction }, value);
          expect(isReached).to.equal(direction === 'up' ? value >= target : value <= target);
          if (percent !== undefined) expect(percent >= 100).to.equal(isReached);
        },
      ),
    );
  });

  it('is 0 % at the baseline and 100 % at the target, wherever there is a way to go', () => {
    fc.assert(
      fc.property(hundredths, hundredths, (baseline, target) => {
        fc.pre(baseline !== target);
        const indicated = { baseline, target, direction: target > baseline ? ('up' as const) : ('down' as const) };
        expect(progressOf(indicated, baseline).percent).to.equal(0);
        expect(progressOf(indicated, target).percent).to.equal(100);
      }),
    );
  });

  it('is never rounded up to the target, and below 0 where it went the other way', () => {
    const up = { baseline: 0, target: 3_000, direction: 'up' } as const;
    expect(progressOf(up, 2_999)).to.deep.equal({ percent: 99.9, isReached: false });
    expect(progressOf(up, 3_300)).to.deep.equal({ percent: 110, isReached: true });
    expect(progressOf(up, -1)).to.deep.equal({ percent: -0.1, isReached: false });
    expect(progressOf({ baseline: 2.5, target: 1.5, direction: 'down' }, 1.7)).to.deep.equal({ percent: 80, isReached: false });
  });

  it('has no share where baseline and target leave no way to go', () => {
    expect(progressOf({ baseline: 100, target: 100, direction: 'up' }, 100)).to.deep.equal({ isReached: true });
  });
});

describe('exact sums', () => {
  it('are what is written: hundredths add up as whole numbers do, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 30 }), (cents) => {
        const expected = cents.reduce((sum, one) => sum + one, 0) / 100;
        expect(sumOf(cents.map((one) => one / 100)) + 0).to.equal(expected + 0);
        expect(sumOf(cents.map((one) => one / 100).toReversed()) + 0).to.equal(expected + 0);
      }),
    );
  });

  it('take numbers of any size', () => {
    expect(sumOf([0.1, 0.2])).to.equal(0.3);
    expect(sumOf([1e21, 1e-7, -1e21])).to.equal(1e-7);
    expect(sumOf([])).to.equal(0);
    expect(percentOf(1e-7, 2e-7)).to.equal(50);
    expect(percentOf(-1, 3)).to.equal(-33.4);
  });
});
