import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig, withSecretFiles, type WorkerConfig } from '../../server/config.js';
import { answersAt } from '../services/ports.js';
import { codeOf, Trouble } from '../services/say.js';
import type { Env } from '../services/tools.js';

/**
 * The settings of a site that is there already: the addresses in the environment, or else those of the `npm start` that runs on DATA_DIR.
 * @throws Trouble when no site runs there; ConfigError naming every setting that is wrong
 */
export async function findRunningSite(env: Env): Promise<WorkerConfig> {
  const given = Object.fromEntries(Object.entries(withSecretFiles(env)).filter(([, value]) => value !== undefined && value !== ''));
  const dataDir = given['DATA_DIR'] ?? '.data';
  return loadConfig('worker', {
    SMTP_URL: 'smtp://127.0.0.1:25',
    ...given,
    MONGODB_URI: given['MONGODB_URI'] ?? `mongodb://127.0.0.1:${await readPort(dataDir, 'mongodb', 'MONGODB_URI')}/duban?replicaSet=duban`,
    TEMPORAL_ADDRESS: given['TEMPORAL_ADDRESS'] ?? `127.0.0.1:${await readPort(dataDir, 'temporal', 'TEMPORAL_ADDRESS')}`,
  });
}

/** The port that the last start on this data folder used for a service, if the service still answers there. */
async function readPort(dataDir: string, service: string, setting: string): Promise<number> {
  const text = await readFile(join(dataDir, 'ports', service), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const port = Number(text.trim());
  if (port > 0 && (await answersAt('127.0.0.1', port))) return port;
  throw new Trouble({
    zh: `数据目录 ${dataDir} 上没有正在运行的 ${service}；请先 npm start，或设置 ${setting}`,
    en: `no ${service} is running on the data folder ${dataDir}; run npm start first, or set ${setting}`,
  });
}
