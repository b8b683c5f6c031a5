import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/actor.js';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import type { Milestone, PlanOutline } from '../../domain/pilot/plan-state.js';
import { type Stage, castOf, day, outline, pilotIn } from './stage.js';

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

export const cast = castOf('national');

export const reason = '企业搬迁，竞赛顺延。';

const [first, second] = outline.milestones;
if (first === undefined || second === undefined) throw new Error('the outline has two milestones');
export const base: Milestone = first;
export const contest: Milestone = second;

export const planOf = (...milestones: Milestone[]): PlanOutline => ({ sha256: sha256Of(JSON.stringify(milestones)), milestones });

export const added: Milestone = { id: 'market', title: '成果推介会', dueDay: day('2026-10-30'), indicators: [] };

export const due = (milestone: Milestone, text: string): Milestone => ({ ...milestone, dueDay: day(text) });

export const draft = (pilot: Stage<'pilot'>, plan: PlanOutline, when = '2026-03-02', level: PilotLevel = 'national'): void => {
  pilot.tell({ type: 'draftPlan', outline: plan }, castOf(level).liaison, when);
};

export const submission = (plan: PlanOutline) => ({ type: 'submitPlan', sha256: plan.sha256, reason }) as const;

/** A running pilot with this change under review. */
export function changing(
  plan: PlanOutline,
  when = '2026-03-02',
  pilot = pilotIn('running'),
  level: PilotLevel = 'national',
): Stage<'pilot'> {
  draft(pilot, plan, when, level);
  pilot.tell(submission(plan), castOf(level).director, when);
  return pilot;
}

export const version = (pilot: Stage<'pilot'>): number => pilot.inner().versions.length;

export function approve(pilot: Stage<'pilot'>, when: string, reviewers: readonly Actor[] = [cast.first, cast.last]): void {
  for (const reviewer of reviewers) pilot.tell({ type: 'approvePlan', version: version(pilot) }, reviewer, when);
}

export const submit = (pilot: Stage<'pilot'>, milestone: string, when: string) =>
  pilot.tell({ type: 'submitMilestone', milestone, note: '已完成。', figures: [] }, cast.host, when);
