import { expect } from 'chai';
import { runInputOf } from '../../activities/record.js';
import type { RecordStore } from '../../domain/ports.js';
import { receiptsOf } from '../../domain/receipts.js';
import type { EntityView } from '../../domain/view.js';
import { appendOf, nothingOf } from '../fakes/batches.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { newPilot, standingAfter } from '../fakes/record-contract.js';

describe('what a run begins with', () => {
  const calendars = createMemoryCalendars(nationalCalendar);

  /** A pilot with two batches, and which entries were asked for beside the last ones. */
  const recorded = async () => {
    const records = createMemoryRecord();
    const { stream, register, draft } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register]);
    const second = appendOf(stream, standingAfter(first), [draft('a1')]);
    for (const append of [first, second]) await records.append(append);
    const input = async (view?: EntityView) => {
      const folded: number[] = [];
      const spied: RecordStore = {
        ...records,
        view: async <K>(): Promise<K> => JSON.parse(JSON.stringify(view ?? (await records.view('pilot', stream.id)) ?? null)) ?? undefined,
        entries: async (kind, id, afterSeq) => {
          folded.push(afterSeq ?? 0);
          return records.entries(kind, id, afterSeq);
        },
      };
      const found = await runInputOf({ records: spied, calendars }, 'pilot', stream.id, 0);
      // The last question is for the commands it is to remember.
      return { found, folded: folded.slice(0, -1) };
    };
    const { state, seq, print } = standingAfter(second);
    const expected = { state, seq, print, recent: receiptsOf(await records.entries('pilot', stream.id)) };
    return { records, stream, first, input, expected };
  };

  it('is the view where that reaches as far as the record, and nothing is folded', async () => {
    const { input, expected } = await recorded();
    const { found, folded } = await input();
    expect(found.snapshot).to.deep.equal(expected);
    expect(folded).to.deep.equal([]);
  });

  it('is the view and what came after it where that was left behind', async () => {
    const { first, input, expected } = await recorded();
    const { found, folded } = await input(first.projection.view);
    expect(found.snapshot).to.deep.equal(expected);
    expect(folded).to.deep.equal([first.projection.view.seq]);
  });

  it('is folded from the whole record where the view is lost, reaches further or was folded from something else', async () => {
    const { records, stream, first, input, expected } = await recorded();
    const { view } = first.projection;
    for (const other of [
      { ...view, print: 'other' },
      { ...view, seq: 99 },
    ])
      expect((await input(other)).found.snapshot).to.deep.equal(expected);
    records.loseView(`pilot/${stream.id}`);
    expect((await input()).found.snapshot).to.deep.equal(expected);
  });

  it('is nothing where the record has nothing', async () => {
    expect(await runInputOf({ records: createMemoryRecord(), calendars }, 'pilot', '53-2026-0999', 5)).to.deep.equal({
      id: '53-2026-0999',
      calendar: nationalCalendar,
      clockShiftMs: 5,
    });
  });
});
