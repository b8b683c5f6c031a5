import { randomInt } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { codeOf } from './say.js';

/** Whether a server could listen there now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const code = codeOf(error);
      if (code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

// Below 32768, where systems do not take the ports of outgoing connections from: a port found free stays so until it is used.
const lowest = 20_000;
const highest = 32_000;

/** A port is given before anybody listens there: who asks meanwhile, or while its server is down, must not get the same one. */
const tried = new Set<number>();

/** A free port on 127.0.0.1, never the same one twice to one process. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (tried.has(port)) continue;
    tried.add(port);
    if (await isPortFree(port)) return port;
  }
}

/** The port this data folder used for the service before, when it is still free; otherwise a new one, remembered from now on. */
export async function findRememberedPort(dataDir: string, service: string): Promise<number> {
  const file = join(dataDir, 'ports', service);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const known = Number(text.trim());
  if (Number.isInteger(known) && known > 0 && known < 65_536 && (await isPortFree(known))) return known;
  const port = await findFreePort();
  await mkdir(join(dataDir, 'ports'), { recursive: true });
  await writeFile(`${file}.new`, `${port}\n`);
  await rename(`${file}.new`, file);
  return port;
}

/** Whether something accepts connections there within the time. */
export function answersAt(host: string, port: number, timeoutMs = 3_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: timeoutMs });
    const settle = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}
