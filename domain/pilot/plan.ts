import { personsOf, type Actor } from '../actor.js';
import { dayOf, formatDay } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import { hasPartIn } from '../four-eyes.js';
import { stepsOf } from './levels.js';
import { refuseMilestones, refuseSubmission, reviewUnderWay } from './change.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import { signatureOf } from './signature.js';
import { firstPeriodUnder, refuseSchedule } from './schedule.js';
import { currentPlan, type Pilot } from './state.js';

type Answer = Decision<PilotEvent>;

/** A plan is carried in the state of its pilot, which stays small. */
export const MOST_MILESTONES = 30;
/** Of one milestone. */
export const MOST_INDICATORS = 10;
/** Of one milestone. */
export const MOST_REQUIRED = 10;

export function submitPlan(pilot: Pilot, { sha256, reason }: PilotCommand & { type: 'submitPlan' }, { actor, at }: Context): Answer {
  const { draft, versions } = pilot;
  if (draft === undefined) return refuse('DraftMissing');
  if (draft.outline.sha256 !== sha256) return refuse('StaleVersion', { current: draft.outline.sha256 });
  const { missing = [] } = draft.outline;
  if (missing.length > 0) return refuse('PlanIncomplete', { missing: missing.join(', ') });
  const refusal =
    refuseSubmission(pilot, draft.outline, reason) ??
    refuseMilestones(pilot, draft.outline, at) ??
    refuseSchedule(pilot, draft.outline, at);
  if (refusal !== undefined) return refusal;
  const authors = [...new Set([...draft.authors, ...personsOf(actor)])];
  const why = reason === undefined || reason === '' ? {} : { reason };
  return accept({ type: 'planSubmitted', version: versions.length + 1, outline: draft.outline, authors, at, ...why });
}

type Verdict = { readonly type: 'returnPlan' | 'approvePlan' | 'rejectPlan'; readonly version: number };

/** Why this actor may not judge this version; undefined where they may. */
export function refuseVerdict(pilot: Pilot, { version }: Verdict, actor: Actor): Refusal | undefined {
  const plan = currentPlan(pilot);
  if (plan === undefined || plan.version !== version) return refuse('StaleVersion', { current: plan?.version ?? 0 });
  // Whoever drafts what may follow has a part in it already.
  const authors = [...plan.authors, ...(pilot.draft?.authors ?? [])];
  if (hasPartIn(authors, actor)) return refuse('OwnSubmission');
  // A delegate of the next reviewer would else take both steps.
  return hasPartIn(plan.passedBy, actor) ? refuse('SameReviewer') : undefined;
}

/** The next step, or with the last one the start. What is promised must still lie ahead: nothing is late on the day it is first owed. */
export function approvePlan(pilot: Pilot, { version, opinion }: { version: number; opinion?: string }, { actor, at }: Context): Answer {
  const today = dayOf(at);
  if (today > pilot.endDay) return refuse('EndTooEarly', { end: formatDay(pilot.endDay), after: formatDay(today - 1) });
  const { outline } = currentPlan(pilot) ?? {};
  const refusal = outline === undefined ? undefined : (refuseMilestones(pilot, outline, at) ?? refuseSchedule(pilot, outline, at));
  if (refusal !== undefined) return refusal;
  const said = opinion === undefined ? {} : { opinion };
  const step = reviewUnderWay(pilot)?.step ?? 0;
  if (step < stepsOf(pilot.level)) return accept({ type: 'planPassed', version, step, ...said, ...signatureOf(actor), at });
  const next = outline === undefined ? {} : firstPeriodUnder(pilot, outline, at);
  return accept({ type: 'planApproved', version, ...said, at, ...next });
}
