import { runInputOf } from '../../activities/record.js';
import { createCalendarStore } from '../../models/calendar.js';
import { createRecordStore } from '../../models/record.js';
import { abandonOn, reviveAll, type Revival } from '../../server/maintenance/revive.js';
import { createSend } from '../../server/send.js';
import { createCommandClient } from '../../server/temporal.js';
import type { House } from './house.js';

/** As `npm run revive` does after an engine was lost. Throws where an entity could not be reached. */
export async function revive(house: House): Promise<Revival> {
  const [records, calendars] = [createRecordStore(house.db), createCalendarStore(house.db)];
  const client = createCommandClient(house.temporalAddress, 'default');
  const clockShiftMs = house.now() - Date.now();
  const send = createSend({ client, records, runInput: (kind, id) => runInputOf({ records, calendars }, kind, id, clockShiftMs) });
  const revival = await reviveAll({ db: house.db, records, send, now: () => house.now(), abandon: abandonOn(client) });
  await client.connection.close();
  if (revival.failed > 0) throw new Error(`${revival.failed} entities could not be revived`);
  return revival;
}
