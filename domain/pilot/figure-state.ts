import type { Day, Instant } from '../calendar.js';

/** Who entered a figure and when, and in which report or for which milestone; directly where neither is named. */
export interface FigureSource {
  readonly by: string;
  readonly onBehalfOf?: string;
  readonly at: Instant;
  readonly report?: string;
  readonly milestone?: string;
}
/** The value of the latest day. */
export interface LevelFigure {
  readonly value: number;
  readonly asOf: Day;
  /** Absent from what was entered before sources were kept. */
  readonly source?: FigureSource;
}
/** What came since the entry before it. `key`: the period or milestone it was entered for, else its day. */
export interface CumulativeEntry {
  readonly key: string;
  readonly value: number;
  readonly asOf: Day;
}
export interface CumulativeFigure {
  /** In the order of their days. */
  readonly entries: readonly CumulativeEntry[];
  /** The sum of those too old to be corrected, up to which day. */
  readonly earlier?: { readonly value: number; readonly asOf: Day };
  /** Of the last one entered or corrected. */
  readonly source: FigureSource;
}
export type Figure = LevelFigure | CumulativeFigure;
