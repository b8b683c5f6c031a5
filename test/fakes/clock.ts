import type { Clock } from '../../server/clock.js';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  advance(ms: number): void;
}

/** Begins on 2026-03-02, a Monday, at 09:00 in Shanghai. */
export function createFakeClock(now = Date.UTC(2026, 2, 2, 1)): FakeClock {
  let at = now;
  return {
    now: () => at,
    advance(ms) {
      at += ms;
    },
  };
}
