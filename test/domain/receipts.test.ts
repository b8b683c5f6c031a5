import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import type { Entry } from '../../domain/entity.js';
import { receiptsOf, REMEMBERED_COMMANDS } from '../../domain/receipts.js';

const entry = (seq: number, commandId: string, type: string): Entry => ({
  seq,
  receivedAt: 0,
  decidedAt: 0,
  actor: SYSTEM,
  commandId,
  commandHash: `hash-${commandId}`,
  event: { type },
});

describe('the receipts of a record', () => {
  it('name the last number, every event and the hash of each command, oldest first', () => {
    expect(receiptsOf([entry(1, 'a', 'pilotRegistered'), entry(2, 'a', 'dutiesChanged'), entry(3, 'b', 'planDrafted')])).to.deep.equal([
      ['a', { seq: 2, events: ['pilotRegistered', 'dutiesChanged'] }, 'hash-a'],
      ['b', { seq: 3, events: ['planDrafted'] }, 'hash-b'],
    ]);
  });

  it('leave out a command whose beginning was not read', () => {
    expect(receiptsOf([entry(7, 'a', 'dutiesChanged'), entry(8, 'b', 'planDrafted')]).map(([id]) => id)).to.deep.equal(['b']);
  });

  it('reach back over as many commands as a run remembers', () => {
    const entries = Array.from({ length: 2 * REMEMBERED_COMMANDS + 1 }, (_, index) =>
      entry(index + 1, `command-${index + 1}`, 'planDrafted'),
    );
    const receipts = receiptsOf(entries);
    expect([receipts.length, receipts[0]?.[0], receipts.at(-1)?.[0]]).to.deep.equal([
      REMEMBERED_COMMANDS,
      `command-${REMEMBERED_COMMANDS + 2}`,
      `command-${2 * REMEMBERED_COMMANDS + 1}`,
    ]);
  });
});
