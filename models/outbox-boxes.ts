import type { Connection } from 'mongoose';
import type { MessageBox, NoticeBox, WaitingMessage, WaitingNotice } from '../domain/errand-ports.js';
import { bareCollection } from './connect.js';
import type { DutyDoc } from './duty.js';
import type { OutboxDoc } from './outbox.js';

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
      await rows.updateMany({ _id: { $in: dropped.map(({ id }) => id) }, status: { $in: ['queued', 'unreached'] } }, { $set: ended });
    }
    return found.filter((notice) => !gone.has(dutyOf(notice) ?? ''));
  };

  return {
    async dueMessages(now, limit) {
      const queued = { 'consequence.type': 'message', status: 'queued' } as const;
      // What backs off is not even looked at: however much waits for one receiver, the others' messages are found.
      const due = await rows
        .find({ ...queued, notBefore: { $lte: now } })
        .sort({ notBefore: 1, _id: 1 })
        .limit(limit)
        .toArray();
      const senders = [...new Set(due.map(({ from }) => from))];
      const waiting = await rows.find({ ...queued, from: { $in: senders }, notBefore: { $gt: now } }).toArray();
      const oldest = new Map<string, string>();
      for (const row of [...due, ...waiting].toSorted(byAge)) {
        const { _id: id } = row;
        const pair = pairOf(row);
        if (!oldest.has(pair)) oldest.set(pair, id);
      }
      return due
        .filter(({ _id, ...row }) => oldest.get(pairOf(row)) === _id)
        .toSorted(byAge)
        .flatMap(messageOf);
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
      const found = await rows
        .find({ 'consequence.type': 'mail', status: { $in: ['queued', 'unreached'] }, notBefore: { $lte: now } })
        .sort({ notBefore: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return dropSettled(found.flatMap(noticeOf), now);
    },
    async unreached(ids, again) {
      await rows.updateMany({ _id: { $in: [...ids] } }, { $set: { status: 'unreached', reason: 'PostEmpty', notBefore: again } });
    },
    async take(ids, mail, now) {
      await rows.updateMany(
        { _id: { $in: [...ids] }, status: { $in: ['queued', 'unreached'] } },
        { $set: { status: 'taken', mail, takenAt: now } },
      );
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
    async keepTaken(mail, now) {
      await rows.updateMany({ mail, status: 'taken' }, { $set: { takenAt: now } });
    },
  };
}

const byAge = (a: OutboxDoc, b: OutboxDoc): number => a.createdAt - b.createdAt || (idOf(a) < idOf(b) ? -1 : 1);
const idOf = ({ _id: id }: OutboxDoc): string => id;
const pairOf = ({ from, consequence }: Omit<OutboxDoc, '_id'>): string =>
  consequence.type === 'message' ? `${from} ${consequence.to.kind}/${consequence.to.id}` : from;

function messageOf({ _id, from, consequence, createdAt, attempts }: OutboxDoc): WaitingMessage[] {
  if (consequence.type !== 'message') return [];
  return [{ id: _id, from, to: consequence.to, command: consequence.command, createdAt, attempts }];
}

function noticeOf({ _id, from, consequence, createdAt }: OutboxDoc): WaitingNotice[] {
  if (consequence.type !== 'mail') return [];
  const { post, notice, facts } = consequence;
  return [{ id: _id, from, post, notice, facts, createdAt }];
}
