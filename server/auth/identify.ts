import type { Account } from '../../models/account.js';
import { refused, type Refused } from '../http/problems.js';
import type { SessionHandle } from '../http/route.js';
import type { VerifyPassword } from './passwords.js';
import type { AccountStore, Throttle } from './ports.js';
import { normaliseLogin } from './views.js';

export interface IdentifyOptions {
  readonly accounts: AccountStore;
  readonly throttle: Throttle;
  readonly verify: VerifyPassword;
}

/** Somebody claims to be an account's owner. */
export interface Claim {
  readonly login: string;
  readonly password: string;
  readonly ip: string;
}

/**
 * The account whose password this is. An unknown login and a wrong password are told alike and take as long; that an account is
 * locked is told only to who knows its password.
 */
export async function identify(
  { login, password, ip }: Claim,
  { accounts, throttle, verify }: IdentifyOptions,
): Promise<Account | Refused> {
  const name = normaliseLogin(login);
  const outcome = await throttle.attempt(name, ip);
  if (outcome !== 'allowed') return tooManyAttempts(outcome.waitMs);
  const account = await accounts.find(name);
  const isRight = await verify(account?.passwordHash, password);
  if (!account || !isRight) return refused('WrongPassword');
  await throttle.forgive(name, ip);
  return account.isLocked ? refused('AccountLocked') : account;
}

function tooManyAttempts(waitMs: number): Refused {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return refused('TooManyAttempts', { facts: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds });
}

/**
 * Closes a session that was written while its account was being locked or given a new password: whichever came first, the session
 * does not outlive the change.
 */
export async function refuseVoided(
  session: SessionHandle,
  { login, epoch }: Pick<Account, 'login' | 'epoch'>,
  accounts: AccountStore,
): Promise<Refused | undefined> {
  const account = await accounts.find(login);
  if (account && !account.isLocked && account.epoch === epoch) return undefined;
  await session.close();
  return refused(account?.isLocked ? 'AccountLocked' : 'NotLoggedIn');
}
