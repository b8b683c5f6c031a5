import mongoose, { type Connection, type Model, type mongo, type Schema } from 'mongoose';

/** How a command's transaction is written: on the majority's journal before anybody is answered. Both set: without `j` a write waits for the next journal flush. */
export const DURABLE = { readConcern: { level: 'local' }, writeConcern: { w: 'majority', j: true } } as const;

/** Opens the one connection of a process. Rejects when the database is not to be reached in `timeoutMs`; reconnects by itself afterwards. */
export async function connect(uri: string, { maxPoolSize = 50, timeoutMs = 10_000 } = {}): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    maxPoolSize,
    serverSelectionTimeoutMS: timeoutMs,
    autoCreate: false,
    autoIndex: false,
    ignoreUndefined: true,
    bufferCommands: false,
  });
  return connection.asPromise();
}

/** Creates collections and indexes of every model known to the connection; safe to run by several processes at once. */
export async function prepare(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
}

/** A connection's model of this name, made at the first asking. */
export function modelOf<T>(db: Connection, name: string, schema: Schema<T>): Model<T> {
  return db.modelNames().includes(name) ? db.model<T>(name) : db.model<T>(name, schema);
}

/** The driver's own collection behind a model: no casting, no hydration, for what is written with every command. */
export function bareCollection<T extends mongo.Document>(db: Connection, name: string): mongo.Collection<T> {
  return db.getClient().db(db.name).collection<T>(name);
}
