/** There is no room for another call to this run; nothing was sent. */
export class Full extends Error {
  constructor(run: string, most: number) {
    super(`${most} calls to ${run} are under way`);
  }
}

export interface GateRules {
  /** Calls to one run at a time. */
  readonly most: number;
  /** Milliseconds the place of a failed call stays taken after its end; 0 frees it at once. */
  readonly restAfter: (error: unknown) => number;
}

/**
 * Lets in so many calls to one run at a time and turns the others away before anything is sent. A place is taken until the call has ended,
 * even where nobody waits for it any longer: what was sent is still before the engine.
 * Throws `Full` where there is no place.
 */
export function createGate({ most, restAfter }: GateRules): <T>(run: string, call: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, number>();
  const leave = (run: string): void => {
    const left = (underWay.get(run) ?? 1) - 1;
    if (left === 0) underWay.delete(run);
    else underWay.set(run, left);
  };
  return async (run, call) => {
    const others = underWay.get(run) ?? 0;
    if (others >= most) throw new Full(run, most);
    underWay.set(run, others + 1);
    let restMs = 0;
    try {
      return await call();
    } catch (error) {
      restMs = restAfter(error);
      throw error;
    } finally {
      if (restMs === 0) leave(run);
      else setTimeout(leave, restMs, run).unref();
    }
  };
}
