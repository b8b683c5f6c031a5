import type { Connection } from 'mongoose';
import { dayOf } from '../domain/calendar.js';
import { MOST_INVENTORY_ITEMS, SIGNATURES } from '../domain/unit/inventory.js';
import type { PostDesk } from '../domain/unit/post-desk.js';
import { bareCollection } from './connect.js';
import type { DutyDoc } from './duty.js';
import type { Seats } from './holders.js';
import type { OutboxDoc } from './outbox.js';
import type { PersonDoc } from './person.js';

interface AccountLock {
  readonly _id: string;
  readonly personId: string;
  readonly isLocked: boolean;
}

/** What is known about posts and persons beyond one unit, read from the views and the directory. */
export function createPostDesk(db: Connection, seats: Seats): PostDesk {
  const people = bareCollection<PersonDoc>(db, 'people');
  const accounts = bareCollection<AccountLock>(db, 'accounts');
  const duties = bareCollection<DutyDoc>(db, 'duties');
  const outbox = bareCollection<OutboxDoc>(db, 'outbox');

  const counts: PostDesk['counts'] = async (post) => {
    const open = { post, status: 'open' } as const;
    const [all, signatures, mails] = await Promise.all([
      duties.countDocuments(open),
      duties.countDocuments({ ...open, kind: { $in: [...SIGNATURES] } }),
      outbox.countDocuments({ 'consequence.post': post, status: { $in: ['queued', 'unreached'] } }),
    ]);
    return { duties: all, signatures, mails };
  };
  const openDuties = (post: string, limit: number): Promise<DutyDoc[]> =>
    duties.find({ post, status: 'open' }).sort({ dueAt: 1, _id: 1 }).limit(limit).toArray();

  return {
    async person(person, now) {
      const [found, open, held] = await Promise.all([
        people.findOne({ _id: person }),
        accounts.findOne({ personId: person, isLocked: false }, { projection: { _id: 1 } }),
        seats.heldBy(person, now),
      ]);
      if (found === null) return undefined;
      return { name: found.name, isLocked: open === null, personHolds: [...new Set(held.map(({ role }) => role))] };
    },
    async passesOn(person, now) {
      const reached = new Set<string>();
      // Level by level, each person once: a circle ends where it began.
      for (let next = new Set([person]); next.size > 0;) {
        const acting = await seats.actingFor(next, now);
        next = new Set(acting.filter((one) => !reached.has(one)));
        for (const one of next) reached.add(one);
      }
      return [...reached];
    },
    counts,
    async inventory(post, now) {
      const [counted, found] = await Promise.all([counts(post), openDuties(post, MOST_INVENTORY_ITEMS)]);
      return { asOf: now, ...counted, items: found.map(({ _id: id, kind, title, due }) => ({ id, kind, title, due })) };
    },
    async owes(post) {
      const [{ duties: count }, [first]] = await Promise.all([counts(post), openDuties(post, 1)]);
      return first === undefined ? undefined : { count, title: first.title, due: dayOf(first.dueAt - 1) };
    },
  };
}
