import type { OnTime, Rates } from '../../domain/rates.js';
import type { Sentence } from '../http/sentence.js';

/** In hundredths, half away from nothing; said, never counted with. */
const percent = ({ of, onTime }: OnTime): string => (of === 0 ? '–' : `${Math.round((100 * onTime) / of)}%`);

/** Where both rates come from: what was counted, and what was left out. */
export function rateSentence({ first, granted }: Rates): Sentence {
  return {
    zh:
      `按首次期限 ${first.of} 件应办结，按期 ${first.onTime} 件（${percent(first)}）；` +
      `按现行期限 ${granted.of} 件，按期 ${granted.onTime} 件（${percent(granted)}）。` +
      '逾期未办、迟办和逾期后撤销的都算未按期，未到期和到期前撤销的不计。',
    en:
      `Against the first date ${first.onTime} of ${first.of} in time (${percent(first)}); ` +
      `against the date in force ${granted.onTime} of ${granted.of} (${percent(granted)}). ` +
      'Overdue, done late and withdrawn overdue count as late; what is not due yet or was withdrawn before is left out.',
  };
}
