/** A place where two lists differ: the positions of old items that are not there any more, and of new ones that stand there instead. */
export interface Gap {
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/** Beyond so many pairs to look at, what differs is taken as one gap: still right, only less fine. */
const MOST_PAIRS = 1_000_000;

/** Where a new list differs from an old one, in order; what lies outside the gaps is kept, in its order (a longest common subsequence). */
export function gapsBetween(old: readonly string[], next: readonly string[]): readonly Gap[] {
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let [oldEnd, nextEnd] = [old.length, next.length];
  while (oldEnd > start && nextEnd > start && old[oldEnd - 1] === next[nextEnd - 1]) [oldEnd, nextEnd] = [oldEnd - 1, nextEnd - 1];
  const [rows, columns] = [oldEnd - start, nextEnd - start];
  if (rows === 0 && columns === 0) return [];
  if (rows * columns > MOST_PAIRS) return [{ gone: range(start, oldEnd), come: range(start, nextEnd) }];

  const common = commonLengths(old.slice(start, oldEnd), next.slice(start, nextEnd));
  const lengthAt = (row: number, column: number): number => common[row * (columns + 1) + column] ?? 0;
  const gaps: Gap[] = [];
  let [gone, come]: [number[], number[]] = [[], []];
  const close = (): void => {
    if (gone.length + come.length > 0) gaps.push({ gone, come });
    [gone, come] = [[], []];
  };
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    if (row < rows && column < columns && old[start + row] === next[start + column]) {
      close();
      [row, column] = [row + 1, column + 1];
    } else if (column >= columns || (row < rows && lengthAt(row + 1, column) >= lengthAt(row, column + 1))) {
      gone.push(start + row);
      row += 1;
    } else {
      come.push(start + column);
      column += 1;
    }
  }
  close();
  return gaps;
}

/** Of every pair of positions, how much the rests of both lists have in common; row by row. */
function commonLengths(old: readonly string[], next: readonly string[]): Uint32Array {
  const width = next.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = next.length - 1; column >= 0; column -= 1) {
      const below = (row + 1) * width + column;
      lengths[row * width + column] =
        old[row] === next[column] ? (lengths[below + 1] ?? 0) + 1 : Math.max(lengths[below] ?? 0, lengths[row * width + column + 1] ?? 0);
    }
  }
  return lengths;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

/** What becomes of one item: it goes `from` a position, something comes `to` one, or both. */
export interface Change<T> {
  readonly from?: number;
  readonly to?: number;
  readonly item?: T;
}

/** Applies changes to the list they were found in: what they do not name is kept in its order and fills the places left. */
export function applyChanges<T>(old: readonly T[], changes: readonly Change<T>[]): T[] {
  const gone = new Set(changes.map(({ from }) => from));
  const placed = new Map(changes.flatMap(({ to, item }) => (to === undefined || item === undefined ? [] : [[to, item] as const])));
  const result: T[] = [];
  const place = (): void => {
    for (let item = placed.get(result.length); item !== undefined; item = placed.get(result.length)) result.push(item);
  };
  place();
  for (const [index, item] of old.entries()) {
    if (gone.has(index)) continue;
    result.push(item);
    place();
  }
  return result;
}
