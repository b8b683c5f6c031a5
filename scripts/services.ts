import { describeMongodb } from './services/mongodb-routes.js';
import { findParts, tellFound } from './services/find.js';
import { startMongodb } from './services/mongodb.js';
import { sayOnConsole as say, Trouble } from './services/say.js';
import { describeTemporal } from './services/temporal-routes.js';
import { startTemporal } from './services/temporal.js';

/** For work on a single part of the code: MongoDB and Temporal alone, data in DATA_DIR, until Ctrl-C. */
async function runServices(dataDir: string): Promise<void> {
  const found = await findParts({ mongodb: describeMongodb(process.env), temporal: describeTemporal(process.env) }, say);
  say(tellFound('MongoDB', found.mongodb));
  say(tellFound('Temporal', found.temporal));
  const mongodb = await startMongodb({ dataDir, say });
  const temporal = await startTemporal({ dataDir, say });
  console.log(`MONGODB_URI=${mongodb.uri}\nTEMPORAL_ADDRESS=${temporal.address}`);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  await temporal.stop();
  await mongodb.stop();
}

try {
  await runServices(process.env['DATA_DIR'] ?? '.data/services');
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  say(error.sentence);
  process.exitCode = 1;
}
