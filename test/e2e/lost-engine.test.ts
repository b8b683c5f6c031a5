import { expect } from 'chai';
import { addWorkingDays, atTimeOfDay, dayOf, formatDay } from '../../domain/calendar.js';
import { LADDERS } from '../../domain/ladders.js';
import { createCalendarStore } from '../../models/calendar.js';
import { entryModel } from '../../models/entry.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { approve, dayAfter, foundHost, logInAll, planOf, register, submitPlan, type Cast } from './stories.js';

const PLAN_TERM_DAYS = 20;

describe('an engine whose whole memory was deleted', () => {
  let house: House;
  let cast: Cast;
  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
  });

  it('is not missed by any open pilot: the next reminder goes out by itself and every command is taken', async () => {
    const host = await foundHost(cast.director);
    const [planning, drafted, reviewing, running] = await Promise.all(
      ['拟定', '起草', '送审', '实施'].map((title) => register(house, cast.director, host, title)),
    );
    if (!planning || !drafted || !reviewing || !running) throw new Error('not registered');
    await cast.liaison.insist('PUT', `/pilots/${drafted}/plan-draft`, planOf(dayAfter(house.now(), 300)));
    await submitPlan(cast, reviewing, dayAfter(house.now(), 300));
    await approve(house, cast, running);

    // On the day of the first reminder, which was due since seven.
    const calendar = buildNationalCalendar(1);
    const reminderDay = addWorkingDays(calendar, dayOf(house.now()), PLAN_TERM_DAYS + LADDERS['standard-2'][0].offset);
    await house.jumpTo(atTimeOfDay(reminderDay, 8 * 60));
    const reminders = { stream: { $in: [`pilot/${planning}`, `pilot/${drafted}`] }, 'event.type': 'rungReached' };
    await eventually('both reminders', async () => (await entryModel(house.db).countDocuments(reminders)) === 2);
    // The mails of the day leave at half past eight.
    await house.jumpTo(atTimeOfDay(reminderDay, 8 * 60 + 31));
    const mail = await eventually('the reminder', async () =>
      (await house.mail.sink.listMails()).find(({ mail: { text } }) => text?.includes(planning) && text.includes(drafted)),
    );
    expect(mail.envelopeTo).to.deep.equal(['53-office-director@example.org']);
    expect(mail.mail.text).to.include('【提醒】');
    cast = await logInAll(house);
    for (const pilot of [planning, drafted]) {
      const { items } = (await cast.director.get(`/records/pilot/${pilot}`)).body;
      expect(
        items.filter(({ type }) => type === 'rungReached'),
        `one reminder of ${pilot} on ${formatDay(reminderDay)}`,
      ).to.have.lengthOf(1);
    }

    const plan = planOf(dayAfter(house.now(), 300));
    const sha256 = (await cast.director.get(`/pilots/${drafted}`)).body.draft;
    const answers = await Promise.all([
      cast.liaison.send('PUT', `/pilots/${planning}/plan-draft`, plan),
      cast.director.send('POST', `/pilots/${drafted}/plan-submission`, { sha256 }),
      cast.provincialReviewer.send('POST', `/pilots/${reviewing}/plan-approval`, { version: 1 }),
      cast.director.send('POST', `/pilots/${running}/conclusion`, { text: '总结' }),
    ]);
    expect(answers.map(({ status, body }) => body.code ?? status)).to.deep.equal([200, 200, 200, 'WrongPhase']);
    expect((await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) })).difference).to.equal(undefined);
  });
});
