import { CENTRE, postOf, ROLES, SYSTEM, unitOfPost, type Actor, type PostId } from '../actor.js';
import type { Day, Instant } from '../calendar.js';
import type { Outcome, Watched } from '../duty.js';
import { refuse, type Refusal, type Surroundings } from '../entity.js';
import { kinds, type StateOf } from '../kinds.js';
import { factsOfPhase } from '../refusals.js';
import { rightsFactsOfPilot } from './decide.js';
import { ACCEPTED_IN, type PilotCommand } from './messages.js';
import type { PlanOutline } from './plan-state.js';
import { approvedPlan, currentPlan, type Pilot } from './state.js';

export interface ForecastDuty {
  readonly id: string;
  readonly kind: string;
  readonly post: PostId;
  readonly due: Day;
}
export interface MovedDuty extends ForecastDuty {
  readonly formerPost: PostId;
  readonly formerDue: Day;
}
export interface EndedDuty extends ForecastDuty {
  readonly outcome: Outcome;
}
/** What would be owed otherwise than now. */
export interface DutyForecast {
  readonly ok: true;
  readonly opened: readonly ForecastDuty[];
  readonly moved: readonly MovedDuty[];
  readonly settled: readonly EndedDuty[];
}

type State = StateOf<'pilot'>;

/** More than any way from nothing to an approval takes. */
const MOST_COMMANDS = 12;

/**
 * What approving a plan now would do to the duties of a pilot: the commands that lead to its approval are decided and folded as they
 * would be, by people who have no part in anything. Nothing is opened, moved or settled where it is approved already. A refusal is
 * the one that would stand in the way: another version under review, a date that has passed, a pilot that is closed.
 */
export function forecastApproval(
  state: State,
  outline: PlanOutline,
  { at, ...surroundings }: Surroundings & { readonly at: Instant },
): DutyForecast | Refusal {
  const outcomes = new Map<string, Outcome>();
  const tell = (before: State, command: PilotCommand | { readonly type: 'tick' }, actor: Actor): State | Refusal => {
    const decision = kinds.pilot.decide(before, command, { ...surroundings, actor, at });
    if (!decision.ok) return decision;
    for (const event of decision.events)
      if (event.type === 'dutiesChanged') for (const { id, outcome } of event.settled) outcomes.set(id, outcome);
    return decision.events.reduce(kinds.pilot.evolve, before);
  };

  // What time has brought by now is no effect of the approval.
  const ticked = tell(state, { type: 'tick' }, SYSTEM);
  const present = 'ok' in ticked ? state : ticked;
  let future = present;
  for (let turn = 0; approvedPlan(future.inner)?.outline.sha256 !== outline.sha256; turn += 1) {
    if (turn === MOST_COMMANDS) return refuse('WrongPhase', factsOfPhase(future.inner.phase, ACCEPTED_IN.draftPlan));
    const command = nextCommand(future.inner, outline);
    const after = tell(future, command, stranger(postFor(future.inner, command), turn));
    if ('ok' in after) return after;
    future = after;
  }
  return differenceOf(present.watched, future.watched, outcomes);
}

/** The next step of this plan on its way to approval; refused by the rules where there is none. */
function nextCommand(pilot: Pilot, outline: PlanOutline): PilotCommand {
  const { sha256 } = outline;
  const current = currentPlan(pilot);
  if (current?.outcome === 'reviewing' && current.outline.sha256 === sha256) return { type: 'approvePlan', version: current.version };
  if (pilot.draft === undefined) return { type: 'draftPlan', outline };
  const drafted = pilot.draft.outline.sha256;
  return drafted === sha256 ? { type: 'submitPlan', sha256, reason: 'forecast' } : { type: 'draftPlan', outline, basedOn: drafted };
}

const postFor = (pilot: Pilot, command: PilotCommand): PostId =>
  rightsFactsOfPilot(pilot, command).assigned ?? postOf(pilot.region, 'office-director');

/** Somebody in that post who has drafted, submitted and judged nothing. */
function stranger(post: PostId, turn: number): Actor {
  const unit = unitOfPost(post);
  const role = ROLES.find((known) => post === postOf(unit, known)) ?? 'reviewer';
  return { person: `forecast-${turn}`, name: '', post, role, unit, unitPath: [...new Set([CENTRE, unit])], tenure: '' };
}

function differenceOf(
  before: Readonly<Record<string, Watched>>,
  after: Readonly<Record<string, Watched>>,
  outcomes: ReadonlyMap<string, Outcome>,
): DutyForecast {
  const line = ([id, { kind, post, due }]: [string, Watched]): ForecastDuty => ({ id, kind, post, due });
  return {
    ok: true,
    opened: Object.entries(after)
      .filter(([id]) => !Object.hasOwn(before, id))
      .map(line),
    moved: Object.entries(after).flatMap(([id, duty]) => {
      const former = before[id];
      if (former === undefined || (former.due === duty.due && former.post === duty.post)) return [];
      return [{ ...line([id, duty]), formerPost: former.post, formerDue: former.due }];
    }),
    settled: Object.entries(before)
      .filter(([id]) => !Object.hasOwn(after, id))
      .map(([id, duty]) => ({ ...line([id, duty]), outcome: outcomes.get(id) ?? 'withdrawn' })),
  };
}
