import type { Actor } from '../actor.js';
import { clockOf } from '../clock-words.js';
import { accept, refuse, type Context, type Decision } from '../entity.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import { signatureOf } from './signature.js';
import { MOST_INDICATORS, MOST_MILESTONES, MOST_REQUIRED } from './plan.js';
import type { PlanDraftState } from './plan-state.js';
import type { Pilot } from './state.js';

/** Ids become keys of what is stored, and parts of the ids of duties. */
const ID = /^[a-z][a-z0-9-]{0,31}$/;

const isDistinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length && ids.every((id) => ID.test(id));

/**
 * Saves a draft, whole or half written: what is submitted must be right, what is saved need not be. Two people who write upon the same
 * draft do not overwrite each other: the second must have seen what the first one saved. Without `basedOn` one writes upon one's own.
 */
export function draftPlan(
  pilot: Pilot,
  { outline, basedOn }: PilotCommand & { type: 'draftPlan' },
  { actor, at }: Context,
): Decision<PilotEvent> {
  const { milestones } = outline;
  const indicators = milestones.flatMap((milestone) => milestone.indicators.map(({ id }) => id));
  const isTooMuch = milestones.length > MOST_MILESTONES || milestones.some((milestone) => milestone.indicators.length > MOST_INDICATORS);
  const areItemsWrong = milestones.some(
    ({ requiredEvidence = [] }) => requiredEvidence.length > MOST_REQUIRED || !isDistinct(requiredEvidence.map(({ id }) => id)),
  );
  if (isTooMuch || areItemsWrong || !isDistinct(milestones.map(({ id }) => id)) || !isDistinct(indicators))
    return refuse('InvalidMilestones');
  const saved = savedByAnother(pilot.draft, outline.sha256, basedOn, actor);
  if (saved !== undefined) return refuse('DraftChanged', { name: saved.name, when: clockOf(saved.at) });
  // Saved again by the same person word for word: the draft that stands is the one they saved.
  if (pilot.draft?.outline.sha256 === outline.sha256 && pilot.draft.saved?.by === actor.person) return refuse('DraftUnchanged');
  return accept({ type: 'planDrafted', outline, ...signatureOf(actor), name: actor.name, at });
}

/** Who saved the draft that would be overwritten unseen; undefined where none would. */
function savedByAnother(
  draft: PlanDraftState | undefined,
  sha256: string,
  basedOn: string | undefined,
  actor: Actor,
): PlanDraftState['saved'] {
  if (draft === undefined || draft.outline.sha256 === sha256) return undefined;
  const isSeen = basedOn === undefined ? draft.saved?.by === actor.person : basedOn === draft.outline.sha256;
  return isSeen ? undefined : draft.saved;
}

export function draftOf({ outline, by, name, at }: PilotEvent & { type: 'planDrafted' }, authors: readonly string[]): PlanDraftState {
  return { outline, authors, ...(name === undefined || at === undefined ? {} : { saved: { by, name, at } }) };
}
