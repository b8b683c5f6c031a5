import { resolve } from 'node:path';
import { loadConfig, withSecretFiles } from '../../server/config.js';
import { isPortFree } from '../services/ports.js';
import { codeOf, Trouble } from '../services/say.js';
import type { Env } from '../services/tools.js';

/** What the environment decides about `npm start`. Addresses that are missing stand for services we start ourselves. */
export interface HouseSettings {
  host: string;
  port: number;
  /** Absolute. */
  dataDir: string;
  isDemo: boolean;
  /** Where people reach the site. */
  publicUrl: string;
  mongodbUri: string | undefined;
  temporalAddress: string | undefined;
  smtpUrl: string | undefined;
}

// Stand in for what is found or made later, so that everything else is judged by the servers' own rules before anything starts.
const later = {
  MONGODB_URI: 'mongodb://127.0.0.1/duban',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SMTP_URL: 'smtp://127.0.0.1:25',
  SESSION_SECRET: 'x'.repeat(32),
};

/** @throws ConfigError naming every setting that is wrong */
export function readSettings(env: Env): HouseSettings {
  const given = Object.fromEntries(Object.entries(withSecretFiles(env)).filter(([, value]) => value !== undefined && value !== ''));
  const { host, port, dataDir, isDemo, publicUrl } = loadConfig('api', { ...later, ...given });
  loadConfig('worker', { ...later, ...given });
  return {
    host,
    port,
    dataDir: resolve(dataDir),
    isDemo,
    publicUrl,
    mongodbUri: given['MONGODB_URI'],
    temporalAddress: given['TEMPORAL_ADDRESS'],
    smtpUrl: given['SMTP_URL'],
  };
}

/** @throws Trouble when nobody can listen on the port */
export async function demandFreePort({ host, port }: HouseSettings): Promise<void> {
  let isFree: boolean;
  try {
    isFree = await isPortFree(port, host);
  } catch (error) {
    const code = codeOf(error) ?? String(error);
    throw new Trouble(
      {
        zh: `无法在 ${host}:${port} 上监听（${code}）；请检查 HOST 与 PORT`,
        en: `cannot listen on ${host}:${port} (${code}); check HOST and PORT`,
      },
      { cause: error },
    );
  }
  if (isFree) return;
  throw new Trouble({
    zh: `端口 ${port} 已被占用；请停止占用它的程序，或换一个端口，例如：PORT=${port + 1} npm start`,
    en: `port ${port} is in use; stop what uses it or choose another one, for example: PORT=${port + 1} npm start`,
  });
}
