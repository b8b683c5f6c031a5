import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { createPostmanActivities } from '../../activities/post.js';
import { HOUR_MS, type Calendar } from '../../domain/calendar.js';
import type { Mailer, OutgoingMail } from '../../domain/errand-ports.js';
import { DIGEST_MIN } from '../../domain/mail-hours.js';
import { prepare } from '../../models/connect.js';
import { dutyModel } from '../../models/duty.js';
import { entityModel } from '../../models/entity.js';
import { createHolders } from '../../models/holders.js';
import { createMailLedger, mailModel, type MailDoc } from '../../models/mail.js';
import { createNoticeBox } from '../../models/notice-box.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { personModel } from '../../models/person.js';
import { entryModel } from '../../models/entry.js';
import { unreachedModel, type UnreachedDoc } from '../../models/unreached.js';
import { messageIdOf } from '../../server/mailer.js';
import { createUnitNames } from '../../models/unit-names.js';
import { composerFor } from '../../server/words/mail.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { instantOf } from './house.js';
import { inDatabase } from './database.js';

/** A Wednesday, just after the digests' hour. */
export const NOW = instantOf('2026-03-18 08:31');

/** An outbox in a database of its own, with postmen to be sent through it. Opens and ends with the suite it is called in. */
export function openPostOffice() {
  let db: Connection;
  const clock = { now: NOW };
  /** Of provinces with days off of their own. */
  const calendars = new Map<string, Calendar>();
  /** How often the names of units were asked for. */
  const questions = { names: 0 };
  inDatabase(async (opened) => {
    db = opened;
    createNoticeBox(db);
    for (const model of [outboxModel, mailModel, entityModel, personModel, dutyModel, entryModel]) model(db);
    await prepare(db);
  });
  beforeEach(async () => {
    clock.now = NOW;
    questions.names = 0;
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
        title: `单位${unit}`,
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
      createdAt: clock.now - HOUR_MS,
      notBefore: clock.now - 1_000,
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
      composer: composerFor('http://127.0.0.1:3000'),
      unitNames: {
        of: (codes) => {
          questions.names += 1;
          return createUnitNames(db).of(codes);
        },
      },
      messageIdOf,
      hasCalendar: async () => true,
      calendar: async (region) => calendars.get(region) ?? nationalCalendar,
      digestMin: DIGEST_MIN,
      now: () => clock.now,
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

  return { db: () => db, clock, calendars, questions, seat, notice, insert, rowOf, mailsOf, listed, post, mailbox, refused };
}
