import type { Instant } from './calendar.js';

/** Who is to wake when, for many sleepers of whom each has at most one instant. */
export interface Agenda {
  /** Replaces what was noted for this sleeper; `undefined` lets it sleep on. */
  note(sleeper: string, at: Instant | undefined): void;
  /** The next to wake and when; of several at one instant the one noted first. It stays noted until it is noted anew. */
  next(): { readonly sleeper: string; readonly at: Instant } | undefined;
}

interface Line {
  readonly sleeper: string;
  readonly at: Instant;
  readonly turn: number;
}

const isSooner = (a: Line, b: Line): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

/** A binary heap; lines that were replaced stay in it until they come up. */
export function createAgenda(): Agenda {
  const lines: Line[] = [];
  const valid = new Map<string, Line>();
  let turn = 0;

  const rise = (line: Line): void => {
    let at = lines.length;
    for (; at > 0; at = (at - 1) >> 1) {
      const above = lines[(at - 1) >> 1];
      if (above === undefined || !isSooner(line, above)) break;
      lines[at] = above;
    }
    lines[at] = line;
  };

  const dropFirst = (): void => {
    const line = lines.pop();
    if (line === undefined || lines.length === 0) return;
    let at = 0;
    for (;;) {
      const left = lines[2 * at + 1];
      const right = lines[2 * at + 2];
      const isRight = left !== undefined && right !== undefined && isSooner(right, left);
      const below = isRight ? right : left;
      if (below === undefined || !isSooner(below, line)) break;
      lines[at] = below;
      at = isRight ? 2 * at + 2 : 2 * at + 1;
    }
    lines[at] = line;
  };

  return {
    note(sleeper, at) {
      if (valid.get(sleeper)?.at === at) return;
      if (at === undefined) {
        valid.delete(sleeper);
        return;
      }
      turn += 1;
      const line = { sleeper, at, turn };
      valid.set(sleeper, line);
      rise(line);
    },
    next() {
      for (let line = lines[0]; line !== undefined; line = lines[0]) {
        if (valid.get(line.sleeper) === line) return line;
        dropFirst();
      }
      return undefined;
    },
  };
}
