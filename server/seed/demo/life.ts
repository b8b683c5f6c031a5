import type { Schedule } from '../../../domain/period.js';
import type { PilotLevel } from '../../../domain/pilot/levels.js';
import type { FirstTaskArea } from '../../../domain/pilot/task-areas.js';
import type { Measure } from '../../../domain/pilot/figures.js';
import type { Indicator, Milestone } from '../../../domain/pilot/plan-state.js';
import type { Grade, PilotKind } from '../../../domain/pilot/state.js';

/** A day told from the day the demo is made: so many days, or working days, after it; before it where negative. */
export interface FromToday {
  readonly unit: 'calendar' | 'working';
  readonly days: number;
}
export const days = (count: number): FromToday => ({ unit: 'calendar', days: count });
export const workingDays = (count: number): FromToday => ({ unit: 'working', days: count });

export interface LifeMilestone extends Omit<Milestone, 'dueDay'> {
  readonly due: FromToday;
}

/** What a pilot is about, in words its plan and reports are written with. */
export interface Theme {
  /** `先进装备制造`. */
  readonly industry: string;
  /** What the host is called in running text. */
  readonly place: string;
  /** Why it is tried here: two or three sentences. */
  readonly background: string;
  /** What is peculiar to it, one sentence or two each. */
  readonly measures: readonly string[];
  /** In ten thousand yuan. */
  readonly publicMoney: number;
  readonly ownMoney: number;
}

/** The day it is submitted, why, and which milestones get which day. */
export interface PlannedChange {
  readonly on: FromToday;
  readonly reason: string;
  readonly moved: Readonly<Record<string, FromToday>>;
}

/** Another date asked for something, and how far the answer has come. */
export interface PlannedExtension {
  /** Named as `Habits` name it. */
  readonly of: string;
  readonly on: FromToday;
  readonly until: FromToday;
  readonly reason: string;
  readonly progress: string;
  /** What the own leader says, and then the reviewer; whoever has not said anything yet is not named. */
  readonly agreed?: 'agreed' | 'declined';
  readonly decided?: 'granted' | 'refused';
}

/**
 * How its people work. Things are named `plan`, `review`, `milestone:m1`, `report:2` (the second one owed), `report:last` (of the last
 * quarter before the end), `concluding-report`, `result`, `close`; `verdict:` before a milestone or report is the reviewer's.
 */
export interface Habits {
  /** Working days from the duty to submitting the first plan. */
  readonly planTakes?: number;
  /** How many versions are submitted so far. */
  readonly plans?: number;
  /** The verdicts on the plan, step by step; who would give the next one has not done so. */
  readonly verdicts?: readonly ('approve' | 'return' | 'reject')[];
  /** Working days from the due day, instead of the usual punctuality. */
  readonly when?: Readonly<Record<string, number>>;
  readonly never?: readonly string[];
  /** Reports the host asks to skip instead; the reviewer approves. */
  readonly skips?: readonly string[];
  /** What the reviewer returns at the first attempt. */
  readonly returned?: readonly string[];
  readonly notMet?: readonly string[];
  /** A change of plan while it runs; its verdicts follow those on the first plan in `verdicts`. */
  readonly change?: PlannedChange;
  readonly extensions?: readonly PlannedExtension[];
  /** Working days from the duty to the concluding report, and to the result. */
  readonly concludesAfter?: number;
  readonly gradedAfter?: number;
  readonly grade?: Grade;
}

/** Something that befalls a pilot: proposed by its office director, decided two working days later. */
export interface Stop {
  readonly propose: 'proposeSuspension' | 'proposeResumption' | 'proposeTermination';
  readonly at: FromToday;
  readonly reason: string;
  readonly opinion: string;
}

/** A pilot of the demo: what is registered, what its plan promises, and how its people work. */
export interface Life {
  readonly title: string;
  readonly kind: PilotKind;
  readonly level: PilotLevel;
  readonly areas: readonly FirstTaskArea[];
  readonly region: string;
  readonly host: string;
  readonly registered: FromToday;
  readonly start: FromToday;
  readonly end: FromToday;
  readonly milestones: readonly LifeMilestone[];
  /** Every quarter where it does not say. */
  readonly reporting?: Schedule;
  readonly theme: Theme;
  readonly habits: Habits;
  readonly stops?: readonly Stop[];
}

type Counted = readonly [
  id: string,
  name: string,
  unit: string,
  baseline: number,
  target: number,
  direction?: 'up' | 'down',
  measure?: Measure,
];

export const milestone = (id: string, title: string, due: FromToday, ...counted: readonly Counted[]): LifeMilestone => ({
  id,
  title,
  due,
  indicators: counted.map(([indicator, name, unit, baseline, target, direction = 'up', measure]): Indicator => ({
    id: indicator,
    name,
    unit,
    baseline,
    target,
    direction,
    ...(measure === undefined ? {} : { measure }),
  })),
});
