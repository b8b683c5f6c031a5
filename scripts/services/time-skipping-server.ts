import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchArchive } from './archive.js';
import { cacheDirOf, exists, fillOnce, nameEntry } from './cache.js';
import { demandSha256, downloadText } from './download.js';
import { findProgram, type Part } from './find.js';
import { sayNothing, Trouble, type Say, type Sentence } from './say.js';
import { findOnPath, lastLines, runCommand, type Env } from './tools.js';

const version = '1.38.0';
const jarSha256 = 'c6c813bbee46dcdc9df5a018fe6ed4caaf79b0c3c9511a3dd6275232a6d8538e';
const spaceBytes = 300_000_000;

export interface TimeSkippingSearch {
  /** A program that was given, usually `TEST_TIME_SKIPPING_PATH`. */
  configured?: string | undefined;
  releasesUrl?: string;
}

/** Temporal's test server, whose clock jumps: where it may come from. Wanted by tests only. */
export function describeTimeSkippingServer(env: Env, search: TimeSkippingSearch = {}): Part {
  const { configured, releasesUrl = 'https://api.github.com/repos/temporalio/sdk-java/releases/tags' } = search;
  const cacheDir = cacheDirOf(env);
  const binary = process.platform === 'win32' ? 'temporal-test-server.exe' : 'temporal-test-server';
  const vendorEntry = nameEntry('temporal-test-server', version);
  const jarEntry = nameEntry('temporal-test-server-jar', version);
  return {
    name: 'Temporal test server',
    routes: {
      configured: {
        name: { zh: '环境变量 TEST_TIME_SKIPPING_PATH', en: 'the environment variable TEST_TIME_SKIPPING_PATH' },
        attempt: async () => (configured === undefined ? { zh: '未设置', en: 'not set' } : { kind: 'program', path: configured }),
      },
      cache: {
        name: { zh: `本机缓存 ${cacheDir}`, en: `this machine's cache ${cacheDir}` },
        attempt: async () => {
          const native = join(cacheDir, vendorEntry, binary);
          if (await exists(native)) return { kind: 'program', path: native };
          const script = join(cacheDir, jarEntry, scriptName);
          if (!(await exists(script))) return { zh: '没有', en: 'not there' };
          const java = await findOnPath('java', env);
          return java === undefined
            ? { zh: '缓存的是 Java 版，而 PATH 中没有 java', en: 'the Java form is there, but no java on the PATH' }
            : { kind: 'program', path: script };
        },
      },
      vendor: {
        name: { zh: `官方下载 ${releasesUrl}`, en: `the vendor's download ${releasesUrl}` },
        announcement: {
          zh: '从官方下载 Temporal 测试服务器（约 30 MB，通常 10 秒至 1 分钟）',
          en: "downloading Temporal's test server from its vendor (about 30 MB, usually 10 s to 1 min)",
        },
        attempt: async (say) => {
          const fill = async (folder: string) => {
            const asset = readAsset(
              await downloadText(`${releasesUrl}/v${version}`),
              nameTestServerArchive(process.platform, process.arch),
            );
            await fetchArchive({ url: asset.url, checksum: { sha256: asset.sha256 }, member: binary, folder, env, say });
            await chmod(join(folder, binary), 0o755);
          };
          return { kind: 'program', path: join(await fillOnce({ cacheDir, entry: vendorEntry, spaceBytes, say, fill }), binary) };
        },
      },
      registry: {
        name: { zh: 'Maven 仓库或其镜像（mvn）', en: 'Maven Central or a mirror of it (mvn)' },
        announcement: {
          zh: '用 Maven 取 Temporal 测试服务器（38 MB，通常 5 至 30 秒）',
          en: "fetching Temporal's test server with Maven (38 MB, usually 5 to 30 s)",
        },
        obstacle: () => objectToMaven(env),
        attempt: async (say) => {
          const fill = (folder: string) => fetchJars(folder, env, say);
          return { kind: 'program', path: join(await fillOnce({ cacheDir, entry: jarEntry, spaceBytes, say, fill }), scriptName) };
        },
      },
    },
    choices: [
      {
        zh: '设置 TEST_TIME_SKIPPING_PATH，指向已有的 temporal-test-server 程序',
        en: 'set TEST_TIME_SKIPPING_PATH to a temporal-test-server program you have',
      },
      { zh: '允许访问 github.com', en: 'allow access to github.com' },
      {
        zh: '安装 Java（11 或更高）与 Maven，并配置可用的 Maven 镜像',
        en: 'install Java (11 or newer) and Maven, with a Maven mirror that can be reached',
      },
      {
        zh: '只运行不需要它的测试：npm test -- domain api replay',
        en: 'run only the tests that do without it: npm test -- domain api replay',
      },
    ],
  };
}

const doing: Sentence = { zh: '正在用 Maven 取测试服务器', en: 'fetching the test server with Maven' };
const scriptName = 'temporal-test-server.sh';

/** The path to give to `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`. */
export function findTimeSkippingServer(say: Say = sayNothing): Promise<string> {
  return findProgram(describeTimeSkippingServer(process.env, { configured: process.env['TEST_TIME_SKIPPING_PATH'] }), say);
}

export function nameTestServerArchive(platform: NodeJS.Platform, arch: string): string {
  const cpu = arch === 'x64' ? 'amd64' : arch;
  switch (platform) {
    case 'darwin':
      return `temporal-test-server_${version}_macOS_${cpu}.tar.gz`;
    case 'win32':
      return `temporal-test-server_${version}_windows_${cpu}.zip`;
    default:
      return `temporal-test-server_${version}_${platform}_${cpu}.tar.gz`;
  }
}

/** The address and the sum of one file in GitHub's description of a release. */
export function readAsset(releaseJson: string, name: string): { url: string; sha256: string } {
  const release: unknown = JSON.parse(releaseJson);
  const assets: unknown[] =
    typeof release === 'object' && release !== null && 'assets' in release && Array.isArray(release.assets) ? release.assets : [];
  for (const asset of assets) {
    if (typeof asset !== 'object' || asset === null || !('name' in asset) || asset.name !== name) continue;
    const url = 'browser_download_url' in asset ? asset.browser_download_url : undefined;
    const digest = 'digest' in asset ? asset.digest : undefined;
    if (typeof url === 'string' && typeof digest === 'string' && digest.startsWith('sha256:'))
      return { url, sha256: digest.slice('sha256:'.length) };
  }
  throw new Trouble({ zh: `官方发布中没有 ${name} 或其校验和`, en: `the vendor's release has no ${name}, or no checksum for it` });
}

async function objectToMaven(env: Env): Promise<Sentence | undefined> {
  if (process.platform === 'win32') return { zh: '不适用于 Windows', en: 'not on Windows' };
  const missing: string[] = [];
  if ((await findOnPath('java', env)) === undefined) missing.push('Java');
  if ((await findOnPath('mvn', env)) === undefined) missing.push('Maven');
  if (missing.length === 0) return undefined;
  return {
    zh: `缺少 ${missing.join(' 与 ')}（例如 apt install default-jre-headless maven）`,
    en: `${missing.join(' and ')} missing (for example: apt install default-jre-headless maven)`,
  };
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>duban</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;

// The first compiler is enough for a server that lives for seconds, and halves its start.
const script = `#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

async function fetchJars(folder: string, env: Env, say: Say): Promise<void> {
  await writeFile(join(folder, 'pom.xml'), pom);
  await mkdir(join(folder, 'lib'));
  const args = [
    '-B',
    '-C',
    '-f',
    'pom.xml',
    'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies',
    '-DincludeScope=runtime',
    '-DoutputDirectory=lib',
  ];
  const { code, output } = await runCommand('mvn', args, { cwd: folder, env, timeoutMs: 600_000, progress: { say, doing } });
  if (code !== 0) throw new Trouble({ zh: `Maven 失败：${lastLines(output)}`, en: `Maven failed: ${lastLines(output)}` });
  await demandSha256(join(folder, 'lib', `temporal-test-server-${version}.jar`), jarSha256);
  await writeFile(join(folder, scriptName), script);
  await chmod(join(folder, scriptName), 0o755);
}
