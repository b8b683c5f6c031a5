import type { Role } from '../../domain/actor.js';
import type { Instant } from '../../domain/calendar.js';
import type { Account, AccountOpening, CommitResult, DirectoryEntry, NewPassword } from '../../models/account.js';
import type { Person } from '../../models/person.js';
import type { Window } from '../http/page.js';

/** A post somebody holds at an instant, of their own or by delegation. */
export interface HeldPost {
  /** `53/office-director`. */
  readonly post: string;
  readonly unit: string;
  readonly role: Role;
  /** From the centre down to the own unit. */
  readonly unitPath: readonly string[];
  /** The term of office, or the delegation, under which it is held. */
  readonly tenure: string;
  /** The person whose post it is, where it is held by delegation. */
  readonly onBehalfOf?: string;
}

/** Asked once per request that acts with a post; answers what holds at that instant. */
export interface PostsOf {
  of(personId: string, now: Instant): Promise<readonly HeldPost[]>;
}

/** Accounts and people, changed only together with their record. */
export interface AccountStore {
  find(login: string): Promise<Account | undefined>;
  findPerson(personId: string): Promise<Person | undefined>;
  findPeople(personIds: readonly string[]): Promise<readonly Person[]>;
  list(window: Window): Promise<readonly Account[]>;
  /**
   * Writes what the entry's event says, appends the entry, and ends the sessions of an account that was locked or got a new
   * password: all of it or nothing, and once per command id. A new account and a new password bring the password along.
   */
  commit(entry: DirectoryEntry, password?: NewPassword): Promise<CommitResult>;
  /** Adds those whose login name is free, all at once and recorded one by one. Answers their login names; the others are left as they are. */
  addAll(openings: readonly AccountOpening[]): Promise<readonly string[]>;
}

/** Slows down guessing. */
export interface Throttle {
  /** Counts an attempt before the password is looked at; where there were too many, nothing is looked at for so long. */
  attempt(login: string, ip: string): Promise<'allowed' | { readonly waitMs: number }>;
  /** Takes the attempt back after a right password. */
  forgive(login: string, ip: string): Promise<void>;
}
