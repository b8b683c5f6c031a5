import type { Express } from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How long requests in flight may take once the server is told to stop. */
  readonly stopTimeoutMs?: number;
}

export interface Serving {
  /** The port listened on. */
  readonly port: number;
  /** Takes no new connections, lets what is in flight finish, and cuts off what is left after the timeout. */
  stop(): Promise<void>;
}

/** A command in flight is answered within ten seconds. */
const STOP_TIMEOUT_MS = 12_000;

/** For a whole request: 200 MB over half a megabit a second. What is not a file's bytes has a shorter time of its own. */
const REQUEST_TIMEOUT_MS = 3_600_000;

/** Listens. Rejects where the address is taken or not this machine's. */
export async function serve(app: Express, { host, port, stopTimeoutMs = STOP_TIMEOUT_MS }: ServeOptions): Promise<Serving> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, app);
  let isStopping = false;
  server.on('request', (_req, res) => {
    // a connection kept alive would otherwise hold the stop up until it falls idle
    res.once('finish', () => isStopping && setImmediate(() => server.closeIdleConnections()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve());
  });
  return {
    port: portOf(server.address()),
    stop() {
      isStopping = true;
      const deadline = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
      return new Promise((resolve, reject) => {
        server.close((error) => {
          clearTimeout(deadline);
          if (error) reject(error);
          else resolve();
        });
      });
    },
  };
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address ? address.port : 0);
