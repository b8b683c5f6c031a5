import type { Connection } from 'mongoose';
import { ConfigError, type WorkerConfig } from '../../server/config.js';
import { connect } from '../../models/connect.js';
import { explain, inBothLanguages, Trouble } from '../services/say.js';
import { findRunningSite } from './running-addresses.js';

/** Runs one piece of maintenance on a site that is there, beside whatever else runs on it; its answer is the exit code. */
export async function maintain(work: (db: Connection, site: WorkerConfig) => Promise<number>): Promise<never> {
  try {
    const site = await findRunningSite(process.env);
    const db = await connect(site.mongodbUri);
    try {
      process.exitCode = await work(db, site);
    } finally {
      await db.close();
    }
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof Trouble) console.error(inBothLanguages(error.sentence));
    else if (error instanceof ConfigError) console.error(error.message);
    else console.error(inBothLanguages(explain(error)), error);
  }
  process.exit();
}
