import type { Actor } from '../domain/actor.js';
import type { Instant } from '../domain/calendar.js';

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
export type DirectoryEvent =
  | { readonly type: 'accountAdded'; readonly login: string; readonly personId: string; readonly name: string; readonly email: string }
  | { readonly type: 'accountLocked' | 'accountUnlocked' | 'passwordReset' | 'passwordChanged'; readonly login: string }
  | { readonly type: 'personChanged'; readonly personId: string; readonly name?: string; readonly email?: string };

/** One line of the stream `directory/accounts`. */
export interface DirectoryEntry {
  readonly commandId: string;
  /** Hash of everything the command asked for: the same id with another hash is refused. */
  readonly commandHash: string;
  readonly receivedAt: Instant;
  readonly actor: Actor;
  readonly reason: string;
  readonly event: DirectoryEvent;
}
