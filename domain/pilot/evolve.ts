import type { Instant } from '../calendar.js';
import { draftOf } from './draft.js';
import { evolveConclusion } from './conclusion.js';
import { evolveProposal } from './evolve-proposal.js';
import { reliedByIn } from './enter-figures.js';
import { evolveFigures } from './figures.js';
import { filesIn, rejectedAfter, withFile } from './evidence.js';
import { underChangedDays } from './renewed-terms.js';
import { evolveSkip, withoutSkip } from './skip.js';
import type { PilotEvent } from './events.js';
import { signersOf, type Signature } from './signature.js';
import { milestonesUnder } from './change.js';
import type { PlanVersion } from './plan-state.js';
import { approvedPlan, currentPlan, union, type MilestoneProgress, type Pilot, type ReportProgress } from './state.js';

/** Folds one event into a pilot. Reads every version of every event ever written. */
export function evolvePilot(pilot: Pilot, event: PilotEvent): Pilot {
  switch (event.type) {
    case 'pilotRegistered': {
      const { type: _, at, ...registration } = event;
      return { ...pilot, ...registration, phase: 'planning', since: at };
    }
    case 'planDrafted':
      return { ...pilot, draft: draftOf(event, authorsWith(pilot, event)) };
    case 'planSubmitted': {
      const { draft: _, ...rest } = pilot;
      const version: PlanVersion = {
        version: event.version,
        outline: event.outline,
        authors: event.authors,
        submittedAt: event.at,
        outcome: 'reviewing',
      };
      const approved = approvedPlan(pilot);
      const versions = [...pilot.versions.map((one) => (one === approved ? one : bareVersion(one))), version];
      if (pilot.phase === 'running') return { ...rest, versions, change: { step: 1, since: event.at } };
      return { ...rest, phase: 'reviewing', step: 1, since: event.at, versions };
    }
    case 'planReturned':
      if (pilot.change !== undefined) return afterChange(pilot, 'returned');
      return { ...pilot, ...judged(pilot, 'returned'), phase: 'planning', step: 0, since: event.at };
    case 'planPassed': {
      const passed = withLast(pilot, (plan) => ({ ...plan, passedBy: union(plan.passedBy, signersOf(event)) }));
      const next = { step: event.step + 1, since: event.at };
      return pilot.change === undefined ? { ...pilot, ...passed, ...next } : { ...pilot, ...passed, change: next };
    }
    case 'planApproved':
      return approve(pilot, event);
    case 'planRejected':
      if (pilot.change !== undefined) return afterChange(pilot, 'rejected');
      return { ...pilot, ...judged(pilot, 'rejected'), phase: 'rejected', step: 0 };
    case 'planLapsed':
      return afterChange(pilot, 'lapsed');
    case 'figuresEntered':
      return { ...pilot, figures: evolveFigures(pilot.figures, event) };
    case 'evidenceAdded':
      return { ...pilot, evidence: withFile(pilot.evidence, event) };
    case 'milestoneSubmitted':
      return withMilestone(pilot, event.milestone, event.at, ({ evidence: _, reliedBy: __, ...before }) => ({
        ...before,
        ...filesIn(event),
        ...reliedByIn(event),
        status: 'submitted',
        submittedBy: union(before.submittedBy, signersOf(event)),
        isLate: event.isLate,
      }));
    case 'milestoneJudged':
      return withMilestone(pilot, event.milestone, event.at, ({ evidence: _, ...before }) => ({
        ...before,
        ...rejectedAfter(before, event.files),
        ...(event.verdict === 'returned' ? { status: 'open', attempt: before.attempt + 1 } : { status: event.verdict }),
      }));
    case 'reportWindowOpened': {
      const { nextPeriod: _, ...rest } = pilot;
      const reports = { ...pilot.reports, [event.period]: { status: 'open', attempt: 1, since: event.at } as const };
      return { ...rest, ...(event.nextPeriod === undefined ? {} : { nextPeriod: event.nextPeriod }), reports };
    }
    case 'reportSubmitted':
      return withReport(pilot, event.period, event.at, ({ evidence: _, reliedBy: __, ...before }) => ({
        ...withoutSkip(before),
        ...filesIn(event),
        ...reliedByIn(event),
        status: 'submitted',
        submittedBy: union(before.submittedBy, signersOf(event)),
        isLate: event.isLate,
      }));
    case 'reportJudged':
      return withReport(pilot, event.period, event.at, ({ evidence: _, ...before }) => ({
        ...before,
        ...rejectedAfter(before, event.files),
        ...(event.verdict === 'returned' ? { status: 'open', attempt: before.attempt + 1 } : { status: 'accepted' }),
      }));
    case 'reportSkipAsked':
    case 'reportSkipDecided':
      return evolveSkip(pilot, event);
    case 'endReached':
      return { ...pilot, phase: 'concluding', since: event.at };
    case 'conclusionSubmitted':
    case 'conclusionReturned':
      return evolveConclusion(pilot, event);
    case 'resultEntered':
      return { ...pilot, phase: 'assessed', result: { grade: event.grade, at: event.at }, since: event.at };
    case 'pilotClosed':
      return { ...pilot, phase: 'closed' };
    case 'proposalMade':
    case 'proposalWithdrawn':
    case 'proposalRefused':
    case 'proposalLapsed':
    case 'pilotSuspended':
    case 'suspensionProlonged':
    case 'pilotResumed':
    case 'pilotTerminated':
      return evolveProposal(pilot, event);
    default:
      event satisfies never;
      return pilot;
  }
}

/** Whoever once drafted for this pilot stays an author of all that follows: nobody reviews their own. */
const authorsWith = (pilot: Pilot, signature: Signature): readonly string[] =>
  union(pilot.draft?.authors ?? currentPlan(pilot)?.authors, signersOf(signature));

/** Many returns must not make the state grow by a whole plan each. */
const bareVersion = (version: PlanVersion): PlanVersion => ({ ...version, outline: { sha256: version.outline.sha256, milestones: [] } });

const withLast = ({ versions }: Pilot, change: (last: PlanVersion) => PlanVersion): Pick<Pilot, 'versions'> => ({
  versions: versions.map((version, index) => (index === versions.length - 1 ? change(version) : version)),
});
const judged = (pilot: Pilot, outcome: PlanVersion['outcome']): Pick<Pilot, 'versions'> =>
  withLast(pilot, (plan) => ({ ...plan, outcome }));

/** The review of a change is over and the pilot runs on. */
function afterChange(pilot: Pilot, outcome: PlanVersion['outcome']): Pilot {
  const { change: _, ...rest } = pilot;
  return { ...rest, ...judged(pilot, outcome) };
}

function approve(pilot: Pilot, event: PilotEvent & { type: 'planApproved' }): Pilot {
  const outline = currentPlan(pilot)?.outline ?? { sha256: '', milestones: [] };
  const milestones = milestonesUnder(pilot, outline, event.at);
  if (pilot.change !== undefined) {
    const former = { ...pilot, versions: pilot.versions.map((one, index, { length }) => (index === length - 1 ? one : bareVersion(one))) };
    const { nextPeriod: _, ...changed } = afterChange(former, 'approved');
    const moved = underChangedDays(pilot, { ...pilot, milestones }, outline, event.at);
    return { ...changed, ...moved, ...(event.firstPeriod === undefined ? {} : { nextPeriod: event.firstPeriod }) };
  }
  return {
    ...pilot,
    ...judged(pilot, 'approved'),
    phase: 'running',
    step: 0,
    since: event.at,
    milestones,
    ...(event.firstPeriod === undefined ? {} : { nextPeriod: event.firstPeriod }),
  };
}

function withMilestone(pilot: Pilot, id: string, at: Instant, change: (before: MilestoneProgress) => MilestoneProgress): Pilot {
  const before = pilot.milestones[id];
  return before === undefined ? pilot : { ...pilot, milestones: { ...pilot.milestones, [id]: { ...change(before), since: at } } };
}

function withReport(pilot: Pilot, period: string, at: Instant, change: (before: ReportProgress) => ReportProgress): Pilot {
  const before = pilot.reports[period];
  return before === undefined ? pilot : { ...pilot, reports: { ...pilot.reports, [period]: { ...change(before), since: at } } };
}
