import type { Day } from '../calendar.js';
import { sumOf } from '../decimal.js';
import type { PilotEvent, RecordedFigure } from './events.js';
import type { CumulativeEntry, Figure, FigureSource } from './figure-state.js';
import type { Indicator } from './plan-state.js';
import { approvedPlan, type Pilot } from './state.js';

/**
 * How many entries of a cumulative indicator stay open to correction, three years of quarters; what is older is kept as one sum. The
 * record has them all.
 */
export const MOST_ENTRIES = 12;

export type Measure = NonNullable<Indicator['measure']>;
/** How an indicator is measured; one that does not say is a level. */
export const measureOf = ({ measure = 'level' }: Pick<Indicator, 'measure'>): Measure => measure;

/** The indicators of the approved plan, in its order. */
export const indicatorsOf = (pilot: Pilot): readonly Indicator[] =>
  approvedPlan(pilot)?.outline.milestones.flatMap(({ indicators }) => indicators) ?? [];

/** What an indicator has come to, as of a day, and by whom and where that was said last. */
export interface Actual {
  readonly value: number;
  readonly asOf: Day;
  /** Absent from what was entered before sources were kept. */
  readonly source?: FigureSource;
}

/**
 * The actual value of an indicator: of a level that of its latest day, of a cumulative one the baseline and all that was added since.
 * Undefined where nothing was entered, or where all there is was measured the other way.
 */
export function actualOf(indicator: Pick<Indicator, 'baseline' | 'measure'>, figure: Figure | undefined): Actual | undefined {
  if (figure === undefined) return undefined;
  if (!('entries' in figure)) return measureOf(indicator) === 'level' ? figure : undefined;
  const asOf = lastDayOf(figure);
  if (measureOf(indicator) === 'level' || asOf === undefined) return undefined;
  const { earlier, entries, source } = figure;
  return { value: sumOf([indicator.baseline, earlier?.value ?? 0, ...entries.map(({ value }) => value)]), asOf, source };
}

/** The figure of an indicator; ids come from outside, one such as `constructor` names nothing. */
export const figureIn = ({ figures }: Pick<Pilot, 'figures'>, indicator: string): Figure | undefined =>
  Object.hasOwn(figures, indicator) ? figures[indicator] : undefined;

/** Up to which day a cumulative indicator is counted; undefined before its first entry. */
export const lastDayOf = (figure: Figure | undefined): Day | undefined =>
  figure !== undefined && 'entries' in figure ? (figure.entries.at(-1) ?? figure.earlier)?.asOf : undefined;

/** What can be corrected of a cumulative indicator, in the order of its days. */
export const entriesIn = (figure: Figure | undefined): readonly CumulativeEntry[] =>
  figure !== undefined && 'entries' in figure ? figure.entries : [];

/** Where an entry belongs: to its own period or milestone, else to its day. The same place again is a correction. */
export function entryPlace(entries: readonly CumulativeEntry[], { key, asOf }: Pick<CumulativeEntry, 'key' | 'asOf'>): number {
  const own = entries.findIndex((entry) => entry.key === key);
  return own === -1 ? entries.findIndex((entry) => entry.asOf === asOf) : own;
}

/** Folds what was entered. Events from before sources were kept have no instant: of those the last one entered counts, whatever its day. */
export function evolveFigures(figures: Pilot['figures'], event: PilotEvent & { type: 'figuresEntered' }): Pilot['figures'] {
  const next: Record<string, Figure> = { ...figures };
  for (const entered of event.figures)
    next[entered.indicator] = withFigure(figureIn({ figures: next }, entered.indicator), entered, sourceOf(event));
  return next;
}

export function withFigure(before: Figure | undefined, { key, value, asOf }: RecordedFigure, source: FigureSource | undefined): Figure {
  if (key === undefined || source === undefined) {
    const isOlder = source !== undefined && before !== undefined && !('entries' in before) && before.asOf > asOf;
    return isOlder ? before : { value, asOf, ...(source === undefined ? {} : { source }) };
  }
  const known = entriesIn(before);
  const place = entryPlace(known, { key, asOf });
  const entry = { key, value, asOf };
  const later = known.findIndex((one) => one.asOf > asOf);
  const entries = place === -1 ? known.toSpliced(later === -1 ? known.length : later, 0, entry) : known.with(place, entry);
  const [oldest, ...rest] = entries;
  const earlier = before !== undefined && 'entries' in before ? before.earlier : undefined;
  if (oldest === undefined || entries.length <= MOST_ENTRIES) return { entries, ...(earlier === undefined ? {} : { earlier }), source };
  return { entries: rest, earlier: { value: sumOf([earlier?.value ?? 0, oldest.value]), asOf: oldest.asOf }, source };
}

function sourceOf({ by, onBehalfOf, at, report, milestone }: PilotEvent & { type: 'figuresEntered' }): FigureSource | undefined {
  if (by === undefined || at === undefined) return undefined;
  return {
    by,
    at,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    ...(report === undefined ? {} : { report }),
    ...(milestone === undefined ? {} : { milestone }),
  };
}
