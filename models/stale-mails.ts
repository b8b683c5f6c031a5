import type { Connection } from 'mongoose';
import { dayOf, type Instant } from '../domain/calendar.js';
import type { WaitingNotice } from '../domain/errand-ports.js';
import type { MailReason } from '../domain/mail-reasons.js';
import { bareCollection } from './connect.js';
import type { DutyDoc } from './duty.js';
import type { OutboxDoc } from './outbox.js';
import { createUnreached } from './unreached.js';

type Duty = Pick<DutyDoc, 'post' | 'due' | 'step' | 'status' | 'rungOn' | 'termedAt'>;
/** What is left of the notices that are due, and why others were dropped. */
export interface Fresh {
  readonly notices: readonly WaitingNotice[];
  readonly dropped?: MailReason;
}

const WAITING = ['queued', 'unreached'] as const;

/** What a reminder says was so when its rung was reached; until it leaves, the duty may have been settled or may have got another date. */
export function createStaleMails(db: Connection) {
  const rows = bareCollection<OutboxDoc>(db, 'outbox');
  const duties = bareCollection<DutyDoc>(db, 'duties');
  const unreached = createUnreached(db);
  const dutyOf = ({ from, facts }: WaitingNotice): string => `${from}#${facts['duty'] ?? ''}`;

  return {
    /** Drops what is no longer so, with the reason in its row, and puts another date right. */
    async drop(due: readonly WaitingNotice[], now: Instant): Promise<Fresh> {
      const ids = due.filter(({ facts }) => facts['duty'] !== undefined).map(dutyOf);
      if (ids.length === 0) return { notices: due };
      const projection = { post: 1, due: 1, step: 1, status: 1, rungOn: 1, termedAt: 1 };
      const found = await duties.find<Duty & { readonly _id: string }>({ _id: { $in: ids } }, { projection }).toArray();
      const known = new Map(found.map(({ _id, ...duty }) => [_id, duty]));
      const notices: WaitingNotice[] = [];
      const over = new Map<MailReason, WaitingNotice[]>();
      for (const notice of due) {
        const duty = known.get(dutyOf(notice));
        const why = duty === undefined ? undefined : whyNot(notice, duty, now);
        if (why !== undefined) over.set(why, [...(over.get(why) ?? []), notice]);
        else notices.push(duty === undefined ? notice : asDatedNow(notice, duty));
      }
      for (const [reason, gone] of over) {
        const ended = { status: 'done', settledAt: now, reason } as const;
        await rows.updateMany({ _id: { $in: gone.map(({ id }) => id) }, status: { $in: [...WAITING] } }, { $set: ended });
        await unreached.recountIfListed(gone.map(({ post }) => post));
      }
      // A mail that is repeated after a crash says the same as the first time.
      for (const { id, facts } of notices.filter((notice) => !due.includes(notice)))
        await rows.updateOne({ _id: id }, { $set: { 'consequence.facts': facts } });
      const [dropped] = over.keys();
      return { notices, ...(dropped === undefined ? {} : { dropped }) };
    },
  };
}

/** Its facts hold the post, the due day and the step with which its rung was reached. */
const isOfLadder = ({ notice }: WaitingNotice): boolean => notice === 'reminder' || notice === 'chase';

/**
 * Another date: a rung that lies ahead again is reached again, one that was reached again has its own mail, and nobody is chased about what is
 * not overdue any more.
 */
function whyNot(notice: WaitingNotice, duty: Duty, now: Instant): MailReason | undefined {
  if (duty.status !== 'open') return 'DutySettled';
  const { post = duty.post, due = duty.due, step = 0 } = notice.facts;
  if (!isOfLadder(notice) || (post === duty.post && due === duty.due)) return undefined;
  const isReachedAgain = duty.rungOn !== undefined && (duty.termedAt ?? 0) > notice.createdAt;
  const isOver = notice.notice === 'chase' && dayOf(now) <= duty.due;
  return post !== duty.post || duty.step < Number(step) || isReachedAgain || isOver ? 'DutyMoved' : undefined;
}

/** A calendar that moved the date left its rungs behind it: there will be no other reminder, so this one says the date as it is. */
function asDatedNow(notice: WaitingNotice, { due }: Duty): WaitingNotice {
  const { facts } = notice;
  return !isOfLadder(notice) || facts['due'] === undefined || facts['due'] === due ? notice : { ...notice, facts: { ...facts, due } };
}
