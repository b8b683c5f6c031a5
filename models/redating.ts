import type { Connection } from 'mongoose';
import { CENTRE } from '../domain/actor.js';
import type { CalendarAdopted } from '../domain/adoption.js';
import { endOfDay, MINUTE_MS, type Instant } from '../domain/calendar.js';
import type { CalendarVersion, OpenTerms, RedatingBoard } from '../domain/calendar-ports.js';
import type { Reach, TermGroup } from '../domain/calendar-plan.js';
import { calendarVersionModel, calendarVersionOf, type CalendarVersionDoc } from './calendar-version.js';
import { bareCollection } from './connect.js';
import { CALENDARS_STREAM } from './directory-record.js';
import type { DutyDoc } from './duty.js';
import type { EntityDoc } from './entity.js';
import type { OutboxDoc } from './outbox.js';
import type { EntryDoc } from './entry.js';

/** What began with the former calendar at the very instant of publication is looked for a while longer. */
const LOOKED_AFTER_MS = 5 * MINUTE_MS;
const MS_PER_DAY = 86_400_000;
const SHANGHAI_MS = 28_800_000;

const within = ({ dueFrom, startedBefore }: Reach, region: string) => ({
  // Everything of a province lies on its path, and everything on the nation's.
  path: region,
  status: 'open' as const,
  dueAt: { $gte: endOfDay(dueFrom) },
  'term.kind': 'after',
  'term.from': { $lt: startedBefore },
});

/** Open entities that have yet to adopt a version. */
export const isBehind = ({ version, region }: Pick<CalendarVersion, 'version' | 'region'>) => ({
  isClosed: false,
  // 0 as well: what never owed anything will one day, and by the calendar its run has then.
  'state.calendarVersion': { $lt: version },
  // By the id, as `regionOf` tells it: whoever is asked here must also have a calendar of the region to adopt.
  ...(region === CENTRE ? {} : { entity: { $regex: `^${region}` } }),
});

/** What the re-dating errand asks of the views, and where its progress stands. */
export function createRedatingBoard(db: Connection): RedatingBoard {
  calendarVersionModel(db);
  const versions = bareCollection<CalendarVersionDoc>(db, 'calendarVersions');
  const entities = bareCollection<EntityDoc>(db, 'entities');
  const duties = bareCollection<DutyDoc>(db, 'duties');
  const entries = bareCollection<EntryDoc<CalendarAdopted>>(db, 'entries');
  const outbox = bareCollection<OutboxDoc>(db, 'outbox');

  return {
    async open(now: Instant) {
      const open: CalendarVersion[] = [];
      const unfinished = { $or: [{ finishedAt: { $exists: false } }, { finishedAt: { $gt: now - LOOKED_AFTER_MS } }] };
      for await (const found of versions.find(unfinished, { sort: { _id: 1 } })) {
        const version = calendarVersionOf(found);
        if (found.finishedAt === undefined || (await entities.findOne(isBehind(version), { projection: { _id: 1 } })) !== null)
          open.push(version);
      }
      return open;
    },
    countBehind: (version) => entities.countDocuments(isBehind(version)),
    async behind(version, after, limit) {
      const found = await entities
        .find({ ...isBehind(version), _id: { $gt: after } }, { projection: { kind: 1, entity: 1 }, sort: { _id: 1 }, limit })
        .toArray();
      return found.map(({ kind, entity }) => ({ kind, id: entity }));
    },
    async dutiesBehind({ version, region }, reach, after, limit) {
      const filter = { ...within(reach, region), calendarVersion: { $lt: version }, _id: { $gt: after } };
      const found = await duties
        .find(filter, { projection: { entityKind: 1, entity: 1, term: 1, due: 1 }, sort: { _id: 1 }, limit })
        .toArray();
      return found.map(({ _id: id, entityKind, entity, term, due }) => ({ id, entityKind, entity, term, due }));
    },
    async note(version, progress) {
      await versions.updateOne({ _id: version }, { $set: progress });
    },
    async movedByPost(version) {
      return entries
        .aggregate<{ post: string; count: number }>([
          { $match: { 'event.type': 'calendarAdopted', 'event.version': version } },
          { $unwind: '$event.redated' },
          { $group: { _id: '$event.redated.post', count: { $sum: 1 } } },
          { $project: { _id: 0, post: '$_id', count: 1 } },
          { $sort: { post: 1 } },
        ])
        .toArray();
    },
    async tell(notices, version, now, notBefore) {
      if (notices.length === 0) return;
      await outbox.bulkWrite(
        notices.map(({ post, count }) => {
          const row: Omit<OutboxDoc, '_id'> = {
            from: CALENDARS_STREAM,
            createdAt: now,
            notBefore,
            consequence: { type: 'mail', post, notice: 'calendarChanged', facts: { version, count }, isUrgent: false },
            status: 'queued',
            attempts: 0,
          };
          return { updateOne: { filter: { _id: `${CALENDARS_STREAM}@${version}/${post}` }, update: { $setOnInsert: row }, upsert: true } };
        }),
      );
    },
  };
}

/** Open duties counted by term within the database. */
export function createOpenTerms(db: Connection): OpenTerms {
  const duties = bareCollection<DutyDoc>(db, 'duties');
  return {
    async within(reach, region) {
      const startDay = { $toInt: { $floor: { $divide: [{ $add: ['$term.from', SHANGHAI_MS] }, MS_PER_DAY] } } };
      return duties
        .aggregate<TermGroup>([
          { $match: within(reach, region) },
          {
            $group: {
              _id: { region: { $substrCP: ['$entity', 0, 2] }, startDay, days: '$term.days', unit: '$term.unit', due: '$due' },
              count: { $sum: 1 },
            },
          },
          { $replaceRoot: { newRoot: { $mergeObjects: ['$_id', { count: '$count' }] } } },
        ])
        .toArray();
    },
  };
}
