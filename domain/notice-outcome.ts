import { CENTRE } from './actor.js';
import { dayOf, type Day } from './calendar.js';
import type { Lapse, Watched } from './duty.js';
import { accept, refuse, type Context, type Decision, type EntityRef, type Typed } from './entity.js';
import { ladderOf } from './ladders.js';
import { mayDo } from './rights.js';

/** A notice tells where its matter is owed that the next form goes on with it (`to`), or that it came to nothing. */
export interface NoteNoticeOutcome {
  readonly type: 'noteNoticeOutcome';
  readonly duty: string;
  readonly notice: string;
  readonly outcome: Lapse | 'raised';
  /** The next form; empty where there is none. */
  readonly to: string;
}
export interface NoticeOutcomeNoted extends Omit<NoteNoticeOutcome, 'type'> {
  readonly type: 'noticeOutcomeNoted';
  readonly on: Day;
}
export const NOTICE_OUTCOME_COMMANDS = ['noteNoticeOutcome'] as const;
export const isNoteNoticeOutcome = (command: Typed): command is NoteNoticeOutcome => command.type === 'noteNoticeOutcome';

/** Every notice there is about a duty under its present term: each is told when the duty is settled. */
export const noticesOf = ({ notice, raised = [] }: Pick<Watched, 'notice' | 'raised'>): readonly string[] =>
  notice === undefined ? [] : [notice, ...raised];

/** A notice about a duty that is owed no more, or under another date, has nobody left to tell. */
export function noteNoticeOutcome(
  watched: Readonly<Record<string, Watched>>,
  { duty, notice, outcome, to }: NoteNoticeOutcome,
  { actor, at }: Context,
): Decision<NoticeOutcomeNoted> {
  if (!mayDo('noteNoticeOutcome', actor, { unit: CENTRE })) return refuse('NoRight');
  const known = watched[duty];
  if (known === undefined || !noticesOf(known).includes(notice)) return refuse('DutyNotOpen');
  return accept({ type: 'noticeOutcomeNoted', duty, notice, outcome, to, on: dayOf(at) });
}

/** A duty after the word of its notice: it goes on with the next form, or stands again where it stood before the notice was drafted. */
export function afterOutcome(known: Watched, { notice, outcome, to, on }: NoticeOutcomeNoted): Watched {
  if (outcome === 'raised') return { ...known, raised: [...(known.raised ?? []), to] };
  const { notice: _, raised: __, steppedOn: ___, ...duty } = known;
  const ladder = ladderOf(known);
  const step = Math.max(
    0,
    ladder.findIndex(({ rung }) => rung === 'supervision-notice'),
  );
  const former = known.climbed?.findLast(({ rung }) => rung === ladder[step - 1]?.rung);
  const lapsed = { notice, outcome, on, count: (known.lapsed?.count ?? 0) + 1 };
  return { ...duty, step, ...(former === undefined ? {} : { steppedOn: former.on }), lapsed };
}

/** `pilot/53-2026-0007` as whom a message goes to; undefined where it names nobody. */
export function entityIn(place: string): EntityRef | undefined {
  const [kind = '', ...rest] = place.split('/');
  return rest.length === 0 ? undefined : { kind, id: rest.join('/') };
}
