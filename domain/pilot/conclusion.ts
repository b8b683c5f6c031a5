import { postOf, type PostId } from '../actor.js';
import { endOfDay } from '../calendar.js';
import type { Duty } from '../duty.js';
import { accept, refuse, type Decision, type OwnContext, type Refusal } from '../entity.js';
import { filesIn, rejectedAfter } from './evidence.js';
import { judgedFiles, refuseFiles, refuseFileVerdicts, submittedFiles } from './evidence-rules.js';
import { hasPartIn, isOverdue, refuseStale } from '../four-eyes.js';
import { lastReviewer } from './levels.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import { signatureOf, signersOf } from './signature.js';
import { watchedId } from './renewed-terms.js';
import { isSkipAsked } from './skip.js';
import { union, type Pilot } from './state.js';

type Answer = Decision<PilotEvent>;

/** Working days (rules: Clocks, proposed). */
const TERM_DAYS = { concludingReport: 20, resubmission: 10, result: 20 } as const;

const attemptOf = ({ concluding }: Pilot): number => concluding?.attempt ?? 1;
/** Of the first attempt the ids bear no number: so they stand in the record of every pilot before reports could be returned. */
const numbered = (id: string, attempt: number): string => (attempt === 1 ? id : `${id}-${attempt}`);

export function submitConclusion(pilot: Pilot, command: PilotCommand & { type: 'submitConclusion' }, context: OwnContext): Answer {
  if (pilot.conclusion !== undefined) return refuse('AlreadySubmitted');
  const { sha256, evidence } = command;
  const wrong = refuseFiles(pilot, evidence, pilot.concluding);
  if (wrong !== undefined) return wrong;
  const isLate = pilot.concluding?.isLate ?? isOverdue(context, watchedId(pilot, 'concluding-report'));
  return accept({
    type: 'conclusionSubmitted',
    sha256,
    ...signatureOf(context.actor),
    at: context.at,
    isLate,
    ...submittedFiles(pilot, evidence),
  });
}

type Verdict = PilotCommand & { type: 'returnConclusion' | 'enterResult' };

/** Why this actor may give no verdict on the concluding report; undefined where they may. Whoever once wrote it has a part in it. */
function refuseVerdict(pilot: Pilot, { number, files }: Verdict, { actor }: OwnContext): Refusal | undefined {
  const { conclusion } = pilot;
  if (conclusion === undefined) return refuse('NotSubmitted');
  // Who brought a file had a part in whatever is handed in with files.
  const persons = conclusion.evidence === undefined ? conclusion.by : [...conclusion.by, ...(pilot.evidence?.by ?? [])];
  return (
    refuseStale(number, attemptOf(pilot)) ?? (hasPartIn(persons, actor) ? refuse('OwnSubmission') : refuseFileVerdicts(conclusion, files))
  );
}

export const returnConclusion = (pilot: Pilot, command: Verdict & { type: 'returnConclusion' }, context: OwnContext): Answer =>
  refuseVerdict(pilot, command, context) ??
  accept({
    type: 'conclusionReturned',
    reason: command.reason,
    at: context.at,
    ...judgedFiles(pilot.conclusion ?? {}, command.files),
  });

/** What was handed in is judged first: a result must not make an owed verdict vanish. What was never handed in is part of the result. */
export function enterResult(pilot: Pilot, command: Verdict & { type: 'enterResult' }, context: OwnContext): Answer {
  const { grade, reason, files } = command;
  const { conclusion, milestones, reports } = pilot;
  if (conclusion === undefined) return refuse('NotSubmitted');
  const skips = Object.values(reports).filter(isSkipAsked).length;
  const count = skips + [...Object.values(milestones), ...Object.values(reports)].filter(({ status }) => status === 'submitted').length;
  if (pilot.proposal !== undefined) return refuse('ProposalOpen', { number: pilot.proposal.number });
  if (count > 0) return refuse('VerdictsOpen', { count });
  return (
    refuseVerdict(pilot, command, context) ??
    accept({ type: 'resultEntered', grade, reason, at: context.at, ...judgedFiles(conclusion, files) })
  );
}

type ConclusionEvent = Extract<PilotEvent, { type: 'conclusionSubmitted' | 'conclusionReturned' }>;

/** Folds what happened to the concluding report. Events of before it could be late or returned say nothing of either. */
export function evolveConclusion(pilot: Pilot, event: ConclusionEvent): Pilot {
  const { conclusion, concluding, ...rest } = pilot;
  const before = concluding === undefined ? {} : { concluding };
  if (event.type === 'conclusionSubmitted') {
    const { sha256, at, isLate } = event;
    const by = union(concluding?.by, signersOf(event));
    return {
      ...rest,
      ...before,
      conclusion: { sha256, by, at, ...(isLate === undefined ? {} : { isLate }), ...filesIn(event) },
      since: at,
    };
  }
  if (conclusion === undefined) return pilot;
  const { by, isLate = false } = conclusion;
  const files = rejectedAfter(concluding ?? {}, event.files);
  return { ...rest, concluding: { attempt: attemptOf(pilot) + 1, since: event.at, by, isLate, ...files }, since: event.at };
}

/** The concluding report, or the verdict on it. */
export function conclusionDuty(pilot: Pilot): Duty & { readonly kind: 'concluding-report' | 'result' } {
  const { conclusion, concluding, endDay, level, region } = pilot;
  const attempt = attemptOf(pilot);
  const owe = <K extends string>(kind: K, post: PostId, from: number, days: number) =>
    ({ id: numbered(kind, attempt), kind, post, term: { kind: 'after', from, days, unit: 'working' } }) as const;
  if (conclusion !== undefined) return owe('result', lastReviewer(level, region), conclusion.at, TERM_DAYS.result);
  const director = postOf(region, 'office-director');
  return attempt === 1 || concluding === undefined
    ? owe('concluding-report', director, endOfDay(endDay), TERM_DAYS.concludingReport)
    : owe('concluding-report', director, concluding.since, TERM_DAYS.resubmission);
}
