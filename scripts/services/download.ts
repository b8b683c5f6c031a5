import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Trouble, type Say } from './say.js';

const connectTimeoutMs = 10_000;
const stallTimeoutMs = 30_000;
const progressEveryMs = 3_000;

export interface Download {
  url: string;
  file: string;
  /** Lower-case hex. What arrives with another sum is removed. */
  sha256: string;
  say: Say;
  /** Only for tests: the two waits, in ms. */
  timeouts?: { connectMs: number; stallMs: number };
}

/** Fetches a file, telling progress, and checks its sum. On any failure the file is not there. */
export async function downloadFile({ url, file, sha256, say, timeouts }: Download): Promise<void> {
  const { connectMs, stallMs } = timeouts ?? { connectMs: connectTimeoutMs, stallMs: stallTimeoutMs };
  const abort = new AbortController();
  try {
    const response = await openUrl(url, abort, connectMs);
    if (!response.body) throw new Trouble({ zh: `${url} 没有返回内容`, en: `${url} sent nothing` });
    const totalBytes = Number(response.headers.get('content-length') ?? 0);
    const stalled = setTimeout(() => abort.abort(stallTrouble(url, stallMs)), stallMs);
    try {
      await pipeline(
        Readable.fromWeb(response.body),
        watch(totalBytes, say, () => stalled.refresh()),
        createWriteStream(file),
        { signal: abort.signal },
      );
    } catch (error) {
      throw abort.signal.aborted ? abort.signal.reason : error;
    } finally {
      clearTimeout(stalled);
    }
    await demandSha256(file, sha256);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Fetches a short text, such as a vendor's list of sums. */
export async function downloadText(url: string): Promise<string> {
  const response = await openUrl(url, new AbortController(), connectTimeoutMs);
  return response.text();
}

async function openUrl(url: string, abort: AbortController, connectMs: number): Promise<Response> {
  const late = setTimeout(() => abort.abort(stallTrouble(url, connectMs)), connectMs);
  try {
    const response = await fetch(url, { signal: abort.signal, headers: { 'user-agent': 'duban' } });
    if (!response.ok) throw new Trouble({ zh: `${url} 返回 HTTP ${response.status}`, en: `${url} answered HTTP ${response.status}` });
    return response;
  } finally {
    clearTimeout(late);
  }
}

function stallTrouble(url: string, afterMs: number): Trouble {
  return new Trouble({ zh: `${url} 在 ${afterMs / 1000} 秒内没有数据`, en: `${url} sent nothing for ${afterMs / 1000} s` });
}

function watch(totalBytes: number, say: Say, onData: () => void): Transform {
  let receivedBytes = 0;
  let toldAt = Date.now();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onData();
      receivedBytes += chunk.length;
      if (Date.now() - toldAt >= progressEveryMs) {
        toldAt = Date.now();
        const share = totalBytes > 0 ? ` / ${inMegabytes(totalBytes)} MB (${Math.floor((receivedBytes / totalBytes) * 100)}%)` : ' MB';
        say({ zh: `  已下载 ${inMegabytes(receivedBytes)}${share}`, en: `received ${inMegabytes(receivedBytes)}${share}` });
      }
      done(null, chunk);
    },
  });
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** @throws Trouble when the file's SHA-256 is another one */
export async function demandSha256(file: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('hex');
  if (actual === sha256) return;
  throw new Trouble({
    zh: `校验和不符：应为 ${sha256}，实为 ${actual}，已丢弃`,
    en: `checksum mismatch: expected ${sha256}, got ${actual}; discarded`,
  });
}

/** The SHA-256 of `fileName` in a list of "sum  name" lines; a list of one line may carry no name. */
export function readChecksum(list: string, fileName: string): string | undefined {
  const lines = list.split(/\r?\n/).filter((line) => line.trim() !== '');
  const line = lines.find((each) => each.trim().endsWith(fileName)) ?? (lines.length === 1 ? lines[0] : undefined);
  return /^[0-9a-f]{64}/i.exec(line?.trim() ?? '')?.[0].toLowerCase();
}
