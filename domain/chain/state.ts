import type { PostId, Role } from '../actor.js';
import type { Day, Instant } from '../calendar.js';

/**
 * The phases of a chain: one province, one year.
 *
 * | phase | what happens | ends with |
 * | --- | --- | --- |
 * | unopened | nobody has opened it; what arrives is collected, and owed | opening, or the end of the year |
 * | drafting | the statement and its list are drafted from a template | submission |
 * | signing | leader, office director, lead department and liaison sign, one after another | the last signature, or a return |
 * | in-force | items are assigned, signed for, fed back, verified | the end of the year |
 * | self-assessing | the office director assesses the year, the leader confirms; items can still be brought to their end | the leader's confirmation |
 * | closed | what was left open went to the next year's chain; what still arrives is passed on to it | – |
 */
export const CHAIN_PHASES = ['unopened', 'drafting', 'signing', 'in-force', 'self-assessing', 'closed'] as const;
export type ChainPhase = (typeof CHAIN_PHASES)[number];

/** The statement is signed top-down: nobody signs before the level above has. */
export const SIGNING_ORDER = ['leader', 'office-director', 'lead-department', 'liaison'] as const satisfies readonly Role[];

/** An item of the list of responsibilities, as the statement names it. */
export interface OutlineItem {
  readonly id: string;
  readonly title: string;
  readonly area?: string;
  readonly dueDay: Day;
  /** Whom it is meant for. */
  readonly post: PostId;
}
/** What the rules need of a statement; its text is stored under the hash. */
export interface StatementOutline {
  readonly sha256: string;
  readonly items: readonly OutlineItem[];
}
export interface StatementDraft {
  readonly outline: StatementOutline;
  readonly saved: { readonly by: string; readonly name: string; readonly at: Instant };
}
export const STATEMENT_OUTCOMES = ['signing', 'returned', 'in-force', 'lapsed'] as const;
export interface StatementVersion {
  readonly version: number;
  readonly sha256: string;
  readonly submittedAt: Instant;
  readonly outcome: (typeof STATEMENT_OUTCOMES)[number];
}
/** Who signed the present version, in which post, and for whom. */
export interface ChainSignature {
  readonly post: PostId;
  readonly person: string;
  readonly name: string;
  readonly onBehalfOf?: string;
  readonly at: Instant;
}

/** The day an item was to be done by had passed before this level got it: late for ever (迟办). */
export interface Overdue {
  /** When the item was first due. */
  readonly firstDue: Day;
  /** Whoever had it before in this chain counts as late for it: it is counted once. */
  readonly isCounted?: true;
}

/** One step down the line: who gave an item to whom, by when, and how far it has come there. */
export interface Assignment {
  /** Counts all assignments of the item. */
  readonly number: number;
  readonly from: PostId;
  readonly to: PostId;
  readonly dueDay: Day;
  readonly since: Instant;
  readonly status: 'assigned' | 'acknowledged' | 'fed-back';
  readonly attempt: number;
  /** Everybody who fed it back, delegates and whom they acted for: none of them verifies it. */
  readonly fedBackBy?: readonly string[];
  readonly isLate?: boolean;
  readonly overdue?: Overdue;
}
export const ITEM_STATUSES = ['planned', 'assigned', 'closed', 'withdrawn'] as const;
export interface Item {
  readonly title: string;
  readonly area?: string;
  readonly dueDay: Day;
  readonly post: PostId;
  readonly status: (typeof ITEM_STATUSES)[number];
  /** From the top down; the last one has it in hand. */
  readonly line: readonly Assignment[];
  readonly assignments: number;
  /** Since when it could be assigned. */
  readonly since: Instant;
  /** How much of it is done, in percent, as last fed back. */
  readonly share?: number;
  /** Some feedback on it was late, or is given after its day: for ever. */
  readonly isLate?: boolean;
  /** The chain it was left open in. */
  readonly carriedFrom?: string;
  /** Of what was carried over: the day it was first due on, or is held to where it was still in time. Absent in the first records. */
  readonly firstDue?: Day;
}

/** A pilot's duty that climbed beyond its reminders. */
export interface Escalation {
  readonly kind: string;
  readonly rung: string;
  /** Who has to answer it. */
  readonly role: Role;
  /** The day it reached them. */
  readonly on: Day;
  /** Which of their duties of that day it belongs to; the first where it is left out. */
  readonly round?: number;
  readonly due: Day;
  readonly answered?: Instant;
  /** Its answer was overdue in the year before, since this day. */
  readonly firstDue?: Day;
}
/**
 * Escalations that stand alike, by pilot and duty: `53-2026-0007#report-2026Q1-1`. A quarter's end brings thousands that differ in nothing
 * else, so that each costs little more than its name.
 */
export interface EscalationGroup extends Escalation {
  readonly ids: readonly string[];
}
/** The last duty that was opened for a level to answer what reached it. */
export interface Answering {
  readonly on: Day;
  readonly round: number;
}

export const OUTCOMES = ['done', 'partly', 'not-done'] as const;
export type ItemOutcome = (typeof OUTCOMES)[number];
export interface SelfAssessment {
  readonly attempt: number;
  readonly sha256: string;
  readonly outcomes: Readonly<Record<string, ItemOutcome>>;
  readonly by: readonly string[];
  readonly at: Instant;
}

export interface Chain {
  readonly phase: ChainPhase;
  readonly title: string;
  /** The version of the template it was drafted from. */
  readonly template: number;
  /** Since when its phase, the turn to sign, or the wait for the leader's confirmation has lasted. */
  readonly since: Instant;
  readonly draft?: StatementDraft;
  readonly versions: readonly StatementVersion[];
  readonly signatures: readonly ChainSignature[];
  readonly items: Readonly<Record<string, Item>>;
  /** What has climbed and is open: read it with `escalationsOf`. */
  readonly groups?: readonly EscalationGroup[];
  /** The same, each by itself, in the first records. */
  readonly escalations?: Readonly<Record<string, Escalation>>;
  readonly answering?: Readonly<Partial<Record<Role, Answering>>>;
  /** How many arrived, and how many went because the pilot did what it owed or owed it no more. */
  readonly escalated: number;
  readonly settled: number;
  readonly assessments: number;
  readonly selfAssessment?: SelfAssessment;
}

export const UNOPENED: Chain = {
  phase: 'unopened',
  title: '',
  template: 0,
  since: 0,
  versions: [],
  signatures: [],
  items: {},
  groups: [],
  escalated: 0,
  settled: 0,
  assessments: 0,
};

/** Ids come from outside: one such as `constructor` names nothing. */
export const itemOf = ({ items }: Pick<Chain, 'items'>, id: string): Item | undefined => (Object.hasOwn(items, id) ? items[id] : undefined);
export const escalationId = (pilot: string, duty: string): string => `${pilot}#${duty}`;

/** Neither closed nor withdrawn. */
export const isOpenItem = ({ status }: Item): boolean => status === 'planned' || status === 'assigned';
