import { createCalendarStore } from '../models/calendar.js';
import { prepare } from '../models/connect.js';
import { createRecordStore } from '../models/record.js';
import { rebuildViews } from '../server/maintenance/rebuild.js';
import { maintain } from './house/maintain.js';
import { sayOnConsole as say } from './services/say.js';

/** `npm run rebuild`: folds lost or different views and duties anew; 0 when done, 2 where it could not be. */
await maintain(async (db) => {
  createRecordStore(db);
  // Collections that were dropped come back with their indexes.
  await prepare(db);
  const { streams, mended } = await rebuildViews({ db, calendars: createCalendarStore(db) }, (stream) =>
    say({ zh: `已重新生成 ${stream}`, en: `folded anew: ${stream}` }),
  );
  say({ zh: `共 ${streams} 份档案，重新生成 ${mended} 份`, en: `${streams} streams, ${mended} folded anew` });
  return 0;
});
