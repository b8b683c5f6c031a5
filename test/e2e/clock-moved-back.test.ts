import { expect } from 'chai';
import { addWorkingDays, atTimeOfDay, dayOf, HOUR_MS, MINUTE_MS } from '../../domain/calendar.js';
import { LADDERS } from '../../domain/ladders.js';
import { createCalendarStore } from '../../models/calendar.js';
import { entryModel, type EntryDoc } from '../../models/entry.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { dayAfter, foundHost, logInAll, planOf, register, submitPlan, type Cast } from './stories.js';

const PLAN_TERM_DAYS = 20;

describe('a clock that is moved back an hour', () => {
  let house: House;
  let cast: Cast;
  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
  });

  const mailsAbout = async (pilot: string, word: string) =>
    (await house.mail.sink.listMails()).filter(({ mail: { text } }) => text?.includes(pilot) && text.includes(word));
  const entriesOf = (pilot: string): Promise<EntryDoc[]> =>
    entryModel(house.db)
      .find({ stream: `pilot/${pilot}` })
      .sort({ seq: 1 })
      .lean<EntryDoc[]>();
  const openPilotsOf = async (host: string) => (await cast.director.get(`/units/${host}`)).body.openPilots;

  it('brings no rung and no digest twice, takes every command, and leaves a record that can be verified', async () => {
    const host = await foundHost(cast.director);
    const pilot = await register(house, cast.director, host);
    const reminderDay = addWorkingDays(buildNationalCalendar(1), dayOf(house.now()), PLAN_TERM_DAYS + LADDERS['standard-2'][0].offset);
    await house.jumpTo(atTimeOfDay(reminderDay, 8 * 60 + 29));
    await eventually('the reminder', async () => (await mailsAbout(pilot, '【提醒】'))[0]);

    await house.jumpTo(house.now() - HOUR_MS);
    cast = await logInAll(house);
    const drafted = await cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, planOf(dayAfter(house.now(), 300)));
    expect(drafted.status, drafted.text).to.equal(200);
    const received = (await entriesOf(pilot)).map(({ receivedAt }) => receivedAt);
    expect(received, 'the record goes back in time').not.to.deep.equal(received.toSorted((a, b) => a - b));
    // What entities tell each other goes on.
    await register(house, cast.director, host, '第二个试点');
    await eventually('the host is told', async () => (await openPilotsOf(host)) === 2);

    // The hour of the digest comes a second time.
    await house.jumpTo(house.now() + 70 * MINUTE_MS);
    cast = await logInAll(house);
    await submitPlan(cast, pilot, dayAfter(house.now(), 300));
    const reasons = [{ section: 'goals', reason: '请细化' }];
    expect((await cast.provincialReviewer.insist('POST', `/pilots/${pilot}/plan-return`, { version: 1, reasons })).status).to.equal(200);
    await eventually('a later mail', async () => (await mailsAbout(pilot, '方案已退回'))[0]);
    expect((await mailsAbout(pilot, '【提醒】')).length).to.equal(1);
    expect((await entriesOf(pilot)).filter(({ event }) => event.type === 'rungReached')).to.have.lengthOf(1);
    expect((await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) })).difference).to.equal(undefined);
  });
});
