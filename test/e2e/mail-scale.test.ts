import { expect } from 'chai';
import { pilotNumbers } from '../../bench/past.js';
import { addWorkingDays, atTimeOfDay, dayOf, MINUTE_MS } from '../../domain/calendar.js';
import { LADDERS } from '../../domain/ladders.js';
import { dutyModel } from '../../models/duty.js';
import { mailModel, type MailDoc } from '../../models/mail.js';
import { outboxModel } from '../../models/outbox.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { addressOf, mailsByAddress, settleCrowd } from './crowd.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';

const PERSONS = 1_500;
const DUTIES_EACH = 20;
const DUTIES = PERSONS * DUTIES_EACH;
/** The postman has so many mails on their way at once. */
const IN_FLIGHT_AT_MOST = 8;

describe('thirty thousand duties due on one day, reminded of on one morning, the worker killed in the middle', () => {
  let house: House;
  inHouse((opened) => void (house = opened));

  it('come to one mail per person, save for repeats of what was in flight, which are marked', async () => {
    const today = dayOf(house.now());
    const dueDay = addWorkingDays(buildNationalCalendar(1), today, -LADDERS['standard-2'][0].offset);
    await house.worker.stop();
    const seats = await settleCrowd(house, {
      now: atTimeOfDay(today, 7 * 60 + 31),
      pilots: pilotNumbers(PERSONS),
      dueDays: Array.from({ length: DUTIES_EACH }, () => dueDay),
    });
    expect(await dutyModel(house.db).countDocuments({ due: dueDay, status: 'open', rungOn: today })).to.equal(DUTIES);
    expect(await outboxModel(house.db).countDocuments({ 'consequence.notice': 'reminder', status: 'queued' })).to.equal(DUTIES);

    let arrived = 0;
    let killed: Promise<void> | undefined;
    house.mail.sink.behaviour.onMail = () => {
      arrived += 1;
      if (arrived === PERSONS / 3) killed = house.worker.kill();
      return 'keep';
    };
    await house.worker.start();
    await eventually('the kill', async () => killed !== undefined);
    await killed;
    await house.jumpTo(house.now() + 3 * MINUTE_MS);
    const sent = { 'consequence.notice': 'reminder', status: 'done' } as const;
    await eventually('the end of the storm', async () => (await outboxModel(house.db).countDocuments(sent)) === DUTIES);

    const mails = await mailsByAddress(house);
    expect([...mails.keys()]).to.have.members(seats.map(({ person }) => addressOf(person)));
    const repeated = [...mails.values()].filter(({ length }) => length > 1);
    expect(repeated.length).to.be.at.most(IN_FLIGHT_AT_MOST);
    for (const [first, ...again] of mails.values()) {
      expect(first?.mail.subject).to.include(`${DUTIES_EACH} 项提示`);
      for (const { mail } of again) {
        expect(mail.messageId).to.equal(first?.mail.messageId);
        expect(mail.headers.get('x-duban-repeat')).to.equal('uncertain');
      }
    }
    const ledger = await mailModel(house.db).find().lean<MailDoc[]>();
    expect(ledger).to.have.lengthOf(PERSONS);
    expect(new Set(ledger.flatMap(({ rows }) => rows)).size, 'each notice in one mail').to.equal(DUTIES);
    const uncertain = new Set(ledger.flatMap(({ to, wasUncertain }) => (wasUncertain ? [to] : [])));
    expect(uncertain.size).to.be.at.most(IN_FLIGHT_AT_MOST);
    for (const [address, { length }] of mails) if (length > 1) expect(uncertain.has(address), address).to.equal(true);
  });
});
