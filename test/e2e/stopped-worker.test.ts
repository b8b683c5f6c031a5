import { expect } from 'chai';
import { addWorkingDays, atTimeOfDay, dayOf, formatDay } from '../../domain/calendar.js';
import { dutyModel, type DutyDoc } from '../../models/duty.js';
import { entryModel, type EntryDoc } from '../../models/entry.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { revive } from './revival.js';
import { foundHost, logInAll, register } from './stories.js';

const calendar = buildNationalCalendar(1);
/** The standard ladder reminds five and one working days before the due day and chases one after it: what lies between two rungs. */
const [toSecond, toChase] = [4, 2];

describe('a worker that was stopped while two rungs of a duty passed', () => {
  let house: House;
  inHouse((opened) => void (house = opened));

  it('brings one rung when it is started again, each later one after its gap, and a mail for each: never a burst', async () => {
    const { director } = await logInAll(house);
    const pilot = await register(house, director, await foundHost(director));
    const due = (await dutyModel(house.db).findById(`pilot/${pilot}#plan-1`).lean<DutyDoc>())?.due ?? 0;
    const rungs = async (): Promise<string[]> =>
      (
        await entryModel(house.db)
          .find({ stream: `pilot/${pilot}`, 'event.type': 'rungReached' })
          .sort({ seq: 1 })
          .lean<EntryDoc[]>()
      ).map(({ event, receivedAt }) => `${formatDay(dayOf(receivedAt))} ${'step' in event ? String(event.step) : ''}`);
    const mails = async (): Promise<number> =>
      (await house.mail.sink.listMails()).filter(
        ({ envelopeTo, mail }) => envelopeTo.includes('53-office-director@example.org') && mail.text?.includes(pilot),
      ).length;
    /** The morning of a day: what is due by then has been done once every entity was asked. */
    const on = async (day: number): Promise<void> => {
      await house.jumpTo(atTimeOfDay(day, 10 * 60));
      await revive(house);
    };

    // Nobody was there for either reminder.
    const back = due;
    await on(back);
    const told = [`${formatDay(back)} 1`];
    expect(await rungs()).to.deep.equal(told);
    await eventually('the mail of the first', async () => (await mails()) === 1);

    const next = addWorkingDays(calendar, back, toSecond);
    await on(addWorkingDays(calendar, next, -1));
    expect(await rungs()).to.deep.equal(told);
    await on(next);
    told.push(`${formatDay(next)} 2`);
    expect(await rungs()).to.deep.equal(told);
    await eventually('the mail of the second', async () => (await mails()) === 2);

    const chase = addWorkingDays(calendar, next, toChase);
    await on(addWorkingDays(calendar, chase, -1));
    expect(await rungs()).to.deep.equal(told);
    await on(chase);
    expect(await rungs()).to.deep.equal([...told, `${formatDay(chase)} 3`]);
    await eventually('the mail of the chase', async () => (await mails()) === 3);
  });
});
