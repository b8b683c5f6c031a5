import type { Duty } from '../duty.js';
import type { Instant } from '../calendar.js';
import type { PlanOutline } from './plan-state.js';
import { approvedPlan, type MilestoneProgress, type Pilot } from './state.js';

const renewedId = (id: string, round: number): string => `${id}-again-${round}`;

/** The id under which something owed is watched: after a resumption another one, so that what was withdrawn stays on record as it was. */
export function watchedId({ renewed }: Pick<Pilot, 'renewed'>, id: string): string {
  return renewed !== undefined && Object.hasOwn(renewed.terms, id) ? renewedId(id, renewed.round) : id;
}

/** What was owed when the pilot was suspended, under the terms of its resumption; the first due day and the mark of lateness are kept. */
export function underRenewedTerms<D extends Duty>({ renewed }: Pilot, duties: readonly D[]): readonly D[] {
  if (renewed === undefined) return duties;
  return duties.map((duty) => {
    const granted = Object.hasOwn(renewed.terms, duty.id) ? renewed.terms[duty.id] : undefined;
    return granted === undefined ? duty : { ...duty, ...granted, id: renewedId(duty.id, renewed.round) };
  });
}

type Moved = Pick<Pilot, 'milestones' | 'renewed'>;

/** A change of plan says anew when a milestone is due: its day stands before that of the resumption; what it leaves as it was stays moved. */
export function underChangedDays(pilot: Pilot, { milestones, renewed }: Moved, outline: PlanOutline, at: Instant): Moved {
  if (renewed === undefined) return { milestones };
  const former = new Map(approvedPlan(pilot)?.outline.milestones.map(({ id, dueDay }) => [id, dueDay]));
  const terms = { ...renewed.terms };
  const next: Record<string, MilestoneProgress> = { ...milestones };
  for (const { id, dueDay: day } of outline.milestones) {
    const progress = next[id];
    const duty = `milestone-${id}-1`;
    const granted = Object.hasOwn(terms, duty) ? terms[duty] : undefined;
    if (progress === undefined || granted === undefined || former.get(id) === day) continue;
    const { dueDay: _, ...unmoved } = progress;
    next[id] = unmoved;
    terms[duty] = { ...granted, term: { kind: 'by', day, since: at } };
  }
  return { milestones: next, renewed: { ...renewed, terms } };
}
