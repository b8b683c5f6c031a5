import { percentOf, sumOf } from '../decimal.js';
import type { Indicator } from './plan-state.js';

/** How far an actual value has come from the baseline to the target. */
export interface Progress {
  /** Of the way, in percent, rounded down to one decimal; below 0 where it went the other way. Absent where baseline and target leave no way to go. */
  readonly percent?: number;
  readonly isReached: boolean;
}

/** Whether the target is reached, by the indicator's direction, and how much of the way lies behind. Reached is never less than 100 %, nor the reverse. */
export function progressOf(
  { baseline, target, direction }: Pick<Indicator, 'baseline' | 'target' | 'direction'>,
  actual: number,
): Progress {
  const isReached = direction === 'up' ? actual >= target : actual <= target;
  const hasWay = direction === 'up' ? target > baseline : target < baseline;
  return hasWay ? { percent: percentOf(sumOf([actual, -baseline]), sumOf([target, -baseline])), isReached } : { isReached };
}
