import type { Schedule } from '../period.js';
import type { Milestone } from './state.js';

/** The fixed sections of a plan. */
export const PLAN_SECTIONS = ['goals', 'measures', 'schedule', 'organisation', 'funding'] as const;
export type PlanSection = (typeof PLAN_SECTIONS)[number];

/** A milestone as it is written: its due day as `YYYY-MM-DD`. */
export interface MilestoneContent extends Omit<Milestone, 'dueDay'> {
  readonly due: string;
}
/** A plan as it is written and read; stored once under the hash of its canonical text. */
export interface PlanContent {
  readonly sections: Readonly<Record<PlanSection, string>>;
  readonly milestones: readonly MilestoneContent[];
  /** How often it reports; every quarter where it does not say. */
  readonly reporting?: Schedule;
}
