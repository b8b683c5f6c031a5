import type { Actor } from '../../../domain/actor.js';
import { addWorkingDays, dayOf, type Day, type Instant } from '../../../domain/calendar.js';
import { sumOf } from '../../../domain/decimal.js';
import { entryPlace, measureOf } from '../../../domain/pilot/figures.js';
import type { EnteredFigure, PilotCommand } from '../../../domain/pilot/messages.js';
import type { CumulativeEntry } from '../../../domain/pilot/figure-state.js';
import { outlineOf, sha256Of } from '../../routes/plan.js';
import { extensionActs } from './extension-life.js';
import { plannedDay, readDuty, type Owed } from './habits.js';
import type { Life, PlannedChange } from './life.js';
import { officeTime, type Act, type Stage } from './stage.js';
import { conclusionText, milestoneNote, OPINIONS, planText, reportText, type DatedMilestone, type Reached } from './texts.js';

export interface PilotLife {
  readonly province: string;
  /** What its people do on a working day, as things stand in the morning. */
  actsOn(day: Day): readonly Act[];
}

/** Drafting begins so many working days before the plan is submitted. */
const DRAFTING_DAYS = 4;

/** The people around one pilot of the demo: they look at what is owed and do it when it is their habit. */
export function createPilotLife(stage: Stage, life: Life, id: string, { startDay, endDay }: { startDay: Day; endDay: Day }): PilotLife {
  const { past, seats } = stage;
  const { habits, region } = life;
  const province = region.slice(0, 2);
  const milestones = life.milestones.map(({ due, ...rest }): DatedMilestone => ({ ...rest, dueDay: stage.dayFrom(due) }));
  const periods: string[] = [];
  const counted = new Map<string, readonly CumulativeEntry[]>();
  const drafts = new Map<number, string>();
  let verdicts = 0;
  let isChanged = false;

  const send = (actor: Actor, command: PilotCommand, at: Instant): void => stage.send('pilot', id, actor, command, at);
  /** Whoever acts in the post that owes it; undefined where it is empty. */
  const actorOf = ({ watched: { post } }: Pick<Owed, 'watched'>, at: Instant): Actor | undefined => seats.actorAt(post, at);

  /** Where the indicators stand on a day: on the straight line from baseline to target, a little ahead of it at the end. */
  const reachedBy = (day: Day, only?: string): Reached[] =>
    milestones
      .filter((milestone) => only === undefined || milestone.id === only)
      .flatMap(({ id: milestone, dueDay, indicators }) => {
        const best = habits.notMet?.includes(`milestone:${milestone}`) === true ? 0.75 : 1.04;
        const share = Math.min(best, Math.max(0, (day - startDay) / Math.max(1, dueDay - startDay)));
        return indicators.map((indicator) => {
          const { baseline, target } = indicator;
          const exact = baseline + (target - baseline) * share;
          const isWhole = Number.isInteger(baseline) && Number.isInteger(target);
          return {
            indicator,
            value: indicator.unit === '%' && exact > 100 ? 100 : isWhole ? Math.round(exact) : Math.round(exact * 10) / 10,
          };
        });
      });
  /** What brings the indicators to where they stand, for a report or milestone (`key`): of a cumulative one what came since the last time. */
  const figuresOf = (reached: readonly Reached[], day: Day, key: string): EnteredFigure[] =>
    reached.map(({ indicator, value }) => {
      const asOf = day - 1;
      if (measureOf(indicator) === 'level') return { indicator: indicator.id, value, asOf };
      const entries = counted.get(indicator.id) ?? [];
      const place = entryPlace(entries, { key, asOf });
      const others = sumOf([indicator.baseline, ...entries.filter((_, index) => index !== place).map((entry) => entry.value)]);
      const entry = { key, value: sumOf([value, -others]), asOf: entries[place]?.asOf ?? asOf };
      counted.set(indicator.id, place === -1 ? [...entries, entry] : entries.with(place, entry));
      return { indicator: indicator.id, value: entry.value, asOf: entry.asOf };
    });

  const keep = (text: string): string => {
    const sha256 = sha256Of(text);
    stage.keep(sha256, text);
    return sha256;
  };
  const draft = (version: number, at: Instant): void => {
    const { content, outline } = outlineOf(planText(life, milestones, version, [startDay, endDay]));
    stage.keep(outline.sha256, content);
    drafts.set(version, outline.sha256);
    send(stage.actorIn(region, 'liaison', at), { type: 'draftPlan', outline }, at);
  };

  /** The liaison drafts and the director submits the change on one day; its review is owed like that of a first plan. */
  const change = ({ reason, moved }: PlannedChange, at: Instant): void => {
    isChanged = true;
    const later = milestones.map((milestone): DatedMilestone => {
      const due = moved[milestone.id];
      return due === undefined ? milestone : { ...milestone, dueDay: stage.dayFrom(due) };
    });
    const { content, outline } = outlineOf(planText(life, later, habits.plans ?? 1, [startDay, endDay]));
    stage.keep(outline.sha256, content);
    send(stage.actorIn(region, 'liaison', at), { type: 'draftPlan', outline }, at);
    send(stage.actorIn(region, 'office-director', at), { type: 'submitPlan', sha256: outline.sha256, reason }, at);
  };
  const changesOn = (day: Day): Act[] => {
    if (habits.change === undefined || isChanged || day < stage.dayFrom(habits.change.on)) return [];
    const { change: planned } = habits;
    return past.view('pilot', id)?.phase === 'running' ? [{ at: officeTime(day, `${id}#change`), do: (at) => change(planned, at) }] : [];
  };

  const review = (actor: Actor, version: number, at: Instant): void => {
    const verdict = (habits.verdicts ?? ['approve', 'approve'])[verdicts];
    verdicts += 1;
    if (verdict === 'return') send(actor, { type: 'returnPlan', version, reasons: OPINIONS.returnPlan }, at);
    else if (verdict === 'reject') send(actor, { type: 'rejectPlan', version, reason: OPINIONS.rejectPlan }, at);
    else send(actor, { type: 'approvePlan', version, opinion: OPINIONS.approve }, at);
  };
  const isReturned = ({ name, attempt }: Owed): boolean =>
    attempt === 1 && habits.returned?.includes(name.slice('verdict:'.length)) === true;
  const judgeMilestone = (actor: Actor, owed: Owed, at: Instant): void => {
    const isMissed = habits.notMet?.includes(`milestone:${owed.subject}`) === true;
    const [verdict, reason] = isReturned(owed)
      ? (['returned', OPINIONS.returnMilestone] as const)
      : isMissed
        ? (['not-met', OPINIONS.notMet] as const)
        : (['met', OPINIONS.met] as const);
    send(actor, { type: 'judgeMilestone', milestone: owed.subject, attempt: owed.attempt, verdict, reason }, at);
  };

  /** Does what is owed; the post that owes it says who. */
  const fulfil = (owed: Owed, actor: Actor, at: Instant): void => {
    const { kind, subject, attempt } = owed;
    const day = dayOf(at);
    switch (kind) {
      case 'submit-plan':
        return send(actor, { type: 'submitPlan', sha256: drafts.get(attempt) ?? '' }, at);
      case 'review-plan':
        return review(actor, attempt, at);
      case 'milestone-result': {
        const reached = reachedBy(day, subject);
        const title = milestones.find((milestone) => milestone.id === subject)?.title ?? subject;
        const note = milestoneNote(life, title, attempt, reached);
        return send(actor, { type: 'submitMilestone', milestone: subject, note, figures: figuresOf(reached, day, subject) }, at);
      }
      case 'judge-milestone':
        return judgeMilestone(actor, owed, at);
      case 'report': {
        if (habits.skips?.includes(owed.name)) return send(actor, { type: 'askReportSkip', period: subject, reason: OPINIONS.askSkip }, at);
        const reached = reachedBy(day);
        const sha256 = keep(reportText(life, subject, periods.indexOf(subject), attempt, reached));
        return send(actor, { type: 'submitReport', period: subject, sha256, figures: figuresOf(reached, day, subject) }, at);
      }
      case 'judge-report': {
        const [verdict, reason] = isReturned(owed)
          ? (['returned', OPINIONS.returnReport] as const)
          : (['accepted', OPINIONS.accepted] as const);
        return send(actor, { type: 'judgeReport', period: subject, attempt, verdict, reason }, at);
      }
      case 'decide-skip':
        return send(
          actor,
          { type: 'decideReportSkip', period: subject, asks: attempt, verdict: 'approved', reason: OPINIONS.approveSkip },
          at,
        );
      case 'concluding-report':
        return send(actor, { type: 'submitConclusion', sha256: keep(conclusionText(life, milestones, reachedBy(day))) }, at);
      case 'result': {
        if (attempt === 1 && habits.returned?.includes('concluding-report') === true)
          return send(actor, { type: 'returnConclusion', number: attempt, reason: OPINIONS.returnConclusion }, at);
        const grade = habits.grade ?? 'good';
        return send(actor, { type: 'enterResult', number: attempt, grade, reason: OPINIONS.result[grade] }, at);
      }
      case 'close-pilot':
        return send(actor, { type: 'closePilot' }, at);
      default:
        throw new Error(`Nobody in the demo knows how to do ${kind}`);
    }
  };

  const actFor = (owed: Owed, day: Day, isJudging: boolean): Act[] => {
    const { kind, attempt, watched } = owed;
    const calendar = stage.calendarOf(province);
    const planned = plannedDay(life, owed, endDay, calendar);
    const at = officeTime(day, `${id}#${owed.id}`);
    if (kind === 'submit-plan' && !drafts.has(attempt)) {
      const starts = Math.max(
        addWorkingDays(calendar, dayOf(watched.openedAt), 1),
        planned === undefined ? 0 : addWorkingDays(calendar, planned, -DRAFTING_DAYS),
      );
      return day < starts ? [] : [{ at, do: (instant) => draft(attempt, instant) }];
    }
    if (planned === undefined || day < planned) return [];
    if (kind === 'review-plan' && verdicts >= (habits.verdicts ?? ['approve', 'approve']).length) return [];
    // A result waits until everything handed in has its verdict.
    if (kind === 'result' && isJudging) return [];
    const perform = (instant: Instant): void => {
      const actor = actorOf(owed, instant);
      // A decision of the same morning may have withdrawn it.
      const isOwed = past.view('pilot', id)?.state.watched[owed.id] !== undefined;
      if (actor !== undefined && isOwed) fulfil(owed, actor, instant);
    };
    return [{ at, do: perform }];
  };

  /** What befalls it on this day; who is to decide is told by the duty. */
  const stopsOn = (day: Day): Act[] =>
    (life.stops ?? []).flatMap(({ propose, at: from, reason, opinion }): Act[] => {
      const proposed = stage.dayFrom(from);
      const at = officeTime(day, `${id} ${propose}`);
      if (day === proposed)
        return [{ at, do: (instant) => send(stage.actorIn(region, 'office-director', instant), { type: propose, reason }, instant) }];
      if (day !== addWorkingDays(stage.calendarOf(province), proposed, 2)) return [];
      return [{ at, do: (instant) => decide(opinion, instant) }];
    });
  const decide = (reason: string, at: Instant): void => {
    const { watched = {} } = past.view('pilot', id)?.state ?? {};
    const found = Object.entries(watched).find(([, { kind }]) => kind === 'decide-proposal');
    const actor = found === undefined ? undefined : actorOf({ watched: found[1] }, at);
    const number = Number(found?.[0].slice('decide-proposal-'.length));
    if (actor !== undefined) send(actor, { type: 'decideProposal', number, verdict: 'confirmed', reason }, at);
  };

  return {
    province,
    actsOn(day) {
      const watched = Object.entries(past.view('pilot', id)?.state.watched ?? {});
      for (const [duty, { kind }] of watched) {
        const period = kind === 'report' ? /^report-(\d{4}(?:Q\d|-H\d)?)-\d/.exec(duty)?.[1] : undefined;
        if (period !== undefined && !periods.includes(period)) periods.push(period);
      }
      const owed = watched
        .filter(([, { kind }]) => kind === 'decide-skip' || !/^(?:decide|agree)-/.test(kind))
        .map(([duty, one]) => readDuty(duty, one, periods));
      const isJudging = owed.some(({ kind }) => kind.startsWith('judge') || kind === 'decide-skip');
      // Whoever asked to skip a report waits for the answer.
      const asked = new Set(owed.filter(({ kind }) => kind === 'decide-skip').map(({ subject }) => subject));
      const present = owed.filter(({ kind, subject }) => kind !== 'report' || !asked.has(subject));
      const extensions = extensionActs(stage, id, habits.extensions ?? [], owed, day);
      return [...stopsOn(day), ...changesOn(day), ...extensions, ...present.flatMap((one) => actFor(one, day, isJudging))];
    },
  };
}
