import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { downloadFile, downloadText, readChecksum } from './download.js';
import { Trouble, type Say } from './say.js';
import { lastLines, runCommand, type Env } from './tools.js';

export interface ArchiveFetch {
  url: string;
  /** The SHA-256 of the archive, or the address of the vendor's list that names it. */
  checksum: { sha256: string } | { listUrl: string };
  /** The base name of the one file wanted, wherever it lies in the archive. */
  member: string;
  /** Receives the file. */
  folder: string;
  env: Env;
  say: Say;
}

/** Downloads an archive, checks its sum and takes one file out of it. */
export async function fetchArchive({ url, checksum, member, folder, env, say }: ArchiveFetch): Promise<void> {
  const sha256 = 'sha256' in checksum ? checksum.sha256 : readChecksum(await downloadText(checksum.listUrl), basename(url));
  if (sha256 === undefined)
    throw new Trouble({ zh: `官方没有给出 ${basename(url)} 的校验和`, en: `the vendor gives no checksum for ${basename(url)}` });
  const file = join(folder, 'archive');
  const unpacked = join(folder, 'unpacked');
  await downloadFile({ url, file, sha256, say });
  await mkdir(unpacked);
  // The tar of Windows and of macOS reads .zip as well.
  const { code, output } = await runCommand('tar', ['-xf', file, '-C', unpacked], { env, timeoutMs: 300_000 });
  if (code !== 0) throw new Trouble({ zh: `解压失败：${lastLines(output)}`, en: `could not unpack: ${lastLines(output)}` });
  const members = await readdir(unpacked, { recursive: true });
  const found = members.find((path) => basename(path) === member);
  if (found === undefined) throw new Trouble({ zh: `${basename(url)} 中没有 ${member}`, en: `there is no ${member} in ${basename(url)}` });
  await rename(join(unpacked, found), join(folder, member));
  await rm(unpacked, { recursive: true });
  await rm(file);
}
