import type { PostId } from '../actor.js';
import type { Day, Instant, Term } from '../calendar.js';

/** Who agrees to another date for a duty, who decides, and how far it may go. An entity names it for each of its duties, or none. */
export interface ExtensionRule {
  /** The own leader of the post that owes it. */
  readonly agreer: PostId;
  /** Who decides on the first extension, on the second, and so on; as many as there are may be granted. */
  readonly deciders: readonly PostId[];
  /** No date after this one. */
  readonly latest: Day;
}

/** Another date asked for and not yet decided on. */
export interface ExtensionRequest {
  /** Counts the requests on one duty from 1. */
  readonly number: number;
  readonly until: Day;
  readonly reason: string;
  readonly progress: string;
  readonly askedAt: Instant;
  /** Persons who asked. */
  readonly by: readonly string[];
  readonly agreer: PostId;
  readonly decider: PostId;
  /** Present once the own leader has agreed. */
  readonly agreed?: { readonly at: Instant; readonly by: readonly string[]; readonly reason: string };
}

/** How the last request ended. `declined`: the own leader did not agree. */
export interface ExtensionVerdict {
  readonly verdict: 'granted' | 'refused' | 'declined';
  readonly reason: string;
  readonly post: PostId;
  readonly at: Instant;
  /** The date granted. */
  readonly until?: Day;
}

/** What became of requests for another date, kept beside the duty for as long as it is owed. */
export interface DutyExtension {
  readonly asked: number;
  readonly granted: number;
  readonly request?: ExtensionRequest;
  readonly last?: ExtensionVerdict;
  /** The term that stands instead of the entity's own; where that one changes, it stands for itself again. */
  readonly grant?: { readonly instead: Term; readonly term: Term };
  /** No rung fires while a request waits to be decided, and not beyond the day by which it should have been. */
  readonly pause?: { readonly from: Instant; readonly until: Instant };
}
