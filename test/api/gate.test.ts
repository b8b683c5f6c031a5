import { expect } from 'chai';
import { createGate, Full } from '../../server/gate.js';

describe('the gate before a run', () => {
  const rules = { most: 2, restAfter: () => 0 };
  /** A call that ends when it is told to. */
  const call = () => {
    const ends: { with?: (word: string) => void; failing?: (error: Error) => void } = {};
    const ended = new Promise<string>((resolve, reject) => Object.assign(ends, { with: resolve, failing: reject }));
    return { ends, begin: () => ended };
  };
  const outcome = (asked: Promise<string>): Promise<string> => asked.catch((error: unknown) => (error instanceof Full ? 'full' : 'failed'));

  it('turns away what is one too many, without calling', async () => {
    const enter = createGate(rules);
    let called = 0;
    const waiting = call();
    const begin = () => {
      called += 1;
      return waiting.begin();
    };
    const inside = [enter('pilot/1', begin), enter('pilot/1', begin)];
    expect(await outcome(enter('pilot/1', begin))).to.equal('full');
    expect(called).to.equal(2);
    waiting.ends.with?.('done');
    expect(await Promise.all(inside)).to.deep.equal(['done', 'done']);
  });

  it('counts each run by itself', async () => {
    const enter = createGate({ ...rules, most: 1 });
    const waiting = call();
    const inside = enter('pilot/1', waiting.begin);
    expect(await enter('pilot/2', async () => 'done')).to.equal('done');
    waiting.ends.with?.('done');
    await inside;
  });

  it('lets the next one in when a call has ended, well or badly', async () => {
    const enter = createGate({ ...rules, most: 1 });
    const failing = call();
    const inside = outcome(enter('pilot/1', failing.begin));
    failing.ends.failing?.(new Error('broken'));
    expect(await inside).to.equal('failed');
    expect(await enter('pilot/1', async () => 'done')).to.equal('done');
    expect(await enter('pilot/1', async () => 'again')).to.equal('again');
  });

  it('keeps a place taken for as long as the failure asks for rest', async () => {
    const enter = createGate({ most: 1, restAfter: (error) => (error instanceof RangeError ? 20 : 0) });
    const turnedAway = () => Promise.reject(new RangeError('too many'));
    expect(await outcome(enter('pilot/1', turnedAway))).to.equal('failed');
    expect(await outcome(enter('pilot/1', async () => 'done'))).to.equal('full');
    const insist = async (): Promise<string> => {
      for (;;) {
        const answer = await outcome(enter('pilot/1', async () => 'done'));
        if (answer !== 'full') return answer;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    expect(await insist()).to.equal('done');
  });
});
