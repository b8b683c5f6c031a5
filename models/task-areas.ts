import type { Connection } from 'mongoose';
import { SYSTEM, type Actor } from '../domain/actor.js';
import type { Instant } from '../domain/calendar.js';
import { FIRST_TASK_AREAS, type TaskArea, type TaskAreaList, type TaskAreaStore } from '../domain/pilot/task-areas.js';
import { bareCollection, DURABLE } from './connect.js';
import { entryId, lastOf, sealAll, type EntryDoc } from './record.js';

export const TASK_AREAS_STREAM = 'directory/task-areas';

interface Published {
  readonly type: 'taskAreasPublished';
  readonly version: number;
  readonly areas: readonly TaskArea[];
  readonly reason: string;
}
export interface Publication {
  readonly commandId: string;
  readonly commandHash: string;
  readonly receivedAt: Instant;
  readonly actor: Actor;
  readonly areas: readonly TaskArea[];
  readonly reason: string;
}

export interface TaskAreaPublisher extends TaskAreaStore {
  /** Publishes the next version, once per command; `reused` where the command's id came before with another content. */
  publish(publication: Publication): Promise<TaskAreaList | 'reused'>;
}

/** The list of task areas. Its versions are read from where they are recorded: there is nothing beside the record that could differ. */
export function createTaskAreaStore(db: Connection): TaskAreaPublisher & { seed(now: Instant): Promise<void> } {
  const entries = bareCollection<EntryDoc<Published>>(db, 'entries');
  const own = { _id: { $gt: entryId(TASK_AREAS_STREAM, 0), $lt: `${TASK_AREAS_STREAM}@~` } };

  const publish = ({ commandId, commandHash, receivedAt, actor, areas, reason }: Publication): Promise<TaskAreaList | 'reused'> =>
    db.getClient().withSession((session) =>
      session.withTransaction(async (): Promise<TaskAreaList | 'reused'> => {
        const former = await entries.findOne({ 'command.id': commandId, stream: TASK_AREAS_STREAM }, { session });
        if (former !== null) return former.commandHash === commandHash ? listOf(former) : 'reused';
        const head = await lastOf(db, TASK_AREAS_STREAM, session);
        const version = head.seq + 1;
        const event: Published = { type: 'taskAreasPublished', version, areas, reason };
        const entry = { seq: version, receivedAt, decidedAt: receivedAt, actor, commandId, commandHash, event };
        await entries.insertMany(sealAll(TASK_AREAS_STREAM, head, [entry]), { session });
        return { version, areas, publishedAt: receivedAt };
      }, DURABLE),
    );

  return {
    async newest() {
      const found = await entries.findOne(own, { sort: { _id: -1 } });
      if (found === null) throw new Error('No list of task areas has been published');
      return listOf(found);
    },
    async version(version) {
      const found = await entries.findOne({ _id: entryId(TASK_AREAS_STREAM, version) });
      return found === null ? undefined : listOf(found);
    },
    publish,
    /** Publishes the first version where there is none. Safe at every start, and by several processes. */
    async seed(now) {
      if ((await entries.findOne(own)) !== null) return;
      const first = { commandId: 'seed/task-areas', commandHash: '', receivedAt: now, actor: SYSTEM, reason: '初始设置' };
      await publish({ ...first, areas: FIRST_TASK_AREAS });
    },
  };
}

const listOf = ({ event: { version, areas }, receivedAt }: EntryDoc<Published>): TaskAreaList => ({
  version,
  areas,
  publishedAt: receivedAt,
});
