import { expect } from 'chai';
import { pilotNumbers } from '../../bench/past.js';
import { addWorkingDays, atTimeOfDay, dayOf, HOUR_MS, SECOND_MS } from '../../domain/calendar.js';
import { firingOn } from '../../domain/ladder.js';
import { LADDERS } from '../../domain/ladders.js';
import { entryModel, type EntryDoc } from '../../models/entry.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { addressOf, mailsByAddress, settleCrowd } from './crowd.js';
import { eventually, MORNING, type House } from './house.js';
import { inHouse } from './in-house.js';
import { revive } from './revival.js';

const PILOTS = 80;
const DUTIES_EACH = 3;
const WINDOW_MS = 30 * SECOND_MS;
/** To open a house, settle its crowd and begin all runs. Where it takes longer, they climb as they are begun: a storm all the same. */
const LEAD_MS = 50 * SECOND_MS;
const today = dayOf(MORNING);
/** The half minute of the morning in which all of them climb. */
const STORM_AT = atTimeOfDay(today, 7 * 60 + 10);

describe('a storm of due duties, the worker killed in the middle of it', () => {
  let house: House;
  inHouse((opened) => void (house = opened), { startsAt: STORM_AT - LEAD_MS });

  const rungs = () => entryModel(house.db).find({ 'event.type': 'rungReached' }).lean<EntryDoc[]>();

  it('brings every duty one rung and every post one mail of the day; a post handed over in between has its mail go to the new holder', async () => {
    const isInTheStorm = (id: string): boolean => {
      const at = firingOn(today, id);
      return at >= STORM_AT && at < STORM_AT + WINDOW_MS;
    };
    const dueDay = addWorkingDays(buildNationalCalendar(1), today, -LADDERS['standard-2'][0].offset);
    const seats = await settleCrowd(house, {
      now: STORM_AT - HOUR_MS,
      pilots: pilotNumbers(PILOTS, isInTheStorm),
      dueDays: Array.from({ length: DUTIES_EACH }, () => dueDay),
    });
    const areAllBegun = revive(house).then(
      () => true,
      () => false,
    );

    const all = PILOTS * DUTIES_EACH;
    await eventually('half of the storm', async () => (await rungs()).length >= all / 2);
    await house.worker.kill();
    const before = (await rungs()).length;
    await house.worker.start();
    if (!(await areAllBegun)) await revive(house);
    await eventually('the end of the storm', async () => (await rungs()).length >= all);
    expect(before, 'killed too late').to.be.below(all);

    const [handedOver, receiver] = seats;
    if (handedOver === undefined || receiver === undefined) throw new Error('An empty crowd');
    const director = await house.visitor('53-office-director');
    const body = { person: receiver.person, reason: '轮岗' };
    const handover = await director.insist('POST', `/units/${handedOver.host}/posts/liaison/handover`, body);
    expect(handover.status, handover.text).to.equal(200);

    await house.jumpTo(atTimeOfDay(today, 8 * 60 + 31));
    const receivers = seats.slice(1).map(({ person }) => addressOf(person));
    await eventually('the mails of the day', async () => (await mailsByAddress(house)).size >= receivers.length);
    await revive(house);

    const climbed = (await rungs()).map(({ stream, event }) =>
      'duty' in event && 'step' in event ? `${stream}#${String(event.duty)} ${String(event.step)}` : '',
    );
    expect(climbed).to.have.members(seats.flatMap(({ pilot }) => [1, 2, 3].map((number) => `pilot/${pilot}#milestone-m${number}-1 1`)));
    const mails = await mailsByAddress(house);
    expect([...mails].map(([address, { length }]) => `${address} ${length}`)).to.have.members(receivers.map((address) => `${address} 1`));
    const [both] = mails.get(addressOf(receiver.person)) ?? [];
    for (const { pilot } of [handedOver, receiver]) expect(both?.mail.text).to.include(pilot);
    // And the word that the post is theirs from now on.
    expect(both?.mail.subject).to.include(`${2 * DUTIES_EACH + 1} 项提示`);
    expect(both?.mail.text).to.include('岗位');
  });
});
