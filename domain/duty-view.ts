import { unitOfPost, type PostId } from './actor.js';
import { endOfDay, type Calendar, type Day, type Instant, type Term } from './calendar.js';
import type { LapsedNotice, Outcome, Watched } from './duty.js';
import type { Summary } from './entity.js';
import type { DutyExtension } from './extension/state.js';
import { streamOf, type AnyState, type Kind } from './kinds.js';
import { ladderOf, type LadderId, type Rung } from './ladders.js';
import { yellowFrom } from './light.js';
import type { SupervisionEvent } from './supervision.js';

/** A duty as lists show it. */
export interface DutyView {
  /** `pilot/53-2026-0007#plan-1`. */
  readonly id: string;
  readonly duty: string;
  readonly kind: string;
  readonly entityKind: Kind;
  readonly entity: string;
  readonly title: string;
  readonly level?: string;
  readonly areas?: readonly string[];
  readonly post: PostId;
  readonly unit: string;
  readonly path: readonly string[];
  readonly term: Term;
  readonly calendarVersion: number;
  readonly openedAt: Instant;
  readonly firstDue: Day;
  readonly due: Day;
  readonly dueAt: Instant;
  readonly yellowFrom: Instant;
  readonly status: 'open' | Outcome;
  readonly settledAt?: Instant;
  /** Settled after its due day: marked for ever. */
  readonly isLate?: boolean;
  /** See `Watched`. */
  readonly lateBefore?: boolean;
  /** The event that withdrew it. */
  readonly cause?: string;
  /** The ladder it climbs; absent in the first records. */
  readonly ladder?: LadderId;
  readonly step: number;
  readonly rung?: Rung;
  readonly rungOn?: Day;
  /** See `Watched`. */
  readonly heldOn?: Day;
  readonly termedAt?: Instant;
  /** Its notice came to nothing, and no other is drafted yet. */
  readonly lapsed?: LapsedNotice;
  /** See `Duty`. */
  readonly about?: string;
  /** Another date for it: asked for, granted, refused. */
  readonly extension?: DutyExtension;
}

/** The duties an event changes something about. */
export function touchedDuties(event: SupervisionEvent, { watched }: AnyState): string[] {
  switch (event.type) {
    case 'rungReached':
    case 'noticeOutcomeNoted':
      return [event.duty];
    case 'dutiesChanged':
      return [...event.settled, ...event.opened, ...event.moved].map(({ id }) => id);
    case 'calendarAdopted':
      // Also where no due day moved: the warning before it and the days that explain it are told by the calendar.
      return Object.keys(watched);
    case 'extensionAsked':
    case 'extensionAgreed':
    case 'extensionDeclined':
    case 'extensionRefused':
    case 'extensionGranted':
      return [event.duty];
    default:
      return event satisfies never;
  }
}

/** A duty as it stands after an event; where the event settled it, as it stood before. Undefined where it is in neither state. */
export function dutyView(
  kind: Kind,
  id: string,
  duty: string,
  after: AnyState,
  before: AnyState,
  event: SupervisionEvent,
  calendar: Calendar,
  { title, path, fields }: Summary,
): DutyView | undefined {
  const watched = after.watched[duty] ?? before.watched[duty];
  if (watched === undefined) return undefined;
  const settled = event.type === 'dutiesChanged' ? event.settled.find((one) => one.id === duty) : undefined;
  const { level, areas } = fields;
  const { kind: dutyKind, post, term, openedAt, firstDue, due, ladder, step } = watched;
  return {
    id: `${streamOf(kind, id)}#${duty}`,
    duty,
    kind: dutyKind,
    entityKind: kind,
    entity: id,
    title,
    ...(typeof level === 'string' ? { level } : {}),
    ...(typeof areas === 'object' ? { areas } : {}),
    post,
    unit: unitOfPost(post),
    path: [...new Set([...path, unitOfPost(post), post])],
    term,
    calendarVersion: after.calendarVersion,
    openedAt,
    firstDue,
    due,
    dueAt: endOfDay(due),
    yellowFrom: yellowFrom(calendar, watched),
    status: settled?.outcome ?? 'open',
    ...(settled === undefined || event.type !== 'dutiesChanged'
      ? {}
      : { settledAt: event.at, isLate: settled.isLate, ...causeOf(settled) }),
    ...(watched.lateBefore === undefined ? {} : { lateBefore: watched.lateBefore }),
    ...(ladder === undefined ? {} : { ladder }),
    step,
    ...rungOf(watched),
    ...(watched.heldOn === undefined ? {} : { heldOn: watched.heldOn }),
    ...(watched.termedAt === undefined ? {} : { termedAt: watched.termedAt }),
    ...(watched.lapsed === undefined || watched.notice !== undefined ? {} : { lapsed: watched.lapsed }),
    ...(watched.about === undefined ? {} : { about: watched.about }),
    ...(watched.extension === undefined ? {} : { extension: watched.extension }),
  };
}

const causeOf = ({ cause }: { cause?: string }): { cause?: string } => (cause === undefined ? {} : { cause });

const rungOf = (watched: Watched): { rung?: Rung; rungOn?: Day } => {
  const { step, steppedOn } = watched;
  const rung = ladderOf(watched)[step - 1]?.rung;
  return { ...(rung === undefined ? {} : { rung }), ...(steppedOn === undefined ? {} : { rungOn: steppedOn }) };
};
