import type { PostId } from '../actor.js';
import type { Day, Instant, Term } from '../calendar.js';

export const PROPOSAL_MATTERS = ['suspension', 'resumption', 'termination'] as const;
export type ProposalMatter = (typeof PROPOSAL_MATTERS)[number];
/** What somebody proposed and a second person is to decide. */
export interface Proposal {
  readonly number: number;
  readonly about: ProposalMatter;
  /** The post it was proposed from. */
  readonly post: PostId;
  /** Whoever proposed it, and for whom: none of them decides it. */
  readonly by: readonly string[];
  readonly at: Instant;
  /** Of a suspension: the day by which it is decided on again. */
  readonly until?: Day;
  /** Of a resumption: the pilot's new last day. */
  readonly end?: Day;
}
/** Something owed when the pilot was suspended. */
export interface HeldDuty {
  readonly id: string;
  /** Working days to its due day; negative where that had passed. */
  readonly leftDays: number;
  readonly due: Day;
  readonly firstDue: Day;
  readonly isLate: boolean;
}
export interface Suspension {
  readonly from: 'planning' | 'running' | 'concluding';
  readonly since: Instant;
  /** When the phase it came from had begun. */
  readonly formerSince: Instant;
  /** The post that proposed it and owes a decision by `until`. */
  readonly post: PostId;
  readonly until: Day;
  /** The last proposal that was decided; absent from states kept by runs of before. */
  readonly decided?: number;
  readonly held: readonly HeldDuty[];
}
export interface RenewedTerm {
  readonly term: Term;
  readonly firstDue?: Day;
  /** It was overdue when the pilot was suspended; absent where it was not. */
  readonly isLate?: boolean;
}
