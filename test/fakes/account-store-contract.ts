import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import type { AccountAdded, CommitResult, DirectoryEntry, DirectoryEvent } from '../../models/account.js';
import type { AccountStore } from '../../server/auth/ports.js';
import type { LockNote } from './accounts.js';

/** A store under test, and what it is looked at with. */
export interface OpenedStore {
  readonly store: AccountStore;
  readonly entries: () => Promise<readonly DirectoryEntry[]>;
  readonly openSession: (login: string) => Promise<void>;
  /** The logins of the sessions that are open. */
  readonly sessions: () => Promise<readonly string[]>;
  /** From now on the person sits in this unit. */
  readonly sit: (personId: string, unit: string) => Promise<void>;
  /** What units were told, in order. */
  readonly messages: () => Promise<readonly LockNote[]>;
  readonly close: () => Promise<void>;
}

const PASSWORD = { hash: 'hash-1', mustChange: true };
let commands = 0;
const entryOf = (event: DirectoryEvent, more: Partial<DirectoryEntry> = {}): DirectoryEntry => {
  commands += 1;
  return { commandId: `command-${commands}`, commandHash: 'h', receivedAt: 1000, actor: SYSTEM, reason: 'why', event, ...more };
};
const adding = (login: string): AccountAdded => ({
  type: 'accountAdded',
  login,
  personId: `p-${login}`,
  name: login,
  email: `${login}@x.cn`,
});

/** What every store of accounts promises, the one in memory and the real one alike. */
export function describeAccountStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`the accounts ${name}`, () => {
    let site: OpenedStore;
    beforeEach(async () => {
      site = await open();
      for (const login of ['li.na', 'zhang.wei']) expect(await site.store.commit(entryOf(adding(login)), PASSWORD)).to.equal('done');
      for (const login of ['li.na', 'zhang.wei', 'zhang.wei']) await site.openSession(login);
    });
    afterEach(() => site.close());

    it('find an account and its person, and nothing where there is nothing', async () => {
      expect(await site.store.find('zhang.wei')).to.deep.equal({
        login: 'zhang.wei',
        personId: 'p-zhang.wei',
        passwordHash: 'hash-1',
        mustChangePassword: true,
        isLocked: false,
        epoch: 1,
        createdAt: 1000,
      });
      const person = { id: 'p-zhang.wei', name: 'zhang.wei', email: 'zhang.wei@x.cn' };
      expect(await site.store.findPerson('p-zhang.wei')).to.deep.equal(person);
      expect(await site.store.findPeople(['p-zhang.wei', 'p-nobody'])).to.deep.equal([person]);
      expect(await site.store.find('nobody')).to.equal(undefined);
      expect(await site.store.findPerson('p-nobody')).to.equal(undefined);
    });

    it('are listed by window', async () => {
      const list = async (filter: object, limit = 9) =>
        (await site.store.list({ filter: { ...filter }, sort: { _id: -1 }, limit })).map(({ login }) => login);
      expect(await list({})).to.deep.equal(['zhang.wei', 'li.na']);
      expect(await list({}, 1)).to.deep.equal(['zhang.wei']);
      expect(await list({ _id: { $lt: 'zhang.wei' } })).to.deep.equal(['li.na']);
    });

    it('take a login name once', async () => {
      expect(await site.store.commit(entryOf(adding('zhang.wei')), PASSWORD)).to.equal('taken');
      expect(await site.entries()).to.have.length(2);
    });

    it('take a login name once, asked for twice at the same time', async () => {
      const results = await Promise.all([1, 2].map(() => site.store.commit(entryOf(adding('wang.fang')), PASSWORD)));
      expect(results.toSorted()).to.deep.equal(['done', 'taken']);
    });

    it('are added many at once where the login name is free, and recorded one by one', async () => {
      const openings = ['a.new', 'zhang.wei', 'b.new'].map((login) => ({
        entry: { ...entryOf(adding(login)), event: adding(login) },
        password: PASSWORD,
      }));
      const before = (await site.entries()).length;
      expect(await site.store.addAll(openings)).to.deep.equal(['a.new', 'b.new']);
      expect((await site.entries()).slice(before).map(({ commandId }) => commandId)).to.deep.equal(
        [openings[0], openings[2]].map((opening) => opening?.entry.commandId),
      );
      expect((await site.store.find('b.new'))?.personId).to.equal('p-b.new');
      expect((await site.store.findPerson('p-a.new'))?.name).to.equal('a.new');
      expect(await site.store.addAll(openings)).to.deep.equal([]);
    });

    it('do a command once, and know another under the same id', async () => {
      const locking = entryOf({ type: 'accountLocked', login: 'zhang.wei' });
      expect(await site.store.commit(locking)).to.equal('done');
      expect(await site.store.commit(locking)).to.equal('repeated');
      expect(await site.store.commit({ ...locking, commandHash: 'other' })).to.equal('reused');
      expect((await site.store.find('zhang.wei'))?.epoch).to.equal(2);
      expect(await site.entries()).to.have.length(3);
    });

    it('do a command once that comes twice at the same time', async () => {
      const locking = entryOf({ type: 'accountLocked', login: 'zhang.wei' });
      const results = await Promise.all([1, 2, 3].map(() => site.store.commit(locking)));
      expect(results.toSorted()).to.deep.equal(['done', 'repeated', 'repeated']);
      expect((await site.store.find('zhang.wei'))?.epoch).to.equal(2);
    });

    it('lock and unlock; locking ends the sessions of this account and no other', async () => {
      await site.store.commit(entryOf({ type: 'accountLocked', login: 'zhang.wei' }));
      expect(await site.store.find('zhang.wei')).to.include({ isLocked: true, epoch: 2 });
      expect(await site.sessions()).to.deep.equal(['li.na']);
      await site.openSession('zhang.wei');
      await site.store.commit(entryOf({ type: 'accountUnlocked', login: 'zhang.wei' }));
      expect(await site.store.find('zhang.wei')).to.include({ isLocked: false, epoch: 2 });
      expect(await site.sessions()).to.have.length(2);
    });

    for (const type of ['passwordReset', 'passwordChanged'] as const) {
      it(`take a new password and end the sessions opened with the former one (${type})`, async () => {
        await site.store.commit(entryOf({ type, login: 'zhang.wei' }), { hash: 'hash-2', mustChange: false });
        expect(await site.store.find('zhang.wei')).to.include({ passwordHash: 'hash-2', mustChangePassword: false, epoch: 2 });
        expect(await site.sessions()).to.deep.equal(['li.na']);
      });
    }

    it('tell the units in which a person sits that nobody can act there any more, and when somebody can again', async () => {
      const person = 'p-zhang.wei';
      for (const unit of ['53', '5301']) await site.sit(person, unit);
      await site.sit('p-li.na', '44');
      await site.store.commit(entryOf({ type: 'accountLocked', login: 'zhang.wei' }, { receivedAt: 2000 }));
      await site.store.commit(entryOf({ type: 'accountLocked', login: 'zhang.wei' }, { receivedAt: 3000 }));
      await site.store.commit(entryOf({ type: 'accountUnlocked', login: 'zhang.wei' }, { receivedAt: 4000 }));
      expect(await site.messages()).to.deep.equal([
        { to: '53', type: 'noteHolderLocked', person },
        { to: '5301', type: 'noteHolderLocked', person },
        { to: '53', type: 'noteHolderUnlocked', person },
        { to: '5301', type: 'noteHolderUnlocked', person },
      ]);
    });

    it('tell it in the order in which it was done, also where the clock was moved back in between', async () => {
      const person = 'p-zhang.wei';
      await site.sit(person, '53');
      await site.store.commit(entryOf({ type: 'accountLocked', login: 'zhang.wei' }, { receivedAt: 2000 }));
      await site.store.commit(entryOf({ type: 'accountUnlocked', login: 'zhang.wei' }, { receivedAt: 1000 }));
      expect(await site.messages()).to.deep.equal([
        { to: '53', type: 'noteHolderLocked', person },
        { to: '53', type: 'noteHolderUnlocked', person },
      ]);
    });

    it('tell nobody while the person has another account that is open', async () => {
      await site.sit('p-zhang.wei', '53');
      await site.store.commit(entryOf({ ...adding('zhang.wei.2'), personId: 'p-zhang.wei' }), PASSWORD);
      await site.store.commit(entryOf({ type: 'accountLocked', login: 'zhang.wei' }));
      expect(await site.messages()).to.deep.equal([]);
    });

    it("change a person's name or address, and leave the rest", async () => {
      await site.store.commit(entryOf({ type: 'personChanged', personId: 'p-li.na', email: 'na@y.cn' }));
      expect(await site.store.findPerson('p-li.na')).to.deep.equal({ id: 'p-li.na', name: 'li.na', email: 'na@y.cn' });
    });

    it('change nothing that does not exist', async () => {
      const events: DirectoryEvent[] = [
        { type: 'accountLocked', login: 'nobody' },
        { type: 'personChanged', personId: 'p-nobody', name: 'x' },
      ];
      const results: CommitResult[] = [];
      for (const event of events) results.push(await site.store.commit(entryOf(event)));
      expect(results).to.deep.equal(['missing', 'missing']);
      expect(await site.entries()).to.have.length(2);
    });

    it('record what was done as it was asked', async () => {
      const locking = entryOf({ type: 'accountLocked', login: 'zhang.wei' });
      await site.store.commit(locking);
      expect((await site.entries()).at(-1)).to.deep.equal(locking);
    });
  });
}
