import { dayOf, formatDay } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import { actualOf, entriesIn, entryPlace, figureIn, indicatorsOf, measureOf, withFigure, type Actual } from './figures.js';
import {
  signatureOf,
  signersOf,
  type EnteredFigure,
  type EnteredWith,
  type PilotEvent,
  type RecordedFigure,
  type ReliedFigure,
} from './messages.js';
import type { Figure, Indicator, Pilot } from './state.js';

/**
 * Takes figures down, each once: of a cumulative indicator an entry is what came since the entry before it, so that no day counts twice.
 * One for the same report, milestone or day again corrects it. None brings no event.
 */
export function enterFigures(
  pilot: Pilot,
  figures: readonly EnteredFigure[],
  where: EnteredWith,
  { actor, at }: Context,
): Decision<PilotEvent> {
  if (figures.length === 0) return accept();
  const today = dayOf(at);
  const indicators = new Map(indicatorsOf(pilot).map((indicator) => [indicator.id, indicator]));
  const source = { ...signatureOf(actor), at, ...where };
  const folded = new Map<string, Figure | undefined>();
  const recorded: RecordedFigure[] = [];
  const taken = new Set<string>();
  for (const { indicator: id, value, asOf, period } of figures) {
    const indicator = indicators.get(id);
    if (indicator === undefined) return refuse('IndicatorUnknown', { indicator: id });
    if (asOf < pilot.startDay || asOf > today)
      return refuse('FigureDayInvalid', { indicator: indicator.name, from: formatDay(pilot.startDay), to: formatDay(today) });
    const day = formatDay(asOf);
    const key = measureOf(indicator) === 'level' ? undefined : (period ?? where.report ?? where.milestone ?? day);
    const place = `${id} ${key ?? day}`;
    if (taken.has(place)) return refuse('FigureTwice', { indicator: indicator.name });
    taken.add(place);
    const figure: RecordedFigure = { indicator: id, value, asOf, ...(key === undefined ? {} : { key }) };
    const before = folded.get(id) ?? figureIn(pilot, id);
    if (period !== undefined && !entriesIn(before).some((entry) => entry.key === period))
      return refuse('FigureMissing', { indicator: indicator.name, period });
    const refusal = refuseOrder(before, figure, indicator);
    if (refusal !== undefined) return refusal;
    folded.set(id, withFigure(before, figure, source));
    recorded.push(figure);
  }
  return accept({ type: 'figuresEntered', figures: recorded, ...source });
}

/** An entry of a cumulative indicator ends after the one before it and before the one after it. */
function refuseOrder(before: Figure | undefined, { key, asOf }: RecordedFigure, { name }: Indicator): Refusal | undefined {
  if (key === undefined || before === undefined || !('entries' in before)) return undefined;
  const { entries, earlier } = before;
  const place = entryPlace(entries, { key, asOf });
  const former = (place === -1 ? entries.at(-1) : entries[place - 1]) ?? earlier;
  const next = place === -1 ? undefined : entries[place + 1];
  if (former !== undefined && asOf <= former.asOf) return refuse('FigureCounted', { indicator: name, until: formatDay(former.asOf) });
  return next !== undefined && asOf >= next.asOf ? refuse('FigureCounted', { indicator: name, until: formatDay(next.asOf) }) : undefined;
}

/** Whose figures these are: as much theirs as of who handed them in. Nothing where nobody is named. */
export function reliedByIn({ relied = [] }: { readonly relied?: readonly ReliedFigure[] }): { readonly reliedBy?: readonly string[] } {
  const reliedBy = [...new Set(relied.flatMap(({ source }) => (source === undefined ? [] : signersOf(source))))];
  return reliedBy.length === 0 ? {} : { reliedBy };
}

/** What a submission takes as known, because it brings no figure of its own: the actual values as they stand. */
export function reliedOn(
  pilot: Pilot,
  indicators: readonly Indicator[],
  brought: readonly EnteredFigure[],
): { readonly relied?: readonly ReliedFigure[] } {
  const own = new Set(brought.map(({ indicator }) => indicator));
  const relied = indicators.flatMap((indicator): ReliedFigure[] => {
    const actual: Actual | undefined = own.has(indicator.id) ? undefined : actualOf(indicator, figureIn(pilot, indicator.id));
    return actual === undefined ? [] : [{ indicator: indicator.id, ...actual }];
  });
  return relied.length === 0 ? {} : { relied };
}
