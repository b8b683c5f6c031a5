import { setTimeout as wait } from 'node:timers/promises';
import type { Running } from '../services/process.js';
import { explain, type Say } from '../services/say.js';

export interface Kept<Child extends Running> {
  /** The first start; rejects when that fails, and nothing is tried again then. */
  started: Promise<Child>;
  /** Ends the child and the watching over it. */
  stop(): Promise<void>;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** Having lived this long, a child has proved that it can; the next pause is short again. */
const soundAfterMs = 60_000;

/**
 * Starts a child and starts it again whenever it dies by itself, pausing longer each time it does not live long.
 * `start` is given a signal that says to give up starting.
 */
export function keepRunning<Child extends Running>(name: string, start: (signal: AbortSignal) => Promise<Child>, say: Say): Kept<Child> {
  const over = new AbortController();
  let current: Child | undefined;

  const startOnce = async () => {
    const child = await start(over.signal);
    current = child;
    // Stopped in between: whoever stopped us did not know of this child yet.
    if (over.signal.aborted) await child.stop();
    return child;
  };

  const watch = async (first: Child) => {
    let child: Child | undefined = first;
    let pauseMs = firstPauseMs;
    for (;;) {
      const startedAt = Date.now();
      if (child) {
        const { code, signal } = await child.exited;
        if (over.signal.aborted) return;
        if (Date.now() - startedAt > soundAfterMs) pauseMs = firstPauseMs;
        const how = signal ?? `code ${code}`;
        say({
          zh: `${name} 意外退出（${how}），${pauseMs / 1000} 秒后重新启动`,
          en: `${name} ended unexpectedly (${how}); starting it again in ${pauseMs / 1000} s`,
        });
      }
      await wait(pauseMs, undefined, { signal: over.signal }).catch(() => {});
      if (over.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      child = await startOnce().catch((error: unknown) => {
        const { zh, en } = explain(error);
        if (!over.signal.aborted) say({ zh: `${name} 未能启动：${zh}`, en: `${name} could not be started: ${en}` });
        return undefined;
      });
      if (over.signal.aborted) return;
      if (child) say({ zh: `${name} 已重新启动`, en: `${name} is up again` });
    }
  };

  const started = startOnce();
  // Whoever waits for `started` hears of a failed first start.
  const watched = started.then(watch, () => {});
  return {
    started,
    stop: async () => {
      over.abort();
      await current?.stop();
      await watched;
    },
  };
}
