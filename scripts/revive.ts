import { runInputOf } from '../activities/record.js';
import { createCalendarStore } from '../models/calendar.js';
import { createRecordStore } from '../models/record.js';
import { createClock } from '../server/clock.js';
import { abandonOn, reviveAll } from '../server/maintenance/revive.js';
import { createSend } from '../server/send.js';
import { createCommandClient } from '../server/temporal.js';
import { maintain } from './house/maintain.js';
import { sayOnConsole as say } from './services/say.js';

/** `npm run revive`: ticks every open entity; 0 when all answered, 1 where some did not, 2 where it could not be tried. */
await maintain(async (db, { temporalAddress, temporalNamespace, clockShiftMs }) => {
  const records = createRecordStore(db);
  const calendars = createCalendarStore(db);
  const client = createCommandClient(temporalAddress, temporalNamespace);
  const send = createSend({ client, records, runInput: (kind, id) => runInputOf({ records, calendars }, kind, id, clockShiftMs) });
  const clock = createClock(clockShiftMs);
  const { moved, quiet, failed } = await reviveAll(
    { db, records, send, now: () => clock.now(), abandon: abandonOn(client) },
    (stream, why) => say({ zh: `${stream} 没有应答（${why}）`, en: `${stream} did not answer (${why})` }),
  );
  await client.connection.close();
  say({
    zh: `已唤醒：${moved} 项有到期事项，${quiet} 项无到期事项，${failed} 项没有应答`,
    en: `ticked: ${moved} had something due, ${quiet} had not, ${failed} did not answer`,
  });
  return failed === 0 ? 0 : 1;
});
