import { resolve } from 'node:path';
import { claimDataDir } from './house/claim.js';
import { startMongodb } from './services/mongodb.js';
import { sayOnConsole as say, Trouble } from './services/say.js';
import { whenAskedToStop } from './services/stop-asked.js';
import { startTemporal } from './services/temporal.js';

/** For work on a single part of the code: MongoDB and Temporal alone, data in DATA_DIR, until Ctrl-C. */
async function runServices(dataDir: string): Promise<void> {
  const stopped = new Promise<void>(whenAskedToStop);
  const release = await claimDataDir(dataDir, say);
  const mongodb = await startMongodb({ dataDir, say });
  const temporal = await startTemporal({ dataDir, say });
  console.log(`MONGODB_URI='${mongodb.uri}'\nTEMPORAL_ADDRESS='${temporal.address}'`);
  await stopped;
  await temporal.stop();
  await mongodb.stop();
  await release();
}

try {
  await runServices(resolve(process.env['DATA_DIR'] ?? '.data/services'));
  process.exit(0);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  say(error.sentence);
  process.exit(1);
}
