import { join } from 'node:path';
import { fetchArchive } from './archive.js';
import { cacheDirOf, exists, fillOnce, nameEntry } from './cache.js';
import type { Part } from './find.js';
import { Trouble, type Sentence } from './say.js';
import { findOnPath, isAtLeast, lastLines, readVersion, runCommand, type Env } from './tools.js';

// Later tags carry a replace directive in their go.mod, which `go install` refuses.
const version = '1.5.1';
const vendorSpaceBytes = 600_000_000;
const buildSpaceBytes = 4_000_000_000;
const buildTimeoutMs = 30 * 60_000;

export interface TemporalSearch {
  /** An address that was given, usually `TEMPORAL_ADDRESS`. */
  configured?: string | undefined;
  /** The variable that was looked at, for the sentences. */
  variable?: string;
  vendorUrl?: string;
  platform?: NodeJS.Platform;
  arch?: string;
}

/** The Temporal server inside its command line tool: where it may come from. */
export function describeTemporal(env: Env, search: TemporalSearch = {}): Part {
  const {
    configured,
    variable = 'TEMPORAL_ADDRESS',
    vendorUrl = 'https://github.com/temporalio/cli/releases/download',
    platform = process.platform,
    arch = process.arch,
  } = search;
  const cacheDir = cacheDirOf(env);
  const binary = platform === 'win32' ? 'temporal.exe' : 'temporal';
  const entry = nameEntry('temporal', version);
  const archive = nameTemporalArchive(platform, arch);
  return {
    name: 'Temporal',
    routes: {
      configured: {
        name: { zh: `环境变量 ${variable}`, en: `the environment variable ${variable}` },
        attempt: async () => (configured === undefined ? { zh: '未设置', en: 'not set' } : { kind: 'address', address: configured }),
      },
      path: {
        name: { zh: 'PATH 中的 temporal（服务器 1.28 或更高）', en: 'temporal on the PATH (server 1.28 or newer)' },
        attempt: async () => {
          const path = await findOnPath('temporal', env);
          if (path === undefined) return { zh: '没有', en: 'not there' };
          return (await objectTo(path, env)) ?? { kind: 'program', path };
        },
      },
      cache: {
        name: { zh: `本机缓存 ${cacheDir}`, en: `this machine's cache ${cacheDir}` },
        attempt: async () => {
          const path = join(cacheDir, entry, binary);
          return (await exists(path)) ? { kind: 'program', path } : { zh: '没有', en: 'not there' };
        },
      },
      vendor: {
        name: { zh: `官方下载 ${vendorUrl}`, en: `the vendor's download ${vendorUrl}` },
        announcement: {
          zh: '从官方下载 Temporal（约 50 MB，通常 10 秒至 2 分钟）',
          en: 'downloading Temporal from its vendor (about 50 MB, usually 10 s to 2 min)',
        },
        obstacle: async () => (typeof archive === 'string' ? undefined : archive),
        attempt: async (say) => {
          if (typeof archive !== 'string') return archive;
          const base = `${vendorUrl}/v${version}`;
          const fill = async (folder: string) => {
            await fetchArchive({
              url: `${base}/${archive}`,
              checksum: { listUrl: `${base}/checksums.txt` },
              member: binary,
              folder,
              env,
              say,
            });
            await demandRuns(join(folder, binary), env);
          };
          return { kind: 'program', path: join(await fillOnce({ cacheDir, entry, spaceBytes: vendorSpaceBytes, say, fill }), binary) };
        },
      },
      registry: {
        name: { zh: 'Go 模块代理（go install 编译）', en: 'a Go module proxy (built with go install)' },
        announcement: {
          zh: '用 go install 编译 Temporal（每台机器一次，通常 2 至 4 分钟，临时占用约 4 GB 磁盘）',
          en: 'building Temporal with go install (once per machine, usually 2 to 4 min, about 4 GB of disk on the way)',
        },
        obstacle: () => objectToGo(env),
        attempt: async (say) => {
          const doing: Sentence = {
            zh: '正在编译 Temporal（通常共 120 至 240 秒）',
            en: 'building Temporal (usually 120 to 240 s in all)',
          };
          const fill = async (folder: string) => {
            const flags = `-ldflags=-s -w -X github.com/temporalio/cli/temporalcli.Version=${version}`;
            const args = ['install', flags, `github.com/temporalio/cli/cmd/temporal@v${version}`];
            const { code, output } = await runCommand('go', args, {
              cwd: folder,
              env: { ...env, GOBIN: folder },
              timeoutMs: buildTimeoutMs,
              progress: { say, doing },
            });
            if (code !== 0)
              throw new Trouble({ zh: `go install 失败：${lastLines(output)}`, en: `go install failed: ${lastLines(output)}` });
            await demandRuns(join(folder, binary), env);
          };
          return { kind: 'program', path: join(await fillOnce({ cacheDir, entry, spaceBytes: buildSpaceBytes, say, fill }), binary) };
        },
      },
    },
    choices: [
      {
        zh: '设置 TEMPORAL_ADDRESS，指向已有的 Temporal 服务（1.28 或更高）',
        en: `set ${variable} to a Temporal service you have (1.28 or newer)`,
      },
      { zh: '安装 Temporal CLI，使 temporal 在 PATH 中', en: 'install the Temporal CLI so that temporal is on the PATH' },
      { zh: '允许访问 github.com', en: 'allow access to github.com' },
      {
        zh: '安装 Go（1.25 或更高），并配置可用的 Go 模块代理（GOPROXY）',
        en: 'install Go (1.25 or newer), with a Go module proxy that can be reached (GOPROXY)',
      },
    ],
  };
}

/** The name of the vendor's archive, or why there is none. */
export function nameTemporalArchive(platform: NodeJS.Platform, arch: string): string | Sentence {
  const system = platform === 'win32' ? 'windows' : platform;
  const cpu = arch === 'x64' ? 'amd64' : arch;
  const isBuilt = ['linux', 'darwin', 'windows'].includes(system) && ['amd64', 'arm64'].includes(cpu);
  return isBuilt
    ? `temporal_cli_${version}_${system}_${cpu}.tar.gz`
    : { zh: `官方没有适用于 ${platform} ${arch} 的版本`, en: `the vendor has no build for ${platform} ${arch}` };
}

/** From 1.21 on, Go fetches the newer toolchain that the build wants by itself. */
async function objectToGo(env: Env): Promise<Sentence | undefined> {
  const go = await findOnPath('go', env);
  if (go === undefined) return { zh: '缺少 Go（1.25 或更高）', en: 'Go is missing (1.25 or newer)' };
  const { output } = await runCommand(go, ['version'], { env });
  const found = readVersion(output, 'go version go');
  return found && isAtLeast(found, [1, 21])
    ? undefined
    : { zh: `Go 版本过低（${output.trim()}），需要 1.25 或更高`, en: `Go is too old (${output.trim()}); 1.25 or newer is wanted` };
}

async function objectTo(temporal: string, env: Env): Promise<Sentence | undefined> {
  const { code, output } = await runCommand(temporal, ['--version'], { env });
  if (code !== 0) return { zh: `${temporal} 无法运行：${lastLines(output, 1)}`, en: `${temporal} does not run: ${lastLines(output, 1)}` };
  const server = readVersion(output, '\\(Server');
  if (server && isAtLeast(server, [1, 28])) return undefined;
  return { zh: `${temporal} 版本过低（${output.trim()}）`, en: `${temporal} is too old (${output.trim()})` };
}

async function demandRuns(temporal: string, env: Env): Promise<void> {
  const objection = await objectTo(temporal, env);
  if (objection) throw new Trouble(objection);
}
