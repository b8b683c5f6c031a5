import type { Connection } from 'mongoose';
import type { BulkBox, BulkCommand, BulkItem, BulkProgress, WaitingItem } from '../domain/bulk.js';
import type { Instant } from '../domain/calendar.js';
import { bulkCommandModel, bulkItemId, bulkItemModel, itemsOfBulk, type BulkCommandDoc, type BulkItemDoc } from './bulk.js';
import { bareCollection, DURABLE } from './connect.js';
import { isDuplicateKey } from './record.js';

export interface BulkStore extends BulkBox {
  find(id: string): Promise<BulkCommand | undefined>;
  /**
   * Keeps a bulk command and all its items at once, before any is sent; the clerk takes none before `notBefore`. Answers what is kept:
   * where its id was there already, that.
   */
  receive(command: BulkCommand, items: readonly BulkItem[], notBefore: Instant): Promise<BulkCommand>;
  /** The items that still wait, in their order, due or not. */
  waitingOf(id: string): Promise<readonly WaitingItem[]>;
  /** What still waits is the clerk's from now on. */
  leaveToClerk(id: string, now: Instant): Promise<void>;
  progressOf(ids: readonly string[]): Promise<ReadonlyMap<string, BulkProgress>>;
}

const MAJORITY = { writeConcern: DURABLE.writeConcern } as const;

/** Bulk commands and their items. */
export function createBulkStore(db: Connection): BulkStore {
  for (const model of [bulkCommandModel, bulkItemModel]) model(db);
  const commands = bareCollection<BulkCommandDoc>(db, 'bulkCommands');
  const rows = bareCollection<BulkItemDoc>(db, 'bulkItems');

  const find = async (id: string): Promise<BulkCommand | undefined> => {
    const found = await commands.findOne({ _id: id });
    return found === null ? undefined : commandOf(found);
  };

  /** With who asked and when, which stand with the whole. */
  const withCommands = async (found: readonly BulkItemDoc[]): Promise<readonly WaitingItem[]> => {
    const ids = [...new Set(found.map(({ bulk }) => bulk))];
    const known = new Map((await commands.find({ _id: { $in: ids } }).toArray()).map(({ _id: id, ...command }) => [id, command]));
    return found.flatMap(({ _id: id, bulk, errand, attempts }) => {
      const command = known.get(bulk);
      if (errand === undefined || command === undefined) return [];
      return [{ id, attempts, actor: command.actor, receivedAt: command.receivedAt, ...errand }];
    });
  };

  return {
    find,
    async receive(command, items, notBefore) {
      const { id, ...rest } = command;
      try {
        await db.getClient().withSession((session) =>
          session.withTransaction(async () => {
            await commands.insertOne({ _id: id, ...rest }, { session });
            await rows.insertMany(
              items.map((item) => rowOf(command, item, notBefore)),
              { session },
            );
          }, DURABLE),
        );
        return command;
      } catch (error) {
        const kept = isDuplicateKey(error) ? await find(id) : undefined;
        if (kept === undefined) throw error;
        return kept;
      }
    },
    waitingOf: async (id) =>
      withCommands(
        await rows
          .find({ ...itemsOfBulk(id), state: 'waiting' })
          .sort({ _id: 1 })
          .toArray(),
      ),
    async leaveToClerk(id, now) {
      await rows.updateMany({ bulk: id, state: 'waiting', notBefore: { $gt: now } }, { $set: { notBefore: now } });
    },
    async progressOf(ids) {
      const counted = await rows
        .aggregate<{ _id: { bulk: string; state: BulkItemDoc['state'] }; count: number; last: number | null }>([
          { $match: { bulk: { $in: [...ids] } } },
          { $group: { _id: { bulk: '$bulk', state: '$state' }, count: { $sum: 1 }, last: { $max: '$settledAt' } } },
        ])
        .toArray();
      return new Map(
        ids.map((id) => {
          const own = counted.filter(({ _id }) => _id.bulk === id);
          const countOf = (state: BulkItemDoc['state']): number => own.find(({ _id }) => _id.state === state)?.count ?? 0;
          const waiting = countOf('waiting');
          const finishedAt = Math.max(...own.map(({ last }) => last ?? 0));
          return [id, { done: countOf('done'), refused: countOf('refused'), waiting, ...(waiting === 0 && { finishedAt }) }];
        }),
      );
    },

    dueItems: async (now, limit) =>
      withCommands(
        await rows
          .find({ state: 'waiting', notBefore: { $lte: now } })
          .sort({ notBefore: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      ),
    async done(id, receipt, now) {
      const settled = { $set: { state: 'done', receipt, settledAt: now }, $unset: { refusal: '' } } as const;
      await rows.updateOne({ _id: id, state: { $ne: 'done' } }, settled, MAJORITY);
    },
    async refused(id, refusal, now) {
      await rows.updateOne({ _id: id, state: 'waiting' }, { $set: { state: 'refused', refusal, settledAt: now } }, MAJORITY);
    },
    async postpone(id, until) {
      await rows.updateOne({ _id: id, state: 'waiting' }, { $set: { notBefore: until }, $inc: { attempts: 1 } });
    },
  };
}

const commandOf = ({ _id: id, ...rest }: BulkCommandDoc): BulkCommand => ({ id, ...rest });

function rowOf({ id, receivedAt }: BulkCommand, { index, params, received }: BulkItem, notBefore: Instant): BulkItemDoc {
  const own = { _id: bulkItemId(id, index), bulk: id, index, params, notBefore, attempts: 0 };
  return 'errand' in received
    ? { ...own, state: 'waiting', errand: received.errand }
    : { ...own, state: 'refused', refusal: received.refusal, settledAt: receivedAt };
}
