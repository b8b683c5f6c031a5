import { expect } from 'chai';
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS, withOverlay } from '../../domain/calendar.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { unreachedModel, type UnreachedDoc } from '../../models/unreached.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { instantOf } from './house.js';
import { NOW, openPostOffice } from './post-office.js';

describe('postmen on one outbox', () => {
  const { db, clock, calendars, questions, seat, notice, insert, rowOf, mailsOf, listed, post, mailbox, refused } = openPostOffice();

  it('never send anything twice, and make one mail of all that is due to a person', async () => {
    const people = Array.from({ length: 40 }, (_, index) => index);
    await seat(...people.flatMap((n) => [[`9${100 + n}`, `p${n}`] as const, [`9${200 + n}`, `p${n}`] as const]));
    await insert(...people.flatMap((n) => [1, 2, 3].map((row) => notice(`m${n}-${row}`, `9${(row === 3 ? 200 : 100) + n}`))));
    const { sent, send } = mailbox();
    await Promise.all([post(send), post(send), post(send)]);
    expect(sent).to.have.lengthOf(people.length);
    expect(new Set(sent.map(({ to }) => to)).size).to.equal(people.length);
    for (const { text } of sent)
      expect(text.split('\n').filter((line) => line.startsWith('· 【') || line.startsWith('· 提醒'))).to.have.lengthOf(3);
    expect(await outboxModel(db()).countDocuments({ status: 'done' })).to.equal(3 * people.length);
  });

  it('call a host in a copy by the name it has in its view, and ask once for all that wait', async () => {
    await seat(...[1, 2, 3].flatMap((n) => [[`53-h00${n}`, `host${n}`] as const, [`530${n}`, `city${n}`] as const]));
    const copy = (n: number): OutboxDoc => {
      const facts = { duty: 'plan-1', kind: 'submit-plan', post: `53-h00${n}/liaison`, due: dayOf(NOW) };
      return notice(`copy${n}`, `530${n}`, {
        consequence: { type: 'mail', post: `530${n}/liaison`, notice: 'chase', facts, isUrgent: false },
      });
    };
    await insert(...[1, 2, 3].flatMap((n) => [copy(n), notice(`own${n}`, `53-h00${n}`)]));
    const { sent, send } = mailbox();
    await post(send);
    expect(sent).to.have.lengthOf(6);
    expect(sent.find(({ to }) => to.startsWith('city2'))?.text)
      .to.contain('· 抄送（云南省单位53-h002联络员）：【催办】提交方案（1），期限 2026-03-18')
      .and.to.contain('· Copy, owed by the liaison of 单位53-h002 in Yunnan: [Chase]');
    expect(questions.names).to.equal(1);
  });

  it('never take up twice what one of them left in flight', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'uncertain', why: { reason: 'ConnectionLost' } })).send);
    clock.now += 5 * MINUTE_MS;
    const { sent, send } = mailbox();
    await Promise.all([post(send), post(send), post(send)]);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([true]);
    expect((await mailsOf('p1')).map(({ status, attempts, wasUncertain }) => [status, attempts, wasUncertain])).to.deep.equal([
      ['sent', 2, true],
    ]);
  });

  it('give back what was taken by one who fell before anything was handed over', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001', { status: 'taken', mail: 'turn/x', takenAt: clock.now - HOUR_MS }));
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([false]);
  });

  it('send one digest a day: what comes later waits for the next, what is urgent does not', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('first', '9001'));
    const { sent, send } = mailbox();
    await post(send);
    clock.now += 2 * HOUR_MS;
    await insert(notice('later', '9001'), notice('urgent', '9001', { isUrgent: true }));
    await post(send);
    expect(sent).to.have.lengthOf(2);
    expect((await rowOf('urgent')).status).to.equal('done');
    expect(await rowOf('later')).to.include({ status: 'queued', notBefore: instantOf('2026-03-19 08:30') });
    clock.now = instantOf('2026-03-19 08:30');
    await post(send);
    expect(sent).to.have.lengthOf(3);
  });

  it('try the digest again the same day where the mail server was away', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway' } })).send);
    clock.now += 2 * MINUTE_MS;
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([false]);
  });

  it('send with the digest of the day what an outage left over, at its hour and not before', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway' } })).send);
    clock.now = instantOf('2026-03-19 08:29');
    const { sent, send } = mailbox();
    await post(send);
    expect(sent).to.have.lengthOf(0);
    clock.now = instantOf('2026-03-19 08:30');
    await insert(notice('m2', '9001'));
    await post(send);
    expect(sent).to.have.lengthOf(1);
    expect([(await rowOf('m1')).mail, (await rowOf('m1')).status]).to.deep.equal([(await rowOf('m2')).mail, 'done']);
  });

  it('put into one mail what fell due while the mail server was away, and say so of the one that never left', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway', said: 'connect ECONNREFUSED' } })).send);
    expect((await mailsOf('p1'))[0]).to.include({ status: 'queued', reason: 'ServerAway', said: 'connect ECONNREFUSED' });
    clock.now += 2 * MINUTE_MS;
    await insert(notice('m2', '9001'));
    const { sent, send } = mailbox();
    await post(send);
    expect(sent).to.have.lengthOf(1);
    const ledger = (await mailsOf('p1')).map(({ rows, status, reason, attempts }) => ({ rows, status, reason, attempts }));
    expect(ledger).to.have.deep.members([
      { rows: ['m1'], status: 'withdrawn', reason: 'Merged', attempts: 0 },
      { rows: ['m1', 'm2'], status: 'sent', reason: '', attempts: 1 },
    ]);
  });

  it('say of a mail that never left whose duty was settled that nothing is left to send', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001', { duty: 'd1' }), notice('m2', '9001'));
    const away = mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway' } }));
    await post(away.send);
    clock.now += 2 * MINUTE_MS;
    await db()
      .collection<{ _id: string; status: string }>('duties')
      .insertMany([{ _id: 'pilot/1#d1', status: 'done' }]);
    await insert(notice('m3', '9001', { duty: 'd3' }));
    await post(away.send);
    await db()
      .collection<{ _id: string; status: string }>('duties')
      .insertMany([{ _id: 'pilot/1#d3', status: 'done' }]);
    await outboxModel(db()).updateOne({ _id: 'm2' }, { 'consequence.facts.duty': 'd1' });
    clock.now += 2 * MINUTE_MS;
    await post(mailbox().send);
    expect((await mailsOf('p1')).map(({ rows, status, reason }) => [rows.join(), status, reason])).to.have.deep.members([
      ['m1,m2', 'withdrawn', 'Merged'],
      ['m2,m3', 'withdrawn', 'DutySettled'],
    ]);
  });

  it('hold up nobody and send no digest twice where the clock was moved back an hour', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    const { sent, send } = mailbox();
    await post(send);
    clock.now -= HOUR_MS;
    await insert(notice('m2', '9001', { isUrgent: true, createdAt: clock.now, notBefore: clock.now }));
    await post(send);
    expect(sent).to.have.lengthOf(2);
    await insert(notice('m3', '9001'));
    clock.now = instantOf('2026-03-18 08:40');
    await post(send);
    expect(sent).to.have.lengthOf(2);
    expect(await rowOf('m3')).to.include({ status: 'queued', notBefore: instantOf('2026-03-19 08:30') });
  });

  it('let nothing leave on a day off, and all of it on the morning after', async () => {
    await seat(['9001', 'p1']);
    clock.now = instantOf('2026-03-21 10:00');
    await insert(notice('m1', '9001', { isUrgent: true }));
    const { sent, send } = mailbox();
    await post(send);
    clock.now = instantOf('2026-03-23 00:10');
    await post(send);
    expect(sent).to.deep.equal([]);
    clock.now = instantOf('2026-03-23 08:30');
    await post(send);
    expect(sent).to.have.lengthOf(1);
  });

  it('keep the days off of the province of the post, and hold up nobody else', async () => {
    const today = dayOf(NOW);
    calendars.set('90', withOverlay(nationalCalendar, { version: 2, region: '90', daysOff: [today], holidays: [] }));
    await seat(['9001', 'p1'], ['9101', 'p2'], ['9102', 'p3']);
    const urgent = { isUrgent: true } as const;
    await insert(...Array.from({ length: 2_100 }, (_, index) => notice(`m${index}`, '9001', { ...urgent, notBefore: NOW - HOUR_MS })));
    await insert(notice('z1', '9101', urgent), notice('z2', '9102'));
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ to }) => to)).to.have.members(['p2@example.org', 'p3@example.org']);
    expect(await rowOf('m0')).to.include({ status: 'queued', notBefore: instantOf('2026-03-19 08:30') });
    clock.now = instantOf('2026-03-19 08:30');
    await post(send);
    expect(sent.map(({ to }) => to))
      .to.include('p1@example.org')
      .and.to.have.lengthOf(3);
  });

  it('repeat on a province’s day off nothing that may have gone out', async () => {
    await seat(['9001', 'p1']);
    clock.now = instantOf('2026-03-17 23:58');
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'uncertain', why: { reason: 'ConnectionLost' } })).send);
    calendars.set('90', withOverlay(nationalCalendar, { version: 2, region: '90', daysOff: [dayOf(NOW)], holidays: [] }));
    const { sent, send } = mailbox();
    for (const when of ['2026-03-18 00:10', '2026-03-18 15:00', '2026-03-19 08:29']) {
      clock.now = instantOf(when);
      await post(send);
    }
    expect(sent).to.deep.equal([]);
    clock.now = instantOf('2026-03-19 08:31');
    await post(send);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([true]);
  });

  it('drop what is about a settled duty', async () => {
    await seat(['9001', 'p1'], ['9002', 'p2']);
    await db()
      .collection<{ _id: string; status: string }>('duties')
      .insertMany([{ _id: 'pilot/1#d1', status: 'done' }]);
    await insert(notice('m1', '9001', { duty: 'd1' }), notice('m2', '9002', { duty: 'd2' }));
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ to }) => to)).to.deep.equal(['p2@example.org']);
    expect(await rowOf('m1')).to.include({ status: 'done', reason: 'DutySettled' });
  });

  it('list who was not reached, and why, until they are', async () => {
    await seat(['9001', 'p1'], ['9002', 'p2', '']);
    await insert(notice('m1', '9001'), notice('m2', '9002'), notice('m3', '9003'), notice('m4', '9003'));
    await post(mailbox(refused).send);
    const found = await unreachedModel(db()).find().sort({ _id: 1 }).lean<UnreachedDoc[]>();
    expect(found.map(({ _id, kind, reason, said, count, since }) => ({ who: _id, kind, reason, said, count, since }))).to.deep.equal([
      { who: '9002/liaison', kind: 'post', reason: 'NoAddress', said: undefined, count: 1, since: NOW - HOUR_MS },
      { who: '9003/liaison', kind: 'post', reason: 'PostEmpty', said: undefined, count: 2, since: NOW - HOUR_MS },
      { who: 'p1', kind: 'person', reason: 'AddressRefused', said: 'no such mailbox', count: 1, since: NOW - HOUR_MS },
    ]);
    await seat(['9003', 'p3']);
    clock.now += DAY_MS;
    await post(mailbox().send);
    expect(await listed()).to.deep.equal([
      ['9002/liaison', 1],
      ['p1', 1],
    ]);
  });

  it('stop for no refusal', async () => {
    const people = Array.from({ length: 10 }, (_, index) => index);
    await seat(...people.map((n) => [`9${100 + n}`, `p${n}`] as const));
    await insert(...people.map((n) => notice(`m${n}`, `9${100 + n}`)));
    const { send } = mailbox(({ to }) => (to === 'p3@example.org' ? refused() : { outcome: 'sent' }));
    await post(send);
    expect(await outboxModel(db()).countDocuments({ status: 'done' })).to.equal(9);
    expect((await mailsOf('p3'))[0]).to.include({ status: 'refused', reason: 'AddressRefused', said: 'no such mailbox' });
  });
});
