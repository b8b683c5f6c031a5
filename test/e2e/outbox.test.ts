import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { connect, prepare } from '../../models/connect.js';
import { createBell } from '../../models/bell.js';
import { createWatch } from '../../models/watch.js';
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

  it('keeps the order also where the older one lies behind more than are asked for', async () => {
    const before = Array.from({ length: 3 }, (_, index) => message(`a${index}`, `pilot/${index}`, 'x', { notBefore: NOW - 5_000 }));
    await insert(
      ...before,
      message('late', 'pilot/0', 'h', { createdAt: NOW - 9_000, notBefore: NOW - 10 }),
      message('early', 'pilot/0', 'h', { createdAt: NOW - 8_000, notBefore: NOW - 8_000 }),
    );
    for (const limit of [1, 2, 3, 4]) expect(await dueIds(limit)).not.to.include('early');
    expect(await dueIds(1)).to.deep.equal(['late']);
  });

  it('is not held up by a sender whose every message waits for its first', async () => {
    const rest = Array.from({ length: 5 }, (_, index) => message(`w${index}`, 'pilot/1', 'h', { createdAt: NOW - 8_000 }));
    await insert(
      message('first', 'pilot/1', 'h', { createdAt: NOW - 9_000, notBefore: NOW + 60_000 }),
      ...rest,
      message('z', 'pilot/2', 'h'),
    );
    expect(await dueIds(2)).to.deep.equal(['z']);
  });

  it('brings all rows of a post along with the first of them', async () => {
    await insert(mail('m1', 'a'), mail('m2', 'b'), mail('m3', 'a'));
    const found = await createOutboxBoxes(db).dueNotices(NOW, 1);
    expect(found.map(({ id }) => id)).to.have.members(['m1', 'm3']);
  });

  it('looks on where every notice of a batch is about a settled duty', async () => {
    const about = (id: string, duty: string): OutboxDoc => {
      const consequence = { type: 'mail', post: id, notice: 'reminder', facts: { duty }, isUrgent: false } as const;
      return { ...mail(id, id), notBefore: NOW - (id === 'n9' ? 0 : 9_000), consequence };
    };
    const duties = db.collection<{ _id: string; status: string }>('duties');
    await duties.insertMany([{ _id: 'pilot/1#d1', status: 'done' }]);
    await insert(about('n1', 'd1'), about('n2', 'd1'), about('n9', 'd2'));
    expect((await createOutboxBoxes(db).dueNotices(NOW, 2)).map(({ id }) => id)).to.deep.equal(['n9']);
  });

  it('does not call unreached what another postman has taken', async () => {
    await insert(mail('m1', 'a'), mail('m2', 'a'));
    const boxes = createOutboxBoxes(db);
    await boxes.take(['m1'], 'mail-1', NOW);
    await boxes.unreached(['m1', 'm2'], NOW + 60_000);
    const found = await outboxModel(db).find({ status: 'unreached' }).lean<OutboxDoc[]>();
    expect(found.map(({ _id: id }) => id)).to.deep.equal(['m2']);
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

  it('is watched by the age of its rows, also of those that back off', async () => {
    await insert(message('old', 'pilot/1', 'h', { createdAt: NOW - 9_000, notBefore: NOW + 60_000 }), message('new', 'pilot/1', 'h'));
    expect(await createWatch(db).untakenRows(NOW - 5_000)).to.equal(1);
  });

  it('ends at once the wait for a bell that is closed', async () => {
    const bell = createBell(db, () => {});
    await bell.rung('mail', 1);
    const waiting = bell.rung('mail', 30_000);
    await bell.close();
    await waiting;
    await bell.rung('mail', 30_000);
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
