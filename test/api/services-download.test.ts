import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cacheDirOf, fillOnce } from '../../scripts/services/cache.js';
import { downloadFile, readChecksum } from '../../scripts/services/download.js';
import { findPart } from '../../scripts/services/find.js';
import { describeMongodb } from '../../scripts/services/mongodb-routes.js';
import { sayNothing, Trouble } from '../../scripts/services/say.js';
import { nameTestServerArchive, readAsset } from '../../scripts/services/time-skipping-server.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const refusalOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Trouble ? error.message : `no trouble but ${String(error)}`),
  );

describe('fetching', () => {
  let folder: string;
  const closers: (() => void)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duban-fetch-'));
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) close();
    await rm(folder, { recursive: true });
  });

  const serve = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };

  /** A vendor whose MongoDB is a script that knows its version. */
  const serveMongodb = async (tellSum: (right: string) => string) => {
    const bin = join(folder, 'vendor', 'mongodb-linux-x86_64', 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'mongod'), '#!/bin/sh\necho "db version v7.0.34"\n', { mode: 0o755 });
    execFileSync('tar', ['-czf', join(folder, 'mongodb.tgz'), '-C', join(folder, 'vendor'), '.']);
    const archive = await readFile(join(folder, 'mongodb.tgz'));
    const asked: string[] = [];
    const vendorUrl = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(request.url?.endsWith('.sha256') === true ? `${tellSum(sha256(archive))}  archive.tgz\n` : archive);
    });
    const env = { PATH: process.env['PATH'], XDG_CACHE_HOME: folder };
    const host = { platform: 'linux', arch: 'x64', glibc: '2.36', distribution: { id: 'debian', version: '12' } } as const;
    const described = describeMongodb(env, { vendorUrl, host });
    const { vendor } = described.routes;
    return { asked, part: { ...described, routes: vendor ? { vendor } : {} } };
  };

  it('takes the program out of the vendor’s archive when its sum is right', async () => {
    const { asked, part } = await serveMongodb((right) => right);
    const found = await findPart(part, sayNothing);
    expect(asked.map((path) => path.split('/').at(-1))).to.deep.equal([
      'mongodb-linux-x86_64-debian12-7.0.34.tgz.sha256',
      'mongodb-linux-x86_64-debian12-7.0.34.tgz',
    ]);
    expect(found.kind === 'program' && execFileSync(found.path, ['--version']).toString()).to.equal('db version v7.0.34\n');
  });

  it('refuses an archive with another sum and leaves nothing behind', async () => {
    const { part } = await serveMongodb((right) => right.replace(/^./, (digit) => (digit === '0' ? '1' : '0')));
    expect(await refusalOf(findPart(part, sayNothing))).to.include('checksum mismatch');
    expect(await readdir(join(folder, 'duban'))).to.be.empty;
  });

  it('gives up on a server that goes silent', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
    });
    const file = join(folder, 'file');
    const fetching = downloadFile({ url, file, sha256: '', say: sayNothing, timeouts: { connectMs: 50_000, stallMs: 100 } });
    expect(await refusalOf(fetching)).to.include('sent nothing for 0.1 s');
    expect(await readdir(folder)).to.be.empty;
  });

  it('gives up on a server that never answers', async () => {
    const url = await serve(() => {});
    const fetching = downloadFile({
      url,
      file: join(folder, 'file'),
      sha256: '',
      say: sayNothing,
      timeouts: { connectMs: 100, stallMs: 100 },
    });
    expect(await refusalOf(fetching)).to.include('sent nothing for 0.1 s');
  });

  it('fills a cache entry once for two who want it at the same time', async () => {
    let fills = 0;
    const want = () =>
      fillOnce({
        cacheDir: folder,
        entry: 'thing-1',
        spaceBytes: 0,
        say: sayNothing,
        fill: async (draft) => {
          fills += 1;
          await writeFile(join(draft, 'thing'), 'x');
        },
      });
    const [one, two] = await Promise.all([want(), want()]);
    expect(fills).to.equal(1);
    expect(one).to.equal(two);
    expect(await readdir(folder)).to.deep.equal(['thing-1']);
  });

  it('leaves no half entry when filling fails, and fills it the next time', async () => {
    const plan = { cacheDir: folder, entry: 'thing-1', spaceBytes: 0, say: sayNothing };
    const failing = fillOnce({ ...plan, fill: () => Promise.reject(new Trouble({ zh: '断', en: 'broken off' })) });
    expect(await refusalOf(failing)).to.include('broken off');
    expect(await readdir(folder)).to.be.empty;
    await fillOnce({ ...plan, fill: (draft) => writeFile(join(draft, 'thing'), 'x') });
    expect(await readdir(folder)).to.deep.equal(['thing-1']);
  });

  it('fetches nothing onto a disk without room for it', async () => {
    const plan = { cacheDir: folder, entry: 'thing-1', spaceBytes: Number.MAX_SAFE_INTEGER, say: sayNothing };
    expect(await refusalOf(fillOnce({ ...plan, fill: () => Promise.reject(new Error('was asked')) }))).to.include('not enough disk space');
  });

  it('keeps one cache per machine and user, wherever the system wants it', () => {
    expect(cacheDirOf({ HOME: '/home/li' }, 'linux')).to.equal('/home/li/.cache/duban');
    expect(cacheDirOf({ HOME: '/home/li', XDG_CACHE_HOME: '/var/c' }, 'linux')).to.equal('/var/c/duban');
    expect(cacheDirOf({ HOME: '/Users/li' }, 'darwin')).to.equal('/Users/li/Library/Caches/duban');
    expect(cacheDirOf({ LOCALAPPDATA: '/local' }, 'win32')).to.equal('/local/duban');
  });

  it('reads sums from lists of one and of many', () => {
    const [a, b] = ['a'.repeat(64), 'B'.repeat(64)];
    expect(readChecksum(`${a}  one.tgz\n${b} *two.tgz\n`, 'two.tgz')).to.equal('b'.repeat(64));
    expect(readChecksum(`${a}\n`, 'one.tgz')).to.equal(a);
    expect(readChecksum(`${a}  one.tgz\n${b}  two.tgz\n`, 'three.tgz')).to.equal(undefined);
    expect(readChecksum('<html>', 'one.tgz')).to.equal(undefined);
  });

  it('reads the test server’s address and sum from the description of a release', () => {
    const name = nameTestServerArchive('darwin', 'arm64');
    expect(name).to.equal('temporal-test-server_1.38.0_macOS_arm64.tar.gz');
    const asset = { name, browser_download_url: 'https://x/y', digest: `sha256:${'c'.repeat(64)}` };
    expect(readAsset(JSON.stringify({ assets: [{ name: 'other' }, asset] }), name)).to.deep.equal({
      url: 'https://x/y',
      sha256: 'c'.repeat(64),
    });
    expect(() => readAsset(JSON.stringify({ assets: [{ ...asset, digest: null }] }), name)).to.throw(Trouble, 'no checksum');
  });
});
