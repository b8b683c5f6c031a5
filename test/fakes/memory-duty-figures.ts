import { BURDEN_OF, NO_BURDEN, type BurdenCounts } from '../../domain/burden.js';
import { lightAt } from '../../domain/light.js';
import { ratesOf } from '../../domain/rates.js';
import type { DutyDoc } from '../../models/duty.js';
import type { DutyFigures, RateGroups } from '../../models/duty-figures.js';
import { matches } from './mongo-filter.js';

/** Figures over duties held in memory, counted one by one as the rules say. */
export function createMemoryDutyFigures(stored: readonly DutyDoc[]): DutyFigures {
  return {
    async countLights(filter, now) {
      const counts = { green: 0, yellow: 0, red: 0 };
      for (const duty of stored) {
        const light = lightAt(duty, now);
        if (light === 'blue' || light === 'grey' || !matches(duty, filter)) continue;
        counts[light] += 1;
      }
      return counts;
    },
    async rates(filter, groups, now) {
      const found = stored.filter((duty) => matches(duty, filter));
      const keys = [...new Set(found.map((duty) => keyOf(duty, groups)))].toSorted((a, b) => (a < b ? -1 : 1));
      return keys.flatMap((key) => {
        const rates = ratesOf(
          found.filter((duty) => keyOf(duty, groups) === key),
          now,
        );
        return rates.first.of === 0 ? [] : [{ key, ...rates }];
      });
    },
    async burdens(filter, from, to) {
      const counts = new Map<string, BurdenCounts>();
      for (const duty of stored) {
        const burden = BURDEN_OF.get(duty.kind);
        const isAsked = duty.status !== 'withdrawn' && duty.openedAt >= from && duty.openedAt < to && !duty.unit.startsWith('00');
        if (burden === undefined || !isAsked || !matches(duty, filter)) continue;
        const province = duty.unit.slice(0, 2);
        const before = counts.get(province) ?? NO_BURDEN;
        counts.set(province, { ...before, [burden]: before[burden] + 1 });
      }
      return counts;
    },
  };
}

const keyOf = (duty: DutyDoc, groups: RateGroups): string | number =>
  groups.by === 'span' ? Math.max(...groups.starts.filter((start) => start <= duty.firstDue)) : duty[groups.by];
