// Runs a TypeScript file of scripts/ on a machine where nothing but Node is there yet: nothing here may import a package.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, '.data', 'install.lock');

demandNode(process.versions.node);
await installPackages();
const [script, ...args] = process.argv.slice(2);
const path = resolve(root, script);
process.argv = [process.execPath, path, ...args];
await import('tsx');
await import(pathToFileURL(path).href);

/** Node ^20.19 or >= 22.12: older ones miss what the packages are built on. */
function demandNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  leave(
    `当前 Node 版本为 ${version}，需要 20.19 以上的 20.x，或 22.12 及以上；请从 nodejs.org 或系统软件源升级`,
    `this is Node ${version}; 20.x from 20.19 on, or 22.12 or newer is needed: get it from nodejs.org or your system's packages`,
  );
}

/** Brings node_modules up to package-lock.json where it is not, one process at a time. */
async function installPackages() {
  if (isInstalled()) return;
  await takeLock();
  try {
    if (isInstalled()) return;
    say('安装依赖包（npm ci，通常 10 至 60 秒）', 'installing the packages (npm ci, usually 10 to 60 s)');
    const npm = process.env['npm_execpath'] ?? '';
    // No package needs its install script here; without them a mirror for prebuilt binaries is not missed either.
    const wanted = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { status, error } = npm.endsWith('npm-cli.js')
      ? spawnSync(process.execPath, [npm, ...wanted], { cwd: root, stdio: 'inherit' })
      : spawnSync('npm', wanted, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) {
      rmSync(lockFile, { force: true });
      leave(
        `依赖包安装失败（${error?.message ?? `npm ci 退出码 ${status}`}）；请检查网络或 npm 镜像（npm config get registry）后再试`,
        `the packages could not be installed (${error?.message ?? `npm ci ended with ${status}`}); check the network or the npm mirror (npm config get registry) and try again`,
      );
    }
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/** Whether what npm last installed (its own note in node_modules) is what the lock file wants. */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([name, { version, optional }]) => {
    if (name === '') return true;
    // Packages for other systems are optional and stay away.
    return installed[name] === undefined ? optional === true : installed[name].version === version;
  });
}

async function takeLock() {
  mkdirSync(dirname(lockFile), { recursive: true });
  for (let round = 0; ; round += 1) {
    try {
      const file = openSync(lockFile, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder();
    const isLeftBehind = holder === undefined ? round > 50 : !isAlive(holder);
    if (isLeftBehind) rmSync(lockFile, { force: true });
    else if (round % 100 === 0)
      say(
        `另一个进程（pid ${holder ?? '?'}）正在安装依赖包，等待它完成`,
        `another process (pid ${holder ?? '?'}) is installing the packages; waiting for it`,
      );
    await new Promise((done) => setTimeout(done, 200));
  }
}

function readHolder() {
  try {
    return Number(readFileSync(lockFile, 'utf8')) || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function say(zh, en) {
  console.log(`${zh} | ${en}`);
}

function leave(zh, en) {
  console.error(`${zh} | ${en}`);
  process.exit(1);
}
