import type { Connection } from 'mongoose';
import type { EntityRef } from '../domain/entity.js';
import type { MessageBox, MessageLane, WaitingMessage } from '../domain/errand-ports.js';
import { bareCollection } from './connect.js';
import type { OutboxDoc } from './outbox.js';

/** The messages from one sender to one receiver that were found due, and the first of all that wait between the two. */
interface Lane {
  readonly _id: { readonly from: string; readonly to: EntityRef };
  readonly count: number;
  readonly first: OutboxDoc;
}

/** So many rows are looked at, however many are due. */
const PAGE = 1_000;
/** Within a lane, as the sender's record tells it. */
const IN_ORDER = { order: 1, createdAt: 1, _id: 1 } as const;

/** The outbox as the courier empties it. Rows are only ever marked, never deleted. */
export function createMessageBox(db: Connection): MessageBox {
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  const mark = (id: string, set: Partial<OutboxDoc>) => rows.updateOne({ _id: id }, { $set: set });

  const ofLane = ({ _id: { from, to } }: Lane) =>
    ({ 'consequence.type': 'message', from, 'consequence.to.kind': to.kind, 'consequence.to.id': to.id, status: 'queued' }) as const;

  const lanesDue = (now: number): Promise<Lane[]> =>
    rows
      .aggregate<Lane>([
        { $match: { 'consequence.type': 'message', status: 'queued', notBefore: { $lte: now } } },
        { $sort: { notBefore: 1, _id: 1 } },
        { $limit: PAGE },
        { $group: { _id: { from: '$from', to: '$consequence.to' }, count: { $sum: 1 } } },
        {
          $lookup: {
            from: 'outbox',
            let: { from: '$_id.from', kind: '$_id.to.kind', id: '$_id.to.id' },
            pipeline: [
              {
                $match: {
                  'consequence.type': 'message',
                  status: 'queued',
                  $expr: {
                    $and: [
                      { $eq: ['$from', '$$from'] },
                      { $eq: ['$consequence.to.kind', '$$kind'] },
                      { $eq: ['$consequence.to.id', '$$id'] },
                    ],
                  },
                },
              },
              { $sort: IN_ORDER },
              { $limit: 1 },
            ],
            as: 'first',
          },
        },
        { $unwind: '$first' },
      ])
      .toArray();

  /** Those that wait for the first of their lane are not found again before it may go. */
  const standBehind = async (lanes: readonly Lane[], now: number, until: (lane: Lane) => number): Promise<void> => {
    if (lanes.length === 0) return;
    await rows.bulkWrite(
      lanes.map((lane) => {
        const { _id: ahead } = lane.first;
        const filter = { ...ofLane(lane), notBefore: { $lte: now }, _id: { $ne: ahead } } as const;
        return { updateMany: { filter, update: { $set: { notBefore: until(lane) } } } };
      }),
      { ordered: false },
    );
  };

  /** The first of a lane and those behind it that may go as well, at most so many. */
  const upTo = async (share: number, lane: Lane, now: number): Promise<MessageLane> => {
    const docs = share === 1 || lane.count === 1 ? [lane.first] : await rows.find(ofLane(lane), { sort: IN_ORDER, limit: share }).toArray();
    const waiting = docs.findIndex(({ notBefore }) => notBefore > now);
    return (waiting === -1 ? docs : docs.slice(0, waiting)).flatMap(messageOf);
  };

  return {
    async dueMessages(now, limit) {
      for (;;) {
        const lanes = await lanesDue(now);
        const ready = lanes.filter(({ first }) => first.notBefore <= now);
        const blocked = lanes.filter(({ first }) => first.notBefore > now);
        const isFull = lanes.reduce((sum, { count }) => sum + count, 0) >= PAGE;
        await standBehind(blocked, now, ({ first }) => first.notBefore);
        // A lane longer than the page goes behind all others that are due, so that the next look finds those.
        if (isFull)
          await standBehind(
            ready.filter(({ count }) => count > 1),
            now,
            () => now,
          );
        if (ready.length === 0 && isFull) continue;
        const taken = ready.toSorted((a, b) => a.first.createdAt - b.first.createdAt).slice(0, limit);
        const share = Math.max(1, Math.floor(limit / taken.length));
        const found = await Promise.all(taken.map((lane) => upTo(share, lane, now)));
        // Another courier may have emptied one meanwhile.
        return found.filter(({ length }) => length > 0);
      }
    },
    async nextDueAt() {
      const next = await rows.findOne(
        { 'consequence.type': 'message', status: 'queued' },
        { sort: { notBefore: 1, _id: 1 }, projection: { notBefore: 1 } },
      );
      return next?.notBefore;
    },
    async delivered(id, now) {
      await mark(id, { status: 'done', settledAt: now });
    },
    async refused(id, reason, now) {
      await mark(id, { status: 'refused', settledAt: now, reason });
    },
    async postpone(id, until) {
      await rows.updateOne({ _id: id }, { $set: { notBefore: until }, $inc: { attempts: 1 } });
    },
  };
}

function messageOf({ _id, from, consequence, createdAt, attempts }: OutboxDoc): WaitingMessage[] {
  if (consequence.type !== 'message') return [];
  const { type: _, ...message } = consequence;
  return [{ id: _id, from, ...message, createdAt, attempts }];
}
