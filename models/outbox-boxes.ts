import type { Connection } from 'mongoose';
import type { MessageBox, NoticeBox, WaitingMessage, WaitingNotice } from '../domain/errand-ports.js';
import { bareCollection } from './connect.js';
import type { DutyDoc } from './duty.js';
import type { OutboxDoc } from './outbox.js';

const WAITING = ['queued', 'unreached'] as const;

/** The two ends at which the outbox is emptied. Rows are only ever marked, never deleted. */
export function createOutboxBoxes(db: Connection): MessageBox & NoticeBox {
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  const duties = bareCollection<DutyDoc>(db, 'duties');

  const mark = (id: string, set: Partial<OutboxDoc>) => rows.updateOne({ _id: id }, { $set: set });

  /** A reminder whose duty has been settled meanwhile is no longer sent. */
  const dropSettled = async (found: readonly WaitingNotice[], now: number): Promise<readonly WaitingNotice[]> => {
    const dutyOf = ({ from, facts }: WaitingNotice): string | undefined =>
      facts['duty'] === undefined ? undefined : `${from}#${facts['duty']}`;
    const ids = found.flatMap((notice) => dutyOf(notice) ?? []);
    const settled = await duties.find({ _id: { $in: ids }, status: { $ne: 'open' } }, { projection: { _id: 1 } }).toArray();
    const gone = new Set(settled.map(({ _id }) => _id));
    const dropped = found.filter((notice) => gone.has(dutyOf(notice) ?? ''));
    if (dropped.length > 0) {
      const ended = { status: 'done', settledAt: now, reason: 'DutySettled' } as const;
      await rows.updateMany({ _id: { $in: dropped.map(({ id }) => id) }, status: { $in: [...WAITING] } }, { $set: ended });
    }
    return found.filter((notice) => !gone.has(dutyOf(notice) ?? ''));
  };

  return {
    async dueMessages(now, limit) {
      // The oldest of each sender and receiver over all that is queued: one that backs off holds back its followers, and nobody else.
      const found = await rows
        .aggregate<OutboxDoc>([
          { $match: { 'consequence.type': 'message', status: 'queued' } },
          { $sort: BY_AGE },
          {
            $group: {
              _id: { from: '$from', kind: '$consequence.to.kind', id: '$consequence.to.id' },
              oldest: { $first: '$$ROOT' },
            },
          },
          { $replaceRoot: { newRoot: '$oldest' } },
          { $match: { notBefore: { $lte: now } } },
          { $sort: BY_AGE },
          { $limit: limit },
        ])
        .toArray();
      return found.flatMap(messageOf);
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

    async dueNotices(now, limit) {
      const due = { 'consequence.type': 'mail', status: { $in: [...WAITING] }, notBefore: { $lte: now } } as const;
      for (;;) {
        const first = await rows.find(due).sort({ notBefore: 1, _id: 1 }).limit(limit).toArray();
        if (first.length === 0) return [];
        // Where the limit cut, a post's other rows come along: whoever holds it gets one mail and not two.
        const posts = [...new Set(first.flatMap(noticeOf).map(({ post }) => post))];
        const found = first.length < limit ? first : await rows.find({ ...due, 'consequence.post': { $in: posts } }).toArray();
        const kept = await dropSettled(found.flatMap(noticeOf), now);
        // Where all were dropped, there may be more behind them.
        if (kept.length > 0) return kept;
      }
    },
    async unreached(ids, again) {
      // Another postman may have taken one meanwhile: what is on its way is not called unreached.
      await rows.updateMany(
        { _id: { $in: [...ids] }, status: { $in: [...WAITING] } },
        { $set: { status: 'unreached', reason: 'PostEmpty', notBefore: again } },
      );
    },
    async take(ids, mail, now) {
      await rows.updateMany({ _id: { $in: [...ids] }, status: { $in: [...WAITING] } }, { $set: { status: 'taken', mail, takenAt: now } });
      const taken = await rows.find({ mail, status: 'taken', takenAt: now }, { projection: { _id: 1 } }).toArray();
      return taken.map(({ _id }) => _id);
    },
    async abandoned(before) {
      const found = await rows
        .find({ 'consequence.type': 'mail', status: 'taken', takenAt: { $lt: before } })
        .sort({ _id: 1 })
        .toArray();
      const mails = new Map<string, WaitingNotice[]>();
      for (const row of found) {
        if (row.mail === undefined) continue;
        mails.set(row.mail, [...(mails.get(row.mail) ?? []), ...noticeOf(row)]);
      }
      return [...mails].map(([mail, notices]) => ({ mail, notices }));
    },
    async settle(mail, outcome, reason, now) {
      await rows.updateMany({ mail, status: 'taken' }, { $set: { status: outcome, reason, settledAt: now } });
    },
    async giveBack(mail, until, ids) {
      const own = ids === undefined ? {} : { _id: { $in: [...ids] } };
      await rows.updateMany({ mail, status: 'taken', ...own }, { $set: { status: 'queued', notBefore: until }, $inc: { attempts: 1 } });
    },
    async keepTaken(mail, takenAt) {
      await rows.updateMany({ mail, status: 'taken' }, { $set: { takenAt } });
    },
  };
}

const BY_AGE = { createdAt: 1, _id: 1 } as const;

function messageOf({ _id, from, consequence, createdAt, attempts }: OutboxDoc): WaitingMessage[] {
  if (consequence.type !== 'message') return [];
  return [{ id: _id, from, to: consequence.to, command: consequence.command, createdAt, attempts }];
}

function noticeOf({ _id, from, consequence, createdAt }: OutboxDoc): WaitingNotice[] {
  if (consequence.type !== 'mail') return [];
  const { post, notice, facts } = consequence;
  return [{ id: _id, from, post, notice, facts, createdAt }];
}
