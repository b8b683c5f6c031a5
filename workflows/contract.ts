import { CHAIN_ACCEPTED_IN } from '../domain/chain/messages.js';
import { EXTENSION_COMMANDS } from '../domain/extension/messages.js';
import { ACCEPTED_IN } from '../domain/pilot/messages.js';
import { NOTICE_OUTCOME_COMMANDS } from '../domain/notice-outcome.js';
import { NOTICE_ACCEPTED_IN } from '../domain/notice/messages.js';
import { UNIT_ACCEPTED_IN } from '../domain/unit/messages.js';
import type { Kind } from '../domain/kinds.js';

/**
 * All that a client needs in order to talk to an entity. A run's workflow type is its kind; each command is an update of the command's own name,
 * takes an `Envelope` and answers a `Receipt` once the decision is recorded and readable. A refusal is an ApplicationFailure whose type is
 * the refusal's code and whose details are its facts; `TryAgain` means that the run renews itself: send the same command again.
 */
export const workflowId = (kind: Kind, id: string): string => `${kind}/${id}`;
export const TRY_AGAIN = 'TryAgain';
/** The failure of a command whose id came before with another body. */
export const KEY_REUSED = 'KeyReused';

/** What every kind of entity takes: time, a new calendar, what became of a notice, and requests for another date. */
const SUPERVISION_COMMANDS = ['tick', 'adoptCalendar', ...NOTICE_OUTCOME_COMMANDS, ...EXTENSION_COMMANDS];
/** The updates each kind of entity takes. */
export const COMMANDS: Readonly<Record<Kind, readonly string[]>> = {
  pilot: [...Object.keys(ACCEPTED_IN), ...SUPERVISION_COMMANDS],
  chain: [...Object.keys(CHAIN_ACCEPTED_IN), ...SUPERVISION_COMMANDS],
  unit: [...Object.keys(UNIT_ACCEPTED_IN), ...SUPERVISION_COMMANDS],
  notice: [...Object.keys(NOTICE_ACCEPTED_IN), ...SUPERVISION_COMMANDS],
};

/** Keyword search attributes kept on every run; they change rarely, each change costs one history event. */
export const SEARCH_ATTRIBUTES = { unit: 'DubanUnit', phase: 'DubanPhase' } as const;

/** Long work that belongs to no entity; one run of each, under its own name, kept alive by the workers. */
export const ERRANDS = ['clerk', 'courier', 'postman', 'redating', 'sentinel'] as const;
export const errandId = (errand: (typeof ERRANDS)[number]): string => `errand/${errand}`;
