import { formatDay, type Day } from '../calendar.js';

/**
 * `53-2026-0007~milestone-base-1~20260630`: one matter, one notice. A matter is a duty under the date it was overdue under, so a second draft
 * of it would be the first, save where the first came to nothing: then the second ends in `~2`. Where the duty is given another date and overdue again, that is another matter.
 */
export const noticeIdOf = (entity: string, duty: string, due: Day, occurrence: number): string =>
  `${entity}~${duty}~${formatDay(due).replaceAll('-', '')}${occurrence > 1 ? `~${occurrence}` : ''}`;
