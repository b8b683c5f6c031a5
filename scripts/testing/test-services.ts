import { findParts, tellFound, type Found, type Part } from '../services/find.js';
import { demandMongodb, demandTemporal } from '../services/addresses.js';
import { describeMongodb } from '../services/mongodb-routes.js';
import { startMongodb } from '../services/mongodb.js';
import { Trouble, type Say } from '../services/say.js';
import { describeTemporal } from '../services/temporal-routes.js';
import { startTemporal } from '../services/temporal.js';
import { describeTimeSkippingServer } from '../services/time-skipping-server.js';
import type { Env } from '../services/tools.js';
import type { Need } from './tiers.js';

export interface TestServices {
  /** What the tests read. */
  env: Env;
  stop(): Promise<void>;
}

export interface TestServicesPlan {
  needs: ReadonlySet<Need>;
  /** Empty, and nobody else's. */
  dataDir: string;
  env: Env;
  say: Say;
  /** Gives up finding and starting. */
  signal: AbortSignal;
}

/**
 * Finds and starts what the chosen tiers need, on ports and data of their own. `TEST_MONGODB_URI`, `TEST_TEMPORAL_ADDRESS` and
 * `TEST_TIME_SKIPPING_PATH` name ones that are there already; the variables of `npm start` are not looked at, so that no test
 * ever runs on real data.
 */
export async function startTestServices({ needs, dataDir, env, say, signal }: TestServicesPlan): Promise<TestServices> {
  const parts: Partial<Record<Need, Part>> = {};
  if (needs.has('mongodb')) parts.mongodb = describeMongodb(env, { configured: env['TEST_MONGODB_URI'], variable: 'TEST_MONGODB_URI' });
  // Before Temporal, whose build takes minutes: a trouble with Maven shows first.
  if (needs.has('timeSkipping')) parts.timeSkipping = describeTimeSkippingServer(env, { configured: env['TEST_TIME_SKIPPING_PATH'] });
  if (needs.has('temporal'))
    parts.temporal = describeTemporal(env, { configured: env['TEST_TEMPORAL_ADDRESS'], variable: 'TEST_TEMPORAL_ADDRESS' });
  const wanted = Object.fromEntries(Object.entries(parts));
  const found: Partial<Record<string, Found>> = await Promise.race([findParts(wanted, say), failWhenAborted(signal)]);
  for (const [name, part] of Object.entries(wanted)) {
    const one = found[name];
    if (one) say(tellFound(part.name, one));
  }

  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  try {
    const { mongodb, temporal, timeSkipping } = found;
    return {
      env: {
        TEST_MONGODB_URI: mongodb && (await openMongodb(mongodb, dataDir, signal, stops)),
        TEST_TEMPORAL_ADDRESS: temporal && (await openTemporal(temporal, dataDir, signal, stops)),
        TEST_TIME_SKIPPING_PATH: timeSkipping?.kind === 'program' ? timeSkipping.path : undefined,
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openMongodb(found: Found, dataDir: string, signal: AbortSignal, stops: (() => Promise<void>)[]): Promise<string> {
  if (found.kind === 'address') {
    await demandMongodb(found.address, 'TEST_MONGODB_URI');
    return found.address;
  }
  const started = await startMongodb({ dataDir, binary: found.path, signal });
  stops.push(() => started.stop());
  return started.uri;
}

async function openTemporal(found: Found, dataDir: string, signal: AbortSignal, stops: (() => Promise<void>)[]): Promise<string> {
  if (found.kind === 'address') {
    await demandTemporal(found.address, 'TEST_TEMPORAL_ADDRESS');
    return found.address;
  }
  const started = await startTemporal({ dataDir, binary: found.path, signal });
  stops.push(() => started.stop());
  return started.address;
}

function failWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Trouble({ zh: '准备被中断', en: 'the set-up was interrupted' })), { once: true });
  });
}
