import type { mongo, Connection } from 'mongoose';
import type { Bell } from '../domain/errand-ports.js';
import { bareCollection } from './connect.js';
import type { OutboxDoc } from './outbox.js';

type Row = 'message' | 'mail';
const REOPEN_MS = 1_000;

/**
 * Rings when a row is written to the outbox, by whatever process. One change stream a process; while it is broken the deliverers fall back
 * to their own timeouts, and `onError` hears why. Closed, it makes nobody wait any more.
 */
export function createBell(db: Connection, onError: (error: Error) => void): Bell & { close(): Promise<void> } {
  const outbox = bareCollection<OutboxDoc>(db, 'outbox');
  const pipeline = [{ $match: { operationType: 'insert' } }, { $project: { operationType: 1, 'fullDocument.consequence.type': 1 } }];
  /** What rang while nobody listened: the next who asks is told at once. */
  const missed: Record<Row, boolean> = { message: true, mail: true };
  const listeners: Record<Row, Set<() => void>> = { message: new Set(), mail: new Set() };
  let stream: mongo.ChangeStream<OutboxDoc> | undefined;
  let isClosed = false;

  const ring = (type: Row): void => {
    missed[type] = true;
    for (const listener of listeners[type]) listener();
  };
  const open = (): void => {
    if (isClosed) return;
    const opened = outbox.watch<OutboxDoc>(pipeline);
    stream = opened;
    opened.on('change', (change) => {
      if (change.operationType === 'insert') ring(change.fullDocument.consequence.type);
    });
    let isReplaced = false;
    const reopen = (): void => {
      if (isClosed || isReplaced) return;
      isReplaced = true;
      setTimeout(() => {
        open();
        // What came in between is found by looking.
        ring('message');
        ring('mail');
      }, REOPEN_MS).unref();
    };
    // The driver resumes a stream by itself where it can, and closes one that it gives up.
    opened.on('error', (error: Error) => {
      onError(error);
      reopen();
    });
    // The collection was dropped; a stream that only resumes closes its cursor and not itself.
    opened.on('close', () => opened.closed && reopen());
  };
  open();

  return {
    async rung(type, timeoutMs) {
      if (!missed[type] && !isClosed) {
        await new Promise<void>((resolve) => {
          const stop = (): void => {
            clearTimeout(timer);
            listeners[type].delete(stop);
            resolve();
          };
          const timer = setTimeout(stop, timeoutMs);
          listeners[type].add(stop);
        });
      }
      missed[type] = false;
    },
    async close() {
      isClosed = true;
      for (const type of ['message', 'mail'] as const) for (const listener of listeners[type]) listener();
      await stream?.close();
    },
  };
}
