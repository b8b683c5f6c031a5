import type { PilotDutyKind } from './pilot/duties.js';
import type { NoticeDutyKind } from './notice/duties.js';

/** What a province is asked for: 报表, 报告, 检查核查, 督办通报 (rules: Burden). */
export const BURDENS = ['form', 'report', 'check', 'notice'] as const;
export type Burden = (typeof BURDENS)[number];
export type BurdenCounts = Readonly<Record<Burden, number>>;
/** How many of each a province may be asked for in a year. */
export type BurdenCap = BurdenCounts;

/**
 * Which duties are something asked of a province. Its own reviews are not, nor is what a person signs in a moment. A duty that is owed again
 * after a return is asked for again.
 */
const BURDEN_OF_KIND: Readonly<Partial<Record<PilotDutyKind | NoticeDutyKind, Burden>>> = {
  'submit-plan': 'form',
  report: 'report',
  'concluding-report': 'report',
  'talk-report': 'report',
  'milestone-result': 'check',
  'answer-notice': 'notice',
  'hold-talk': 'notice',
};

export const BURDEN_OF: ReadonlyMap<string, Burden> = new Map(Object.entries(BURDEN_OF_KIND));

/** Proposed: no source gives figures. */
export const FIRST_BURDEN_CAP: BurdenCap = { form: 200, report: 600, check: 400, notice: 60 };

export const NO_BURDEN: BurdenCounts = { form: 0, report: 0, check: 0, notice: 0 };

/** Of what a province was asked for more often than the cap allows. */
export const overCap = (counts: BurdenCounts, cap: BurdenCap): readonly Burden[] =>
  BURDENS.filter((burden) => counts[burden] > cap[burden]);
