import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { prepare } from '../../models/connect.js';
import { bulkItemModel } from '../../models/bulk.js';
import { createBell } from '../../models/bell.js';
import { createWatch } from '../../models/watch.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { createMessageBox } from '../../models/message-box.js';
import { createNoticeBox } from '../../models/notice-box.js';
import { eventually } from './house.js';
import { inDatabase } from './database.js';

const NOW = 1_800_000_000_000;

describe('the outbox in MongoDB', () => {
  let db: Connection;
  inDatabase(async (opened) => {
    db = opened;
    createNoticeBox(db);
    outboxModel(db);
    bulkItemModel(db);
    await prepare(db);
  });
  beforeEach(async () => {
    await outboxModel(db).deleteMany({});
    await bulkItemModel(db).deleteMany({});
  });

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
  const mail = (id: string, post: string, more: Partial<OutboxDoc> = {}): OutboxDoc => ({
    ...message(id, 'pilot/1', '', more),
    consequence: { type: 'mail', post, notice: 'reminder', facts: {}, isUrgent: false },
  });
  /** Documents that the database has looked at so far. */
  const examined = async (): Promise<number> =>
    Number((await db.getClient().db('admin').command({ serverStatus: 1 }))['metrics'].queryExecutor.scannedObjects);
  const insert = (...rows: OutboxDoc[]) => outboxModel(db).insertMany(rows);
  const dueLanes = async (limit: number): Promise<string[][]> =>
    (await createMessageBox(db).dueMessages(NOW, limit)).map((lane) => lane.map(({ id }) => id));
  /** The first of each lane. */
  const dueIds = async (limit = 10): Promise<string[]> => (await dueLanes(limit)).map(([first]) => first ?? 'an empty lane');

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
    await createMessageBox(db).delivered('one', NOW);
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

  it('keeps the order that the sender’s record tells, also where the clock was moved back between two messages', async () => {
    await insert(
      message('pilot/1@9.0', 'pilot/1', 'h', { createdAt: NOW - 1_000, order: 90_000 }),
      message('pilot/1@10.0', 'pilot/1', 'h', { createdAt: NOW - 3_600_000, order: 100_000 }),
    );
    expect(await dueIds()).to.deep.equal(['pilot/1@9.0']);
    await createMessageBox(db).delivered('pilot/1@9.0', NOW);
    expect(await dueIds()).to.deep.equal(['pilot/1@10.0']);
  });

  it('gives what waits between two in its order, up to the first that has to wait', async () => {
    await insert(
      ...[3, 1, 2, 5].map((order) => message(`m${order}`, 'pilot/1', 'h', { order })),
      message('m4', 'pilot/1', 'h', { order: 4, notBefore: NOW + 1_000 }),
      message('z', 'pilot/2', 'h', { createdAt: NOW - 1 }),
    );
    expect(await dueLanes(10)).to.deep.equal([['m1', 'm2', 'm3'], ['z']]);
    expect(await dueLanes(4)).to.deep.equal([['m1', 'm2'], ['z']]);
  });

  it('is emptied of a long queue between two in its order and in few looks, while others’ messages pass by it', async () => {
    const long = Array.from({ length: 1_500 }, (_, index) =>
      message(`a${index}`, 'pilot/1', 'h', { order: index, notBefore: NOW - 9_000 }),
    );
    await insert(...long, message('z', 'pilot/2', 'h'));
    const looks: string[][] = [];
    for (let due = await dueLanes(200); due.length > 0; due = await dueLanes(200)) {
      looks.push(due.flat());
      await outboxModel(db).updateMany({ _id: { $in: due.flat() } }, { $set: { status: 'done' } });
    }
    expect(looks.flat().filter((id) => id !== 'z')).to.deep.equal(long.map(({ _id }) => _id));
    expect(looks.findIndex((ids) => ids.includes('z'))).to.be.oneOf([0, 1]);
    expect(looks).to.have.length(8);
    expect(await createMessageBox(db).nextDueAt()).to.equal(undefined);
  });

  it('tells when the next message is due', async () => {
    await insert(message('a', 'pilot/1', 'h', { notBefore: NOW + 700 }), message('b', 'pilot/2', 'h', { notBefore: NOW + 900 }));
    expect(await createMessageBox(db).nextDueAt()).to.equal(NOW + 700);
  });

  it('is looked at by a page through an index, however many messages wait', async () => {
    const waiting = Array.from({ length: 3_000 }, (_, index) =>
      message(`w${index}`, `pilot/${index}`, 'busy', { notBefore: NOW + 60_000 }),
    );
    await insert(...waiting, message('first', 'pilot/x', 'h', { order: 1 }), message('second', 'pilot/x', 'h', { order: 2 }));
    const before = await examined();
    expect(await dueLanes(10)).to.deep.equal([['first', 'second']]);
    expect((await examined()) - before).to.be.below(20);
  });

  it('is watched by the age of its rows, also of those that back off', async () => {
    await insert(message('old', 'pilot/1', 'h', { createdAt: NOW - 9_000, notBefore: NOW + 60_000 }), message('new', 'pilot/1', 'h'));
    expect(await createWatch(db).untakenRows(NOW - 5_000)).to.equal(1);
  });

  it('is watched by when its mails should have left: a digest that waits is not late', async () => {
    const writtenLongAgo = { createdAt: NOW - 9_000 };
    await insert(mail('waits', 'a', { ...writtenLongAgo, notBefore: NOW + 60_000 }), mail('late', 'a', { notBefore: NOW - 9_000 }));
    expect(await createWatch(db).untakenRows(NOW - 5_000)).to.equal(1);
  });

  it('is watched together with the items of bulk commands that nobody took', async () => {
    const item = (id: string, state: 'waiting' | 'done', notBefore: number) => ({
      _id: id,
      bulk: 'b',
      index: 0,
      params: {},
      state,
      notBefore,
    });
    await bulkItemModel(db).insertMany([
      item('late', 'waiting', NOW - 9_000),
      item('due', 'waiting', NOW),
      item('done', 'done', NOW - 9_000),
    ]);
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
        await bell.rung('mail', 600_000);
        await bell.rung('mail', 600_000);
        isOver = true;
      })();
      let next = 0;
      await eventually('a bell', async () => {
        await insert(mail(`n${(next += 1)}`, 'a'));
        return isOver;
      });
      await listening;
    } finally {
      await bell.close();
    }
  });
});
