import { personsOf } from '../actor.js';
import { addWorkingDays, dayOf, formatDay, type Day, type Instant } from '../calendar.js';
import { accept, refuse, type Decision, type OwnContext, type Refusal } from '../entity.js';
import { factsOfPhase } from '../refusals.js';
import { lapse } from './change.js';
import { hasPartIn } from '../four-eyes.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import { signatureOf } from './signature.js';
import { refuseEnd, resume } from './resumption.js';
import { currentPlan, type Pilot } from './state.js';
import type { Proposal } from './suspension-state.js';
import { suspend } from './suspension.js';

/**
 * What two persons do together: one proposes to suspend, resume or terminate a pilot, the level's last reviewer decides. One proposal at a
 * time; everything else goes on until it is decided.
 */

type Answer = Decision<PilotEvent>;
type Proposing = Extract<PilotCommand, { type: 'proposeSuspension' | 'proposeResumption' | 'proposeTermination' }>;

/** Working days a suspension lasts where its proposal names no day (ours). */
const SUSPENSION_TERM_DAYS = 60;
/** Calendar days a suspension may last before it is decided on again (ours). */
const MOST_SUSPENDED_DAYS = 366;
/** Working days to propose something else after a proposal about a suspended pilot was refused (ours). */
const RETHINKING_DAYS = 10;

/** A decision on nothing, whoever asks; undefined where a proposal is open. */
export function refuseWithoutProposal({ proposal }: Pilot, { type }: PilotCommand): Refusal | undefined {
  const isAboutProposal = type === 'decideProposal' || type === 'withdrawProposal';
  return isAboutProposal && proposal === undefined ? refuse('ProposalMissing') : undefined;
}

/** A plan or a change under review is judged first: its review would else be paused half done. */
function refuseDuringReview(pilot: Pilot): Refusal | undefined {
  const plan = currentPlan(pilot);
  return plan?.outcome === 'reviewing' ? refuse('ReviewOpen', { version: plan.version }) : undefined;
}

function refuseUntil({ suspension }: Pilot, until: Day, at: Instant): Refusal | undefined {
  const today = dayOf(at);
  const from = Math.max(today, suspension?.until ?? today) + 1;
  const to = Math.max(today, suspension?.until ?? today) + MOST_SUSPENDED_DAYS;
  return until < from || until > to ? refuse('InvalidDates', { from: formatDay(from), to: formatDay(to) }) : undefined;
}

/** Why this cannot be proposed, or not be confirmed any more; undefined where it can. */
function refuseMatter(pilot: Pilot, { about, until, end }: Pick<Proposal, 'about' | 'until' | 'end'>, context: OwnContext) {
  if (about === 'suspension') return refuseDuringReview(pilot) ?? (until === undefined ? undefined : refuseUntil(pilot, until, context.at));
  return about === 'resumption' && end !== undefined ? refuseEnd(pilot, end, context) : undefined;
}

const matterOf = (command: Proposing): Pick<Proposal, 'about' | 'until' | 'end'> => {
  switch (command.type) {
    case 'proposeSuspension':
      return { about: 'suspension', ...(command.until === undefined ? {} : { until: command.until }) };
    case 'proposeResumption':
      return { about: 'resumption', ...(command.end === undefined ? {} : { end: command.end }) };
    case 'proposeTermination':
      return { about: 'termination' };
    default:
      return command satisfies never;
  }
};

export function propose(pilot: Pilot, command: Proposing, context: OwnContext): Answer {
  const { actor, at } = context;
  if (pilot.proposal !== undefined) return refuse('ProposalOpen', { number: pilot.proposal.number });
  const matter = matterOf(command);
  const number = (pilot.proposals ?? 0) + 1;
  const made: PilotEvent = {
    type: 'proposalMade',
    number,
    ...matter,
    reason: command.reason,
    post: actor.post,
    ...signatureOf(actor),
    at,
  };
  return refuseMatter(pilot, matter, context) ?? accept(made);
}

/** The proposal this command is about; a refusal where it is another one than the caller had before them. */
function openProposal({ proposal }: Pilot, number: number): Proposal | Refusal {
  if (proposal === undefined) return refuse('ProposalMissing');
  return proposal.number === number ? proposal : refuse('StaleVersion', { current: proposal.number });
}

export function withdrawProposal(pilot: Pilot, number: number, { actor, at }: OwnContext): Answer {
  const proposal = openProposal(pilot, number);
  if ('ok' in proposal) return proposal;
  return accept({ type: 'proposalWithdrawn', number, ...signatureOf(actor), at });
}

export function decideProposal(pilot: Pilot, command: PilotCommand & { type: 'decideProposal' }, context: OwnContext): Answer {
  const proposal = openProposal(pilot, command.number);
  if ('ok' in proposal) return proposal;
  if (hasPartIn(proposal.by, context.actor)) return refuse('OwnProposal');
  const decided = { number: proposal.number, reason: command.reason, by: personsOf(context.actor), at: context.at };
  if (command.verdict === 'refused') {
    const { until } = pilot.suspension ?? {};
    const again =
      until === undefined ? {} : { until: Math.max(until, addWorkingDays(context.calendar, dayOf(context.at), RETHINKING_DAYS)) };
    return accept({ type: 'proposalRefused', about: proposal.about, post: proposal.post, ...decided, ...again });
  }
  return refuseMatter(pilot, proposal, context) ?? confirm(pilot, proposal, decided, context);
}

type Decided = Pick<PilotEvent & { type: 'pilotTerminated' }, 'number' | 'reason' | 'by' | 'at'>;

function confirm(pilot: Pilot, proposal: Proposal, decided: Decided, context: OwnContext): Answer {
  const { about, post } = proposal;
  switch (about) {
    case 'suspension': {
      const term = addWorkingDays(context.calendar, dayOf(context.at), SUSPENSION_TERM_DAYS);
      if (pilot.suspension !== undefined)
        return accept({ type: 'suspensionProlonged', ...decided, post, until: proposal.until ?? Math.max(pilot.suspension.until, term) });
      return accept({ type: 'pilotSuspended', ...decided, post, until: proposal.until ?? term, held: suspend(pilot, context) });
    }
    case 'resumption':
      return pilot.suspension === undefined
        ? refuse('WrongPhase', factsOfPhase(pilot.phase, ['suspended']))
        : accept({ type: 'pilotResumed', ...decided, ...resume(pilot, pilot.suspension, proposal.end, context) });
    case 'termination':
      return accept({ type: 'pilotTerminated', ...decided, phase: pilot.phase }, ...lapse(pilot, decided.at));
    default:
      return about satisfies never;
  }
}

/** With its plan rejected a pilot has ended: what was proposed about it has nothing to be about any more. */
export const lapseProposal = ({ phase, proposal }: Pilot, at: Instant): PilotEvent[] =>
  phase === 'reviewing' && proposal !== undefined ? [{ type: 'proposalLapsed', number: proposal.number, at }] : [];
