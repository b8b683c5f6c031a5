import { Context } from '@temporalio/activity';
import { CENTRE, SYSTEM } from '../domain/actor.js';
import type { AdoptCalendar } from '../domain/adoption.js';
import { dueDay, SECOND_MS, type Calendar, type Instant } from '../domain/calendar.js';
import { reachOf } from '../domain/calendar-plan.js';
import type { CalendarVersion, DatedDuty, EntityName, RedatingBoard } from '../domain/calendar-ports.js';
import { regionOf, streamOf } from '../domain/kinds.js';
import { leavesFrom } from '../domain/mail-hours.js';
import type { CalendarStore, Letter, Send } from '../domain/ports.js';
import { SHIFT_MS } from './deliver.js';
import { createSilent, SHORT_PATIENCE_MS } from './silent.js';

export interface RedatingPorts {
  readonly board: RedatingBoard;
  readonly calendars: Pick<CalendarStore, 'latest'>;
  readonly send: Send;
  readonly now: () => Instant;
  readonly digestMin: number;
  /** Aborted when the worker is to stop. */
  readonly closing: AbortSignal;
}

const PAGE = 200;
const AT_ONCE = 10;
const LOOK_AGAIN_MS = SECOND_MS;
/** Before those are tried again that could not be reached. */
const TRY_AGAIN_MS = 5 * SECOND_MS;
/** Of those that could not be reached, so many are named. */
const FAILURES_NAMED = 20;
/** Where some never succeed, the others' holders are told after so long all the same. */
const TELL_AFTER_MS = 3_600 * SECOND_MS;

/**
 * Brings every open entity the newest calendar of its region, first those with duties that move, then the rest. Nothing of the progress is
 * remembered here: whoever is behind says so in its own view, so that it goes on wherever a worker fell, and twice does no harm. Every open
 * version has its round, so that whoever cannot be reached for one does not keep the next from the others; and who could not be reached is
 * asked last.
 */
export function createRedatingActivities({ board, calendars, send, now, digestMin, closing }: RedatingPorts) {
  let endsAt = 0;
  const silent = createSilent();
  const isOver = (): boolean => performance.now() > endsAt || closing.aborted || Context.current().cancellationSignal.aborted;

  /** The code of why not, or nothing. */
  const adopt = async ({ kind, id }: EntityName, calendar: Calendar): Promise<string | undefined> => {
    const name = streamOf(kind, id);
    const code = await ask({ kind, id }, calendar, silent.whyOf(name) === undefined ? {} : { patienceMs: SHORT_PATIENCE_MS });
    if (code === undefined || code === 'NothingDue') silent.delete(name);
    else silent.add(name, code);
    return code;
  };
  const ask = async ({ kind, id }: EntityName, calendar: Calendar, patience: Pick<Letter, 'patienceMs'>): Promise<string | undefined> => {
    const command: AdoptCalendar = { type: 'adoptCalendar', calendar };
    const commandId = `${streamOf(kind, id)}!calendar@${calendar.version}`;
    try {
      const answer = await send({ id: commandId, hash: '', to: { kind, id }, actor: SYSTEM, receivedAt: now(), command, ...patience });
      return answer.ok || answer.code === 'Closed' ? undefined : answer.code;
    } catch (error) {
      Context.current().log.error('an entity could not be brought its calendar', { kind, id, error });
      return 'Defect';
    }
  };

  /** One round over everybody who is behind; whether nobody has to be tried again. */
  const work = async (version: CalendarVersion): Promise<boolean> => {
    const context = Context.current();
    const known = new Map<string, Calendar>();
    const calendarOf = async ({ kind, id }: EntityName): Promise<Calendar> => {
      const region = regionOf(kind, id);
      const calendar = known.get(region) ?? (await calendars.latest(region));
      known.set(region, calendar);
      return calendar;
    };
    const tried = new Set<string>();
    const putOff = new Map<string, EntityName>();
    const why = new Map<string, string>();
    const failed = () => [...why].slice(0, FAILURES_NAMED).map(([entity, code]) => ({ entity, code }));
    let quiet = 0;
    let left = await board.countBehind(version);
    const total = Math.max(version.total ?? 0, left);
    await board.note(version.version, { total, left });

    /** Whether any of these few has its calendar now. */
    const bringFew = async (few: readonly EntityName[]): Promise<boolean> => {
      const answers = await Promise.all(few.map(async (name) => ({ name, code: await adopt(name, await calendarOf(name)) })));
      const leftBefore = left;
      for (const { name, code } of answers) {
        const entity = streamOf(name.kind, name.id);
        tried.add(entity);
        why.delete(entity);
        if (code === 'NothingDue') quiet += 1;
        if (code === undefined || code === 'NothingDue') left -= 1;
        else why.set(entity, code);
      }
      await board.note(version.version, { left: Math.max(0, left), failed: failed() });
      context.heartbeat();
      return left < leftBefore;
    };
    const bring = async (names: readonly EntityName[]): Promise<void> => {
      const fresh: EntityName[] = [];
      for (const name of names) {
        const entity = streamOf(name.kind, name.id);
        const code = silent.whyOf(entity);
        if (tried.has(entity)) continue;
        if (code === undefined) fresh.push(name);
        else {
          putOff.set(entity, name);
          why.set(entity, code);
        }
      }
      for (let from = 0; from < fresh.length && !isOver(); from += AT_ONCE) await bringFew(fresh.slice(from, from + AT_ONCE));
    };
    /** Who was silent before, while one of them still answers: a round with many of them is to leave the next version its own. */
    const bringSilent = async (): Promise<void> => {
      const names = silent.among(putOff);
      let isAnswered = true;
      for (let from = 0; from < names.length && isAnswered && !isOver(); from += AT_ONCE)
        isAnswered = await bringFew(names.slice(from, from + AT_ONCE));
    };
    const isMoving = async ({ entityKind, entity, term, due }: DatedDuty): Promise<boolean> =>
      dueDay(await calendarOf({ kind: entityKind, id: entity }), term) !== due;

    const reach = reachOf(version.changed);
    for (let after = ''; !isOver();) {
      const duties = await board.dutiesBehind(version, reach, after, PAGE);
      const moving = new Map<string, EntityName>();
      for (const duty of duties)
        if (await isMoving(duty)) moving.set(streamOf(duty.entityKind, duty.entity), { kind: duty.entityKind, id: duty.entity });
      await bring([...moving.values()]);
      const last = duties.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    for (let after = ''; !isOver();) {
      const names = await board.behind(version, after, PAGE);
      await bring(names);
      const last = names.at(-1);
      if (last === undefined) break;
      after = streamOf(last.kind, last.id);
    }
    await bringSilent();
    const isTimeToTell = now() - version.publishedAt > TELL_AFTER_MS;
    if (isTimeToTell) await tell(version);
    if (isOver()) return false;
    // Who answers that nothing is due has what it needs, whatever its view says: nothing more would come of asking again.
    left = Math.max(0, (await board.countBehind(version)) - quiet);
    await board.note(version.version, { total: Math.max(total, left), left, failed: left === 0 ? [] : failed() });
    if (left === 0 && !isTimeToTell) await tell(version);
    if (left === 0) await board.note(version.version, { finishedAt: version.finishedAt ?? now() });
    return left === 0 && quiet === 0;
  };

  /** One line a post and version; whoever holds several posts reads them in one mail. */
  const tell = async ({ version, toldAt }: CalendarVersion): Promise<void> => {
    if (toldAt !== undefined) return;
    const at = now();
    const notBefore = leavesFrom(await calendars.latest(CENTRE), at, false, digestMin);
    await board.tell(await board.movedByPost(version), version, at, notBefore);
    await board.note(version, { toldAt: at });
  };

  /** Waits, but not longer than the worker lives. */
  const rest = async (ms: number): Promise<void> => {
    for (const until = performance.now() + ms; performance.now() < until && !isOver();) {
      await Context.current().sleep(Math.min(LOOK_AGAIN_MS, ms));
      Context.current().heartbeat();
    }
  };

  return {
    async redate(): Promise<void> {
      endsAt = performance.now() + SHIFT_MS;
      while (!isOver()) {
        Context.current().heartbeat();
        const open = await board.open(now());
        if (open.length === 0) await rest(LOOK_AGAIN_MS);
        let isDone = true;
        for (const version of open) if (!isOver()) isDone = (await work(version)) && isDone;
        if (!isDone) await rest(TRY_AGAIN_MS);
      }
    },
  };
}
export type RedatingActivities = ReturnType<typeof createRedatingActivities>;
