import { postOf, type PostId } from '../actor.js';
import { endOfDay, type Instant, type Term } from '../calendar.js';
import type { Duty } from '../duty.js';
import { periodOf } from '../period.js';
import { conclusionDuty } from './conclusion.js';
import { reviewUnderWay } from './change.js';
import { lastReviewer, LEVELS, postOfReviewer, reviewerAt, type Reviewer } from './levels.js';
import type { PilotEvent } from './events.js';
import { proposalDuties } from './proposal-duties.js';
import { underRenewedTerms } from './renewed-terms.js';
import { skipDuties } from './skip.js';
import { approvedPlan, type Pilot } from './state.js';
import { REPORT_TERM_DAYS } from './windows.js';

export const PILOT_DUTY_KINDS = [
  'submit-plan',
  'review-plan',
  'milestone-result',
  'judge-milestone',
  'report',
  'judge-report',
  'decide-skip',
  'concluding-report',
  'result',
  'close-pilot',
  'decide-proposal',
  'decide-on-suspension',
] as const;
export type PilotDutyKind = (typeof PILOT_DUTY_KINDS)[number];

/** Working days (rules: Clocks, proposed; closing ours). */
const TERM_DAYS = { plan: 20, resubmission: 10, closing: 5 } as const;

export const PILOT_FULFILLED_BY: Readonly<Record<PilotDutyKind, readonly PilotEvent['type'][]>> = {
  'submit-plan': ['planSubmitted'],
  'review-plan': ['planPassed', 'planApproved', 'planReturned', 'planRejected'],
  'milestone-result': ['milestoneSubmitted'],
  'judge-milestone': ['milestoneJudged'],
  report: ['reportSubmitted'],
  'judge-report': ['reportJudged'],
  'decide-skip': ['reportSkipDecided'],
  'concluding-report': ['conclusionSubmitted'],
  result: ['resultEntered', 'conclusionReturned'],
  'close-pilot': ['pilotClosed'],
  'decide-proposal': ['proposalRefused', 'pilotSuspended', 'suspensionProlonged', 'pilotResumed', 'pilotTerminated'],
  'decide-on-suspension': ['proposalRefused', 'suspensionProlonged', 'pilotResumed', 'pilotTerminated'],
};

const within = (from: Instant, days: number): Term => ({ kind: 'after', from, days, unit: 'working' });
const owe = (id: string, kind: PilotDutyKind, post: PostId, term: Term): Duty => ({ id, kind, post, term });

/** What is owed on a pilot, by whom and by when, as its state stands. */
export const dutiesOfPilot = (pilot: Pilot): readonly Duty[] => [
  ...underRenewedTerms(pilot, dutiesInPhase(pilot)),
  ...proposalDuties(pilot),
];

/** What its phase alone demands, as if the pilot had never been suspended and nothing was proposed. */
export function dutiesInPhase(pilot: Pilot): readonly Duty[] {
  const { phase, region, since, versions, level } = pilot;
  const director = postOf(region, 'office-director');
  switch (phase) {
    case 'planning':
      return [
        owe(
          `plan-${versions.length + 1}`,
          'submit-plan',
          director,
          within(since, versions.length === 0 ? TERM_DAYS.plan : TERM_DAYS.resubmission),
        ),
      ];
    case 'reviewing':
      return reviewDuties(pilot);
    case 'running':
      return [...milestoneDuties(pilot), ...reportDuties(pilot), ...skipDuties(pilot), ...reviewDuties(pilot)];
    case 'concluding':
      return [...milestoneDuties(pilot), ...reportDuties(pilot), ...skipDuties(pilot), conclusionDuty(pilot)];
    case 'assessed':
      return [owe('close', 'close-pilot', lastReviewer(level, region), within(since, TERM_DAYS.closing))];
    case 'unregistered':
    case 'suspended':
    case 'closed':
    case 'rejected':
    case 'terminated':
      return [];
    default:
      phase satisfies never;
      return [];
  }
}

/** Of the first plan, or of a change while the pilot runs. */
function reviewDuties(pilot: Pilot): Duty[] {
  const { level, region, versions } = pilot;
  const review = reviewUnderWay(pilot);
  const reviewer = review === undefined ? undefined : reviewerAt(level, review.step);
  if (review === undefined || reviewer === undefined) return [];
  const id = `review-${versions.length}-${review.step}`;
  return [owe(id, 'review-plan', postOfReviewer(reviewer, region), within(review.since, reviewer.termDays))];
}

const verdictDuty = (id: string, kind: PilotDutyKind, judge: Reviewer, region: string, since: Instant): Duty =>
  owe(id, kind, postOfReviewer(judge, region), within(since, judge.termDays));

function milestoneDuties(pilot: Pilot): Duty[] {
  const liaison = postOf(pilot.host, 'liaison');
  const judge = LEVELS[pilot.level].milestones;
  return (approvedPlan(pilot)?.outline.milestones ?? []).flatMap(({ id, dueDay }) => {
    const progress = pilot.milestones[id];
    if (progress?.status === 'submitted')
      return [verdictDuty(`judge-milestone-${id}-${progress.attempt}`, 'judge-milestone', judge, pilot.region, progress.since)];
    if (progress?.status !== 'open') return [];
    const term: Term =
      progress.attempt === 1 ? { kind: 'by', day: dueDay, since: progress.since } : within(progress.since, TERM_DAYS.resubmission);
    return [owe(`milestone-${id}-${progress.attempt}`, 'milestone-result', liaison, term)];
  });
}

function reportDuties(pilot: Pilot): Duty[] {
  const liaison = postOf(pilot.host, 'liaison');
  const judge = LEVELS[pilot.level].reports;
  return Object.entries(pilot.reports).flatMap(([id, { status, attempt, since }]) => {
    if (status === 'accepted' || status === 'skipped') return [];
    if (status === 'submitted') return [verdictDuty(`judge-report-${id}-${attempt}`, 'judge-report', judge, pilot.region, since)];
    const period = periodOf(id);
    const term =
      attempt === 1 && period !== undefined ? within(endOfDay(period.to), REPORT_TERM_DAYS) : within(since, TERM_DAYS.resubmission);
    return [owe(`report-${id}-${attempt}`, 'report', liaison, term)];
  });
}
