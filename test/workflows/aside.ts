import { createRecordActivities } from '../../activities/record.js';
import type { Kind } from '../../domain/kinds.js';
import { batchOf, type Given } from '../fakes/batches.js';
import { nationalCalendar } from '../fakes/calendars.js';
import type { Site } from './site.js';

/** Records a command as a run did that crashed before the engine knew of it: the run that goes on has never seen it. */
export async function recordAside({ records, calendars }: Site, kind: Kind, id: string, given: Omit<Given, 'at'>): Promise<void> {
  const standing = await records.view(kind, id);
  if (standing === undefined) throw new Error(`There is no ${kind} ${id}`);
  const batch = batchOf({ kind, id, calendar: nationalCalendar }, standing, [{ ...given, at: standing.updatedAt }]);
  await createRecordActivities({ records, calendars }).record(batch);
}
