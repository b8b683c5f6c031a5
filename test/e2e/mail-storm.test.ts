import { expect } from 'chai';
import { MINUTE_MS } from '../../domain/calendar.js';
import type { Role } from '../../domain/actor.js';
import { entityModel } from '../../models/entity.js';
import { mailModel, type MailDoc } from '../../models/mail.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import type { KeptMail } from '../../scripts/mail-sink.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';

const PERSONS = 1_000;
const REFUSED = 10;
const ROLES: readonly Role[] = ['leader', 'office-director', 'lead-department', 'liaison'];
/** The postman has so many mails on their way at once. */
const IN_FLIGHT_AT_MOST = 8;

describe('a storm of a thousand mails, ten of them refused, the worker killed in the middle', () => {
  let house: House;
  inHouse(async (opened) => {
    house = opened;
  });

  const personOf = (n: number): string => `p-storm-${n}`;
  const addressOf = (n: number): string => `storm-${n}@example.org`;
  const isRefused = (n: number): boolean => n % (PERSONS / REFUSED) === 7;

  /** Four persons a unit, each with a post; every fiftieth holds a second one in the next unit but one, with a notice of its own. */
  const seatAll = async (): Promise<OutboxDoc[]> => {
    const numbers = Array.from({ length: PERSONS }, (_, n) => n);
    const held = numbers.map((n) => ({ n, unit: `9${String(100 + Math.floor(n / 4))}`, role: ROLES[n % 4] ?? 'liaison' }));
    const second = numbers.filter((n) => n % 50 === 0).map((n) => ({ n, unit: `8${String(100 + n)}`, role: 'liaison' as const }));
    const all = [...held, ...second];
    const tenure = (n: number) => ({ id: '1', person: personOf(n), name: `收件人${n}`, since: 0 });
    await entityModel(house.db).insertMany(
      [...new Set(all.map(({ unit }) => unit))].map((unit) => {
        const seats = all.filter((seat) => seat.unit === unit);
        const posts = Object.fromEntries(seats.map(({ n, role }) => [role, { holder: tenure(n), emptySince: 0, tenures: 1 }]));
        const fields = { holders: seats.map(({ n }) => personOf(n)) };
        return {
          _id: `unit/${unit}`,
          kind: 'unit',
          entity: unit,
          isClosed: false,
          state: { inner: { path: ['00', unit], posts } },
          fields,
        };
      }),
    );
    const people = numbers.map((n) => ({ _id: personOf(n), name: `收件人${n}`, email: addressOf(n) }));
    await house.db.collection<(typeof people)[number]>('people').insertMany(people);
    return all.map(({ unit, role }, index): OutboxDoc => ({
      _id: `storm@${String(index).padStart(5, '0')}`,
      from: 'pilot/storm',
      createdAt: house.now(),
      notBefore: house.now(),
      consequence: { type: 'mail', post: `${unit}/${role}`, notice: 'planApproved', facts: {}, isUrgent: false },
      status: 'queued',
      attempts: 0,
    }));
  };

  it('reaches everybody once, save for repeats of what was in flight, which are marked', async () => {
    const refused = new Set(
      Array.from({ length: PERSONS }, (_, n) => n)
        .filter(isRefused)
        .map(addressOf),
    );
    const { behaviour } = house.mail.sink;
    let arrived = 0;
    let killed: Promise<void> | undefined;
    behaviour.onRecipient = (address) => (refused.has(address) ? { code: 550, message: 'no such mailbox' } : 'accept');
    behaviour.onMail = () => {
      arrived += 1;
      if (arrived === PERSONS / 4) killed = house.worker.kill();
      return 'keep';
    };
    const rows = await seatAll();
    await outboxModel(house.db).insertMany(rows);
    await eventually('the kill', async () => killed !== undefined);
    await killed;
    await house.jumpTo(house.now() + 3 * MINUTE_MS);
    const settled = { from: 'pilot/storm', status: { $in: ['done', 'refused'] } } as const;
    await eventually('the end of the storm', async () => (await outboxModel(house.db).countDocuments(settled)) === rows.length);

    const byAddress = new Map<string, KeptMail[]>();
    for (const kept of await house.mail.sink.listMails())
      for (const address of kept.envelopeTo) byAddress.set(address, [...(byAddress.get(address) ?? []), kept]);
    expect(byAddress.size).to.equal(PERSONS - REFUSED);
    const repeated = [...byAddress].filter(([, mails]) => mails.length > 1);
    expect(repeated.length).to.be.at.most(IN_FLIGHT_AT_MOST);
    const ledger = new Map((await mailModel(house.db).find().lean<MailDoc[]>()).map((line) => [line.to, line]));
    expect(ledger.size).to.equal(PERSONS);
    for (const [address, [first, ...again]] of repeated) {
      for (const { mail } of again) {
        expect(mail.messageId).to.equal(first?.mail.messageId);
        expect(mail.headers.get('x-duban-repeat')).to.equal('uncertain');
      }
      expect(ledger.get(address)).to.include({ status: 'sent', wasUncertain: true });
    }
    expect([...ledger.values()].filter(({ wasUncertain }) => wasUncertain).length).to.be.at.most(IN_FLIGHT_AT_MOST);
    for (const line of ledger.values()) expect(line.status, line.to).to.equal(refused.has(line.to) ? 'refused' : 'sent');

    const operator = await house.visitor('system-administrator');
    const unreached = await operator.list('/operations/unreached?limit=4');
    expect(unreached.map(({ who }) => who)).to.have.members(
      Array.from({ length: PERSONS }, (_, n) => n)
        .filter(isRefused)
        .map(personOf),
    );
    expect(unreached[0]?.said).to.include('no such mailbox');
  });
});
