import type { Connection } from 'mongoose';
import { connect } from '../../models/connect.js';
import { freshDatabase } from './services.js';

/** A database of its own for the suite it is called in: opened and furnished before the first test, dropped after the last. */
export function inDatabase(furnish: (db: Connection) => void | Promise<void>): void {
  let db: Connection | undefined;
  before(async () => {
    db = await connect(freshDatabase());
    await furnish(db);
  });
  after(async () => {
    await db?.dropDatabase();
    await db?.close();
  });
}
