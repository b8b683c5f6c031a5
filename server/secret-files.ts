import { readFileSync } from 'node:fs';
import type { Sentence } from './http/sentence.js';

/** Settings whose value is secret: each may stand in a file that the setting `<name>_FILE` names. */
export const SECRET_SETTINGS = ['MONGODB_URI', 'SMTP_URL', 'SESSION_SECRET'] as const;

/** An environment in which no `_FILE` stands any more; `problems` by the name of the setting that is wrong. */
interface Resolved {
  readonly env: NodeJS.ProcessEnv;
  readonly problems: ReadonlyMap<string, Sentence>;
}

/** Puts the content of secret files in the place of their names, without white space around it. Never tells what is in a file. */
export function readSecretFiles(given: NodeJS.ProcessEnv): Resolved {
  const env = { ...given };
  const problems = new Map<string, Sentence>();
  for (const name of SECRET_SETTINGS) {
    const pathName = `${name}_FILE`;
    const path = env[pathName] ?? '';
    delete env[pathName];
    if (path === '') continue;
    const value = env[name] !== undefined && env[name] !== '' ? BOTH_GIVEN : readSecret(path);
    if (typeof value === 'string') env[name] = value;
    else problems.set(name, { zh: `${pathName}：${value.zh}。`, en: `${pathName} ${value.en}.` });
  }
  return { env, problems };
}

const BOTH_GIVEN: Sentence = { zh: '与同名的直接设置只能填写其一', en: 'may not stand beside the setting it gives the value of' };

function readSecret(path: string): string | Sentence {
  try {
    const value = readFileSync(path, 'utf8').trim();
    return value === '' ? { zh: `文件 ${path} 是空的`, en: `names ${path}, which is empty` } : value;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { zh: `无法读取文件 ${path}（${code}）`, en: `names ${path}, which cannot be read (${code})` };
  }
}
