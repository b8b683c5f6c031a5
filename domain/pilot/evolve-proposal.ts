import type { PilotEvent } from './events.js';
import { signersOf } from './signature.js';
import { currentPlan, type Pilot } from './state.js';

export type ProposalEvent = Extract<
  PilotEvent,
  {
    type:
      | 'proposalMade'
      | 'proposalWithdrawn'
      | 'proposalRefused'
      | 'proposalLapsed'
      | 'pilotSuspended'
      | 'suspensionProlonged'
      | 'pilotResumed'
      | 'pilotTerminated';
  }
>;

/** Folds what two persons decide about a pilot. */
export function evolveProposal(pilot: Pilot, event: ProposalEvent): Pilot {
  if (event.type === 'proposalMade') {
    const { number, about, post, at, until, end } = event;
    const days = { ...(until === undefined ? {} : { until }), ...(end === undefined ? {} : { end }) };
    return { ...pilot, proposals: number, proposal: { number, about, post, by: signersOf(event), at, ...days } };
  }
  const { proposal: _, ...decided } = pilot;
  const { suspension, ...rest } = decided;
  switch (event.type) {
    case 'proposalWithdrawn':
    case 'proposalLapsed':
      return decided;
    case 'suspensionProlonged':
      return suspension === undefined
        ? decided
        : { ...decided, suspension: { ...suspension, post: event.post, until: event.until, decided: event.number } };
    case 'proposalRefused':
      return suspension === undefined
        ? decided
        : { ...decided, suspension: { ...suspension, until: event.until ?? suspension.until, decided: event.number } };
    case 'pilotSuspended':
      return suspended(rest, event);
    case 'pilotResumed':
      return suspension === undefined ? decided : { ...resumed(rest, event), since: suspension.formerSince };
    case 'pilotTerminated':
      return { ...rest, phase: 'terminated', step: 0, since: event.at, versions: lapsed(pilot) };
    default:
      event satisfies never;
      return pilot;
  }
}

/** A plan still under review when its pilot ends was neither approved nor rejected. */
const lapsed = (pilot: Pilot): Pilot['versions'] =>
  pilot.versions.map((plan) => (plan === currentPlan(pilot) && plan.outcome === 'reviewing' ? { ...plan, outcome: 'lapsed' } : plan));

/** What was owed is kept aside, and what was late by now keeps its mark for ever. */
function suspended({ renewed: _, ...pilot }: Pilot, event: PilotEvent & { type: 'pilotSuspended' }): Pilot {
  const { phase, since, concluding } = pilot;
  if (phase !== 'planning' && phase !== 'running' && phase !== 'concluding') return pilot;
  const { at, held, until, post, number: decided } = event;
  const late = new Set(held.filter(({ isLate }) => isLate).map(({ id }) => id));
  const marked = <P extends { readonly isLate?: boolean }>(kind: string, progress: Readonly<Record<string, P>>): Record<string, P> =>
    Object.fromEntries(
      Object.entries(progress).map(([id, one]) => [id, late.has(`${kind}-${id}-1`) ? { ...one, isLate: one.isLate ?? true } : one]),
    );
  const isReportLate = concluding === undefined && late.has('concluding-report');
  return {
    ...pilot,
    phase: 'suspended',
    since: at,
    milestones: marked('milestone', pilot.milestones),
    reports: marked('report', pilot.reports),
    ...(isReportLate ? { concluding: { attempt: 1, since: at, by: [], isLate: true } } : {}),
    suspension: { from: phase, since: at, formerSince: since, post, until, decided, held },
  };
}

function resumed({ nextPeriod: _, ...pilot }: Pilot, event: PilotEvent & { type: 'pilotResumed' }): Pilot {
  const { at, number, phase, endDay, terms, opened, skipped, nextPeriod } = event;
  const days = new Map(Object.entries(event.milestoneDays));
  const milestones = Object.entries(pilot.milestones).map(([id, progress]) => {
    const dueDay = days.get(id);
    return [id, dueDay === undefined ? progress : { ...progress, dueDay }] as const;
  });
  return {
    ...pilot,
    phase,
    endDay,
    milestones: Object.fromEntries(milestones),
    reports: {
      ...pilot.reports,
      ...(opened === undefined ? {} : { [opened]: { status: 'open', attempt: 1, since: at } }),
      ...Object.fromEntries(skipped.map((id) => [id, { status: 'skipped', attempt: 1, since: at }])),
    },
    ...(nextPeriod === undefined ? {} : { nextPeriod }),
    renewed: { round: number, terms },
  };
}
