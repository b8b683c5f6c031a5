import { createCalendarStore } from '../../models/calendar.js';
import { connect, prepare } from '../../models/connect.js';
import { createRecordStore } from '../../models/record.js';
import { createUnitNames } from '../../models/unit-names.js';
import { freshDatabase } from '../e2e/services.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { createMemoryUnitNames } from '../fakes/memory-unit-names.js';
import { describeUnitNames } from '../fakes/unit-names-contract.js';

describeUnitNames('in memory', async () => {
  const records = createMemoryRecord();
  const names = createMemoryUnitNames(() => records.all().views);
  return { records, calendars: createMemoryCalendars(nationalCalendar), names, close: async () => undefined };
});

if (process.env['TEST_MONGODB_URI'] !== undefined)
  describeUnitNames('in MongoDB', async () => {
    const db = await connect(freshDatabase());
    const [records, calendars] = [createRecordStore(db), createCalendarStore(db)];
    await prepare(db);
    await calendars.publish(nationalCalendar);
    return {
      records,
      calendars,
      names: createUnitNames(db),
      close: async () => {
        await db.dropDatabase();
        await db.close();
      },
    };
  });
