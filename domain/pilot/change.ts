import { dayOf, formatDay, type Instant } from '../calendar.js';
import { refuse, type Refusal } from '../entity.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import type { Milestone, PlanOutline } from './plan-state.js';
import { approvedPlan, currentPlan, type MilestoneProgress, type Pilot } from './state.js';

/**
 * A change of plan while the pilot runs (方案变更). It goes through the same review as the first plan; until it is approved everything
 * goes on under the approved one. Nobody owes a change: after a return its authors may submit again or leave it. The pilot's own first
 * and last day are no part of a plan, so no change moves them.
 */

/** The step of a review under way and when it began: of the first plan, or of a change. */
export function reviewUnderWay({ phase, step, since, change }: Pilot): { readonly step: number; readonly since: Instant } | undefined {
  return phase === 'reviewing' ? { step, since } : change;
}

/** A verdict on a plan while the pilot runs and no change is under review: nobody's turn, whoever asks. */
export function isVerdictOnNothing(pilot: Pilot, { type }: PilotCommand): boolean {
  const isVerdict = type === 'returnPlan' || type === 'approvePlan' || type === 'rejectPlan';
  return isVerdict && reviewUnderWay(pilot) === undefined;
}

/** Why this plan cannot be submitted as a change now; undefined where it can. */
export function refuseSubmission(pilot: Pilot, outline: PlanOutline, reason: string | undefined): Refusal | undefined {
  if (pilot.phase !== 'running') return undefined;
  if (pilot.change !== undefined) return refuse('ChangeUnderReview', { version: pilot.versions.length });
  if (reason === undefined || reason === '') return refuse('ReasonMissing');
  return approvedPlan(pilot)?.outline.sha256 === outline.sha256 ? refuse('PlanUnchanged') : undefined;
}

/**
 * Why these milestones cannot be owed from now on; asked at submission and at every step of the review, for time moves between them.
 * What is handed in or judged stays as it is, what was removed stays away, and no due day is set before today: one that has passed may
 * stand, since it is owed already.
 */
export function refuseMilestones(pilot: Pilot, { milestones }: PlanOutline, at: Instant): Refusal | undefined {
  const today = dayOf(at);
  const former = new Map(approvedPlan(pilot)?.outline.milestones.map((milestone) => [milestone.id, milestone]));
  const next = new Map(milestones.map((milestone) => [milestone.id, milestone]));
  for (const [id, { status }] of Object.entries(pilot.milestones)) {
    const { title } = former.get(id) ?? next.get(id) ?? { title: id };
    if (status === 'removed' && next.has(id)) return refuse('MilestoneRemoved', { milestone: title });
    if (status !== 'removed' && status !== 'open' && !isSame(former.get(id), next.get(id)))
      return refuse('MilestoneSettled', { milestone: title });
  }
  const isOutside = ({ id, dueDay }: Milestone): boolean =>
    dueDay < pilot.startDay || dueDay > pilot.endDay || (dueDay < today && former.get(id)?.dueDay !== dueDay);
  if (milestones.some(isOutside))
    return refuse('InvalidDates', { from: formatDay(Math.max(today, pilot.startDay)), to: formatDay(pilot.endDay) });
  return undefined;
}

/** Where every milestone stands once this plan is approved. What was met stays met, what is gone stays known; the supervisor keeps a moved duty's late mark. */
export function milestonesUnder(pilot: Pilot, outline: PlanOutline, at: Instant): Readonly<Record<string, MilestoneProgress>> {
  const next = new Map(Object.entries(pilot.milestones));
  const kept = new Set(outline.milestones.map(({ id }) => id));
  for (const [id, before] of next) if (before.status === 'open' && !kept.has(id)) next.set(id, { ...before, status: 'removed' });
  for (const { id } of outline.milestones) if (!next.has(id)) next.set(id, { status: 'open', attempt: 1, since: at });
  return Object.fromEntries(next);
}

/** What becomes of a change still under review when the pilot stops running, however it stops. */
export function lapse(pilot: Pilot, at: Instant): PilotEvent[] {
  const version = currentPlan(pilot)?.version;
  return pilot.change === undefined || version === undefined ? [] : [{ type: 'planLapsed', version, at }];
}

/** Whether two pieces of plain data say the same, whatever the order of their fields. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}
