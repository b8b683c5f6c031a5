import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import { createRedatingActivities } from '../../activities/redate.js';
import type { Letter, Send, SendAnswer } from '../../domain/ports.js';
import { calendarVersionModel, type CalendarVersionDoc } from '../../models/calendar-version.js';
import { prepare } from '../../models/connect.js';
import { dutyModel } from '../../models/duty.js';
import { entityModel } from '../../models/entity.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { entryModel } from '../../models/entry.js';
import { createRedatingBoard } from '../../models/redating.js';
import { at, day } from '../domain/stage.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import '../fakes/quiet-runtime.js';

const uri = process.env['TEST_MONGODB_URI'];
if (uri) {
  describe('the errand that re-dates', () => {
    let db: Connection;
    before(async () => {
      db = await mongoose.createConnection(uri, { dbName: `redating-${process.pid}`, autoIndex: false }).asPromise();
      for (const model of [calendarVersionModel, dutyModel, entityModel, entryModel, outboxModel]) model(db);
      await prepare(db);
    });
    after(async () => {
      await db.dropDatabase();
      await db.close();
    });
    beforeEach(async () => {
      for (const name of ['calendarVersions', 'duties', 'entities', 'entries', 'outbox']) await db.collection(name).deleteMany({});
      closing = new AbortController();
    });

    const clock = createFakeClock(at('2026-11-23 09:30'));
    const newer = { ...nationalCalendar, version: 2, daysOff: [...nationalCalendar.daysOff, day('2026-12-02')].sort((a, b) => a - b) };
    let closing = new AbortController();

    const published = async (region = '00', number = 2) =>
      calendarVersionModel(db).create({
        _id: number,
        base: number - 1,
        region,
        year: 2026,
        reason: '',
        publishedAt: clock.now(),
        publishedBy: '系统管理员',
        changed: [day('2026-12-02')],
        failed: [],
      });
    const begun = async (...ids: readonly string[]) => begunUnder(1, ...ids);
    const begunUnder = async (calendarVersion: number, ...ids: readonly string[]) => {
      await entityModel(db).insertMany(
        ids.map((id) => ({ _id: `pilot/${id}`, kind: 'pilot', entity: id, isClosed: false, path: ['00'], state: { calendarVersion } })),
      );
    };
    const owing = async (id: string) => {
      const due = day('2026-12-04');
      const term = { kind: 'after', from: at('2026-11-20'), days: 10, unit: 'working' } as const;
      const own = {
        _id: `pilot/${id}#plan-1`,
        entityKind: 'pilot' as const,
        entity: id,
        path: ['00', '53'],
        post: '53/office-director',
        term,
        due,
      };
      await dutyModel(db).create({ ...own, dueAt: at('2026-12-05'), calendarVersion: 1, status: 'open' });
    };
    /** As a run would: its view and its record say from then on that it has adopted the calendar. */
    const adopt = async ({ to, id, command }: Letter): Promise<SendAnswer> => {
      const stream = `${to.kind}/${to.id}`;
      const moved = await dutyModel(db).countDocuments({ entity: to.id });
      const redated = Array.from({ length: moved }, () => ({ id: 'plan-1', post: '53/office-director' }));
      await entityModel(db).updateOne({ _id: stream }, { $set: { 'state.calendarVersion': 2 } });
      await dutyModel(db).updateMany({ entity: to.id }, { $set: { calendarVersion: 2 } });
      const event = { type: 'calendarAdopted', version: 2, redated };
      await db
        .collection<{ _id: string; stream: string; commandId: string; event: object }>('entries')
        .insertOne({ _id: `${stream}@00000003`, stream, commandId: id, event });
      expect(command.type).to.equal('adoptCalendar');
      return { ok: true, receipt: { seq: 3, events: ['calendarAdopted'] } };
    };
    const version = async (): Promise<CalendarVersionDoc | undefined> =>
      (await calendarVersionModel(db).findById(2).lean<CalendarVersionDoc>()) ?? undefined;
    /** Works until the version is finished, or as often as it was told. */
    const work = async (send: Send, isEnough: () => Promise<boolean> = async () => (await version())?.finishedAt !== undefined) => {
      const ports = { board: createRedatingBoard(db), calendars: createMemoryCalendars(newer), now: () => clock.now(), digestMin: 510 };
      const activities = createRedatingActivities({ ...ports, send, closing: closing.signal });
      const environment = new MockActivityEnvironment();
      // A heartbeat of this work may be answered when the next one has begun.
      const own = closing;
      environment.on('heartbeat', () => void isEnough().then((enough) => enough && own.abort()));
      await environment.run(() => activities.redate());
    };
    const sentTo = async (...ids: readonly string[]): Promise<string[]> => {
      await begun(...ids);
      const sent: string[] = [];
      await work(async (letter) => {
        sent.push(letter.to.id);
        return adopt(letter);
      });
      return sent;
    };

    it('goes first to those whose duties move, then to the rest', async () => {
      await published();
      await owing('53-2026-0009');
      expect(await sentTo('53-2026-0001', '53-2026-0002', '53-2026-0009')).to.deep.equal(['53-2026-0009', '53-2026-0001', '53-2026-0002']);
      expect(await version()).to.deep.include({ total: 3, left: 0, failed: [] });
    });

    it('of a province goes to nobody else', async () => {
      await published('53');
      expect(await sentTo('44-2026-0001', '53-2026-0001')).to.deep.equal(['53-2026-0001']);
    });

    it('goes also to those that never owed anything, and to none twice', async () => {
      await published();
      await begunUnder(0, '53-2026-0001');
      await begunUnder(2, '53-2026-0002');
      expect(await sentTo('53-2026-0003')).to.deep.equal(['53-2026-0001', '53-2026-0003']);
      expect(await version()).to.deep.include({ total: 2, left: 0, failed: [] });
    });

    it('is done with whoever says that nothing is due, whatever its view says', async () => {
      await published();
      await begun('53-2026-0001', '53-2026-0002');
      await work(async (letter) => (letter.to.id === '53-2026-0002' ? { ok: false, code: 'NothingDue', facts: {} } : adopt(letter)));
      expect(await version()).to.deep.include({ total: 2, left: 0, failed: [] });
      expect(await version()).to.have.property('finishedAt');
    });

    it('brings the next version to the others while one cannot be brought the former', async () => {
      await published();
      await published('53', 3);
      await begun('53-2026-0001');
      await begunUnder(2, '53-2026-0002');
      const asked = new Set<string>();
      const busy: Send = async ({ to }) => {
        asked.add(to.id);
        return { ok: false, code: 'Uncertain', facts: {} };
      };
      await work(busy, async () => asked.has('53-2026-0002'));
      expect([...asked]).to.deep.equal(['53-2026-0001', '53-2026-0002']);
    });

    /** Rounds of one worker; a round is over once ten were waited for six times, or as soon as nothing more is expected of it. */
    const roundsOf = (answerOf: (letter: Letter) => Promise<SendAnswer>) => {
      const letters: Letter[] = [];
      let environment = new MockActivityEnvironment();
      let waited = 0;
      const send: Send = async (letter) => {
        letters.push(letter);
        const answer = await answerOf(letter);
        if (!answer.ok) waited += 1;
        if (waited === 60) environment.cancel();
        return answer;
      };
      const ports = { board: createRedatingBoard(db), calendars: createMemoryCalendars(newer), now: () => clock.now(), digestMin: 510 };
      const activities = createRedatingActivities({ ...ports, send, closing: closing.signal });
      const round = async (isEnough: () => boolean = () => false): Promise<void> => {
        environment = new MockActivityEnvironment();
        waited = 0;
        environment.on('heartbeat', () => isEnough() && environment.cancel());
        await environment.run(() => activities.redate());
      };
      return { letters, round };
    };
    const standingStill = Array.from({ length: 60 }, (_, index) => `53-2026-${String(index).padStart(4, '0')}`);
    const silence: SendAnswer = { ok: false, code: 'Uncertain', facts: {} };

    it('comes to the others and to the next version however many stand still before them, and asks those again last', async () => {
      await published();
      await published('44', 3);
      await begun(...standingStill, '53-2026-7777');
      await begunUnder(2, '44-2026-8888');
      const expected = new Set(['53-2026-7777', '44-2026-8888']);
      const { letters, round } = roundsOf(async (letter) => (expected.delete(letter.to.id) ? adopt(letter) : silence));
      await round();
      expect(letters.map(({ to }) => to.id)).to.deep.equal(standingStill);
      await round(() => expected.size === 0);
      const [first, ...then] = letters.slice(60);
      expect(first?.to.id).to.equal('53-2026-7777');
      expect(then.slice(0, 11).map(({ to, patienceMs }) => [to.id, patienceMs])).to.deep.equal([
        ...standingStill.slice(0, 10).map((id) => [id, 1_000]),
        ['44-2026-8888', undefined],
      ]);
    });

    it('tells the holders after an hour, however many still stand still', async () => {
      await published();
      await owing('53-2026-7777');
      await begun(...standingStill, '53-2026-7777');
      const { round } = roundsOf(async (letter) => (letter.to.id === '53-2026-7777' ? adopt(letter) : silence));
      await round();
      expect(await outboxModel(db).countDocuments()).to.equal(0);
      clock.advance(2 * 3_600_000);
      await begun(...standingStill.map((id) => `${id}9`));
      await round();
      expect(await outboxModel(db).countDocuments()).to.equal(1);
      expect((await version())?.toldAt).to.equal(clock.now());
    });

    it('tells each post once how many of its duties moved', async () => {
      await published();
      for (const id of ['53-2026-0001', '53-2026-0002']) await owing(id);
      await sentTo('53-2026-0001', '53-2026-0002', '53-2026-0003');
      const rows = await outboxModel(db).find().lean<OutboxDoc[]>();
      expect(rows.map(({ _id, consequence, status }) => ({ _id, consequence, status }))).to.deep.equal([
        {
          _id: 'directory/calendars@2/53/office-director',
          consequence: {
            type: 'mail',
            post: '53/office-director',
            notice: 'calendarChanged',
            facts: { version: 2, count: 2 },
            isUrgent: false,
          },
          status: 'queued',
        },
      ]);
    });

    it('names who could not be reached, and goes on trying', async () => {
      await published();
      await begun('53-2026-0001', '53-2026-0002');
      const busy: Send = async (letter) => (letter.to.id === '53-2026-0002' ? { ok: false, code: 'Uncertain', facts: {} } : adopt(letter));
      await work(busy, async () => (await version())?.left === 1 && (await version())?.failed.length === 1);
      expect(await version()).to.deep.include({ total: 2, left: 1, failed: [{ entity: 'pilot/53-2026-0002', code: 'Uncertain' }] });
      closing = new AbortController();
      await work(adopt);
      expect(await version()).to.deep.include({ total: 2, left: 0, failed: [] });
    });
  });
}
