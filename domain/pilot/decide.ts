import type { Actor } from '../actor.js';
import { accept, refuse, type Decision, type OwnContext, type Refusal } from '../entity.js';
import { factsOfPhase } from '../refusals.js';
import { mayDo, type RightsFacts } from '../rights.js';
import { enterResult, returnConclusion, submitConclusion } from './conclusion.js';
import { addEvidence, judgedFiles, refuseFiles, refuseFileVerdicts, refuseMissing, standing, submittedFiles } from './evidence-rules.js';
import { enterFigures, reliedOn } from './enter-figures.js';
import { indicatorsOf } from './figures.js';
import { hasPartIn, isOverdue, refuseStale } from '../four-eyes.js';
import { isVerdictOnNothing, reviewUnderWay } from './change.js';
import { lastReviewer, LEVELS, postOfReviewer, reviewerAt } from './levels.js';
import type { PilotEvent } from './events.js';
import { ACCEPTED_IN, type PilotCommand } from './messages.js';
import { signatureOf } from './signature.js';
import { draftPlan } from './draft.js';
import { approvePlan, refuseVerdict, submitPlan } from './plan.js';
import { decideProposal, lapseProposal, propose, refuseWithoutProposal, withdrawProposal } from './proposal.js';
import { register } from './registration.js';
import { refusePeriod } from './refuse-period.js';
import { watchedId } from './renewed-terms.js';
import { askSkip, decideSkip } from './skip.js';
import type { Milestone } from './plan-state.js';
import { approvedPlan, isOver, type MilestoneProgress, type Pilot, type ReportProgress } from './state.js';

type Answer = Decision<PilotEvent>;

/** Decides a command of a pilot: first whether it makes sense now, then whether this actor may, then what it asks. */
export function decidePilot(pilot: Pilot, command: PilotCommand, context: OwnContext): Answer {
  if (!ACCEPTED_IN[command.type].includes(pilot.phase)) return refuseInPhase(pilot, command);
  if (isVerdictOnNothing(pilot, command)) return refuse('NoChangeUnderReview');
  const missing = refuseWithoutProposal(pilot, command);
  if (missing !== undefined) return missing;
  if (!mayDo(command.type, context.actor, rightsFactsOfPilot(pilot, command))) return refuse('NoRight');
  const { actor, at } = context;
  switch (command.type) {
    case 'registerPilot': {
      const { type: _, ...registration } = command;
      return register(registration, context);
    }
    case 'draftPlan':
      return draftPlan(pilot, command, context);
    case 'submitPlan':
      return submitPlan(pilot, command, context);
    case 'returnPlan':
      return (
        refuseVerdict(pilot, command, actor) ?? accept({ type: 'planReturned', version: command.version, reasons: command.reasons, at })
      );
    case 'rejectPlan':
      return (
        refuseVerdict(pilot, command, actor) ??
        accept({ type: 'planRejected', version: command.version, reason: command.reason }, ...lapseProposal(pilot, at))
      );
    case 'approvePlan':
      return refuseVerdict(pilot, command, actor) ?? approvePlan(pilot, command, context);
    case 'enterFigures':
      return enterFigures(pilot, command.figures, {}, context);
    case 'addEvidence':
      return addEvidence(pilot, command, context);
    case 'submitMilestone':
      return submitMilestone(pilot, command, context);
    case 'judgeMilestone': {
      const progress = ownValue(pilot.milestones, command.milestone);
      if (progress === undefined) return refuse('MilestoneUnknown', { milestone: command.milestone });
      return judgeMilestone(pilot, progress, command, context);
    }
    case 'submitReport':
      return submitReport(pilot, command, context);
    case 'judgeReport': {
      const progress = ownValue(pilot.reports, command.period);
      if (progress === undefined) return refusePeriod(pilot, command.period, context.calendar);
      return (
        refuseJudgement(pilot, progress, command, actor) ??
        refuseFileVerdicts(progress, command.files) ??
        accept({
          type: 'reportJudged',
          period: command.period,
          verdict: command.verdict,
          reason: command.reason,
          at,
          ...judgedFiles(progress, command.files),
        })
      );
    }
    case 'askReportSkip':
      return askSkip(pilot, command, context);
    case 'decideReportSkip':
      return decideSkip(pilot, command, context);
    case 'submitConclusion':
      return submitConclusion(pilot, command, context);
    case 'returnConclusion':
      return returnConclusion(pilot, command, context);
    case 'enterResult':
      return enterResult(pilot, command, context);
    case 'closePilot':
      return accept({ type: 'pilotClosed' });
    case 'proposeSuspension':
    case 'proposeResumption':
    case 'proposeTermination':
      return propose(pilot, command, context);
    case 'withdrawProposal':
      return withdrawProposal(pilot, command.number, context);
    case 'decideProposal':
      return decideProposal(pilot, command, context);
    default:
      return command satisfies never;
  }
}

/** Whom the rights table measures an actor against, for this command at this moment. */
export function rightsFactsOfPilot(pilot: Pilot, command: PilotCommand): RightsFacts {
  if (command.type === 'registerPilot') return { unit: command.region };
  const assigned = assignedPost(pilot, command.type);
  return { unit: pilot.region, host: pilot.host, ...(assigned === undefined ? {} : { assigned }) };
}

function assignedPost(pilot: Pilot, type: PilotCommand['type']): string | undefined {
  const { level, region, proposal } = pilot;
  switch (type) {
    case 'returnPlan':
    case 'approvePlan':
    case 'rejectPlan': {
      const reviewer = reviewerAt(level, reviewUnderWay(pilot)?.step ?? 0);
      return reviewer === undefined ? undefined : postOfReviewer(reviewer, region);
    }
    case 'judgeMilestone':
      return postOfReviewer(LEVELS[level].milestones, region);
    case 'judgeReport':
    case 'decideReportSkip':
      return postOfReviewer(LEVELS[level].reports, region);
    case 'returnConclusion':
    case 'enterResult':
    case 'closePilot':
    case 'decideProposal':
      return lastReviewer(level, region);
    case 'proposeSuspension':
    case 'proposeResumption':
    case 'proposeTermination':
      return postOfReviewer(LEVELS[level].reviewers[0], region);
    case 'withdrawProposal':
      return proposal?.post;
    default:
      return undefined;
  }
}

function refuseInPhase({ phase }: Pilot, { type }: PilotCommand): Refusal {
  if (type === 'registerPilot') return refuse('AlreadyExists');
  if (phase === 'unregistered') return refuse('NotFound');
  return isOver(phase) ? refuse('Closed') : refuse('WrongPhase', factsOfPhase(phase, ACCEPTED_IN[type]));
}

/** Why this actor may not judge what was handed in; undefined where they may. */
function refuseJudgement(
  { evidence: files }: Pilot,
  { status, attempt, submittedBy = [], reliedBy = [], evidence }: MilestoneProgress | ReportProgress,
  { attempt: judged }: PilotCommand & { type: 'judgeMilestone' | 'judgeReport' },
  actor: Actor,
): Refusal | undefined {
  if (status !== 'submitted') return refuse('NotSubmitted');
  const stale = refuseStale(judged, attempt);
  if (stale !== undefined) return stale;
  // Who brought a file had a part in whatever is handed in with files.
  const persons = [...submittedBy, ...reliedBy, ...(evidence === undefined ? [] : (files?.by ?? []))];
  return hasPartIn(persons, actor) ? refuse('OwnSubmission') : undefined;
}

function judgeMilestone(
  pilot: Pilot,
  progress: MilestoneProgress,
  command: PilotCommand & { type: 'judgeMilestone' },
  { actor, at }: OwnContext,
): Answer {
  const { milestone, verdict, reason, files } = command;
  const wrong = refuseJudgement(pilot, progress, command, actor) ?? refuseFileVerdicts(progress, files);
  if (wrong !== undefined) return wrong;
  const required = verdict === 'met' ? milestoneOf(pilot, milestone)?.requiredEvidence : undefined;
  return (
    refuseMissing(required, standing(progress, files)) ??
    accept({ type: 'milestoneJudged', milestone, verdict, reason, at, ...judgedFiles(progress, files) })
  );
}

const milestoneOf = (pilot: Pilot, id: string): Milestone | undefined =>
  approvedPlan(pilot)?.outline.milestones.find((milestone) => milestone.id === id);

/** Ids come from outside: one such as `constructor` names nothing. */
const ownValue = <T>(values: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(values, id) ? values[id] : undefined;

function submitMilestone(pilot: Pilot, command: PilotCommand & { type: 'submitMilestone' }, context: OwnContext): Answer {
  const { actor, at } = context;
  const milestone = milestoneOf(pilot, command.milestone);
  const progress = ownValue(pilot.milestones, command.milestone);
  if (milestone === undefined || progress === undefined) return refuse('MilestoneUnknown', { milestone: command.milestone });
  if (progress.status !== 'open') return refuse('AlreadySubmitted');
  const entered = enterFigures(pilot, command.figures, { milestone: command.milestone }, context);
  if (!entered.ok) return entered;
  const wrong = refuseFiles(pilot, command.evidence, progress) ?? refuseMissing(milestone.requiredEvidence, command.evidence);
  if (wrong !== undefined) return wrong;
  return accept(...entered.events, {
    type: 'milestoneSubmitted',
    milestone: command.milestone,
    note: command.note,
    ...signatureOf(actor),
    at,
    isLate: progress.isLate ?? isOverdue(context, watchedId(pilot, `milestone-${command.milestone}-${progress.attempt}`)),
    ...submittedFiles(pilot, command.evidence),
    ...reliedOn(pilot, milestone.indicators, command.figures),
  });
}

function submitReport(pilot: Pilot, command: PilotCommand & { type: 'submitReport' }, context: OwnContext): Answer {
  const { actor, at, calendar } = context;
  const progress = ownValue(pilot.reports, command.period);
  if (progress === undefined) return refusePeriod(pilot, command.period, calendar);
  if (progress.status === 'skipped') return refuse('PeriodSkipped', { period: command.period });
  if (progress.status !== 'open') return refuse('AlreadySubmitted');
  const entered = enterFigures(pilot, command.figures, { report: command.period }, context);
  if (!entered.ok) return entered;
  const wrong = refuseFiles(pilot, command.evidence, progress);
  if (wrong !== undefined) return wrong;
  return accept(...entered.events, {
    type: 'reportSubmitted',
    period: command.period,
    sha256: command.sha256,
    ...signatureOf(actor),
    at,
    isLate: progress.isLate ?? isOverdue(context, watchedId(pilot, `report-${command.period}-${progress.attempt}`)),
    ...submittedFiles(pilot, command.evidence),
    ...reliedOn(pilot, indicatorsOf(pilot), command.figures),
  });
}
