import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { connect, prepare } from '../../models/connect.js';
import { createBell } from '../../models/bell.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { createOutboxBoxes } from '../../models/outbox-boxes.js';
import { eventually } from './house.js';
import { freshDatabase } from './services.js';

const NOW = 1_800_000_000_000;

describe('the outbox in MongoDB', () => {
  let db: Connection;
  before(async () => {
    db = await connect(freshDatabase());
    createOutboxBoxes(db);
    outboxModel(db);
    await prepare(db);
  });
  after(async () => {
    await db?.dropDatabase();
    await db?.close();
  });
  beforeEach(() => outboxModel(db).deleteMany({}));

  const message = (id: string, from: string, to: string, more: Partial<OutboxDoc> = {}): OutboxDoc => ({
    _id: id,
    from,
    createdAt: NOW - 1_000,
    notBefore: NOW - 1_000,
    consequence: { type: 'message', to: { kind: 'unit', id: to }, command: { type: 'notePilotOpened', pilot: from } },
    status: 'queued',
    attempts: 0,
    ...more,
  });
  const mail = (id: string, post: string): OutboxDoc => ({
    ...message(id, 'pilot/1', ''),
    consequence: { type: 'mail', post, notice: 'reminder', facts: {}, isUrgent: false },
  });
  const insert = (...rows: OutboxDoc[]) => outboxModel(db).insertMany(rows);
  const dueIds = async (limit = 10): Promise<string[]> => (await createOutboxBoxes(db).dueMessages(NOW, limit)).map(({ id }) => id);

  it('finds other receivers’ messages behind however many that back off', async () => {
    const stuck = Array.from({ length: 50 }, (_, index) => message(`a${index}`, `pilot/${index}`, 'busy', { notBefore: NOW + 60_000 }));
    await insert(...stuck, message('b', 'pilot/99', 'free', { createdAt: NOW - 1 }));
    expect(await dueIds()).to.deep.equal(['b']);
  });

  it('keeps the order from one sender to one receiver, also while the first backs off', async () => {
    await insert(
      message('first', 'pilot/1', 'h', { createdAt: NOW - 9_000, notBefore: NOW + 60_000 }),
      message('second', 'pilot/1', 'h', { createdAt: NOW - 8_000 }),
      message('elsewhere', 'pilot/1', 'other', { createdAt: NOW - 7_000 }),
      message('one', 'pilot/2', 'h', { createdAt: NOW - 6_000 }),
      message('two', 'pilot/2', 'h', { createdAt: NOW - 5_000 }),
    );
    expect(await dueIds()).to.deep.equal(['elsewhere', 'one']);
    await createOutboxBoxes(db).delivered('one', NOW);
    expect(await dueIds()).to.deep.equal(['elsewhere', 'two']);
  });

  it('gives a row to one of two postmen, and gives back only what is asked', async () => {
    await insert(mail('m1', 'a'), mail('m2', 'b'));
    const boxes = createOutboxBoxes(db);
    expect(await boxes.take(['m1', 'm2'], 'mail-1', NOW)).to.have.members(['m1', 'm2']);
    expect(await boxes.take(['m1', 'm2'], 'mail-2', NOW)).to.deep.equal([]);
    expect(await boxes.abandoned(NOW)).to.deep.equal([]);
    await boxes.giveBack('mail-1', NOW, ['m2']);
    expect((await boxes.abandoned(NOW + 1)).map(({ mail: id, notices }) => [id, notices.map((row) => row.id)])).to.deep.equal([
      ['mail-1', ['m1']],
    ]);
    await boxes.keepTaken('mail-1', NOW + 5_000);
    expect(await boxes.abandoned(NOW + 1)).to.deep.equal([]);
    expect((await boxes.dueNotices(NOW, 10)).map(({ id }) => id)).to.deep.equal(['m2']);
  });

  it('rings again after its stream was cut off', async () => {
    const heard: Error[] = [];
    const bell = createBell(db, (error) => heard.push(error));
    try {
      await bell.rung('mail', 1);
      await outboxModel(db).collection.drop();
      await prepare(db);
      let isOver = false;
      const listening = (async () => {
        const startedAt = Date.now();
        await bell.rung('mail', 20_000);
        await bell.rung('mail', 20_000);
        isOver = true;
        return Date.now() - startedAt;
      })();
      let next = 0;
      await eventually('a bell', async () => {
        await insert(mail(`n${(next += 1)}`, 'a'));
        return isOver;
      });
      expect(await listening).to.be.lessThan(15_000);
    } finally {
      await bell.close();
    }
  });
});
