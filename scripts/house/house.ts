import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withSecretFiles } from '../../server/config.js';
import { startMailSink } from '../mail-sink.js';
import { startMailbox } from '../mailbox/mailbox.js';
import { demandMongodb, demandTemporal } from '../services/addresses.js';
import { findParts, tellFound } from '../services/find.js';
import { describeMongodb } from '../services/mongodb-routes.js';
import { startMongodb } from '../services/mongodb.js';
import { findRememberedPort } from '../services/ports.js';
import { logFileOf, readTail, startProcess, type Running } from '../services/process.js';
import { Trouble, type Say } from '../services/say.js';
import { describeTemporal } from '../services/temporal-routes.js';
import { startTemporal } from '../services/temporal.js';
import type { Env } from '../services/tools.js';
import { claimDataDir } from './claim.js';
import { keepRunning } from './keep-running.js';
import { demandFreePort, type HouseSettings } from './settings.js';
import { API_NODE_FLAGS } from '../../server/node-flags.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readyTimeoutMs = 10 * 60_000;
/** The API lets requests in flight finish for 12 s; the worker's activities have 5 s, and a message on its way 10. */
const stopTimeoutsMs = { api: 14_000, worker: 12_000 };
const askEveryMs = 100;
const tellEveryMs = 10_000;

type Servers = Readonly<Record<'api' | 'worker', string>>;

/** Everything `npm start` runs: the services, the mail sink, the API and the worker. */
export class House {
  readonly #settings: HouseSettings;
  readonly #env: Env;
  readonly #say: Say;
  readonly #servers: Servers;
  readonly #closers: (() => Promise<void>)[] = [];
  #closing: Promise<void> | undefined;
  #mailboxUrl: string | undefined;

  /** `servers`: the two entry files, below the project's root. */
  constructor(settings: HouseSettings, env: Env, say: Say, servers: Servers = { api: 'server/api.ts', worker: 'server/worker.ts' }) {
    this.#settings = settings;
    // Children are given the addresses that were found; a file for one of them beside it would contradict.
    this.#env = withSecretFiles(env);
    this.#say = say;
    this.#servers = servers;
  }

  /**
   * Claims the data folder, finds the services, starts everything and waits until the API is ready, which asks for a worker too.
   * @throws Trouble when something does not come up; call `close` then
   */
  async open(): Promise<void> {
    const { dataDir, port, host, isDemo, smtpUrl } = this.#settings;
    await this.#closeLater(await claimDataDir(dataDir, this.#say));
    await demandFreePort(this.#settings);
    const found = await this.#findServices();
    this.#say({ zh: '启动 MongoDB、Temporal（通常 1 至 3 秒）', en: 'starting MongoDB and Temporal (usually 1 to 3 s)' });
    const [mongodbUri, temporalAddress, mailUrl] = await Promise.all([
      found.mongodb.kind === 'address' ? found.mongodb.address : this.#runMongodb(found.mongodb.path),
      found.temporal.kind === 'address' ? found.temporal.address : this.#runTemporal(found.temporal.path),
      smtpUrl ?? this.#runMailSink(),
    ]);
    const env = {
      ...this.#env,
      PORT: String(port),
      HOST: host,
      DATA_DIR: dataDir,
      DEMO: isDemo ? 'on' : 'off',
      MONGODB_URI: mongodbUri,
      TEMPORAL_ADDRESS: temporalAddress,
      SMTP_URL: mailUrl,
      // Read already: given twice, a setting would be refused.
      MONGODB_URI_FILE: undefined,
      SMTP_URL_FILE: undefined,
    };
    this.#say({
      zh: '启动 API 与 worker（通常 3 至 8 秒，首次生成演示数据时更长）',
      en: 'starting API and worker (usually 3 to 8 s, longer when the demo is made)',
    });
    // The last is stopped first: a command that the API still takes is answered only while a worker lives.
    const [worker, api] = await Promise.all([
      this.#keep('worker', (signal) => this.#startServer('worker', env, signal, async () => true)),
      this.#keep('api', (signal) => this.#startServer('api', env, signal, () => answersOk(this.#addressOf('healthz')))),
    ]);
    const over = new AbortController();
    try {
      await Promise.race([this.#waitUntilReady(over.signal), this.#failWhenGone('api', api), this.#failWhenGone('worker', worker)]);
    } finally {
      over.abort();
    }
  }

  /** Where the mails can be read once the house is open; undefined where they go to a mail server. */
  get mailboxUrl(): string | undefined {
    return this.#mailboxUrl;
  }

  /** Stops what runs, in the opposite order: API, worker, mail sink, Temporal, MongoDB; then gives the data folder back. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) await closer();
    })();
    return this.#closing;
  }

  async #findServices() {
    const { mongodbUri, temporalAddress } = this.#settings;
    const parts = {
      mongodb: describeMongodb(this.#env, { configured: mongodbUri }),
      temporal: describeTemporal(this.#env, { configured: temporalAddress }),
    };
    if (mongodbUri !== undefined) await demandMongodb(mongodbUri);
    if (temporalAddress !== undefined) await demandTemporal(temporalAddress);
    const found = await findParts(parts, this.#say);
    this.#say(tellFound('MongoDB', found.mongodb));
    this.#say(tellFound('Temporal', found.temporal));
    return found;
  }

  async #runMongodb(binary: string): Promise<string> {
    const { dataDir } = this.#settings;
    const port = await findRememberedPort(dataDir, 'mongodb');
    const { uri } = await this.#keep('mongodb', (signal) => startMongodb({ dataDir, binary, port, signal }));
    return uri;
  }

  async #runTemporal(binary: string): Promise<string> {
    const { dataDir } = this.#settings;
    const port = await findRememberedPort(dataDir, 'temporal');
    const { address } = await this.#keep('temporal', (signal) => startTemporal({ dataDir, binary, port, signal }));
    return address;
  }

  async #runMailSink(): Promise<string> {
    const { dataDir } = this.#settings;
    const sink = await startMailSink(join(dataDir, 'mail'), { port: await findRememberedPort(dataDir, 'mail') });
    await this.#closeLater(() => sink.stop());
    const mailbox = await startMailbox(sink.folder, await findRememberedPort(dataDir, 'mailbox'));
    await this.#closeLater(() => mailbox.stop());
    this.#mailboxUrl = mailbox.url;
    return sink.url;
  }

  async #keep<Child extends Running>(name: string, start: (signal: AbortSignal) => Promise<Child>): Promise<Child> {
    const kept = keepRunning(name, start, this.#say);
    await this.#closeLater(() => kept.stop());
    return kept.started;
  }

  /** What comes while the house is being closed is closed at once. */
  async #closeLater(closer: () => Promise<void>): Promise<void> {
    if (!this.#closing) {
      this.#closers.push(closer);
      return;
    }
    await closer();
    throw new Trouble({ zh: '启动已中止', en: 'starting was given up' });
  }

  #startServer(name: keyof Servers, env: Env, signal: AbortSignal, isReady: () => Promise<boolean>): Promise<Running> {
    const args = [...(name === 'api' ? API_NODE_FLAGS : []), '--import', 'tsx', this.#servers[name]];
    const { dataDir } = this.#settings;
    return startProcess({
      name,
      command: process.execPath,
      args,
      env,
      cwd: root,
      dataDir,
      isReady,
      readyTimeoutMs,
      stopTimeoutMs: stopTimeoutsMs[name],
      signal,
    });
  }

  #addressOf(path: string): string {
    const { host, port } = this.#settings;
    const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}/${path}`;
  }

  async #waitUntilReady(over: AbortSignal): Promise<void> {
    const startedAt = Date.now();
    let toldAt = startedAt;
    while (!over.aborted) {
      if (await answersOk(this.#addressOf('readyz'))) return;
      const now = Date.now();
      if (now - startedAt > readyTimeoutMs) {
        const log = logFileOf(this.#settings.dataDir, 'api');
        throw new Trouble({
          zh: `API 在 ${readyTimeoutMs / 60_000} 分钟内没有就绪，见 ${log}`,
          en: `the API was not ready within ${readyTimeoutMs / 60_000} min, see ${log}`,
        });
      }
      if (now - toldAt > tellEveryMs) {
        toldAt = now;
        const seconds = Math.round((now - startedAt) / 1000);
        this.#say({ zh: `  等待就绪：已 ${seconds} 秒`, en: `waiting until ready: ${seconds} s so far` });
      }
      await wait(askEveryMs);
    }
  }

  /** While the house is opening, a child that ends is a reason to give up, not to try again. */
  async #failWhenGone(name: string, child: Running): Promise<never> {
    await child.exited;
    const lastWords = await readTail(logFileOf(this.#settings.dataDir, name));
    throw new Trouble({
      zh: `${name} 启动后即退出，最后的输出：${lastWords}`,
      en: `${name} ended while starting; its last words: ${lastWords}`,
    });
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
