import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import { createSentinelActivities } from '../../activities/patrol.js';
import { createRecordActivities } from '../../activities/record.js';
import { HOUR_MS, MINUTE_MS, dayOf, startOfDay, type Instant } from '../../domain/calendar.js';
import { streamOf } from '../../domain/kinds.js';
import type { Send } from '../../domain/ports.js';
import { prepare } from '../../models/connect.js';
import type { EntityDoc } from '../../models/entity.js';
import { createRecordStore } from '../../models/record.js';
import { createWatch } from '../../models/watch.js';
import { rebuildStream } from '../../server/maintenance/rebuild.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { batchOf, nothingOf } from '../fakes/batches.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createDecidingSend } from '../fakes/deciding-send.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { newPilot } from '../fakes/record-contract.js';
import '../fakes/quiet-runtime.js';

const uri = process.env['TEST_MONGODB_URI'];
if (uri) {
  describe('the sentinel after an outage that ends at night', () => {
    const calendars = createMemoryCalendars(nationalCalendar);
    let clock = createFakeClock(0);
    let db: Connection;
    let stream = '';
    let rungAt: Instant = 0;
    let told: string[] = [];
    let refolded: string[] = [];

    before(async () => {
      db = await mongoose.createConnection(uri, { dbName: `sentinel-${process.pid}`, autoIndex: false }).asPromise();
      createRecordStore(db);
      createWatch(db);
      await prepare(db);
    });
    after(async () => {
      await db.dropDatabase();
      await db.close();
    });
    /** A pilot whose first reminder was due in the morning; it is two at night now. */
    beforeEach(async () => {
      for (const name of ['entries', 'entities', 'duties', 'outbox']) await db.collection(name).deleteMany({});
      const records = createRecordStore(db);
      const { stream: pilot, register } = newPilot();
      stream = streamOf(pilot.kind, pilot.id);
      await createRecordActivities({ records, calendars }).record(batchOf(pilot, nothingOf(pilot), [register]));
      rungAt = (await viewed()).wakeAt ?? 0;
      clock = createFakeClock(startOfDay(dayOf(rungAt) + 1) + 2 * HOUR_MS);
      told = [];
      refolded = [];
    });

    const views = () => db.collection<EntityDoc>('entities');
    const viewed = async (): Promise<EntityDoc> => (await views().findOne({ _id: stream })) ?? expect.fail('no view');
    const patrol = async (send: Send = createDecidingSend(createRecordStore(db), calendars)): Promise<void> => {
      const activities = createSentinelActivities({
        watch: createWatch(db),
        records: createRecordStore(db),
        calendars,
        send: async (letter) => {
          told.push(letter.command.type);
          return send(letter);
        },
        now: () => clock.now(),
        closing: new AbortController().signal,
        refold: async (kind, id) => {
          refolded.push(id);
          return rebuildStream({ db, calendars }, streamOf(kind, id));
        },
        sweep: async () => 0,
      });
      await new MockActivityEnvironment().run(() => activities.patrol());
    };
    const difference = async () => (await verifyRecord({ db, calendars })).difference;

    it('asks once, notes the morning, and finds nothing overdue until then', async () => {
      await patrol();
      expect([told, refolded]).to.deep.equal([['tick'], []]);
      expect((await viewed()).wakeAt).to.be.within(clock.now() + 5 * HOUR_MS, clock.now() + 6 * HOUR_MS);
      clock.advance(5 * MINUTE_MS);
      expect(await createWatch(db).overdueEntities(clock.now())).to.equal(0);
      await patrol();
      expect(told).to.have.lengthOf(1);
    });

    it('brings the rung in the morning where nobody else does', async () => {
      await patrol();
      clock = createFakeClock(((await viewed()).wakeAt ?? 0) + 3 * MINUTE_MS);
      await patrol();
      const last = await db.collection('entries').findOne({}, { sort: { _id: -1 } });
      expect(last?.['event'].type).to.equal('rungReached');
    });

    it('leaves a record that verifies and that nobody needs to rebuild', async () => {
      await patrol();
      expect(await difference()).to.equal(undefined);
      expect(await rebuildStream({ db, calendars }, stream)).to.equal(false);
    });

    it('hides no hour that was set by hand: verify names it', async () => {
      for (const wakeAt of [rungAt + MINUTE_MS, clock.now(), clock.now() + 30 * 24 * HOUR_MS]) {
        await views().updateOne({ _id: stream }, { $set: { wakeAt } });
        expect(await difference()).to.deep.include({ kind: 'ViewDifferent', what: 'wakeAt' });
      }
    });

    it('moves nothing where the entity has gone on meanwhile', async () => {
      const { kind, entity, seq } = await viewed();
      await createWatch(db).moveOn(kind, entity, { seq: seq - 1, wakeAt: clock.now() });
      expect((await viewed()).wakeAt).to.equal(rungAt);
    });

    it('folds a view anew that still says that something is due', async () => {
      clock = createFakeClock(rungAt + 2 * HOUR_MS);
      await patrol(async () => ({ ok: false, code: 'NothingDue', facts: {} }));
      expect(refolded).to.deep.equal([stream.slice('pilot/'.length)]);
    });
  });
}
