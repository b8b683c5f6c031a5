import {
  accountDocOf,
  accountOf,
  evolveAccount,
  openAccount,
  type Account,
  type DirectoryEntry,
  type NewPassword,
} from '../../models/account.js';
import type { Person } from '../../models/person.js';
import type { AccountStore } from '../../server/auth/ports.js';
import { matches, sortBy } from './mongo-filter.js';

/** Accounts in memory, with the record they leave open to be looked at. */
export interface FakeAccounts extends AccountStore {
  readonly entries: readonly DirectoryEntry[];
  /** What units were told of accounts locked and unlocked. */
  readonly messages: readonly LockNote[];
  readonly people: () => readonly Person[];
}
export interface LockNote {
  readonly to: string;
  readonly type: 'noteHolderLocked' | 'noteHolderUnlocked';
  readonly person: string;
}

export function createFakeAccounts(
  endSessions: (login: string) => Promise<void> = async () => undefined,
  unitsOf: (person: string) => readonly string[] = () => [],
): FakeAccounts {
  const messages: LockNote[] = [];
  const accounts = new Map<string, Account>();
  const people = new Map<string, Person>();
  const entries: DirectoryEntry[] = [];

  const write = ({ event, receivedAt }: DirectoryEntry, password: NewPassword | undefined) => {
    if (event.type === 'accountAdded') {
      if (!password) throw new TypeError('an account needs a password');
      if (accounts.has(event.login)) return 'taken';
      const { personId, name, email } = event;
      if (!people.has(personId)) people.set(personId, { id: personId, name, email });
      accounts.set(event.login, openAccount(event, receivedAt, password));
      return 'done';
    }
    if (event.type === 'personChanged') {
      const { type: _type, personId, ...set } = event;
      const person = people.get(personId);
      if (!person) return 'missing';
      people.set(personId, { ...person, ...set });
      return 'done';
    }
    const account = accounts.get(event.login);
    if (!account) return 'missing';
    const after = evolveAccount(account, event.type, password);
    accounts.set(event.login, after);
    if (after.isLocked !== account.isLocked) tellUnits(after);
    return 'done';
  };
  const tellUnits = ({ personId: person, isLocked }: Account): void => {
    if (isLocked && [...accounts.values()].some((other) => other.personId === person && !other.isLocked)) return;
    for (const to of unitsOf(person)) messages.push({ to, type: isLocked ? 'noteHolderLocked' : 'noteHolderUnlocked', person });
  };

  const commit: AccountStore['commit'] = async (entry, password) => {
    const former = entries.find(({ commandId }) => commandId === entry.commandId);
    if (former) return former.commandHash === entry.commandHash ? 'repeated' : 'reused';
    const before = 'login' in entry.event ? accounts.get(entry.event.login) : undefined;
    const result = write(entry, password);
    if (result !== 'done') return result;
    entries.push(entry);
    if (before && accounts.get(before.login)?.epoch !== before.epoch) await endSessions(before.login);
    return result;
  };

  return {
    entries,
    messages,
    people: () => [...people.values()],
    commit,
    async addAll(openings) {
      const added: string[] = [];
      for (const { entry, password } of openings) if ((await commit(entry, password)) === 'done') added.push(entry.event.login);
      return added;
    },
    find: async (login) => accounts.get(login),
    findPerson: async (personId) => people.get(personId),
    findPeople: async (personIds) => [...people.values()].filter(({ id }) => personIds.includes(id)),
    async list({ filter, sort, limit }) {
      const found = [...accounts.values()].map(accountDocOf).filter((account) => matches(account, filter));
      return sortBy(found, sort).slice(0, limit).map(accountOf);
    },
  };
}
