import type { Actor } from './actor.js';
import type { Day, Instant, Term } from './calendar.js';
import type { CalendarPlan, CurrentCalendars, Reach, TermGroup } from './calendar-plan.js';
import type { Kind } from './kinds.js';

/** What an administrator published: the days as they were given, by name; with the version they became. */
export interface CalendarPublished {
  readonly type: 'calendarPublished';
  readonly version: number;
  readonly base: number;
  readonly region: string;
  readonly year: number;
  readonly holidays: readonly GivenHoliday[];
}
export interface GivenHoliday {
  readonly zh: string;
  readonly en: string;
  /** `YYYY-MM-DD`. */
  readonly daysOff: readonly string[];
  readonly workingDays: readonly string[];
}
export interface Publication {
  readonly commandId: string;
  readonly commandHash: string;
  readonly receivedAt: Instant;
  readonly actor: Actor;
  readonly reason: string;
  readonly event: CalendarPublished;
  readonly plan: CalendarPlan;
}

/** Calendars, changed only together with their record. */
export interface CalendarKeeper {
  current(): Promise<CurrentCalendars>;
  /** The version a command published, and the hash of its body. */
  commandOf(commandId: string): Promise<{ readonly version: number; readonly hash: string } | undefined>;
  /** Writes calendars, the start of their re-dating and the entry of the record, all or nothing. `stale`: another version came first. */
  publish(publication: Publication): Promise<'done' | 'stale'>;
}

/** A published version and how far the open entities have adopted it. */
export interface CalendarVersion {
  readonly version: number;
  readonly base: number;
  readonly region: string;
  readonly year: number;
  readonly reason: string;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  /** Days that changed, in any region. */
  readonly changed: readonly Day[];
  /** Open entities that had to adopt it, and how many of them still have to; absent before the errand has counted them. */
  readonly total?: number;
  readonly left?: number;
  /** Why some could not, in the last round; the errand goes on trying. */
  readonly failed: readonly { readonly entity: string; readonly code: string }[];
  readonly finishedAt?: Instant;
  /** When the mails were put out that tell the holders. */
  readonly toldAt?: Instant;
}

/** A duty as far as re-dating asks. */
export interface DatedDuty {
  readonly id: string;
  readonly entityKind: Kind;
  readonly entity: string;
  readonly term: Term;
  readonly due: Day;
}
export interface EntityName {
  readonly kind: Kind;
  readonly id: string;
}

/** What the errand that re-dates asks and notes. An entity is behind while its own view says so: that alone is the progress. */
export interface RedatingBoard {
  /** The versions that some open entity may still have to adopt, oldest first. */
  open(now: Instant): Promise<readonly CalendarVersion[]>;
  countBehind(version: CalendarVersion): Promise<number>;
  /** Entities behind, by id after this one. */
  behind(version: CalendarVersion, after: string, limit: number): Promise<readonly EntityName[]>;
  /** Open duties of entities behind within reach, by id after this one. */
  dutiesBehind(version: CalendarVersion, reach: Reach, after: string, limit: number): Promise<readonly DatedDuty[]>;
  note(version: number, progress: Partial<Pick<CalendarVersion, 'total' | 'left' | 'failed' | 'finishedAt' | 'toldAt'>>): Promise<void>;
  /** How many duties adoptions of this version moved, by the post that owes them. */
  movedByPost(version: number): Promise<readonly { readonly post: string; readonly count: number }[]>;
  /** Puts out one notice a post, once. */
  tell(
    notices: readonly { readonly post: string; readonly count: number }[],
    version: number,
    now: Instant,
    notBefore: Instant,
  ): Promise<void>;
}

/** Open duties by term, counted where they are kept: a change may reach hundreds of thousands. */
export interface OpenTerms {
  within(reach: Reach, region: string): Promise<readonly TermGroup[]>;
}
