import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { createPostmanActivities } from '../../activities/post.js';
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS, withOverlay, type Calendar } from '../../domain/calendar.js';
import type { Mailer, OutgoingMail } from '../../domain/errand-ports.js';
import { DIGEST_MIN } from '../../domain/mail-hours.js';
import { connect, prepare } from '../../models/connect.js';
import { dutyModel } from '../../models/duty.js';
import { entityModel } from '../../models/entity.js';
import { SYSTEM } from '../../domain/actor.js';
import { createMailDesk } from '../../models/mail-desk.js';
import { createDirectoryRecord } from '../../models/sealed-directory.js';
import { entryModel } from '../../models/record.js';
import { createHolders } from '../../models/holders.js';
import { createMailLedger, mailModel, type MailDoc } from '../../models/mail.js';
import { createNoticeBox } from '../../models/notice-box.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { personModel } from '../../models/person.js';
import { unreachedModel, type UnreachedDoc } from '../../models/unreached.js';
import { messageIdOf } from '../../server/mailer.js';
import { composerFor } from '../../server/words/mail.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { instantOf } from './house.js';
import { freshDatabase } from './services.js';

/** A Wednesday, just after the digests' hour. */
const NOW = instantOf('2026-03-18 08:31');

describe('postmen on one outbox', () => {
  let db: Connection;
  let now: number;
  /** Of provinces with days off of their own. */
  const calendars = new Map<string, Calendar>();
  before(async () => {
    db = await connect(freshDatabase());
    createNoticeBox(db);
    for (const model of [outboxModel, mailModel, entityModel, personModel, dutyModel, entryModel]) model(db);
    await prepare(db);
  });
  after(async () => {
    await db?.dropDatabase();
    await db?.close();
  });
  beforeEach(async () => {
    now = NOW;
    calendars.clear();
    for (const model of Object.values(db.models)) await model.deleteMany({});
  });

  /** Posts `9001/liaison` … and who holds them. */
  const seat = async (...seats: readonly (readonly [unit: string, person: string, email?: string])[]): Promise<void> => {
    await entityModel(db).insertMany(
      seats.map(([unit, person]) => ({
        _id: `unit/${unit}`,
        kind: 'unit',
        entity: unit,
        isClosed: false,
        state: {
          inner: { path: ['00', unit], posts: { liaison: { holder: { id: '1', person, name: person, since: 0 }, emptySince: 0 } } },
        },
        fields: { holders: [person] },
      })),
    );
    const people = new Map(seats.map(([, person, email = `${person}@example.org`]) => [person, email]));
    const found = [...people].map(([id, email]) => ({ _id: id, name: id, email }));
    await db.collection<(typeof found)[number]>('people').insertMany(found);
  };
  const notice = (id: string, unit: string, more: { isUrgent?: boolean; duty?: string } & Partial<OutboxDoc> = {}): OutboxDoc => {
    const { isUrgent = false, duty, ...rest } = more;
    const facts = duty === undefined ? {} : { duty };
    return {
      _id: id,
      from: 'pilot/1',
      createdAt: now - HOUR_MS,
      notBefore: now - 1_000,
      consequence: { type: 'mail', post: `${unit}/liaison`, notice: 'reminder', facts, isUrgent },
      status: 'queued',
      attempts: 0,
      ...rest,
    };
  };
  const insert = (...rows: OutboxDoc[]) => outboxModel(db).insertMany(rows);
  const rowOf = async (id: string) => (await outboxModel(db).findById(id).lean<OutboxDoc>()) ?? expect.fail(`no row ${id}`);
  const mailsOf = (person: string) => mailModel(db).find({ person }).lean<MailDoc[]>();
  const listed = async () =>
    (await unreachedModel(db).find().sort({ _id: 1 }).lean<UnreachedDoc[]>()).map(({ _id, count }) => [_id, count]);

  /** One postman at work until nothing is left for him to do. */
  const post = async (send: Mailer['send']): Promise<void> => {
    const environment = new MockActivityEnvironment();
    const postman = createPostmanActivities({
      notices: createNoticeBox(db),
      ledger: createMailLedger(db),
      bell: { rung: async () => environment.cancel() },
      holders: createHolders(db),
      mailer: { send },
      compose: composerFor('http://127.0.0.1:3000'),
      messageIdOf,
      calendar: async (region) => calendars.get(region) ?? nationalCalendar,
      digestMin: DIGEST_MIN,
      now: () => now,
      closing: new AbortController().signal,
    });
    await environment.run(() => postman.post());
  };
  /** What left, and the answer each got. */
  const mailbox = (answer: (mail: OutgoingMail) => Awaited<ReturnType<Mailer['send']>> = () => ({ outcome: 'sent' })) => {
    const sent: OutgoingMail[] = [];
    return {
      sent,
      send: async (mail: OutgoingMail) => {
        sent.push(mail);
        return answer(mail);
      },
    };
  };
  const refused = () => ({ outcome: 'refused', why: { reason: 'AddressRefused', said: 'no such mailbox' } }) as const;

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
    expect(await outboxModel(db).countDocuments({ status: 'done' })).to.equal(3 * people.length);
  });

  it('never take up twice what one of them left in flight', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'uncertain', why: { reason: 'ConnectionLost' } })).send);
    now += 5 * MINUTE_MS;
    const { sent, send } = mailbox();
    await Promise.all([post(send), post(send), post(send)]);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([true]);
    expect((await mailsOf('p1')).map(({ status, attempts, wasUncertain }) => [status, attempts, wasUncertain])).to.deep.equal([
      ['sent', 2, true],
    ]);
  });

  it('give back what was taken by one who fell before anything was handed over', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001', { status: 'taken', mail: 'turn/x', takenAt: now - HOUR_MS }));
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([false]);
  });

  it('send one digest a day: what comes later waits for the next, what is urgent does not', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('first', '9001'));
    const { sent, send } = mailbox();
    await post(send);
    now += 2 * HOUR_MS;
    await insert(notice('later', '9001'), notice('urgent', '9001', { isUrgent: true }));
    await post(send);
    expect(sent).to.have.lengthOf(2);
    expect((await rowOf('urgent')).status).to.equal('done');
    expect(await rowOf('later')).to.include({ status: 'queued', notBefore: instantOf('2026-03-19 08:30') });
    now = instantOf('2026-03-19 08:30');
    await post(send);
    expect(sent).to.have.lengthOf(3);
  });

  it('try the digest again the same day where the mail server was away', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway' } })).send);
    now += 2 * MINUTE_MS;
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([false]);
  });

  it('put into one mail what fell due while the mail server was away, and say so of the one that never left', async () => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway', said: 'connect ECONNREFUSED' } })).send);
    expect((await mailsOf('p1'))[0]).to.include({ status: 'queued', reason: 'ServerAway', said: 'connect ECONNREFUSED' });
    now += 2 * MINUTE_MS;
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
    now += 2 * MINUTE_MS;
    await db.collection<{ _id: string; status: string }>('duties').insertMany([{ _id: 'pilot/1#d1', status: 'done' }]);
    await insert(notice('m3', '9001', { duty: 'd3' }));
    await post(away.send);
    await db.collection<{ _id: string; status: string }>('duties').insertMany([{ _id: 'pilot/1#d3', status: 'done' }]);
    await outboxModel(db).updateOne({ _id: 'm2' }, { 'consequence.facts.duty': 'd1' });
    now += 2 * MINUTE_MS;
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
    now -= HOUR_MS;
    await insert(notice('m2', '9001', { isUrgent: true, createdAt: now, notBefore: now }));
    await post(send);
    expect(sent).to.have.lengthOf(2);
    await insert(notice('m3', '9001'));
    now = instantOf('2026-03-18 08:40');
    await post(send);
    expect(sent).to.have.lengthOf(2);
    expect(await rowOf('m3')).to.include({ status: 'queued', notBefore: instantOf('2026-03-19 08:30') });
  });

  it('let nothing leave on a day off, and all of it on the morning after', async () => {
    await seat(['9001', 'p1']);
    now = instantOf('2026-03-21 10:00');
    await insert(notice('m1', '9001', { isUrgent: true }));
    const { sent, send } = mailbox();
    await post(send);
    now = instantOf('2026-03-23 00:10');
    await post(send);
    expect(sent).to.deep.equal([]);
    now = instantOf('2026-03-23 08:30');
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
    now = instantOf('2026-03-19 08:30');
    await post(send);
    expect(sent.map(({ to }) => to))
      .to.include('p1@example.org')
      .and.to.have.lengthOf(3);
  });

  it('repeat on a province’s day off nothing that may have gone out', async () => {
    await seat(['9001', 'p1']);
    now = instantOf('2026-03-17 23:58');
    await insert(notice('m1', '9001'));
    await post(mailbox(() => ({ outcome: 'uncertain', why: { reason: 'ConnectionLost' } })).send);
    calendars.set('90', withOverlay(nationalCalendar, { version: 2, region: '90', daysOff: [dayOf(NOW)], holidays: [] }));
    const { sent, send } = mailbox();
    for (const when of ['2026-03-18 00:10', '2026-03-18 15:00', '2026-03-19 08:29']) {
      now = instantOf(when);
      await post(send);
    }
    expect(sent).to.deep.equal([]);
    now = instantOf('2026-03-19 08:31');
    await post(send);
    expect(sent.map(({ isRepeat }) => isRepeat)).to.deep.equal([true]);
  });

  it('drop what is about a settled duty', async () => {
    await seat(['9001', 'p1'], ['9002', 'p2']);
    await db.collection<{ _id: string; status: string }>('duties').insertMany([{ _id: 'pilot/1#d1', status: 'done' }]);
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
    const found = await unreachedModel(db).find().sort({ _id: 1 }).lean<UnreachedDoc[]>();
    expect(found.map(({ _id, kind, reason, said, count, since }) => ({ who: _id, kind, reason, said, count, since }))).to.deep.equal([
      { who: '9002/liaison', kind: 'post', reason: 'NoAddress', said: undefined, count: 1, since: NOW - HOUR_MS },
      { who: '9003/liaison', kind: 'post', reason: 'PostEmpty', said: undefined, count: 2, since: NOW - HOUR_MS },
      { who: 'p1', kind: 'person', reason: 'AddressRefused', said: 'no such mailbox', count: 1, since: NOW - HOUR_MS },
    ]);
    await seat(['9003', 'p3']);
    now += DAY_MS;
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
    expect(await outboxModel(db).countDocuments({ status: 'done' })).to.equal(9);
    expect((await mailsOf('p3'))[0]).to.include({ status: 'refused', reason: 'AddressRefused', said: 'no such mailbox' });
  });

  describe('with an operator beside them', () => {
    const desk = () => createMailDesk(db, createDirectoryRecord(db));
    const ask = (mail: string, commandId: string, commandHash = 'h') =>
      desk().resend({ commandId, commandHash, receivedAt: now, actor: SYSTEM, reason: '来电', event: { type: 'mailResent', mail } });
    const sendFirst = async (send: Mailer['send']): Promise<MailDoc> => {
      await seat(['9001', 'p1']);
      await insert(notice('m1', '9001'));
      await post(send);
      return (await mailsOf('p1'))[0] ?? expect.fail('no mail');
    };
    const lost = () => ({ outcome: 'uncertain', why: { reason: 'ConnectionLost' } }) as const;

    it('send again what was refused, to the address of today, and take its receiver off the list', async () => {
      const { _id: id } = await sendFirst(mailbox(refused).send);
      await personModel(db).updateOne({ _id: 'p1' }, { email: 'new@example.org' });
      expect(await ask(id, 'c1')).to.equal('queued');
      expect(await listed()).to.deep.equal([]);
      const { sent, send } = mailbox();
      await post(send);
      expect(sent.map(({ to, messageId, isRepeat }) => [to, messageId, isRepeat])).to.deep.equal([['new@example.org', id, false]]);
      expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', attempts: 2, wasUncertain: false, resentBy: 'system' });
    });

    it('send again what was sent or uncertain under its own Message-ID, marked', async () => {
      const { _id: id } = await sendFirst(mailbox(lost).send);
      const { sent, send } = mailbox();
      for (const command of ['c1', 'c2']) {
        expect(await ask(id, command)).to.equal('queued');
        await post(send);
      }
      expect(sent.map(({ messageId, isRepeat }) => [messageId, isRepeat])).to.deep.equal([
        [id, true],
        [id, true],
      ]);
      expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', attempts: 3, wasUncertain: true });
    });

    const handOver = async (): Promise<void> => {
      await entityModel(db).deleteMany({ _id: 'unit/9001' });
      await personModel(db).deleteMany({});
      await seat(['9001', 'p2']);
    };

    it('leave known what was sent before, where a handover comes between the asking and the sending', async () => {
      const { _id: id } = await sendFirst(mailbox().send);
      expect(await ask(id, 'c1')).to.equal('queued');
      await handOver();
      const { sent, send } = mailbox();
      await post(send);
      expect(sent.map(({ to }) => to)).to.deep.equal(['p2@example.org']);
      expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', reason: 'HandedOver', attempts: 1, wasUncertain: false });
    });

    it('leave it known also where the mail server was away in between', async () => {
      const { _id: id } = await sendFirst(mailbox().send);
      expect(await ask(id, 'c1')).to.equal('queued');
      await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway' } })).send);
      await handOver();
      now += 5 * MINUTE_MS;
      await post(mailbox().send);
      expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', reason: 'HandedOver' });
    });

    it('leave in doubt what was in doubt when its post was handed over', async () => {
      await sendFirst(mailbox(lost).send);
      await handOver();
      now += 5 * MINUTE_MS;
      await post(mailbox().send);
      expect((await mailsOf('p1'))[0]).to.include({ status: 'uncertain', reason: 'HandedOver', wasUncertain: true });
    });

    it('are asked once by one command, and not at all for what is on its way, acknowledged or unknown', async () => {
      const { _id: id, token = '' } = await sendFirst(mailbox().send);
      expect(await ask('nothing', 'c0')).to.equal('missing');
      expect(await ask(id, 'c1')).to.equal('queued');
      expect(await ask(id, 'c1')).to.equal('repeated');
      expect(await ask(id, 'c1', 'other')).to.equal('reused');
      expect(await ask(id, 'c2')).to.equal('still');
      await post(mailbox().send);
      await desk().acknowledge(token, undefined, now);
      expect(await ask(id, 'c3')).to.equal('still');
    });

    it('repeat nothing that was acknowledged meanwhile', async () => {
      const { token = '', _id: id } = await sendFirst(mailbox(lost).send);
      expect(await desk().acknowledge(token, 'p1', now)).to.include({ status: 'acknowledged', acknowledgedBy: 'p1' });
      expect(await desk().acknowledge(token, 'p2', now + 1)).to.include({ acknowledgedBy: 'p1', acknowledgedAt: now });
      expect(await desk().acknowledge('x', undefined, now)).to.equal(undefined);
      now += 5 * MINUTE_MS;
      const { sent, send } = mailbox();
      await post(send);
      expect(sent).to.deep.equal([]);
      expect(await rowOf('m1')).to.include({ status: 'done', mail: id });
      expect((await mailsOf('p1'))[0]).to.include({ status: 'acknowledged', attempts: 1 });
    });
  });
});
