import { createAccountStore } from '../../models/account-store.js';
import { createCalendarStore } from '../../models/calendar.js';
import { connect, prepare } from '../../models/connect.js';
import { createHolders } from '../../models/holders.js';
import { createPeopleDirectory } from '../../models/people-directory.js';
import { createPostDesk } from '../../models/post-desk.js';
import { createRecordStore } from '../../models/record.js';
import { createDirectoryRecord } from '../../models/sealed-directory.js';
import { freshDatabase } from '../e2e/services.js';
import { createFakeAccounts } from '../fakes/accounts.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryPostDesk } from '../fakes/memory-post-desk.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { describePostDesk } from '../fakes/post-desk-contract.js';

describePostDesk('in memory', async () => {
  const records = createMemoryRecord();
  const accounts = createFakeAccounts();
  const calendars = createMemoryCalendars(nationalCalendar);
  return { records, calendars, accounts, ...createMemoryPostDesk(records, accounts), close: async () => undefined };
});

if (process.env['TEST_MONGODB_URI'] !== undefined)
  describePostDesk('in MongoDB', async () => {
    const db = await connect(freshDatabase());
    const records = createRecordStore(db);
    const calendars = createCalendarStore(db);
    const accounts = createAccountStore(db, createDirectoryRecord(db));
    const holders = createHolders(db);
    await prepare(db);
    await calendars.publish(nationalCalendar);
    return {
      records,
      calendars,
      accounts,
      desk: createPostDesk(db, holders),
      people: createPeopleDirectory(db, holders),
      close: async () => {
        await db.dropDatabase();
        await db.close();
      },
    };
  });
