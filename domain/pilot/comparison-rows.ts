import type { Schedule } from '../period.js';
import type { RequiredEvidence } from './evidence.js';
import type { MaterialMark } from './material.js';
import type { MilestoneContent, PlanSection } from './plan-content.js';
import type { Indicator } from './plan-state.js';

export interface Marked {
  /** Why the change is material; empty where it is not. */
  readonly material: readonly MaterialMark[];
}
/** Positions count from 0: `from` in the old list, `to` in the new one. */
export interface Placed {
  readonly from?: number;
  readonly to?: number;
}
export type MilestoneField = Exclude<keyof MilestoneContent, 'id' | 'indicators' | 'requiredEvidence'>;
export type IndicatorField = Exclude<keyof Indicator, 'id'>;

/** A paragraph (line) of a section. */
export interface ParagraphRow extends Marked, Placed {
  readonly part: 'section';
  readonly section: PlanSection;
  readonly change: 'added' | 'removed' | 'changed';
  readonly old?: string;
  readonly new?: string;
}
/** How often the plan reports; one that does not say reports every quarter. */
export interface ReportingRow extends Marked {
  readonly part: 'reporting';
  readonly change: 'changed';
  readonly old: Schedule;
  readonly new: Schedule;
}
/** A whole milestone; `moved`: the same one in another place of the order. */
export interface MilestoneRow extends Marked, Placed {
  readonly part: 'milestone';
  readonly milestone: string;
  readonly change: 'added' | 'removed' | 'moved';
  readonly old?: MilestoneContent;
  readonly new?: MilestoneContent;
}
/** A whole indicator of a milestone that both versions have. */
export interface IndicatorRow extends Marked, Placed {
  readonly part: 'indicator';
  readonly milestone: string;
  readonly indicator: string;
  readonly change: 'added' | 'removed' | 'moved';
  readonly old?: Indicator;
  readonly new?: Indicator;
}
/** One field of a milestone that both versions have. */
export interface MilestoneFieldRow extends Marked {
  readonly part: 'milestone-field';
  readonly milestone: string;
  readonly field: MilestoneField;
  readonly change: 'changed';
  readonly old: MilestoneContent[MilestoneField];
  readonly new: MilestoneContent[MilestoneField];
}
/** All that a milestone of both versions must be proved by. */
export interface RequiredEvidenceRow extends Marked {
  readonly part: 'required-evidence';
  readonly milestone: string;
  readonly change: 'changed';
  readonly old: readonly RequiredEvidence[];
  readonly new: readonly RequiredEvidence[];
}
/** One field of an indicator that both versions have. */
export interface IndicatorFieldRow extends Marked {
  readonly part: 'indicator-field';
  readonly milestone: string;
  readonly indicator: string;
  readonly field: IndicatorField;
  readonly change: 'changed';
  readonly old: Required<Indicator>[IndicatorField];
  readonly new: Required<Indicator>[IndicatorField];
}
export type ComparisonRow =
  ParagraphRow | ReportingRow | MilestoneRow | MilestoneFieldRow | RequiredEvidenceRow | IndicatorRow | IndicatorFieldRow;
