import { parseDay, type Day } from '../../domain/calendar.js';
import type { Actor } from '../../domain/actor.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { centralReviewer, director, hostLiaison, liaison, provincialReviewer } from './people.js';
import { outlineOf, registration, type Step } from './two-year-pilot.js';

function dayIn(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`${text} is no day`);
  return day;
}
const step = (at: string, actor: Actor, command: PilotCommand): Step => ({ at, actor, command });
const decide = (at: string, number: number, verdict: 'confirmed' | 'refused', reason: string): Step =>
  step(at, centralReviewer, { type: 'decideProposal', number, verdict, reason });
const report = (at: string, period: string): Step =>
  step(at, hostLiaison, { type: 'submitReport', period, sha256: `report-${period}`, figures: [] });
const accept = (at: string, period: string): Step =>
  step(at, provincialReviewer, { type: 'judgeReport', period, verdict: 'accepted', reason: '' });
const hand = (at: string, milestone: string): Step =>
  step(at, hostLiaison, { type: 'submitMilestone', milestone, note: '已完成', figures: [] });
const met = (at: string, milestone: string): Step =>
  step(at, centralReviewer, { type: 'judgeMilestone', milestone, verdict: 'met', reason: '' });

/** From registration to approval. */
export const approved: readonly Step[] = [
  step('2026-01-05 09:30', director, { ...registration, startDay: dayIn('2026-02-01'), endDay: dayIn('2027-12-31') }),
  step('2026-01-12 10:00', liaison, { type: 'draftPlan', outline: outlineOf('plan') }),
  step('2026-01-14 16:00', director, { type: 'submitPlan', sha256: 'plan' }),
  step('2026-01-19 10:00', provincialReviewer, { type: 'approvePlan', version: 1 }),
  step('2026-01-23 10:00', centralReviewer, { type: 'approvePlan', version: 1, opinion: '同意' }),
];

/** Suspended at the second asking, resumed late, concluded at the second attempt. */
export const suspendedPilot: readonly Step[] = [
  ...approved,
  step('2026-05-11 09:30', director, { type: 'proposeSuspension', reason: '园区搬迁' }),
  decide('2026-05-12 15:00', 1, 'refused', '请说明搬迁期限'),
  step('2026-05-15 09:30', director, { type: 'proposeSuspension', reason: '园区搬迁，九月底前完成', until: dayIn('2026-09-30') }),
  decide('2026-05-18 15:00', 2, 'confirmed', '同意'),
  step('2026-10-09 10:00', director, { type: 'proposeResumption', reason: '搬迁完成' }),
  decide('2026-10-12 15:00', 3, 'confirmed', '同意恢复'),
  report('2026-10-20 10:00', '2026Q2'),
  accept('2026-10-22 10:00', '2026Q2'),
  report('2027-01-06 10:00', '2026Q4'),
  accept('2027-01-08 10:00', '2026Q4'),
  hand('2027-02-01 10:00', 'training'),
  met('2027-02-03 10:00', 'training'),
  report('2027-04-02 10:00', '2027Q1'),
  accept('2027-04-06 10:00', '2027Q1'),
  report('2027-07-02 10:00', '2027Q2'),
  accept('2027-07-06 10:00', '2027Q2'),
  report('2027-10-12 10:00', '2027Q3'),
  accept('2027-10-14 10:00', '2027Q3'),
  report('2028-01-06 10:00', '2027Q4'),
  accept('2028-01-10 10:00', '2027Q4'),
  report('2028-04-06 10:00', '2028Q1'),
  accept('2028-04-10 10:00', '2028Q1'),
  hand('2028-04-20 10:00', 'certificates'),
  met('2028-04-24 10:00', 'certificates'),
  step('2028-06-07 10:00', director, { type: 'submitConclusion', sha256: 'conclusion-1' }),
  step('2028-06-09 10:00', centralReviewer, { type: 'returnConclusion', reason: '请补充经验做法' }),
  step('2028-06-30 10:00', director, { type: 'submitConclusion', sha256: 'conclusion-2' }),
  step('2028-07-05 10:00', centralReviewer, { type: 'enterResult', grade: 'good', reason: '目标达成' }),
  step('2028-07-07 10:00', centralReviewer, { type: 'closePilot' }),
];

/** A proposal withdrawn, another confirmed, with a change of plan under review. */
export const terminatedPilot: readonly Step[] = [
  ...approved,
  step('2026-03-02 10:00', liaison, { type: 'draftPlan', outline: outlineOf('change') }),
  step('2026-03-03 10:00', director, { type: 'submitPlan', sha256: 'change', reason: '承担单位重组' }),
  step('2026-03-04 10:00', provincialReviewer, { type: 'proposeTermination', reason: '承担单位重组' }),
  step('2026-03-05 10:00', provincialReviewer, { type: 'withdrawProposal', number: 1 }),
  step('2026-03-09 10:00', director, { type: 'proposeTermination', reason: '承担单位已破产清算' }),
  decide('2026-03-11 15:00', 2, 'confirmed', '同意终止'),
];
