import type { PostId } from '../actor.js';
import { addWorkingDays, dayOf, type Day, type Instant } from '../calendar.js';
import { CHAIN_DUTY_KINDS } from '../chain/duties.js';
import type { Context, Surroundings } from '../entity.js';
import { EXTENSION_DUTY_KINDS } from '../extension/duties.js';
import { firingFrom, firingOn } from '../ladder.js';
import { calendarFor, readableOn } from '../mail-hours.js';
import { PILOT_DUTY_KINDS } from '../pilot/duties.js';
import { UNIT_DUTY_KINDS } from '../unit/duties.js';
import type { NoticeEvent } from './messages.js';
import type { Notice } from './state.js';

/** Which supervision notices of a site go out by themselves (自动签发): those about these kinds of duty (rules: Ladder). Never a talk or a circular, which a central leader decides. */
export interface AutomaticIssue {
  readonly kinds: readonly string[];
}
/** Every notice waits for its issuer until a site says otherwise. */
export const FIRST_AUTOMATIC_ISSUE: AutomaticIssue = { kinds: [] };

/** What a supervision notice can be about. */
export const NOTICEABLE_KINDS: readonly string[] = [...PILOT_DUTY_KINDS, ...CHAIN_DUTY_KINDS, ...UNIT_DUTY_KINDS, ...EXTENSION_DUTY_KINDS];

/** The day from which the issuer has a working day, where it is later than that of the draft: drafted after office hours or on a day off. */
export function readableAfter(issuer: PostId, { calendar, at }: Pick<Context, 'calendar' | 'at'>): Day | undefined {
  const day = readableOn(calendarFor(issuer, calendar), at);
  return day > dayOf(at) ? day : undefined;
}

/** When a draft goes out by itself: on the morning of the working day after its issuer could read of it, so that they have a day to discard or to issue it. */
function leavesAt({ phase, automaticIssue, draftedAt, readableOn: day }: Notice, { id, calendar }: Surroundings): Instant | undefined {
  if (phase !== 'drafted' || automaticIssue === undefined) return undefined;
  return firingOn(addWorkingDays(calendar, day ?? dayOf(draftedAt), 1), id);
}

/** What time alone brings to a notice. Also after an outage it leaves when rungs fire: not at night, not on a day off. */
export function passedInNotice(notice: Notice, at: Instant, surroundings: Surroundings): readonly NoticeEvent[] {
  const leaves = nextPassingInNotice(notice, surroundings, at);
  const { automaticIssue: setting } = notice;
  return leaves === undefined || setting === undefined || leaves > at ? [] : [{ type: 'noticeLetGo', setting, at }];
}

export function nextPassingInNotice(notice: Notice, surroundings: Surroundings, now: Instant): Instant | undefined {
  const leaves = leavesAt(notice, surroundings);
  return leaves === undefined ? undefined : firingFrom(surroundings.calendar, surroundings.id, Math.max(leaves, now));
}
