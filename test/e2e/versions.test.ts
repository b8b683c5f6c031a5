import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { prepare } from '../../models/connect.js';
import { createCalendarStore } from '../../models/calendar.js';
import { createRecordStore } from '../../models/record.js';
import { FIRST_STATEMENT_TEMPLATE } from '../../domain/chain/template.js';
import { FIRST_TASK_AREAS } from '../../domain/pilot/task-areas.js';
import { createStatementTemplates, STATEMENT_TEMPLATES_STREAM } from '../../models/statement-templates.js';
import { createTaskAreaStore, TASK_AREAS_STREAM } from '../../models/task-areas.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { itKeepsVersions } from '../fakes/versions-contract.js';
import { inDatabase } from './database.js';

describe('what is kept by version in MongoDB', () => {
  let db: Connection;
  inDatabase(async (opened) => {
    db = opened;
    createRecordStore(db);
    await createCalendarStore(db).publish(nationalCalendar);
    await prepare(db);
  });
  beforeEach(async () => {
    const streams = [TASK_AREAS_STREAM, STATEMENT_TEMPLATES_STREAM];
    await db
      .getClient()
      .db(db.name)
      .collection<{ stream: string }>('entries')
      .deleteMany({ stream: { $in: streams } });
  });

  /** As several processes do that start at once. */
  const seeded = async <S extends { seed(now: number): Promise<void> }>(store: S): Promise<S> => {
    await Promise.all([store.seed(1), store.seed(1), store.seed(1)]);
    return store;
  };
  const openTaskAreas = () => seeded(createTaskAreaStore(db));
  const openTemplates = () => seeded(createStatementTemplates(db));

  describe('the task areas', () => {
    const digital = { id: 'digital', zh: '数字素养', en: 'digital skills' };
    itKeepsVersions({ areas: [...FIRST_TASK_AREAS] }, { areas: [digital] }, openTaskAreas);
  });

  describe('the template of statements', () => {
    const other = { ...FIRST_STATEMENT_TEMPLATE, items: FIRST_STATEMENT_TEMPLATE.items.slice(0, 1) };
    itKeepsVersions(FIRST_STATEMENT_TEMPLATE, other, openTemplates);
  });

  it('stands in the sealed record', async () => {
    await openTaskAreas();
    await openTemplates();
    const { entries, difference } = await verifyRecord({ db, calendars: createCalendarStore(db) }, () => undefined);
    expect(entries).to.equal(2);
    expect(difference).to.equal(undefined);
  });
});
