import { createCalendarStore } from '../models/calendar.js';
import { tellDifference } from '../server/maintenance/difference.js';
import { verifyRecord } from '../server/maintenance/verify.js';
import { maintain } from './house/maintain.js';
import { inBothLanguages, sayOnConsole as say } from './services/say.js';

const TELL_EVERY = 5_000;

/** `npm run verify`: 0 where all is as recorded, 1 with the first difference, 2 where it could not be looked at. */
await maintain(async (db) => {
  const { streams, entries, difference } = await verifyRecord({ db, calendars: createCalendarStore(db) }, (seen, lines) => {
    if (seen % TELL_EVERY === 0) say({ zh: `已核对 ${seen} 份档案、${lines} 条记录`, en: `${seen} streams, ${lines} entries so far` });
  });
  if (difference !== undefined) {
    console.error(inBothLanguages(tellDifference(difference)));
    return 1;
  }
  say({ zh: `核对无误：${streams} 份档案、${entries} 条记录`, en: `all is as recorded: ${streams} streams, ${entries} entries` });
  return 0;
});
