import Joi from 'joi';
import { secretMarkIn } from '../../domain/secrecy.js';
import { refused, type Refused } from '../http/problems.js';

const NAME_MAX = 200;
/** A name and no path, in characters that every system can store: no separators, no control or invisible ones. */
const SAFE = /^(?![.\s])[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\\/:*?"<>|]+(?<![.\s])$/u;
const UNSAFE = {
  zh: '只能是文件名：不含路径、控制字符或 \\ / : * ? " < > |，不以点或空格开头或结尾。',
  en: 'Must be a name and no path, without control characters or \\ / : * ? " < > |, and not begin or end with a dot or blank.',
};

export const fileName = (): Joi.StringSchema =>
  Joi.string()
    .normalize('NFC')
    .max(NAME_MAX)
    .custom((value: string, helpers) => (SAFE.test(value) ? value : helpers.error('any.custom', { ...UNSAFE })))
    .description('文件名，含扩展名，不含路径。The name of the file with its ending, and no path.');

/** Names are written without blanks: what stands between separators is looked at as if on a line of its own. */
export function refuseSecretName(name: string): Refused | undefined {
  const stem = name.slice(0, Math.max(0, name.lastIndexOf('.')));
  const mark = secretMarkIn(stem.replaceAll(/[\s_.,，、+·—–-]+/gu, '\n'));
  if (mark === undefined) return undefined;
  const error = { field: 'query.name', zh: `含有密级或保密标志“${mark}”。`, en: `Bears a mark of secrecy (${mark}).` };
  return refused('SecretMark', { errors: [error] });
}
