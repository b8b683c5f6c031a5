/** How long an errand waits for one that was silent before; in milliseconds. What was sent is taken all the same once it can be. */
export const SHORT_PATIENCE_MS = 1_000;

/** Who did not answer an errand when it last asked. */
export interface Silent {
  /** With which code it was not reached; undefined for whoever was, or was never asked. */
  whyOf(name: string): string | undefined;
  readonly size: number;
  /** It did not answer now: from here on it stands behind all others that did not. */
  add(name: string, why: string): void;
  delete(name: string): void;
  /** Forgets whoever is not asked any more. */
  keepOnly(names: ReadonlyMap<string, unknown>): void;
  /** Of these, who was silent, longest ago first. */
  among<T>(names: ReadonlyMap<string, T>): readonly T[];
}

/**
 * Each that stands still costs whoever asks the whole of a patience, and a round has room for few of those: asked first every time, they would
 * keep the errand from everybody else for ever. So they are asked after all others, in turn, and not waited for as long. Kept in a worker's
 * memory: the next worker learns it again.
 */
export function createSilent(): Silent {
  const names = new Map<string, string>();
  return {
    whyOf: (name) => names.get(name),
    get size() {
      return names.size;
    },
    add(name, why) {
      names.delete(name);
      names.set(name, why);
    },
    delete: (name) => void names.delete(name),
    keepOnly(asked) {
      for (const name of names.keys()) if (!asked.has(name)) names.delete(name);
    },
    among: (asked) => [...names.keys()].flatMap((name) => asked.get(name) ?? []),
  };
}
