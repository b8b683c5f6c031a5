import type { ClientSession } from 'mongoose';
import type { Typed } from '../domain/entity.js';
import type { DirectoryEntry } from './account.js';

/** Accounts and people are not alive, yet nothing about them changes unrecorded. */
export const ACCOUNTS_STREAM = 'directory/accounts';
/** What operators did with mails by hand. */
export const MAILS_STREAM = 'directory/mails';

/** What an administrator made of the calendar. */
export const CALENDARS_STREAM = 'directory/calendars';

/** The sealed record, as far as the directory needs it. */
export interface DirectoryRecord {
  /**
   * Appends entries within the caller's transaction; on a conflict throws the driver's transient error, so that the whole transaction is
   * repeated.
   */
  append(stream: string, entries: readonly DirectoryEntry<Typed>[], session: ClientSession): Promise<void>;
  /** The entry that a command left, seen from within the transaction where one is given. */
  find(stream: string, commandId: string, session?: ClientSession): Promise<DirectoryEntry<Typed> | undefined>;
}
