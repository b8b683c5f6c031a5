import { CENTRE, postOf } from '../actor.js';
import type { WatchedDuty } from '../duty.js';
import type { OwnContext } from '../entity.js';
import type { ExtensionRule } from '../extension/state.js';
import { provinceOfChain } from './chain-id.js';
import { feedbackDuty, latestDayFor } from './item-days.js';
import type { Chain } from './state.js';

/**
 * Of a chain the feedback on an item may be put off, beyond the signed day too, but never beyond the day of the level above, nor of the year. What others wait for keeps its date: statement, signatures, receipts, verification, answers, the self-assessment (rules: Extension).
 */
export function extensionOfChain({ items }: Chain, { id: duty, kind }: WatchedDuty, context: OwnContext): ExtensionRule | undefined {
  if (kind !== 'feed-back-item') return undefined;
  const province = provinceOfChain(context.id);
  for (const [id, { line }] of Object.entries(items)) {
    const level = line.findIndex((assignment) => feedbackDuty(id, assignment) === duty);
    if (level === -1) continue;
    const deciders = [postOf(province, 'reviewer'), postOf(CENTRE, 'reviewer')];
    return { agreer: postOf(province, 'leader'), deciders, latest: latestDayFor(id, line[level - 1], context) };
  }
  return undefined;
}
