import type { Connection } from 'mongoose';
import { dayOf } from '../domain/calendar.js';
import type { Digest, NoticeBox, WaitingNotice } from '../domain/errand-ports.js';
import { bareCollection } from './connect.js';
import { createEmptiedMails } from './emptied-mails.js';
import { createMailTurns } from './mail-turn.js';
import type { OutboxDoc } from './outbox.js';
import { createStaleMails } from './stale-mails.js';
import { createUnreached } from './unreached.js';

const WAITING = ['queued', 'unreached'] as const;

/** The outbox as the postmen empty it. Rows are only ever marked, never deleted. */
export function createNoticeBox(db: Connection): NoticeBox {
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  const turns = createMailTurns(db);
  const unreached = createUnreached(db);
  const emptied = createEmptiedMails(db);
  const stale = createStaleMails(db);

  const dueTo = (posts: readonly string[], now: number) =>
    ({ 'consequence.post': { $in: [...posts] }, status: { $in: [...WAITING] }, notBefore: { $lte: now } }) as const;

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
    async take({ person, posts, mailOf, todaysDigest, nextDigest }, now) {
      const turn = await turns.begin(person, now);
      if (turn === undefined) return undefined;
      const due = dueTo(posts, now);
      const others = turn.digestOn === dayOf(now) ? nextDigest : todaysDigest;
      if (others > now) await rows.updateMany({ ...due, 'consequence.isUrgent': { $ne: true } }, { $set: { notBefore: others } });
      const found = await rows.find(due).sort({ _id: 1 }).toArray();
      const { notices, dropped = 'DutySettled' } = await stale.drop(found.flatMap(noticeOf), now);
      const former = found.flatMap(({ mail }) => mail ?? []);
      if (notices.length === 0) {
        await emptied.end(former, dropped, now);
        return undefined;
      }
      const ids = notices.map(({ id }) => id);
      const mail = mailOf(ids);
      const { modifiedCount } = await rows.updateMany(
        { _id: { $in: ids }, status: { $in: [...WAITING] } },
        { $set: { status: 'taken', mail, person, takenAt: now } },
      );
      // A turn that took too long may have been another's by then: what they have is theirs.
      if (modifiedCount === ids.length) {
        await emptied.end(former, 'Merged', now);
        return { mail, notices, takenOn: dayOf(now) };
      }
      await rows.updateMany({ mail, status: 'taken', takenAt: now }, { $set: { status: 'queued' } });
      return undefined;
    },
    async wait(posts, until, now) {
      await rows.updateMany(dueTo(posts, now), { $set: { notBefore: until } });
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
      return mails.map((mail): Digest => {
        const own = whole.filter((row) => row.mail === mail);
        return { mail, notices: own.flatMap(noticeOf), takenOn: dayOf(Math.min(...own.map(({ takenAt = 0 }) => takenAt))) };
      });
    },
    async settle({ mail, notices, takenOn }, person, outcome, now) {
      await rows.updateMany({ mail, status: 'taken' }, { $set: { reason: '', said: '', ...outcome, settledAt: now } });
      if (outcome.status === 'done' && takenOn === dayOf(now) && notices.some(({ isUrgent }) => !isUrgent))
        await turns.hadDigest(person, takenOn);
      if (outcome.status === 'refused') await unreached.recount(person);
      await unreached.recountIfListed([person, ...notices.map(({ post }) => post)]);
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
  const { post, notice, facts, isUrgent } = consequence;
  return [{ id: _id, from, post, notice, facts, isUrgent, createdAt }];
}
