import { MongoStore } from 'connect-mongo';
import type { Connection } from 'mongoose';
import { SESSIONS_COLLECTION } from '../../models/session.js';
import { SESSION_IDLE_SECONDS } from './session.js';

/** How often the store notes that a session is still in use; between two notes a request writes nothing. */
const NOTE_EVERY_SECONDS = 10 * 60;

/** Sessions in MongoDB: the end of idle ones is an index of the database, and noting their use never revives one that was ended. */
export function createSessionStore(db: Connection): MongoStore {
  return MongoStore.create({
    client: db.getClient(),
    dbName: db.name,
    collectionName: SESSIONS_COLLECTION,
    stringify: false, // the account stands in the document, to be found by
    ttl: SESSION_IDLE_SECONDS,
    touchAfter: NOTE_EVERY_SECONDS,
  });
}
