import { hash, verify, type Options } from '@node-rs/argon2';
import { randomBytes, randomInt } from 'node:crypto';
import type { Sentence } from '../http/sentence.js';

/** Argon2id, the library's default, at the cost the OWASP cheat sheet names: 19 MiB, two passes, one lane. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const PASSWORD_LENGTH = { min: 12, max: 128 };

/** The commonest of those that are long enough, in lower case. */
const COMMON = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123123123123',
  '123456123456',
  '1qaz2wsx3edc',
  '1q2w3e4r5t6y',
  'abcd12345678',
  'abcdefghijkl',
  'administrator',
  'asdfghjkl123',
  'changeme1234',
  'iloveyou1234',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'qwerty123456',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopasdf',
  'welcome12345',
  'woaini1314520',
  'zxcvbnm12345',
]);

/** The same password typed on different keyboards is the same password. */
const normalise = (password: string): string => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(normalise(password), COST);

/** What stands against a password somebody chose; undefined where nothing does. */
export function weaknessOf(password: string, login: string): Sentence | undefined {
  const chosen = normalise(password).toLowerCase();
  const { length } = Array.from(chosen);
  if (length < PASSWORD_LENGTH.min)
    return { zh: `至少 ${PASSWORD_LENGTH.min} 个字符。`, en: `Must have at least ${PASSWORD_LENGTH.min} characters.` };
  if (length > PASSWORD_LENGTH.max)
    return { zh: `最多 ${PASSWORD_LENGTH.max} 个字符。`, en: `May have ${PASSWORD_LENGTH.max} characters at most.` };
  if (chosen === login) return { zh: '不能与登录名相同。', en: 'Must not be the login name.' };
  if (COMMON.has(chosen) || new Set(chosen).size === 1) return { zh: '过于常见，容易被猜中。', en: 'Is too common and easily guessed.' };
  return undefined;
}

/** Without letters and digits that look alike: it is read aloud and typed once. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
const ONE_TIME_LENGTH = 16;

/** A password to be handed over and changed at the first log-in; about 79 bits. */
export const createOneTimePassword = (): string =>
  Array.from({ length: ONE_TIME_LENGTH }, () => READABLE[randomInt(READABLE.length)]).join('');

/** Whether a password is right; costs the same where there is no account, so that time tells nobody which logins exist. */
export type VerifyPassword = (passwordHash: string | undefined, password: string) => Promise<boolean>;

/** What a password is held against where there is no account: a hash like any other, of a password nobody knows. */
export const hashOfNobody = (): Promise<string> => hashPassword(randomBytes(16).toString('hex'));

export async function createPasswordVerifier(): Promise<VerifyPassword> {
  const nobody = await hashOfNobody();
  return async (passwordHash, password) => {
    const isRight = await verify(passwordHash ?? nobody, normalise(password));
    return isRight && passwordHash !== undefined;
  };
}
