import { dayOf, formatDay, type Day } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import { periodOf, type Period } from '../period.js';
import { actualOf, entriesIn, entryPlace, figureIn, indicatorsOf, measureOf, withFigure, type Actual } from './figures.js';
import type { EnteredWith, PilotEvent, RecordedFigure, ReliedFigure } from './events.js';
import type { EnteredFigure } from './messages.js';
import { signatureOf, signersOf } from './signature.js';
import type { Figure } from './figure-state.js';
import type { Indicator } from './plan-state.js';
import type { Pilot } from './state.js';

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
    const refusal = refuseJudged(pilot, before, figure, indicator) ?? refuseOrder(before, figure, indicator, periodOf(where.report ?? ''));
    if (refusal !== undefined) return refusal;
    folded.set(id, withFigure(before, figure, source));
    recorded.push(figure);
  }
  return accept({ type: 'figuresEntered', figures: recorded, ...source });
}

/**
 * An entry of a cumulative indicator ends after the one before it and before the one after it; a new one comes last, save that of a late
 * report, which comes before what was counted after its period. It takes over what was entered directly for its day, and nothing else.
 */
function refuseOrder(
  before: Figure | undefined,
  { key, asOf }: RecordedFigure,
  { name }: Indicator,
  period: Period | undefined,
): Refusal | undefined {
  if (key === undefined || before === undefined || !('entries' in before)) return undefined;
  const { entries, earlier } = before;
  const counted = (until: Day): Refusal => refuse('FigureCounted', { indicator: name, until: formatDay(until) });
  const place = entryPlace(entries, { key, asOf });
  const taken = entries[place];
  if (taken !== undefined && taken.key !== key && taken.key !== formatDay(asOf)) return counted(asOf);
  const isOfPeriod = period !== undefined && asOf <= period.to;
  const late = isOfPeriod ? entries.findIndex((entry) => entry.asOf > period.to) : -1;
  const own = place === -1 ? late : place;
  const former = (own === -1 ? entries.at(-1) : entries[own - 1]) ?? earlier;
  if (former !== undefined && asOf <= former.asOf) return counted(former.asOf);
  const next = place === -1 ? undefined : entries[place + 1];
  return next !== undefined && asOf >= next.asOf ? counted(next.asOf) : undefined;
}

/** What a verdict rested on stays as it was: neither a correction nor another figure of the same day takes its place. */
function refuseJudged(pilot: Pilot, before: Figure | undefined, figure: RecordedFigure, { name }: Indicator): Refusal | undefined {
  if (before === undefined) return undefined;
  const { key, value, asOf } = figure;
  const replaced = 'entries' in before ? before.entries.find((entry) => entry.key === key) : before;
  if (replaced === undefined || (replaced.value === value && replaced.asOf === asOf)) return undefined;
  if (!('entries' in before) && before.asOf !== asOf) return undefined;
  const { report, milestone } = 'entries' in before ? { report: key, milestone: key } : (before.source ?? {});
  const isAccepted = report !== undefined && Object.hasOwn(pilot.reports, report) && pilot.reports[report]?.status === 'accepted';
  const judged = milestone !== undefined && Object.hasOwn(pilot.milestones, milestone) ? pilot.milestones[milestone]?.status : undefined;
  return isAccepted || judged === 'met' || judged === 'not-met'
    ? refuse('FigureJudged', { indicator: name, until: formatDay(replaced.asOf) })
    : undefined;
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
