import { expect } from 'chai';
import mongoose from 'mongoose';
import { SYSTEM } from '../../domain/actor.js';
import { createAccountStore } from '../../models/account-store.js';
import type { DirectoryEntry } from '../../models/account.js';
import { prepare } from '../../models/connect.js';
import { ACCOUNTS_STREAM, type DirectoryRecord } from '../../models/directory-record.js';
import { entityModel } from '../../models/entity.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { entryModel } from '../../models/entry.js';
import { createDirectoryRecord } from '../../models/sealed-directory.js';
import { SESSIONS_COLLECTION } from '../../models/session.js';
import { describeAccountStore } from '../fakes/account-store-contract.js';
import { createFakeAccounts } from '../fakes/accounts.js';

describeAccountStore('in memory', async () => {
  let open: string[] = [];
  const seats: { readonly person: string; readonly unit: string }[] = [];
  const endSessions = async (login: string): Promise<void> => {
    open = open.filter((other) => other !== login);
  };
  const store = createFakeAccounts(endSessions, (person) => seats.flatMap((seat) => (seat.person === person ? seat.unit : [])));
  return {
    store,
    sit: async (person, unit) => void seats.push({ person, unit }),
    messages: async () => store.messages,
    entries: async () => store.entries,
    openSession: async (login) => void open.push(login),
    sessions: async () => open,
    close: async () => undefined,
  };
});

const uri = process.env['TEST_MONGODB_URI'];
if (uri) {
  let opened = 0;
  const openReal = async (wrap = (record: DirectoryRecord) => record) => {
    opened += 1;
    const db = await mongoose.createConnection(uri, { dbName: `accounts-${process.pid}-${opened}`, autoIndex: false }).asPromise();
    const record = createDirectoryRecord(db);
    const store = createAccountStore(db, wrap(record));
    entryModel(db);
    const units = entityModel(db);
    await prepare(db);
    const sessions = db.collection<{ session: { opened: { login: string } } }>(SESSIONS_COLLECTION);
    const commandIds = async () =>
      (await db.collection('entries').find().sort({ _id: 1 }).toArray()).map(({ commandId }) => String(commandId));
    const find = async (commandId: string) => record.find(ACCOUNTS_STREAM, commandId);
    return {
      store,
      sit: async (person: string, unit: string) => {
        const id = `unit/${unit}`;
        const fixed = { kind: 'unit', entity: unit, isClosed: false } as const;
        await units.updateOne({ _id: id }, { $set: fixed, $addToSet: { 'fields.holders': person } }, { upsert: true });
      },
      messages: async () => {
        const rows = await outboxModel(db).find().sort({ order: 1, createdAt: 1, _id: 1 }).lean<OutboxDoc[]>();
        return rows.map(({ consequence }) => {
          if (consequence.type !== 'message') return expect.fail('a mail');
          const { to, command } = consequence;
          return {
            to: to.id,
            type: command.type === 'noteHolderLocked' ? command.type : 'noteHolderUnlocked',
            person: command['person'] ?? '',
          } as const;
        });
      },
      entries: async () => {
        const found = await Promise.all((await commandIds()).map(find));
        return found.filter((entry): entry is DirectoryEntry => entry !== undefined);
      },
      openSession: async (login: string) => void (await sessions.insertOne({ session: { opened: { login } } })),
      sessions: async () => (await sessions.find().toArray()).map(({ session }) => session.opened.login),
      close: async () => {
        await db.dropDatabase();
        await db.close();
      },
    };
  };
  describeAccountStore('in MongoDB', () => openReal());

  describe('the accounts in MongoDB', () => {
    it('change nothing and end no session when the record cannot be written', async () => {
      const event = { type: 'accountAdded', login: 'zhang.wei', personId: 'p-1', name: '张伟', email: 'z@x.cn' } as const;
      const entry = { commandId: 'first', commandHash: 'h', receivedAt: 1, actor: SYSTEM, reason: 'why', event };
      let isBroken = false;
      const site = await openReal((record) => ({
        ...record,
        append: async (...given) => {
          await record.append(...given);
          if (isBroken) throw new Error('broken after the entry was written');
        },
      }));
      await site.store.commit(entry, { hash: 'hash-1', mustChange: true });
      await site.openSession('zhang.wei');
      isBroken = true;
      const locking = site.store.commit({ ...entry, commandId: 'second', event: { type: 'accountLocked', login: 'zhang.wei' } });
      expect(await locking.catch((error: unknown) => String(error))).to.contain('broken after');
      expect(await site.store.find('zhang.wei')).to.include({ isLocked: false, epoch: 1 });
      expect(await site.sessions()).to.deep.equal(['zhang.wei']);
      expect(await site.entries()).to.have.length(1);
      await site.close();
    });
  });
}
