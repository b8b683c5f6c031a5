import type { Actor } from '../actor.js';
import { addWorkingDays, dayOf, endOfDay, formatDay, startOfDay, type Calendar, type Day, type Instant } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal, type Surroundings } from '../entity.js';
import { firstPeriodAfter, periodOf, type Period } from '../period.js';
import { mayDo, type RightsFacts } from '../rights.js';
import { lastReviewer, LEVELS, postOfReviewer, reviewerAt, stepsOf } from './levels.js';
import { ACCEPTED_IN, type EnteredFigure, type PilotCommand, type PilotEvent, type Registration } from './messages.js';
import { approvedPlan, currentPlan, type Milestone, type Pilot, type PlanOutline } from './state.js';

type Answer = Decision<PilotEvent>;

/** Working days before a period's end at which its window opens (rules: Windows, proposed). */
const WINDOW_OPENS_DAYS = 10;

/** Decides a command of a pilot: first whether it makes sense now, then whether this actor may, then what it asks. */
export function decidePilot(pilot: Pilot, command: PilotCommand, context: Context): Answer {
  if (!ACCEPTED_IN[command.type].includes(pilot.phase)) return refuseInPhase(pilot, command);
  if (!mayDo(command.type, context.actor, rightsFactsOfPilot(pilot, command))) return refuse('NoRight');
  const { actor, at } = context;
  switch (command.type) {
    case 'registerPilot': {
      const { type: _, ...registration } = command;
      return register(registration, at);
    }
    case 'draftPlan':
      return draftPlan(pilot, command.outline, actor);
    case 'submitPlan':
      return submitPlan(pilot, command.sha256, context);
    case 'returnPlan':
      return judgePlan(pilot, command.version, actor, () => [
        { type: 'planReturned', version: command.version, reasons: command.reasons, at },
      ]);
    case 'rejectPlan':
      return judgePlan(pilot, command.version, actor, () => [{ type: 'planRejected', version: command.version, reason: command.reason }]);
    case 'approvePlan':
      return judgePlan(pilot, command.version, actor, () => [approval(pilot, command, at)]);
    case 'enterFigures':
      return unknownIndicator(pilot, command.figures) ?? accept({ type: 'figuresEntered', figures: command.figures });
    case 'submitMilestone':
      return submitMilestone(pilot, command, context);
    case 'judgeMilestone': {
      const progress = pilot.milestones[command.milestone];
      if (progress === undefined) return refuse('MilestoneUnknown', { milestone: command.milestone });
      if (progress.status !== 'submitted') return refuse('NotSubmitted');
      if (progress.submittedBy === actor.person) return refuse('OwnSubmission');
      return accept({ type: 'milestoneJudged', milestone: command.milestone, verdict: command.verdict, reason: command.reason, at });
    }
    case 'submitReport':
      return submitReport(pilot, command, context);
    case 'judgeReport': {
      const progress = pilot.reports[command.period];
      if (progress === undefined) return refuse('PeriodUnknown', { period: command.period });
      if (progress.status !== 'submitted') return refuse('NotSubmitted');
      if (progress.submittedBy === actor.person) return refuse('OwnSubmission');
      return accept({ type: 'reportJudged', period: command.period, verdict: command.verdict, reason: command.reason, at });
    }
    case 'submitConclusion':
      if (pilot.conclusion !== undefined) return refuse('AlreadySubmitted');
      return accept({ type: 'conclusionSubmitted', sha256: command.sha256, by: actor.person, at });
    case 'enterResult':
      if (pilot.conclusion === undefined) return refuse('NotSubmitted');
      if (pilot.conclusion.by === actor.person) return refuse('OwnSubmission');
      return accept({ type: 'resultEntered', grade: command.grade, reason: command.reason, at });
    case 'closePilot':
      return accept({ type: 'pilotClosed' });
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

function assignedPost({ level, region, step }: Pilot, type: PilotCommand['type']): string | undefined {
  switch (type) {
    case 'returnPlan':
    case 'approvePlan':
    case 'rejectPlan': {
      const reviewer = reviewerAt(level, step);
      return reviewer === undefined ? undefined : postOfReviewer(reviewer, region);
    }
    case 'judgeMilestone':
      return postOfReviewer(LEVELS[level].milestones, region);
    case 'judgeReport':
      return postOfReviewer(LEVELS[level].reports, region);
    case 'enterResult':
    case 'closePilot':
      return lastReviewer(level, region);
    default:
      return undefined;
  }
}

function refuseInPhase({ phase }: Pilot, { type }: PilotCommand): Refusal {
  if (type === 'registerPilot') return refuse('AlreadyExists');
  return phase === 'closed' || phase === 'rejected' ? refuse('Closed') : refuse('WrongPhase', { phase });
}

function register(registration: Registration, at: Instant): Answer {
  if (registration.region.length !== LEVELS[registration.level].regionDigits) return refuse('WrongLevel', { level: registration.level });
  if (registration.endDay <= registration.startDay)
    return refuse('InvalidDates', { from: formatDay(registration.startDay), to: formatDay(registration.endDay) });
  return accept({ type: 'pilotRegistered', ...registration, at });
}

function draftPlan(pilot: Pilot, outline: PlanOutline, { person }: Actor): Answer {
  const ids = new Set(outline.milestones.map(({ id }) => id));
  const indicators = outline.milestones.flatMap((milestone) => milestone.indicators.map(({ id }) => id));
  if (ids.size !== outline.milestones.length || new Set(indicators).size !== indicators.length) return refuse('InvalidMilestones');
  const outside = outline.milestones.find(({ dueDay }) => dueDay < pilot.startDay || dueDay > pilot.endDay);
  if (outside !== undefined) return refuse('InvalidDates', { from: formatDay(pilot.startDay), to: formatDay(pilot.endDay) });
  return accept({ type: 'planDrafted', outline, by: person });
}

function submitPlan({ draft, versions }: Pilot, sha256: string, { actor, at }: Context): Answer {
  if (draft === undefined) return refuse('DraftMissing');
  if (draft.outline.sha256 !== sha256) return refuse('StaleVersion', { current: draft.outline.sha256 });
  const authors = draft.authors.includes(actor.person) ? draft.authors : [...draft.authors, actor.person];
  return accept({ type: 'planSubmitted', version: versions.length + 1, outline: draft.outline, authors, at });
}

function judgePlan(pilot: Pilot, version: number, { person }: Actor, verdict: () => PilotEvent[]): Answer {
  const plan = currentPlan(pilot);
  if (plan === undefined || plan.version !== version) return refuse('StaleVersion', { current: plan?.version ?? 0 });
  return plan.authors.includes(person) ? refuse('OwnSubmission') : accept(...verdict());
}

function approval(pilot: Pilot, { version, opinion }: { version: number; opinion?: string }, at: Instant): PilotEvent {
  const said = opinion === undefined ? {} : { opinion };
  if (pilot.step < stepsOf(pilot.level)) return { type: 'planPassed', version, step: pilot.step, ...said, at };
  return { type: 'planApproved', version, ...said, at, ...nextPeriodAfter(dayOf(at), pilot.endDay, 'firstPeriod') };
}

/** The next whole period that ends by the pilot's end; a pilot's own start counts too. */
function nextPeriodAfter<K extends string>(day: Day, endDay: Day, key: K): Partial<Record<K, string>> {
  const period = firstPeriodAfter(day);
  const result: Partial<Record<K, string>> = {};
  if (period !== undefined && period.to <= endDay) result[key] = period.id;
  return result;
}

const milestoneOf = (pilot: Pilot, id: string): Milestone | undefined =>
  approvedPlan(pilot)?.outline.milestones.find((milestone) => milestone.id === id);

function unknownIndicator(pilot: Pilot, figures: readonly EnteredFigure[]): Refusal | undefined {
  const known = new Set(approvedPlan(pilot)?.outline.milestones.flatMap(({ indicators }) => indicators.map(({ id }) => id)));
  const unknown = figures.find(({ indicator }) => !known.has(indicator));
  return unknown === undefined ? undefined : refuse('IndicatorUnknown', { indicator: unknown.indicator });
}

function submitMilestone(pilot: Pilot, command: PilotCommand & { type: 'submitMilestone' }, { actor, at }: Context): Answer {
  const milestone = milestoneOf(pilot, command.milestone);
  const progress = pilot.milestones[command.milestone];
  if (milestone === undefined || progress === undefined) return refuse('MilestoneUnknown', { milestone: command.milestone });
  if (progress.status !== 'open') return refuse('AlreadySubmitted');
  const wrong = unknownIndicator(pilot, command.figures);
  if (wrong !== undefined) return wrong;
  return accept(...entered(command.figures), {
    type: 'milestoneSubmitted',
    milestone: command.milestone,
    note: command.note,
    by: actor.person,
    at,
    isLate: progress.isLate ?? at > endOfDay(milestone.dueDay),
  });
}

const entered = (figures: readonly EnteredFigure[]): PilotEvent[] => (figures.length === 0 ? [] : [{ type: 'figuresEntered', figures }]);

function submitReport(pilot: Pilot, command: PilotCommand & { type: 'submitReport' }, { actor, at, calendar }: Context): Answer {
  const progress = pilot.reports[command.period];
  if (progress === undefined) {
    const period = periodOf(command.period);
    if (period === undefined || command.period !== pilot.nextPeriod) return refuse('PeriodUnknown', { period: command.period });
    return refuse('WindowNotOpen', { opens: formatDay(windowOpens(period, calendar)) });
  }
  if (progress.status !== 'open') return refuse('AlreadySubmitted');
  const wrong = unknownIndicator(pilot, command.figures);
  if (wrong !== undefined) return wrong;
  const isLate = progress.isLate ?? at > endOfDay(reportDue(command.period, calendar) ?? Infinity);
  return accept(...entered(command.figures), {
    type: 'reportSubmitted',
    period: command.period,
    sha256: command.sha256,
    by: actor.person,
    at,
    isLate,
  });
}

/** Working days after a period's end by which its report is due (rules: Windows, proposed). */
export const REPORT_TERM_DAYS = 10;

function reportDue(period: string, calendar: Calendar): Day | undefined {
  const to = periodOf(period)?.to;
  return to === undefined ? undefined : addWorkingDays(calendar, to, REPORT_TERM_DAYS);
}
const windowOpens = ({ to }: Period, calendar: Calendar): Day => addWorkingDays(calendar, to, -WINDOW_OPENS_DAYS);

/** What time has brought: windows opened, the end reached. */
export function passedInPilot(pilot: Pilot, at: Instant, { calendar }: Surroundings): PilotEvent[] {
  if (pilot.phase !== 'running') return [];
  const events: PilotEvent[] = [];
  let next = pilot.nextPeriod === undefined ? undefined : periodOf(pilot.nextPeriod);
  while (next !== undefined && startOfDay(windowOpens(next, calendar)) <= at) {
    const after = nextPeriodAfter(next.to, pilot.endDay, 'nextPeriod');
    events.push({ type: 'reportWindowOpened', period: next.id, at, ...after });
    next = after.nextPeriod === undefined ? undefined : periodOf(after.nextPeriod);
  }
  if (endOfDay(pilot.endDay) < at) events.push({ type: 'endReached', at });
  return events;
}

export function nextPassingInPilot(pilot: Pilot, { calendar }: Surroundings): Instant | undefined {
  if (pilot.phase !== 'running') return undefined;
  const next = pilot.nextPeriod === undefined ? undefined : periodOf(pilot.nextPeriod);
  const end = endOfDay(pilot.endDay) + 1;
  return next === undefined ? end : Math.min(end, startOfDay(windowOpens(next, calendar)));
}
