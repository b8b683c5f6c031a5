/** The one source of the present. Lights, terms, errands and the stamp on a command all read the same instance. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** `shiftMs` sets every reading that far ahead, for trials and training. */
export const createClock = (shiftMs = 0): Clock => ({ now: () => Date.now() + shiftMs });
