import { applyChanges, gapsBetween, type Change } from '../list-difference.js';
import type {
  ComparisonRow,
  IndicatorField,
  IndicatorFieldRow,
  IndicatorRow,
  Marked,
  MilestoneField,
  MilestoneFieldRow,
  MilestoneRow,
  ParagraphRow,
  Placed,
  ReportingRow,
  RequiredEvidenceRow,
} from './comparison-rows.js';
import type { RequiredEvidence } from './evidence.js';
import { measureOf } from './figures.js';
import { isLowered, isRarer, marksOfText, type MaterialMark } from './material.js';
import { PLAN_SECTIONS, type MilestoneContent, type PlanContent, type PlanSection } from './plan-content.js';
import { scheduleOf } from './schedule.js';
import type { Indicator } from './plan-state.js';

type Judge<T> = (old: T, next: T) => readonly MaterialMark[];
const unmarked = (): readonly MaterialMark[] => [];
const remeasured = (): readonly MaterialMark[] => ['measure-changed'];

/** Every field of the structured part, and when its change is material. A field added to the plan is a compile error until it stands here. */
const MILESTONE_FIELDS: Readonly<Record<MilestoneField, Judge<MilestoneContent>>> = {
  title: unmarked,
  due: (old, next) => (next.due > old.due ? ['date-put-back'] : []),
};
const INDICATOR_FIELDS: Readonly<Record<IndicatorField, Judge<Indicator>>> = {
  name: unmarked,
  unit: remeasured,
  baseline: remeasured,
  target: (old, next) => (isLowered(old, next.target) ? ['target-lowered'] : []),
  direction: remeasured,
  measure: remeasured,
};
const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): K[] =>
  Object.keys(record).filter((key): key is K => Object.hasOwn(record, key));

/**
 * What differs between two versions of a plan: rows by section and field, in the order of the plan, with old and new value. Nothing is
 * lost: `applyComparison` makes the new version of the old one. Milestones and indicators are told apart by their ids, which must be
 * distinct (`draftPlan` sees to it).
 */
export function comparePlans(old: PlanContent, next: PlanContent): readonly ComparisonRow[] {
  return [
    ...PLAN_SECTIONS.flatMap((section) => compareText(section, linesOf(old.sections[section]), linesOf(next.sections[section]))),
    ...compareReporting(old, next),
    ...compareById(old.milestones, next.milestones, 'milestone-removed').map(({ id, ...row }): MilestoneRow => ({
      part: 'milestone',
      milestone: id,
      ...row,
    })),
    ...both(old.milestones, next.milestones).flatMap(([before, after]) => compareMilestones(before, after)),
  ];
}

function compareReporting(before: PlanContent, after: PlanContent): ReportingRow[] {
  const [old, next] = [scheduleOf(before), scheduleOf(after)];
  if (old === next) return [];
  return [{ part: 'reporting', change: 'changed', old, new: next, material: isRarer(old, next) ? ['reports-rarer'] : [] }];
}

const linesOf = (text: string): readonly string[] => text.split('\n');

function compareText(section: PlanSection, old: readonly string[], next: readonly string[]): ParagraphRow[] {
  const gaps = gapsBetween(old, next);
  const goneTexts = new Set(gaps.flatMap(({ gone }) => gone.map((index) => old[index])));
  const comeTexts = new Set(gaps.flatMap(({ come }) => come.map((index) => next[index])));
  return gaps.flatMap(({ gone, come }) =>
    Array.from({ length: Math.max(gone.length, come.length) }, (_, index): ParagraphRow => {
      const [from, to] = [gone[index], come[index]];
      const [before, after] = [textAt(old, from), textAt(next, to)];
      // A paragraph that stands elsewhere now says the same there.
      const isMoved = (before === undefined || comeTexts.has(before)) && (after === undefined || goneTexts.has(after));
      return {
        part: 'section',
        section,
        change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(before === undefined ? {} : { old: before }),
        ...(after === undefined ? {} : { new: after }),
        material: isMoved ? [] : marksOfText(section, before ?? '', after ?? ''),
      };
    }),
  );
}
const textAt = (lines: readonly string[], index: number | undefined): string | undefined =>
  index === undefined ? undefined : lines[index];

interface Identified {
  readonly id: string;
}
interface WholeRow<T> extends Marked, Placed {
  readonly id: string;
  readonly change: 'added' | 'removed' | 'moved';
  readonly old?: T;
  readonly new?: T;
}

/** What came, went or stands elsewhere, by id. */
function compareById<T extends Identified>(old: readonly T[], next: readonly T[], removal: MaterialMark): WholeRow<T>[] {
  const gaps = gapsBetween(
    old.map(({ id }) => id),
    next.map(({ id }) => id),
  );
  const gone = gaps.flatMap((gap) => gap.gone).flatMap((from) => placedAt(old, from));
  const come = gaps.flatMap((gap) => gap.come).flatMap((to) => placedAt(next, to));
  const cameTo = new Map(come.map(({ item, index }) => [item.id, index]));
  const wentFrom = new Set(gone.map(({ item }) => item.id));
  return [
    ...gone.map(({ item, index: from }): WholeRow<T> => {
      const to = cameTo.get(item.id);
      if (to !== undefined) return { id: item.id, change: 'moved', from, to, material: [] };
      return { id: item.id, change: 'removed', from, old: item, material: [removal] };
    }),
    ...come
      .filter(({ item }) => !wentFrom.has(item.id))
      .map(({ item, index: to }): WholeRow<T> => ({ id: item.id, change: 'added', to, new: item, material: [] })),
  ];
}
function placedAt<T>(items: readonly T[], index: number): { item: T; index: number }[] {
  const item = items[index];
  return item === undefined ? [] : [{ item, index }];
}

const both = <T extends Identified>(old: readonly T[], next: readonly T[]): (readonly [T, T])[] =>
  old.flatMap((before) => next.filter(({ id }) => id === before.id).map((after) => [before, after] as const));

function compareMilestones(old: MilestoneContent, next: MilestoneContent): ComparisonRow[] {
  const { id: milestone } = old;
  return [
    ...keysOf(MILESTONE_FIELDS)
      .filter((field) => old[field] !== next[field])
      .map((field): MilestoneFieldRow => ({
        part: 'milestone-field',
        milestone,
        field,
        change: 'changed',
        old: old[field],
        new: next[field],
        material: MILESTONE_FIELDS[field](old, next),
      })),
    ...compareRequired(milestone, old.requiredEvidence, next.requiredEvidence),
    ...compareById(old.indicators, next.indicators, 'indicator-removed').map(({ id, ...row }): IndicatorRow => ({
      part: 'indicator',
      milestone,
      indicator: id,
      ...row,
    })),
    ...both(old.indicators, next.indicators).flatMap(([before, after]) =>
      keysOf(INDICATOR_FIELDS)
        .map((field) => ({ field, old: saidOf(before)[field], new: saidOf(after)[field] }))
        .filter((row) => row.old !== row.new)
        .map(({ field, ...values }): IndicatorFieldRow => ({
          part: 'indicator-field',
          milestone,
          indicator: before.id,
          field,
          change: 'changed',
          ...values,
          material: INDICATOR_FIELDS[field](before, after),
        })),
    ),
  ];
}

function compareRequired(
  milestone: string,
  old: readonly RequiredEvidence[] = [],
  next: readonly RequiredEvidence[] = [],
): RequiredEvidenceRow[] {
  const isSame = old.length === next.length && old.every(({ id, title }, at) => next[at]?.id === id && next[at].title === title);
  if (isSame) return [];
  const isRemoved = old.some(({ id }) => next.every((item) => item.id !== id));
  return [{ part: 'required-evidence', milestone, change: 'changed', old, new: next, material: isRemoved ? ['evidence-removed'] : [] }];
}
/** An indicator with what holds where it does not say. */
const saidOf = (indicator: Indicator): Required<Indicator> => ({ ...indicator, measure: measureOf(indicator) });

/** Makes the new version of the old one that was compared. */
export function applyComparison(old: PlanContent, rows: readonly ComparisonRow[]): PlanContent {
  const sections = { ...old.sections };
  for (const section of PLAN_SECTIONS) {
    const changes = rows.flatMap((row) => (row.part === 'section' && row.section === section ? [changeOf(row, row.new)] : []));
    sections[section] = applyChanges(linesOf(old.sections[section]), changes).join('\n');
  }
  const changed = old.milestones.map((milestone) => applyToMilestone(milestone, rows));
  const changes = rows.flatMap((row) => (row.part === 'milestone' ? [changeOf(row, row.new ?? itemAt(changed, row.from))] : []));
  const reporting = rows.find((row) => row.part === 'reporting')?.new ?? old.reporting;
  return { sections, milestones: applyChanges(changed, changes), ...(reporting === undefined ? {} : { reporting }) };
}

function applyToMilestone(old: MilestoneContent, rows: readonly ComparisonRow[]): MilestoneContent {
  const own = rows.filter((row) => 'milestone' in row && row.milestone === old.id);
  const indicators = old.indicators.map((indicator) =>
    own.reduce<Indicator>(
      (before, row) => (row.part === 'indicator-field' && row.indicator === before.id ? { ...before, [row.field]: row.new } : before),
      indicator,
    ),
  );
  const changes = own.flatMap((row) => (row.part === 'indicator' ? [changeOf(row, row.new ?? itemAt(indicators, row.from))] : []));
  const { requiredEvidence, ...rest } = old;
  const required = own.find((row) => row.part === 'required-evidence')?.new ?? requiredEvidence ?? [];
  return own.reduce<MilestoneContent>((before, row) => (row.part === 'milestone-field' ? { ...before, [row.field]: row.new } : before), {
    ...rest,
    indicators: applyChanges(indicators, changes),
    ...(required.length === 0 ? {} : { requiredEvidence: required }),
  });
}

const itemAt = <T>(items: readonly T[], index: number | undefined): T | undefined => (index === undefined ? undefined : items[index]);
const changeOf = <T>({ from, to }: Placed, item: T | undefined): Change<T> => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
  ...(to === undefined || item === undefined ? {} : { item }),
});
