import { expect } from 'chai';
import { addWorkingDays, atTimeOfDay, dayOf, endOfDay, formatDay, HOUR_MS, parseDay, type Instant } from '../../domain/calendar.js';
import { createCalendarStore } from '../../models/calendar.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { revive } from './revival.js';
import { foundHost, logInAll, planOf, register, submitPlan, type Cast } from './stories.js';

const calendar = buildNationalCalendar(1);
const tenOn = (day: number): Instant => atTimeOfDay(day, 10 * 60);

describe('a pilot from the founding of its host to its closing', () => {
  let house: House;
  let cast: Cast;
  inHouse((opened) => void (house = opened));

  const inOffice = async (day: number): Promise<void> => {
    await house.jumpTo(tenOn(day));
    await revive(house);
    cast = await logInAll(house);
  };
  const done = async (answer: Promise<{ status: number; text: string }>): Promise<void> => {
    const { status, text } = await answer;
    expect(status, text).to.be.oneOf([200, 201]);
  };
  const mailTo = (address: string, ...words: string[]) =>
    eventually(`mail to ${address} about ${words.join(' ')}`, async () =>
      (await house.mail.sink.listMails()).find(
        ({ envelopeTo, mail: { text } }) => envelopeTo.includes(address) && words.every((word) => text?.includes(word)),
      ),
    );

  it('is reminded, chased, judged, graded and closed', async () => {
    cast = await logInAll(house);
    const firstDay = dayOf(house.now());
    const host = await foundHost(cast.director);
    const pilot = await register(house, cast.director, host, '一生', 60);

    // Fifteen of twenty working days for the plan have passed: a reminder.
    const reminderDay = addWorkingDays(calendar, firstDay, 15);
    await inOffice(reminderDay);
    await mailTo('53-office-director@example.org', '【提醒】提交方案', pilot);
    const planDuty = (await cast.director.get(`/duties/pilot/${pilot}/plan-1`)).body;
    expect(planDuty).to.include({ light: 'yellow', rung: 'reminder', isLate: false });

    const due = addWorkingDays(calendar, reminderDay, 1);
    const { drafted, submitted } = await submitPlan(cast, pilot, formatDay(due));
    expect([drafted.status, submitted.status]).to.deep.equal([200, 200]);
    await done(
      cast.provincialReviewer.send('POST', `/pilots/${pilot}/plan-return`, {
        version: 1,
        reasons: [{ section: 'funding', reason: '缺经费' }],
      }),
    );
    await mailTo('53-office-director@example.org', '方案已退回', pilot);
    await done(cast.liaison.send('PUT', `/pilots/${pilot}/plan-draft`, planOf(formatDay(due))));
    const sha256 = (await cast.director.get(`/pilots/${pilot}`)).body.draft;
    await done(cast.director.send('POST', `/pilots/${pilot}/plan-submission`, { sha256 }));
    await done(cast.provincialReviewer.send('POST', `/pilots/${pilot}/plan-approval`, { version: 2 }));
    await done(cast.leader.send('POST', `/pilots/${pilot}/plan-approval`, { version: 2, opinion: '同意' }));
    expect((await cast.director.get(`/pilots/${pilot}`)).body.phase).to.equal('running');

    // The milestone's day is over and a working day more: a chase, with a copy to the office director.
    await inOffice(addWorkingDays(calendar, due, 1));
    await mailTo('53-lead-department@example.org', '【催办】', pilot);
    expect((await cast.director.get(`/pilots/${pilot}`)).body.light).to.equal('red');
    // The director has had a digest this morning already, about the approval: one a day.
    await inOffice(addWorkingDays(calendar, due, 2));
    await mailTo('53-office-director@example.org', '【催办】', pilot);
    const hostLiaison = await house.visitor('53-lead-department', `${host}/liaison`);
    await done(hostLiaison.send('POST', `/pilots/${pilot}/milestones/m-1/result`, { note: '已建成', figures: [] }));
    await done(
      cast.provincialReviewer.send('POST', `/pilots/${pilot}/milestones/m-1/verdict`, { attempt: 1, verdict: 'met', reason: '可核' }),
    );
    const milestoneDuty = (await cast.director.get(`/duties/pilot/${pilot}/milestone-m-1-1`)).body;
    expect(milestoneDuty).to.include({ status: 'done', isLate: true });

    // Its end has passed by itself.
    const end = parseDay((await cast.director.get(`/pilots/${pilot}`)).body.end) ?? 0;
    await inOffice(dayOf(endOfDay(end) + HOUR_MS));
    expect((await cast.director.get(`/pilots/${pilot}`)).body.phase).to.equal('concluding');
    await done(cast.director.send('POST', `/pilots/${pilot}/conclusion`, { text: '总结' }));
    const own = await cast.director.send('POST', `/pilots/${pilot}/result`, { number: 1, grade: 'excellent', reason: '自评' });
    expect(own.status).to.equal(403);
    await done(cast.leader.send('POST', `/pilots/${pilot}/result`, { number: 1, grade: 'good', reason: '一项迟办' }));
    await done(cast.leader.send('POST', `/pilots/${pilot}/closing`, {}));
    const closed = (await cast.director.get(`/pilots/${pilot}`)).body;
    expect(closed).to.include({ phase: 'closed', grade: 'good', light: 'blue' });
    expect((await cast.leader.send('POST', `/pilots/${pilot}/closing`, {})).body.code).to.equal('Closed');

    const wordOfPilots = async (): Promise<readonly string[]> =>
      (await cast.director.get(`/records/unit/${host}?sort=seq`)).body.items
        .map(({ type }) => type)
        .filter((type) => type.startsWith('pilot'));
    await eventually('the host knows that it is free', async () => (await wordOfPilots()).includes('pilotEnded'));
    expect(await wordOfPilots()).to.deep.equal(['pilotOpened', 'pilotEnded']);
    expect((await cast.director.get(`/units/${host}`)).body.openPilots).to.equal(0);
    expect((await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) })).difference).to.equal(undefined);
  });
});
