import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import { createSentinelActivities } from '../../activities/patrol.js';
import type { Overdue, Watch } from '../../domain/errand-ports.js';
import type { Letter, Send } from '../../domain/ports.js';
import { createFakeClock } from '../fakes/clock.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import '../fakes/quiet-runtime.js';
import { at } from '../domain/stage.js';

describe('the sentinel', () => {
  const clock = createFakeClock(at('2026-11-23 09:30'));
  const long = (index: number) => `53-2026-${String(index).padStart(4, '0')}`;
  const overdueSince = (id: string, minutes: number): Overdue => ({ kind: 'pilot', id, wakeAt: clock.now() - minutes * 60_000 });

  /** What the views say is overdue; who is brought back is so no more. */
  const watchOf = (overdue: Overdue[]): Watch => ({
    overdue: async (before, limit) =>
      overdue
        .filter(({ wakeAt }) => wakeAt < before)
        .toSorted((a, b) => a.wakeAt - b.wakeAt)
        .slice(0, limit),
    moveOn: async () => undefined,
    overdueEntities: async () => overdue.length,
    untakenRows: async () => 0,
    report: async () => undefined,
  });
  const sentinel = (watch: Watch, send: Send) =>
    createSentinelActivities({
      watch,
      records: createMemoryRecord(),
      calendars: createMemoryCalendars(nationalCalendar),
      send,
      now: () => clock.now(),
      closing: new AbortController().signal,
      refold: async () => undefined,
      sweep: async () => 0,
    });

  /** A site where some stand still. A round is over once ten were waited for six times, as the clock would have it. */
  const standingStill = (count: number, others: number) => {
    const overdue = [
      ...Array.from({ length: count }, (_, index) => overdueSince(long(index), 600)),
      ...Array.from({ length: others }, (_, index) => overdueSince(long(9_000 + index), 60)),
    ];
    const letters: Letter[] = [];
    let environment = new MockActivityEnvironment();
    let waited = 0;
    const send: Send = async (letter) => {
      letters.push(letter);
      const own = overdue.findIndex(({ id }) => id === letter.to.id);
      if (letter.to.id >= long(9_000)) {
        overdue.splice(own, 1);
        return { ok: true, receipt: { seq: 1, events: [] } };
      }
      waited += 1;
      if (waited === 60) environment.cancel();
      return { ok: false, code: 'Uncertain', facts: {} };
    };
    const activities = sentinel(watchOf(overdue), send);
    const round = async (): Promise<number> => {
      environment = new MockActivityEnvironment();
      waited = 0;
      return environment.run(() => activities.patrol());
    };
    return { round, letters };
  };

  it('brings back the others in its next round, however many stand still before them', async () => {
    const { round } = standingStill(60, 3);
    expect(await round()).to.equal(0);
    expect(await round()).to.equal(3);
  });

  it('finds the others behind a whole batch of those that stand still', async () => {
    const { round } = standingStill(1_020, 1);
    let nudged = 0;
    for (let rounds = 0; rounds < 18; rounds++) nudged += await round();
    expect(nudged).to.equal(1);
  });

  it('does not wait as long for one that did not answer before, and asks all such in turn', async () => {
    const { round, letters } = standingStill(70, 0);
    await round();
    expect(new Set(letters.map(({ patienceMs }) => patienceMs))).to.deep.equal(new Set([undefined]));
    await round();
    const second = letters.slice(60);
    expect(second.slice(0, 10).map(({ to, patienceMs }) => [to.id, patienceMs])).to.deep.equal(
      Array.from({ length: 10 }, (_, index) => [long(60 + index), undefined]),
    );
    expect(second[10]).to.deep.include({ to: { kind: 'pilot', id: long(0) }, patienceMs: 1_000 });
    await round();
    expect(letters[120]?.to.id).to.equal(long(50));
  });

  it('goes on where asking one of them is a defect', async () => {
    const overdue = [overdueSince(long(1), 600), overdueSince(long(2), 60)];
    const told: string[] = [];
    const activities = sentinel(watchOf(overdue), async ({ to }) => {
      told.push(to.id);
      if (to.id === long(1)) throw new Error('on purpose');
      return { ok: true, receipt: { seq: 1, events: [] } };
    });
    const quiet = { logger: { log: () => {}, trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} } };
    expect(await new MockActivityEnvironment({}, quiet).run(() => activities.patrol())).to.equal(1);
    expect(told).to.deep.equal([long(1), long(2)]);
  });
});
