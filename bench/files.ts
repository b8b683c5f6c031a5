import { randomBytes, randomUUID } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { median } from './measure.js';

const MB = 1024 * 1024;
const SIZE_BYTES = 50 * MB;
const ROUNDS = 5;
const LIMIT_MB = 30;
const PNG_HEAD = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

/** Resident memory of a process, in bytes. */
const residentOf = (pid: number): number => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) * 1024;

/** How much more a process holds at most while something goes on than just before it. */
async function growthOf(pid: number, act: () => Promise<void>): Promise<{ readonly growthMb: number; readonly seconds: number }> {
  const before = residentOf(pid);
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, residentOf(pid))), 25);
  const startedAt = performance.now();
  try {
    await act();
  } finally {
    clearInterval(timer);
  }
  return { growthMb: (Math.max(peak, residentOf(pid)) - before) / MB, seconds: (performance.now() - startedAt) / 1_000 };
}

/** So many bytes that begin and end as a picture does, made piece by piece. */
function* picture(size: number): Generator<Buffer> {
  const [head, tail] = [PNG_HEAD, PNG_HEAD.subarray(-12)];
  yield head;
  for (let left = size - head.length - tail.length; left > 0; left -= 64 * 1024) yield randomBytes(Math.min(left, 64 * 1024));
  yield tail;
}

async function upload(port: number, path: string, headers: Readonly<Record<string, string>>, size: number): Promise<string> {
  const own = {
    ...headers,
    'idempotency-key': randomUUID(),
    'content-type': 'application/octet-stream',
    'content-length': String(size),
  };
  const asked = request({ host: '127.0.0.1', port, method: 'POST', path: `/api/v1${path}`, headers: own });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    asked.once('error', reject).once('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response
        .once('error', reject)
        .once('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
  });
  await pipeline(Readable.from(picture(size)), asked);
  const { status, text } = await answered;
  if (status !== 201) throw new Error(`An upload answered ${status}: ${text}`);
  const { file }: { file: string } = JSON.parse(text);
  return file;
}

async function download(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers });
  let size = 0;
  if (response.body !== null) for await (const part of response.body) size += part.length;
  if (size !== SIZE_BYTES) throw new Error(`A download answered ${response.status} with ${size} bytes`);
}

interface FilesBench {
  readonly uri: string;
  readonly port: number;
  readonly apiPid: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pilot: string;
  readonly day: string;
}

/** 50 MB through the API, in and out, beside a plain copy of as much through the driver in a process of its own. */
export async function measureFiles({ uri, port, apiPid, headers, pilot, day }: FilesBench): Promise<void> {
  const place = `/pilots/${pilot}/evidence`;
  const to = (name: string): string => `${place}?name=${name}.png&effective=${day}`;
  // Warm: code compiled, connections open, the heap at its working size.
  for (let count = 0; count < 3; count++) await upload(port, to(`warm-${count}`), headers, 4 * MB);
  const [ins, outs]: [Growth[], Growth[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    let file = '';
    ins.push(await growthOf(apiPid, async () => void (file = await upload(port, to(`${round}`), headers, SIZE_BYTES))));
    outs.push(await growthOf(apiPid, () => download(port, `${place}/${file}`, headers)));
  }
  const copies = await plainCopies(uri);
  console.log(`\nFiles: ${SIZE_BYTES / MB} MB through the API, ${ROUNDS} rounds, memory of the API process (limit ${LIMIT_MB} MB more)`);
  tell('in through the API', ins);
  tell('out through the API', outs);
  tell('in through the bare driver, in a process of its own', copies);
}

type Growth = Awaited<ReturnType<typeof growthOf>>;

function tell(what: string, all: readonly Growth[]): void {
  const growths = all.map(({ growthMb }) => growthMb);
  const verdict = Math.max(...growths) < LIMIT_MB ? 'kept' : 'NOT KEPT';
  console.log(
    `${what}: ${growths.map((growth) => growth.toFixed(1)).join(', ')} MB more at most; median ${median(growths).toFixed(1)} MB, ` +
      `${median(all.map(({ seconds }) => seconds)).toFixed(1)} s; limit ${verdict}`,
  );
}

/** The copier tells on standard output when it stands ready and when each copy is done. */
async function plainCopies(uri: string): Promise<readonly Growth[]> {
  const copier = spawn(process.execPath, ['--import', 'tsx', 'bench/bare-copy.ts', uri, String(SIZE_BYTES)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = copier.stdout[Symbol.asyncIterator]();
  const growths: Growth[] = [];
  try {
    await lines.next();
    for (let round = 0; round < ROUNDS; round++) {
      const copy = async (): Promise<void> => {
        copier.stdin.write('copy\n');
        await lines.next();
      };
      growths.push(await growthOf(copier.pid ?? 0, copy));
    }
  } finally {
    copier.kill();
  }
  return growths;
}
