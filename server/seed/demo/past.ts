import { addWorkingDays, dayOf, formatDay, isWorkingDay, nextWorkingDay, type Calendar, type Instant } from '../../../domain/calendar.js';
import type { Simulator } from '../../../domain/simulator.js';
import { CHAINS } from './chains.js';
import { chainActs } from './chain-openings.js';
import type { ChainLife } from './chain-life.js';
import type { Life } from './life.js';
import { LIVES } from './lives.js';
import { overlaidChain, overlaidLife } from './lives-overlaid.js';
import { createNoticeLife } from './notice-life.js';
import { createPilotLife, type PilotLife } from './pilot-life.js';
import { publishing, regionalDaysBefore, type DemoPublication } from './regional-days.js';
import { createStage, officeOpens, officeTime, type Act, type Stage } from './stage.js';
import { unitActs } from './unit-acts.js';

/** Two years behind the demo's units and pilots, as the rules would have made them. */
export interface DemoPast {
  readonly past: Simulator;
  /** Texts by hash. */
  readonly documents: ReadonlyMap<string, string>;
  /** The last number used of every series that numbers are allotted from. */
  readonly counters: ReadonlyMap<string, number>;
  /** The calendar a province was given on the way. */
  readonly publications: readonly DemoPublication[];
}

/** How far back the demo goes, in days. */
const PAST_DAYS = 732;

/** By this working day every host is founded, also where the demo begins before long holidays. */
const FOUNDED_WITHIN_DAYS = 3;

/** Tells the past up to an instant and nothing beyond it. Pure: the same calendar and instant make the same past. */
export function tellPast(calendar: Calendar, now: Instant): DemoPast {
  const today = dayOf(now);
  const firstDay = nextWorkingDay(calendar, today - PAST_DAYS);
  const stage = createStage(calendar, { today, startsAt: officeOpens(firstDay) });
  const { past } = stage;
  const counters = new Map<string, number>();
  const next = (series: string): number => {
    const number = (counters.get(series) ?? 0) + 1;
    counters.set(series, number);
    return number;
  };

  const pilots: PilotLife[] = [];
  const chains: ChainLife[] = [];
  const notices = createNoticeLife(stage);
  const regional = regionalDaysBefore(calendar, today);
  const { published } = regional;
  const publications: DemoPublication[] = [];
  const hostsStand = addWorkingDays(calendar, firstDay, FOUNDED_WITHIN_DAYS);
  const registrations = [...LIVES, overlaidLife(published, today)].map((life): Act => {
    const at = officeTime(Math.max(stage.dayFrom(life.registered), hostsStand), life.title);
    return { at, do: () => void pilots.push(register(stage, life, next, at)) };
  });
  const hostFounded = (code: string): void => void next(`host/${code.slice(0, code.indexOf('-'))}`);
  const acts = [
    ...unitActs(stage, { now, firstDay, hostFounded }),
    ...registrations,
    ...chainActs(stage, [...CHAINS, overlaidChain(published, today)], { firstDay, today }, (chain) => void chains.push(chain)),
    publishing(stage, regional, (publication) => void publications.push(publication)),
  ];
  for (let day = firstDay; day <= today; day++) {
    const planned = acts.filter(({ at }) => dayOf(at) === day);
    const isOpen = isWorkingDay(calendar, day);
    if (planned.length === 0 && !isOpen) continue;
    past.advanceTo(Math.max(past.now(), Math.min(now, officeOpens(day))));
    const atWork = [...pilots, ...chains].filter(({ province }) => isWorkingDay(stage.calendarOf(province), day));
    const own = isOpen ? [...atWork, notices].flatMap((life) => life.actsOn(day)) : [];
    for (const act of [...planned, ...own].sort((a, b) => a.at - b.at)) if (act.at <= now) act.do(act.at);
  }
  past.advanceTo(now);
  return { past, documents: stage.documents, counters, publications };
}

function register(stage: Stage, life: Life, next: (series: string) => number, at: Instant): PilotLife {
  const { region, host, title, kind, level, areas } = life;
  const series = `${region}-${formatDay(dayOf(at)).slice(0, 4)}`;
  const id = `${series}-${String(next(`pilot/${series}`)).padStart(4, '0')}`;
  const [startDay, endDay] = [stage.dayFrom(life.start), stage.dayFrom(life.end)];
  const director = stage.actorIn(region, 'office-director', at);
  stage.send('pilot', id, director, { type: 'registerPilot', title, kind, level, areas, region, host, startDay, endDay }, at);
  return createPilotLife(stage, life, id, { startDay, endDay });
}
