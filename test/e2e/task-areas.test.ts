import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { connect, prepare } from '../../models/connect.js';
import { createCalendarStore } from '../../models/calendar.js';
import { createRecordStore } from '../../models/record.js';
import { FIRST_TASK_AREAS } from '../../domain/pilot/task-areas.js';
import { createTaskAreaStore, TASK_AREAS_STREAM } from '../../models/task-areas.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { itKeepsVersions } from '../fakes/versions-contract.js';
import { freshDatabase } from './services.js';

describe('the task areas in MongoDB', () => {
  let db: Connection;
  before(async () => {
    db = await connect(freshDatabase());
    createRecordStore(db);
    await createCalendarStore(db).publish(nationalCalendar);
    await prepare(db);
  });
  beforeEach(() => db.getClient().db(db.name).collection<{ stream: string }>('entries').deleteMany({ stream: TASK_AREAS_STREAM }));
  after(async () => {
    await db?.dropDatabase();
    await db?.close();
  });

  const open = async () => {
    const store = createTaskAreaStore(db);
    // As several processes do that start at once.
    await Promise.all([store.seed(1), store.seed(1), store.seed(1)]);
    return store;
  };
  itKeepsVersions({ areas: [...FIRST_TASK_AREAS] }, { areas: [{ id: 'digital', zh: '数字素养', en: 'digital skills' }] }, open);

  it('stand in the sealed record', async () => {
    await open();
    const { entries, difference } = await verifyRecord({ db, calendars: createCalendarStore(db) }, () => undefined);
    expect(entries).to.equal(1);
    expect(difference).to.equal(undefined);
  });
});
