import { CENTRE } from './actor.js';
import { dayOf, dueDay, startOfDay, withOverlay, type Calendar, type Day, type Instant, type Term } from './calendar.js';
import { announce, changedDays, overlay, refuseMerged, type CalendarChange, type Statutory } from './calendar-change.js';
import { daysOfYear } from './calendar-days.js';
import type { Refusal } from './entity.js';

/** The newest calendar of every region that has one of its own; the nation's is always among them. */
export type CurrentCalendars = readonly Calendar[];

/** A change worked out: what would be published, and what it may move. */
export interface CalendarPlan {
  readonly ok: true;
  /** The newest version it was worked out on: it may be published only as long as nothing newer is. */
  readonly base: number;
  readonly version: number;
  readonly region: string;
  readonly year: number;
  /** Every calendar of the new version: a national change takes the provinces' own along. */
  readonly calendars: readonly Calendar[];
  /** Days that are working before and off after, or the other way round, in any region. */
  readonly changed: readonly Day[];
  /** What a national change makes of provinces that have days of their own: to be looked at, and no reason to keep the nation waiting. */
  readonly concerns: readonly RegionConcern[];
}
/** Provinces that add days of their own and have not said which of this year: what falls due there from then on stays provisional. */
export const unsaidIn = ({ calendars, year }: CalendarPlan): readonly string[] =>
  calendars.flatMap(({ region, overlay: own, provisionalFrom }) =>
    own !== undefined && provisionalFrom <= (daysOfYear(year).at(-1) ?? 0) ? [region] : [],
  );

export interface RegionConcern {
  readonly region: string;
  readonly concern: Refusal;
}

const ofRegion = (calendars: readonly Calendar[], region: string): Calendar | undefined =>
  calendars.find((calendar) => calendar.region === region) ?? calendars.find((calendar) => calendar.region === CENTRE);

export function planChange(current: CurrentCalendars, change: CalendarChange, statutory: Statutory): CalendarPlan | Refusal {
  const national = ofRegion(current, CENTRE);
  if (national === undefined) throw new TypeError('no national calendar was published');
  const base = Math.max(...current.map(({ version }) => version));
  const version = base + 1;
  const { region, year } = change;
  const proposed =
    region === CENTRE
      ? announce(national, change, version, statutory)
      : overlay(national, ofRegion(current, region) ?? national, change, version, statutory);
  if (!proposed.ok) return proposed;
  const { calendar } = proposed;
  const others = region === CENTRE ? current.flatMap((own) => (own.overlay === undefined ? [] : [withOverlay(calendar, own.overlay)])) : [];
  const concerns = others.flatMap((merged): RegionConcern[] => {
    const concern = refuseMerged(merged, year, statutory);
    return concern === undefined ? [] : [{ region: merged.region, concern }];
  });
  const calendars = [calendar, ...others];
  const changed = calendars.flatMap((after) => changedDays(ofRegion(current, after.region) ?? national, after));
  return { ok: true, base, version, region, year, calendars, changed: [...new Set(changed)].sort((a, b) => a - b), concerns };
}

/** The calendar of a region by a plan; undefined where the plan does not touch it. */
export const plannedFor = ({ calendars, region: planned }: CalendarPlan, region: string): Calendar | undefined =>
  planned === CENTRE || planned === region ? ofRegion(calendars, region) : undefined;

/** The day a term is due by a plan, where that is another than the one known so far. */
export function movedDue(plan: CalendarPlan, region: string, { term, due }: { readonly term: Term; readonly due: Day }): Day | undefined {
  const calendar = plannedFor(plan, region);
  if (calendar === undefined || term.kind === 'by') return undefined;
  const moved = dueDay(calendar, term);
  return moved === due ? undefined : moved;
}

/** Only a duty due on or after the first changed day, of a term that began before the last one, can move. */
export interface Reach {
  readonly dueFrom: Day;
  readonly startedBefore: Instant;
}
export const reachOf = (changed: readonly Day[]): Reach => ({
  dueFrom: changed[0] ?? Infinity,
  startedBefore: startOfDay(changed.at(-1) ?? -Infinity),
});
export const isWithin = ({ dueFrom, startedBefore }: Reach, { term, due }: { readonly term: Term; readonly due: Day }): boolean =>
  term.kind === 'after' && due >= dueFrom && term.from < startedBefore;

/** Terms that start on the same day and run alike, and how many open duties are under them. */
export interface TermGroup {
  readonly region: string;
  readonly startDay: Day;
  readonly days: number;
  readonly unit: 'working' | 'calendar';
  readonly due: Day;
  readonly count: number;
}

/** How many open duties of these groups would move. */
export const countMoved = (plan: CalendarPlan, groups: readonly TermGroup[]): number =>
  groups.reduce((sum, { region, startDay, days, unit, due, count }) => {
    const term = { kind: 'after', from: startOfDay(startDay), days, unit } as const;
    return movedDue(plan, region, { term, due }) === undefined ? sum : sum + count;
  }, 0);

export const groupOf = (region: string, { term, due }: { readonly term: Term; readonly due: Day }): Omit<TermGroup, 'count'> | undefined =>
  term.kind === 'by' ? undefined : { region, startDay: dayOf(term.from), days: term.days, unit: term.unit, due };
