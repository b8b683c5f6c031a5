import type { ClientSession, Connection } from 'mongoose';
import type { Account, DirectoryEvent } from '../../models/account.js';
import { bareCollection } from '../../models/connect.js';
import { ACCOUNTS_STREAM } from '../../models/directory-record.js';
import type { PersonDoc } from '../../models/person.js';
import type { CommandEntries } from './chain.js';
import type { Difference } from './difference.js';

/** What the record knows of an account: everything but the password and when it was stored. */
type KnownAccount = Pick<Account, 'personId' | 'isLocked' | 'epoch'>;
type AccountDoc = KnownAccount & { readonly _id: string };

/** Folds accounts and people from `directory/accounts` and compares them with what is stored. */
export function createAccountFold() {
  const accounts = new Map<string, { known: KnownAccount; seq: number }>();
  const people = new Map<string, { known: Omit<PersonDoc, '_id'>; seq: number }>();

  const evolve = (event: DirectoryEvent, seq: number): void => {
    switch (event.type) {
      case 'accountAdded': {
        const { login, personId, name, email } = event;
        accounts.set(login, { known: { personId, isLocked: false, epoch: 1 }, seq });
        if (!people.has(personId)) people.set(personId, { known: { name, email }, seq });
        return;
      }
      case 'personChanged': {
        const { type: _, personId, ...set } = event;
        const before = people.get(personId);
        if (before === undefined) return;
        const { name = before.known.name, email = before.known.email } = set;
        people.set(personId, { known: { name, email }, seq });
        return;
      }
      default: {
        const before = accounts.get(event.login);
        if (before === undefined) return;
        const isLocked = event.type === 'accountLocked' || (event.type !== 'accountUnlocked' && before.known.isLocked);
        const epoch = before.known.epoch + (event.type === 'accountUnlocked' ? 0 : 1);
        accounts.set(event.login, { known: { ...before.known, isLocked, epoch }, seq });
      }
    }
  };

  return {
    /** Takes the entries of one command, as `directory/accounts` holds them. */
    take(command: CommandEntries): void {
      for (const { event, seq } of command) if (isDirectoryEvent(event)) evolve(event, seq);
    },
    async compare(db: Connection, session: ClientSession): Promise<Difference | undefined> {
      const stream = ACCOUNTS_STREAM;
      const stored = bareCollection<AccountDoc>(db, 'accounts').find({}, { session, sort: { _id: 1 } });
      let left = accounts.size;
      for await (const { _id: what, personId, isLocked, epoch } of stored) {
        const expected = accounts.get(what);
        if (expected === undefined) return { kind: 'AccountUnfounded', stream, seq: 0, what };
        const { known, seq } = expected;
        if (known.personId !== personId || known.isLocked !== isLocked || known.epoch !== epoch)
          return { kind: 'AccountDifferent', stream, seq, what };
        left -= 1;
      }
      if (left > 0) {
        const known = new Set(await bareCollection<AccountDoc>(db, 'accounts').distinct('_id', {}, { session }));
        for (const [what, { seq }] of accounts) if (!known.has(what)) return { kind: 'AccountDifferent', stream, seq, what };
      }
      const persons = bareCollection<PersonDoc>(db, 'people').find({}, { session, sort: { _id: 1 } });
      const seen = new Set<string>();
      for await (const { _id: what, name, email } of persons) {
        const expected = people.get(what);
        if (expected?.known.name !== name || expected.known.email !== email)
          return { kind: 'PersonDifferent', stream, seq: expected?.seq ?? 0, what };
        seen.add(what);
      }
      for (const [what, { seq }] of people) if (!seen.has(what)) return { kind: 'PersonDifferent', stream, seq, what };
      return undefined;
    },
  };
}

const TYPES: readonly string[] = [
  'accountAdded',
  'accountLocked',
  'accountUnlocked',
  'passwordReset',
  'passwordChanged',
  'personChanged',
] satisfies DirectoryEvent['type'][];
const isDirectoryEvent = (event: { readonly type: string }): event is DirectoryEvent => TYPES.includes(event.type);
