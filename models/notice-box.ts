import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { dayOf } from '../domain/calendar.js';
import type { Digest, NoticeBox, WaitingNotice } from '../domain/errand-ports.js';
import { bareCollection } from './connect.js';
import type { DutyDoc } from './duty.js';
import { createMailTurns } from './mail-turn.js';
import type { OutboxDoc } from './outbox.js';
import { createUnreached } from './unreached.js';

const WAITING = ['queued', 'unreached'] as const;

/** The outbox as the postmen empty it. Rows are only ever marked, never deleted. */
export function createNoticeBox(db: Connection): NoticeBox {
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  const duties = bareCollection<DutyDoc>(db, 'duties');
  const turns = createMailTurns(db);
  const unreached = createUnreached(db);

  const dueTo = (posts: readonly string[], now: number) =>
    ({ 'consequence.post': { $in: [...posts] }, status: { $in: [...WAITING] }, notBefore: { $lte: now } }) as const;

  /** A reminder whose duty has been settled meanwhile is no longer sent. */
  const dropSettled = async (taken: readonly WaitingNotice[], now: number): Promise<readonly WaitingNotice[]> => {
    const dutyOf = ({ from, facts }: WaitingNotice): string | undefined =>
      facts['duty'] === undefined ? undefined : `${from}#${facts['duty']}`;
    const ids = taken.flatMap((notice) => dutyOf(notice) ?? []);
    if (ids.length === 0) return taken;
    const settled = await duties.find({ _id: { $in: ids }, status: { $ne: 'open' } }, { projection: { _id: 1 } }).toArray();
    const gone = new Set(settled.map(({ _id }) => _id));
    const dropped = taken.filter((notice) => gone.has(dutyOf(notice) ?? ''));
    if (dropped.length === 0) return taken;
    await rows.updateMany(
      { _id: { $in: dropped.map(({ id }) => id) } },
      { $set: { status: 'done', settledAt: now, reason: 'DutySettled' }, $unset: { mail: '' } },
    );
    await unreached.recountIfListed(dropped.map(({ post }) => post));
    return taken.filter((notice) => !gone.has(dutyOf(notice) ?? ''));
  };

  /** In a turn of one's own: everything that is due to the person, or, where today's digest has gone, what is urgent. */
  const claim = async (posts: readonly string[], hadDigest: boolean, nextDigest: number, now: number, token: string) => {
    const due = dueTo(posts, now);
    if (hadDigest) await rows.updateMany({ ...due, 'consequence.isUrgent': { $ne: true } }, { $set: { notBefore: nextDigest } });
    const { modifiedCount } = await rows.updateMany(due, { $set: { status: 'taken', mail: token, takenAt: now } });
    return modifiedCount === 0 ? [] : (await rows.find({ mail: token }).sort({ _id: 1 }).toArray()).flatMap(noticeOf);
  };

  return {
    async duePosts(now, limit) {
      const due = { 'consequence.type': 'mail', status: { $in: [...WAITING] }, notBefore: { $lte: now } } as const;
      const found = await rows
        .find(due, { projection: { 'consequence.post': 1 } })
        .sort({ notBefore: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return [...new Set(found.flatMap(({ consequence }) => ('post' in consequence ? consequence.post : [])))];
    },
    async take({ person, posts, mailOf, nextDigest }, now) {
      const turn = await turns.begin(person, now);
      if (turn === undefined) return undefined;
      try {
        const token = `turn/${randomUUID()}`;
        const taken = await claim(posts, turn.digestOn === dayOf(now), nextDigest, now, token);
        const notices = await dropSettled(taken, now);
        if (notices.length === 0) return undefined;
        const mail = mailOf(notices.map(({ id }) => id));
        await rows.updateMany({ mail: token }, { $set: { mail, person } });
        return { mail, notices };
      } finally {
        await turns.end(person, turn.token);
      }
    },
    async unreached(posts, reason, now, again) {
      await rows.updateMany(dueTo(posts, now), { $set: { status: 'unreached', reason, notBefore: again } });
      for (const post of posts) await unreached.recount(post);
    },
    async abandoned(before, limit) {
      const found = await rows
        .find({ status: 'taken', takenAt: { $lt: before } })
        .sort({ takenAt: 1 })
        .limit(limit)
        .toArray();
      const mails = [...new Set(found.flatMap(({ mail }) => mail ?? []))];
      const whole = await rows
        .find({ mail: { $in: mails }, status: 'taken' })
        .sort({ _id: 1 })
        .toArray();
      const digests = new Map<string, WaitingNotice[]>();
      for (const row of whole) {
        if (row.mail === undefined) continue;
        digests.set(row.mail, [...(digests.get(row.mail) ?? []), ...noticeOf(row)]);
      }
      return [...digests].map(([mail, notices]): Digest => ({ mail, notices }));
    },
    async settle(mail, outcome, reason, now) {
      const found = await rows.find({ mail, status: 'taken' }, { projection: { person: 1, consequence: 1 } }).toArray();
      await rows.updateMany({ mail, status: 'taken' }, { $set: { status: outcome, reason, settledAt: now } });
      const [person] = found.flatMap((row) => row.person ?? []);
      if (person === undefined) return;
      const isDigest = found.some(({ consequence }) => consequence.type === 'mail' && !consequence.isUrgent);
      if (outcome === 'done' && isDigest) await turns.hadDigest(person, dayOf(now));
      if (outcome === 'refused') await unreached.recount(person);
      await unreached.recountIfListed([person, ...found.flatMap(({ consequence }) => ('post' in consequence ? consequence.post : []))]);
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

function noticeOf({ _id, from, consequence, createdAt }: OutboxDoc): WaitingNotice[] {
  if (consequence.type !== 'mail') return [];
  const { post, notice, facts } = consequence;
  return [{ id: _id, from, post, notice, facts, createdAt }];
}
