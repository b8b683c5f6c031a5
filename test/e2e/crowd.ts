import { keepPast } from '../../bench/keep-past.js';
import { pilotsUnderWay, type Seat, type Underway } from '../../bench/past.js';
import { CENTRE } from '../../domain/actor.js';
import type { OutboxRow } from '../../domain/view.js';
import { createCalendarStore } from '../../models/calendar.js';
import type { KeptMail } from '../../scripts/mail-sink.js';
import type { House } from './house.js';

export const addressOf = (person: string): string => `${person}@example.org`;

/** Running pilots in a house's record, each with a host liaison who has an account and a mailbox. Their runs are not begun; of their past only reminders are still to be sent. */
export async function settleCrowd(house: House, crowd: Omit<Underway, 'calendar'>): Promise<readonly Seat[]> {
  const calendar = await createCalendarStore(house.db).latest(CENTRE);
  const { past, seats } = pilotsUnderWay({ ...crowd, calendar });
  await keepPast(house.db, past.streams(), isReminder);
  const people = seats.map(({ person }) => ({ _id: person, name: person, email: addressOf(person) }));
  await house.db.collection<(typeof people)[number]>('people').insertMany(people);
  const accounts = seats.map(({ person }) => ({ _id: person, personId: person, isLocked: false }));
  await house.db.collection<(typeof accounts)[number]>('accounts').insertMany(accounts);
  return seats;
}
const isReminder = ({ consequence }: OutboxRow): boolean => consequence.type === 'mail' && consequence.notice === 'reminder';

/** What has arrived, by the address it went to. */
export async function mailsByAddress(house: House): Promise<ReadonlyMap<string, readonly KeptMail[]>> {
  const found = new Map<string, KeptMail[]>();
  for (const kept of await house.mail.sink.listMails())
    for (const address of kept.envelopeTo) found.set(address, [...(found.get(address) ?? []), kept]);
  return found;
}
