import { expect } from 'chai';
import { flawOfJpeg, flawOfMp4 } from '../../server/evidence/ends.js';
import type { StoredBytes } from '../../server/evidence/stored-bytes.js';
import { jpg } from '../fakes/sample-files.js';

/** Bytes that count how often they were asked for. */
function counted(whole: Buffer): StoredBytes & { readonly reads: () => number } {
  let reads = 0;
  return {
    size: whole.length,
    reads: () => reads,
    async *stream(from, to) {
      reads += 1;
      yield whole.subarray(from, to);
    },
  };
}

describe('the walk to the end of a file', () => {
  it('asks the database a few times only for a picture of nothing but fill bytes', async () => {
    const bytes = counted(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(300_000, 0xff)]));
    expect(await flawOfJpeg(bytes)).to.equal('FileCutOff');
    expect(bytes.reads()).to.be.below(10);
  });

  it('goes over any number of fill bytes to the picture behind them', async () => {
    const whole = jpg();
    for (const fill of [1, 4_093, 4_094, 4_095, 4_096, 4_097, 70_000]) {
      const filled = Buffer.concat([whole.subarray(0, 2), Buffer.alloc(fill, 0xff), whole.subarray(2)]);
      expect(await flawOfJpeg(counted(filled)), String(fill)).to.equal(undefined);
    }
  });

  it('stops at a picture of segments without end', async () => {
    const empty = Buffer.from([0xff, 0xe0, 0, 2]);
    const whole = jpg();
    const many = (count: number) => counted(Buffer.concat([whole.subarray(0, 2), Buffer.alloc(4 * count, empty), whole.subarray(2)]));
    expect(await flawOfJpeg(many(9_000))).to.equal(undefined);
    expect(await flawOfJpeg(many(11_000))).to.equal('FileCutOff');
  });

  it('asks the database a few times only for a film of thousands of boxes', async () => {
    const bytes = counted(Buffer.alloc(8 * 9_000, Buffer.from('\0\0\0\x08free', 'latin1')));
    expect(await flawOfMp4(bytes)).to.equal('FileCutOff');
    expect(bytes.reads()).to.be.below(5);
  });
});
