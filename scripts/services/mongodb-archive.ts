import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Sentence } from './say.js';

/** What decides which build fits a machine. */
export interface Host {
  platform: NodeJS.Platform;
  arch: string;
  /** Version of the GNU C library on Linux; missing where there is another one (Alpine). */
  glibc?: string;
  /** `ID` and `VERSION_ID` of os-release on Linux. */
  distribution?: { id: string; version: string };
}

export interface MongodbArchive {
  version: string;
  /** What the build is for, as the vendor spells it. */
  target: string;
  /** Below the vendor's download address. */
  path: string;
}

// The oldest line still maintained: it has builds for the most systems, and takes over data written by 6.0.
const version = '7.0.34';

export function readHost(): Host {
  const { platform, arch } = process;
  if (platform !== 'linux') return { platform, arch };
  const glibc = readGlibc();
  const distribution = existsSync('/etc/os-release') ? readDistribution(readFileSync('/etc/os-release', 'utf8')) : undefined;
  return { platform, arch, ...(glibc === undefined ? {} : { glibc }), ...(distribution ? { distribution } : {}) };
}

/** Node's own report knows it, too, but looks up a name for every open socket first, which takes seconds. */
function readGlibc(): string | undefined {
  const { status, stdout } = spawnSync('getconf', ['GNU_LIBC_VERSION'], { encoding: 'utf8' });
  return status === 0 ? /^glibc (\S+)/.exec(stdout)?.[1] : undefined;
}

export function readDistribution(osRelease: string): { id: string; version: string } {
  const valueOf = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  return { id: valueOf('ID').toLowerCase(), version: valueOf('VERSION_ID') };
}

/** The vendor's archive for a machine, or why there is none. */
export function chooseMongodbArchive({ platform, arch, glibc, distribution }: Host): MongodbArchive | Sentence {
  const cpu = arch === 'x64' ? 'x86_64' : arch === 'arm64' ? 'aarch64' : undefined;
  const none: Sentence = { zh: `官方没有适用于 ${platform} ${arch} 的版本`, en: `the vendor has no build for ${platform} ${arch}` };
  if (cpu === undefined) return none;
  switch (platform) {
    case 'darwin':
      return nameArchive('osx', `macos-${arch === 'arm64' ? 'arm64' : 'x86_64'}`, 'tgz');
    case 'win32':
      return cpu === 'x86_64' ? nameArchive('windows', 'windows-x86_64', 'zip') : none;
    case 'linux':
      if (glibc === undefined)
        return { zh: '官方没有适用于非 glibc 系统（如 Alpine）的版本', en: 'the vendor has no build for systems without glibc (Alpine)' };
      return nameArchive('linux', `linux-${cpu}-${chooseLinuxTarget(cpu, glibc, distribution)}`, 'tgz');
    default:
      return none;
  }
}

function nameArchive(system: string, target: string, ending: string): MongodbArchive {
  return { version, target, path: `${system}/mongodb-${target}-${version}.${ending}` };
}

/** A distribution the vendor does not name gets the build whose C library and OpenSSL are nearest. */
function chooseLinuxTarget(cpu: 'x86_64' | 'aarch64', glibc: string, distribution?: Host['distribution']): string {
  const major = Number.parseInt(distribution?.version ?? '', 10);
  const olderRedHat = cpu === 'x86_64' ? 'rhel80' : 'rhel82';
  switch (distribution?.id ?? '') {
    case 'debian':
      if (cpu === 'x86_64' && major >= 11) return major === 11 ? 'debian11' : 'debian12';
      break;
    case 'ubuntu':
      return major >= 22 ? 'ubuntu2204' : 'ubuntu2004';
    case 'rhel':
    case 'centos':
    case 'rocky':
    case 'almalinux':
    case 'ol':
      return major >= 9 ? 'rhel90' : olderRedHat;
    case 'amzn':
      return major >= 2023 ? 'amazon2023' : 'amazon2';
    case 'openeuler':
    case 'anolis':
    case 'kylin':
    case 'opencloudos':
      return olderRedHat;
  }
  const minor = Number(glibc.split('.')[1] ?? 0);
  if (minor >= 35) return 'ubuntu2204';
  return minor >= 31 ? 'ubuntu2004' : olderRedHat;
}
