import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Joi from 'joi';
import { codeOf } from '../services/say.js';

/** A line of the table that `npm start` prints. The API writes the files. */
export interface ShownAccount {
  login: string;
  password: string;
  name: string;
  post: string;
}

const schema = Joi.array().items(
  Joi.object<ShownAccount, true>({
    login: Joi.string().required(),
    password: Joi.string().required(),
    name: Joi.string().required(),
    post: Joi.string().required(),
  }).unknown(),
);

/** The demo's accounts, to be shown at every start; empty when there are none. */
export function readDemoAccounts(dataDir: string): Promise<ShownAccount[]> {
  return readAccounts(join(dataDir, 'accounts.json'));
}

const FIRST_TO_TRY = ['00', '53', '53-h001'];

/** The centre, the administrators, one province and a host of it: enough to play a pilot's life through. */
export const isFirstToTry = ({ post }: ShownAccount): boolean => FIRST_TO_TRY.includes(post.slice(0, post.indexOf('/')));

/** The one-time passwords of the first accounts. They are shown once: the file is gone afterwards. */
export async function takeFirstPasswords(dataDir: string): Promise<ShownAccount[]> {
  const file = join(dataDir, 'first-passwords.json');
  const accounts = await readAccounts(file);
  await rm(file, { force: true });
  return accounts;
}

async function readAccounts(file: string): Promise<ShownAccount[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '[]';
    throw error;
  });
  const accounts: ShownAccount[] = await schema.validateAsync(JSON.parse(text));
  return accounts;
}

/** The accounts as a table for the terminal, where a Chinese character is two columns wide. */
export function layOut(accounts: readonly ShownAccount[]): string {
  const rows = [
    ['登录名 login', '密码 password', '姓名 name', '岗位 post'],
    ...accounts.map(({ login, password, name, post }) => [login, password, name, post]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell))).join('   ')}`.trimEnd())
    .join('\n');
}

function columnsOf(text: string): number {
  const wide = text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g);
  return text.length + (wide?.length ?? 0);
}
