import type { ClientSession, Connection } from 'mongoose';
import {
  accountDocOf,
  accountModel,
  accountOf,
  evolveAccount,
  openAccount,
  type Account,
  type AccountAdded,
  type AccountChange,
  type AccountOpening,
  type CommitResult,
  type DirectoryEntry,
  type NewPassword,
  type PersonChanged,
} from './account.js';
import { createLockNotes } from './lock-notes.js';
import { DURABLE } from './connect.js';
import { ACCOUNTS_STREAM, type DirectoryRecord } from './directory-record.js';
import { personModel, personOf, type Person } from './person.js';
import { createSessionEnding } from './session.js';

/** One window of the list, in MongoDB's words. */
interface Window {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number;
}

type Command = Pick<DirectoryEntry, 'commandId' | 'receivedAt'>;

/** Accounts and people, changed only together with their record. */
export function createAccountStore(db: Connection, record: DirectoryRecord) {
  const accounts = accountModel(db);
  const people = personModel(db);
  const endSessions = createSessionEnding(db);
  const tellUnits = createLockNotes(db);

  const add = async ({ login, personId, name, email }: AccountAdded, at: number, password: NewPassword, session: ClientSession) => {
    if (await accounts.exists({ _id: login }).session(session)) return 'taken';
    await people.updateOne({ _id: personId }, { $setOnInsert: { name, email } }, { session, upsert: true });
    await accounts.create([accountDocOf(openAccount({ login, personId }, at, password))], { session });
    return 'done';
  };
  const change = async (
    { login, type }: AccountChange,
    { commandId, receivedAt: at }: Command,
    password: NewPassword | undefined,
    session: ClientSession,
  ) => {
    const found = await accounts.findById(login).session(session).lean();
    if (!found) return 'missing';
    const after = evolveAccount(accountOf(found), type, password);
    await accounts.replaceOne({ _id: login }, accountDocOf(after), { session });
    if (after.epoch !== found.epoch) await endSessions(login, session);
    if (after.isLocked !== found.isLocked) await tellUnits({ ...after, commandId, at }, session);
    return 'done';
  };
  const changePerson = async ({ type: _type, personId, ...set }: PersonChanged, session: ClientSession) => {
    const { matchedCount } = await people.updateOne({ _id: personId }, { $set: set }, { session });
    return matchedCount === 0 ? 'missing' : 'done';
  };
  const write = ({ event, commandId, receivedAt }: DirectoryEntry, password: NewPassword | undefined, session: ClientSession) => {
    switch (event.type) {
      case 'accountAdded':
        if (!password) throw new TypeError('an account needs a password');
        return add(event, receivedAt, password, session);
      case 'personChanged':
        return changePerson(event, session);
      default:
        return change(event, { commandId, receivedAt }, password, session);
    }
  };

  return {
    async find(login: string): Promise<Account | undefined> {
      const found = await accounts.findById(login).lean();
      return found ? accountOf(found) : undefined;
    },
    async findPerson(personId: string): Promise<Person | undefined> {
      const found = await people.findById(personId).lean();
      return found ? personOf(found) : undefined;
    },
    async findPeople(personIds: readonly string[]): Promise<readonly Person[]> {
      const found = await people.find({ _id: { $in: [...personIds] } }).lean();
      return found.map(personOf);
    },
    async list({ filter, sort, limit }: Window): Promise<readonly Account[]> {
      const found = await accounts.find(filter).sort(sort).limit(limit).lean();
      return found.map(accountOf);
    },
    commit(entry: DirectoryEntry, password?: NewPassword): Promise<CommitResult> {
      return db.getClient().withSession((session) =>
        session.withTransaction(async (): Promise<CommitResult> => {
          const former = await record.find(ACCOUNTS_STREAM, entry.commandId, session);
          if (former) return former.commandHash === entry.commandHash ? 'repeated' : 'reused';
          const result = await write(entry, password, session);
          if (result === 'done') await record.append(ACCOUNTS_STREAM, [entry], session);
          return result;
        }, DURABLE),
      );
    },
    addAll(openings: readonly AccountOpening[]): Promise<readonly string[]> {
      return db.getClient().withSession((session) =>
        session.withTransaction(async (): Promise<readonly string[]> => {
          const logins = openings.map(({ entry }) => entry.event.login);
          const taken = new Set((await accounts.find({ _id: { $in: logins } }, { _id: 1 }, { session }).lean()).map(({ _id }) => _id));
          const free = openings.filter(({ entry }) => !taken.has(entry.event.login));
          if (free.length === 0) return [];
          const upserts = free.map(({ entry: { event } }) => ({
            updateOne: {
              filter: { _id: event.personId },
              update: { $setOnInsert: { name: event.name, email: event.email } },
              upsert: true,
            },
          }));
          await people.bulkWrite(upserts, { session });
          const opened = free.map(({ entry: { event, receivedAt }, password }) => accountDocOf(openAccount(event, receivedAt, password)));
          await accounts.insertMany(opened, { session });
          const entries = free.map(({ entry }) => entry);
          await record.append(ACCOUNTS_STREAM, entries, session);
          return entries.map(({ event }) => event.login);
        }, DURABLE),
      );
    },
  };
}
