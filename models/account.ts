import { Schema, type Connection } from 'mongoose';
import type { Actor } from '../domain/actor.js';
import type { Instant } from '../domain/calendar.js';
import type { Typed } from '../domain/entity.js';
import { modelOf } from './connect.js';

/** What opens the door. The person behind it is kept apart, so that a person may lose an account and keep the record. */
export interface Account {
  /** Normalised: lower case, no blanks. */
  readonly login: string;
  readonly personId: string;
  /** Argon2id in PHC form; the parameters stand in it. */
  readonly passwordHash: string;
  /** The password was handed over by somebody else. */
  readonly mustChangePassword: boolean;
  readonly isLocked: boolean;
  /** Raised by every lock and every new password: a session of an earlier epoch is void. */
  readonly epoch: number;
  readonly createdAt: Instant;
}

/** What happened to an account or a person, as the record keeps it; no secret is in it. */
export type DirectoryEvent = AccountAdded | AccountChange | PersonChanged;
export interface AccountAdded {
  readonly type: 'accountAdded';
  readonly login: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}
export interface AccountChange {
  readonly type: 'accountLocked' | 'accountUnlocked' | 'passwordReset' | 'passwordChanged';
  readonly login: string;
}
export interface PersonChanged {
  readonly type: 'personChanged';
  readonly personId: string;
  readonly name?: string;
  readonly email?: string;
}

/** One line of a `directory/…` stream. */
export interface DirectoryEntry<E extends Typed = DirectoryEvent> {
  readonly commandId: string;
  /** Hash of everything the command asked for: the same id with another hash is refused. */
  readonly commandHash: string;
  readonly receivedAt: Instant;
  readonly actor: Actor;
  readonly reason: string;
  readonly event: E;
}

/** A secret that goes with an entry but not into the record. */
export interface NewPassword {
  readonly hash: string;
  readonly mustChange: boolean;
}

/** A new account as it is recorded, with the secret it begins with. */
export interface AccountOpening {
  readonly entry: DirectoryEntry & { readonly event: AccountAdded };
  readonly password: NewPassword;
}

/** `repeated`: this very command was done before. `reused`: its id was, with other content. Only `done` writes. */
export type CommitResult = 'done' | 'repeated' | 'reused' | 'taken' | 'missing';

type AccountDoc = Omit<Account, 'login'> & { readonly _id: string };

const accountSchema = new Schema<AccountDoc>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    passwordHash: { type: String, required: true },
    mustChangePassword: { type: Boolean, required: true },
    isLocked: { type: Boolean, required: true },
    epoch: { type: Number, required: true },
    createdAt: { type: Number, required: true },
  },
  { versionKey: false, collection: 'accounts' },
);
accountSchema.index({ personId: 1 });
accountSchema.index({ createdAt: 1, _id: 1 });

export const accountModel = (db: Connection) => modelOf<AccountDoc>(db, 'Account', accountSchema);
export const accountOf = ({ _id: login, ...rest }: AccountDoc): Account => ({ login, ...rest });
export const accountDocOf = ({ login: _id, ...rest }: Account): AccountDoc => ({ _id, ...rest });

/** The account a new one begins as. */
export function openAccount({ login, personId }: { login: string; personId: string }, createdAt: Instant, password: NewPassword): Account {
  const { hash: passwordHash, mustChange: mustChangePassword } = password;
  return { login, personId, passwordHash, mustChangePassword, isLocked: false, epoch: 1, createdAt };
}

/** An account after an event of its own. Where the epoch is another, the sessions opened before are over. */
export function evolveAccount(account: Account, type: AccountChange['type'], password: NewPassword | undefined): Account {
  switch (type) {
    case 'accountLocked':
      return { ...account, isLocked: true, epoch: account.epoch + 1 };
    case 'accountUnlocked':
      return { ...account, isLocked: false };
    case 'passwordReset':
    case 'passwordChanged':
      if (!password) throw new TypeError(`${type} needs a password`);
      return { ...account, passwordHash: password.hash, mustChangePassword: password.mustChange, epoch: account.epoch + 1 };
    default:
      return type satisfies never;
  }
}
