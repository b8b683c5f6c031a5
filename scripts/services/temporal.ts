import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from './find.js';
import { findFreePort, findRememberedPort } from './ports.js';
import { startProcess, type Running } from './process.js';
import { sayNothing, type Say } from './say.js';
import { describeTemporal } from './temporal-routes.js';

export interface TemporalOptions {
  /** Data goes to `temporal/temporal.db` below, the log to `logs/temporal.log`. */
  dataDir: string;
  /** `temporal`; found by the usual search when not given. */
  binary?: string;
  /** The port of the last start, or a free one, when not given. */
  port?: number;
  /** The server's dynamic configuration; values as JSON text (`"true"`, `"100"`, `"\"text\""`). */
  dynamicConfig?: Readonly<Record<string, string>>;
  say?: Say;
  /** Gives up starting. */
  signal?: AbortSignal;
}

export interface StartedTemporal extends Running {
  /** `host:port`, for `Connection.connect({ address })`; the namespace is `default`. */
  address: string;
  port: number;
}

/**
 * Starts Temporal on 127.0.0.1 with its store in one file, without its web pages, and waits until it serves.
 * `synchronous=normal` may forget the last update after a power cut; nothing is answered before MongoDB has it, so that is safe.
 * @throws Trouble when it does not come up; nothing is left running
 */
export async function startTemporal(options: TemporalOptions): Promise<StartedTemporal> {
  const { dataDir, binary, dynamicConfig = {}, say = sayNothing, signal } = options;
  const command = binary ?? (await findProgram(describeTemporal(process.env), say));
  const port = options.port ?? (await findRememberedPort(dataDir, 'temporal'));
  const [httpPort, metricsPort] = [await findFreePort(), await findFreePort()];
  const folder = join(dataDir, 'temporal');
  await mkdir(folder, { recursive: true });
  const running = await startProcess({
    name: 'temporal',
    command,
    args: [
      'server',
      'start-dev',
      '--headless',
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--http-port=${httpPort}`,
      `--metrics-port=${metricsPort}`,
      `--db-filename=${join(folder, 'temporal.db')}`,
      '--sqlite-pragma=journal_mode=wal',
      '--sqlite-pragma=synchronous=normal',
      '--namespace=default',
      '--log-level=warn',
      '--log-format=json',
      ...Object.entries(dynamicConfig).map(([key, value]) => `--dynamic-config-value=${key}=${value}`),
    ],
    env: process.env,
    dataDir,
    isReady: () => knowsNamespace(httpPort),
    readyTimeoutMs: 60_000,
    stopTimeoutMs: 10_000,
    signal,
  });
  return { ...running, port, address: `127.0.0.1:${port}` };
}

/** Asked over the server's own HTTP door: no client library has to be loaded for it. */
async function knowsNamespace(httpPort: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${httpPort}/api/v1/namespaces/default`, { signal: AbortSignal.timeout(2_000) });
  await response.arrayBuffer();
  return response.ok;
}
