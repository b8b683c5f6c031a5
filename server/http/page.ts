/** One window of a list, in MongoDB's words: what to find, in which order, at most how many. */
export interface Window {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number;
}
