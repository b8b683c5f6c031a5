import type { Connection } from 'mongoose';
import { endOfDay, DAY_MS, type Day, type Instant } from '../domain/calendar.js';
import type { Light } from '../domain/light.js';
import { BURDEN_OF, NO_BURDEN, type BurdenCounts } from '../domain/burden.js';
import type { Rates } from '../domain/rates.js';
import { bareCollection } from './connect.js';
import type { DutyDoc } from './duty.js';

type Condition = Readonly<Record<string, unknown>>;
export type LightCounts = Readonly<Record<Extract<Light, 'green' | 'yellow' | 'red'>, number>>;

/** How rates are told apart: by the unit or kind of the duty, or by spans of its first due day. */
export type RateGroups = { readonly by: 'unit' | 'kind' } | { readonly by: 'span'; readonly starts: readonly Day[] };
export interface RateRow extends Rates {
  /** The unit's code, the kind, or the first day of the span. */
  readonly key: string | Day;
}

/** Figures over many duties, computed in the database. */
export interface DutyFigures {
  /** Open duties by their light at this instant. */
  countLights(filter: Condition, now: Instant): Promise<LightCounts>;
  /** Both on-time rates of what meets the filter, in the order of the keys; groups without any duty that counts are left out. */
  rates(filter: Condition, groups: RateGroups, now: Instant): Promise<readonly RateRow[]>;
  /** What each province was asked for between two instants, by its code; provinces that were asked for nothing are left out. */
  burdens(filter: Condition, from: Instant, to: Instant): Promise<ReadonlyMap<string, BurdenCounts>>;
}

/** `maxTimeMS`: a question that takes longer is given up by the database, so that no few of them hold up everybody. */
export function createDutyFigures(db: Connection, limit: { readonly maxTimeMS: number }): DutyFigures {
  const duties = bareCollection<DutyDoc>(db, 'duties');
  return {
    async countLights(filter, now) {
      const open = (more: Condition) => duties.countDocuments({ $and: [filter, { status: 'open', ...more }] }, limit);
      // Each is one range of an index: whatever is red has turned yellow before.
      const [all, warned, red] = await Promise.all([open({}), open({ yellowFrom: { $lte: now } }), open({ dueAt: { $lt: now } })]);
      return { green: all - warned, yellow: warned - red, red };
    },
    async rates(filter, groups, now) {
      const isDone = { $eq: ['$status', 'done'] };
      // What is open or done, and what was withdrawn after its date; of what was overdue before and is owed again only the former counts.
      const counted = { $or: [{ status: { $in: ['open', 'done'] } }, { status: 'withdrawn', isLate: true }], lateBefore: { $ne: true } };
      const isLost = { $eq: ['$status', 'withdrawn'] };
      const isOver = (due: string) => ({ $lt: [endOf(due), now] });
      const tally = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
      const key = groups.by === 'span' ? spanOf(groups.starts) : `$${groups.by}`;
      const rows = await duties
        .aggregate<{ _id: string | Day; firstOf: number; firstOnTime: number; grantedOf: number; grantedOnTime: number }>(
          [
            { $match: { $and: [filter, counted] } },
            {
              $group: {
                _id: key,
                firstOf: tally({ $or: [isDone, isLost, isOver('$firstDue')] }),
                firstOnTime: tally({ $and: [isDone, { $lte: ['$settledAt', endOf('$firstDue')] }] }),
                grantedOf: tally({ $or: [isDone, isLost, isOver('$due')] }),
                grantedOnTime: tally({ $and: [isDone, { $ne: ['$isLate', true] }] }),
              },
            },
            { $match: { firstOf: { $gt: 0 } } },
            { $sort: { _id: 1 } },
          ],
          limit,
        )
        .toArray();
      return rows.map(({ _id, firstOf, firstOnTime, grantedOf, grantedOnTime }) => ({
        key: _id,
        first: { of: firstOf, onTime: firstOnTime },
        granted: { of: grantedOf, onTime: grantedOnTime },
      }));
    },
    async burdens(filter, from, to) {
      const asked = {
        status: ANY_ASKED,
        openedAt: { $gte: from, $lt: to },
        kind: { $in: [...BURDEN_OF.keys()] },
        unit: { $gt: BELOW_CENTRE },
      };
      const province = { $substrCP: ['$unit', 0, 2] };
      const rows = await duties
        .aggregate<{ _id: { province: string; kind: string }; count: number }>(
          [{ $match: { $and: [filter, asked] } }, { $group: { _id: { province, kind: '$kind' }, count: { $sum: 1 } } }],
          limit,
        )
        .toArray();
      const counts = new Map<string, BurdenCounts>();
      for (const { _id, count } of rows) {
        const burden = BURDEN_OF.get(_id.kind);
        if (burden === undefined) continue;
        const before = counts.get(_id.province) ?? NO_BURDEN;
        counts.set(_id.province, { ...before, [burden]: before[burden] + count });
      }
      return counts;
    },
  };
}

// What was withdrawn is not asked for any more.
const ANY_ASKED = { $in: ['open', 'done'] };
/** The centre asks and is not asked. */
const BELOW_CENTRE = '01';

/** `endOfDay` in MongoDB's words. */
const endOf = (day: string): object => ({ $add: [{ $multiply: [day, DAY_MS] }, endOfDay(0)] });

/** The start of the span a first due day lies in: the latest that is not behind it. */
const spanOf = (starts: readonly Day[]): object => ({
  $max: { $filter: { input: [...starts], cond: { $lte: ['$$this', '$firstDue'] } } },
});
