import { expect } from 'chai';
import { addWorkingDays, atTimeOfDay, dayOf, formatDay, type Day } from '../../domain/calendar.js';
import { createCalendarStore } from '../../models/calendar.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { pdf } from '../fakes/sample-files.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { revive } from './revival.js';
import { createSender } from './sender.js';
import { foundHost, logInAll, planOf, registrationOf, type Cast } from './stories.js';
import type { Body, Visitor } from './visitor.js';

const calendar = buildNationalCalendar(1);
const answerOf = (evidence: readonly string[] = []) => ({ text: '已补交，台账已更新。', evidence });
/** Two milestones due on the one day, a third on the other. */
const planWithLater = (due: string, later: string) => {
  const plan = planOf(due, 3);
  return { ...plan, milestones: plan.milestones.map((one, index) => (index < 2 ? one : { ...one, due: later })) };
};
const returned = { attempt: 1, verdict: 'returned', reason: '没有数据，请补正。' };

/** A national pilot whose host hands in neither of two milestones: the central reviewer issues, the province's office director answers. */
describe('a milestone that nobody hands in, in a whole house', () => {
  let house: House;
  let cast: Cast;
  let decider: Visitor;
  let pilot: string;
  let host: string;
  let notices: readonly Body[];
  const inOffice = async (day: Day): Promise<void> => {
    await house.jumpTo(atTimeOfDay(day, 10 * 60));
    await revive(house);
  };
  const done = async (by: Visitor, path: string, body: object = {}): Promise<void> => {
    const { status, text } = await by.insist('POST', path, body);
    expect([200, 201], `${path}: ${text}`).to.include(status);
  };
  const read = async (id: string): Promise<Body> => (await cast.centralReviewer.get(`/notices/${id}`)).body;
  const reaches = (id: string, phase: string): Promise<Body> =>
    eventually(`${id} is ${phase}`, async () => {
      const found = await read(id);
      return found.phase === phase && found;
    });
  const mailTo = (address: string, ...words: string[]) =>
    eventually(`mail to ${address} about ${words.join(' ')}`, async () =>
      (await house.mail.sink.listMails()).find(
        ({ envelopeTo, mail: { text } }) => envelopeTo.includes(address) && words.every((word) => text?.includes(word)),
      ),
    );
  const noticeOf = (milestone: string): string =>
    notices.find(({ id }) => id.includes(`~milestone-${milestone}-1~`))?.id ?? expect.fail(`no notice about ${milestone}`);

  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
    host = await foundHost(cast.director);
    const today = dayOf(house.now());
    const due = addWorkingDays(calendar, today, 1);
    const registration = { ...registrationOf(house, host, '无人报送', 120), level: 'national' };
    pilot = (await cast.director.insist('POST', '/pilots', registration)).body.id;
    const drafted = await cast.liaison.insist(
      'PUT',
      `/pilots/${pilot}/plan-draft`,
      planWithLater(formatDay(due), formatDay(addWorkingDays(calendar, due, 2))),
    );
    expect(drafted.status, drafted.text).to.equal(200);
    const { draft: sha256 } = (await cast.director.get(`/pilots/${pilot}`)).body;
    await done(cast.director, `/pilots/${pilot}/plan-submission`, { sha256 });
    for (const reviewer of [cast.provincialReviewer, cast.centralReviewer])
      await done(reviewer, `/pilots/${pilot}/plan-approval`, { version: 1 });
    // The chase on the day after the due day, the notice three working days after it.
    await inOffice(addWorkingDays(calendar, due, 1));
    cast = await logInAll(house);
    await eventually('the chase', async () => (await cast.director.get(`/duties/pilot/${pilot}/milestone-m-1-1`)).body.rung === 'chase');
    await inOffice(addWorkingDays(calendar, due, 4));
    cast = await logInAll(house);
    decider = await house.visitor('00-leader');
    notices = await eventually('two drafts', async () => {
      const { body } = await cast.centralReviewer.get(`/pilots/${pilot}`);
      return body.notices.length === 2 && body.notices;
    });
  });

  it('is supervised: issued with a number, mailed, signed for, answered with evidence, returned, answered again, verified and closed', async () => {
    const id = noticeOf('m-1');
    expect((await cast.director.get(`/notices/${id}`)).status, 'a draft is its issuer’s own').to.equal(404);
    await done(cast.centralReviewer, `/notices/${id}/issue`);
    const { number } = await reaches(id, 'issued');
    expect(number).to.match(/^全国产改办督〔20\d\d〕1号$/);
    await mailTo('53-office-director@example.org', number);
    await done(cast.director, `/notices/${id}/signature`);
    const sender = await createSender(house.url, '53-liaison');
    const place = `/pilots/${pilot}/evidence?name=${encodeURIComponent('台账.pdf')}&effective=${formatDay(dayOf(house.now()))}`;
    const { file = expect.fail('no file') } = (await sender.send(place, pdf('% ledger'))).body;
    await done(cast.director, `/notices/${id}/answer`, answerOf([file]));
    expect((await cast.director.insist('POST', `/notices/${id}/verdict`, returned)).body.code).to.equal('NoRight');
    await done(cast.centralReviewer, `/notices/${id}/verdict`, returned);
    await mailTo('53-office-director@example.org', number, '退回');
    await done(cast.director, `/notices/${id}/answer`, answerOf([file]));
    expect((await cast.centralReviewer.insist('POST', `/notices/${id}/verdict`, returned)).body.code).to.equal('StaleVersion');
    const accepted = { attempt: 2, verdict: 'accepted', reason: '属实，予以销号。' };
    expect((await cast.centralReviewer.insist('POST', `/notices/${id}/verdict`, accepted)).body.code).to.equal('MatterOpen');
    const hostLiaison = await house.visitor('53-lead-department', `${host}/liaison`);
    await done(hostLiaison, `/pilots/${pilot}/milestones/m-1/result`, { note: '已完成。', figures: [] });
    await eventually('the notice knows that its matter is done', async () => (await read(id)).matterSettledOn !== undefined);
    await done(cast.centralReviewer, `/notices/${id}/verdict`, accepted);
    expect((await read(id)).phase).to.equal('closed');
    const { body: duty } = await cast.director.get(`/duties/pilot/${pilot}/milestone-m-1-1`);
    expect(duty.notices.map(({ number: named, phase }) => `${named} ${phase}`)).to.deep.equal([`${number} closed`]);
  });

  it('goes out by itself where the site has it so, on the working day after its draft', async () => {
    const system = await house.visitor('system-administrator');
    await done(system, '/automatic-issue', { base: 1, kinds: ['milestone-result'], reason: '里程碑逾期较多。' });
    const today = dayOf(house.now());
    // Chased today, so the notice is drafted three working days from now.
    await eventually('the chase', async () => (await cast.director.get(`/duties/pilot/${pilot}/milestone-m-3-1`)).body.rung === 'chase');
    await inOffice(addWorkingDays(calendar, today, 3));
    cast = await logInAll(house);
    const { id } = await eventually('the third draft', async () =>
      (await cast.centralReviewer.get(`/pilots/${pilot}`)).body.notices.find((one) => one.id.includes('~milestone-m-3-1~')),
    );
    const goesOutOn = formatDay(addWorkingDays(calendar, today, 4));
    expect((await read(id)).goesOutOn).to.equal(goesOutOn);
    await inOffice(addWorkingDays(calendar, today, 4));
    cast = await logInAll(house);
    expect((await reaches(id, 'issued')).number).to.match(/〕2号$/);
  });

  it('is raised where the answer does not put it right: a talk, linked to the notice, decided by a central leader and issued with a number', async () => {
    const id = noticeOf('m-2');
    await done(cast.centralReviewer, `/notices/${id}/issue`);
    expect((await reaches(id, 'issued')).number, 'no number is left out').to.match(/〕3号$/);
    await done(cast.director, `/notices/${id}/signature`);
    await done(cast.director, `/notices/${id}/answer`, answerOf());
    await done(cast.centralReviewer, `/notices/${id}/verdict`, returned);
    const raising = { reason: '整改不到位。' };
    const early = await cast.centralReviewer.insist('POST', `/notices/${id}/raising`, raising);
    expect(early.body.code, 'its term is not over').to.equal('NotRaisable');
    await inOffice(addWorkingDays(calendar, dayOf(house.now()), 6));
    cast = await logInAll(house);
    decider = await house.visitor('00-leader');
    await done(cast.centralReviewer, `/notices/${id}/raising`, raising);
    const { raisedTo: talk } = await reaches(id, 'raising');
    await reaches(talk, 'drafted');
    await mailTo('00-leader@example.org', '约谈');
    await done(decider, `/notices/${talk}/decision`, { verdict: 'approved', reason: '同意约谈。' });
    const { number } = await reaches(talk, 'issued');
    expect(number).to.match(/^全国产改办约〔20\d\d〕1号$/);
    await reaches(id, 'raised');
    await mailTo('53-leader@example.org', number);
    expect((await cast.leader.get(`/notices/${talk}`)).body).to.include({ raisedFrom: id, phase: 'issued' });
  });

  it('leaves a record that verifies', async () => {
    expect((await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) })).difference).to.equal(undefined);
  });
});
