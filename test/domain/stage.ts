import { expect } from 'chai';
import { SYSTEM, type Actor } from '../../domain/actor.js';
import { atTimeOfDay, parseDay, type Day, type Instant } from '../../domain/calendar.js';
import type { Decision, Typed } from '../../domain/entity.js';
import { entityOf, type CommandOf, type Kind, type StateOf } from '../../domain/kinds.js';
import type { FileContent } from '../../domain/pilot/evidence.js';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import type { EnteredFigure, Registration } from '../../domain/pilot/messages.js';
import type { Indicator, PlanOutline } from '../../domain/pilot/plan-state.js';
import type { PilotPhase } from '../../domain/pilot/state.js';
import type { SupervisionEvent } from '../../domain/supervision.js';
import type { UnitKind } from '../../domain/unit/state.js';
import { pathOfCode } from '../../domain/unit-code.js';
import { nationalCalendar } from '../fakes/calendars.js';
import {
  actorOf,
  centralReviewer,
  director,
  hostLiaison,
  liaison,
  provincialReviewer,
  securityAdministrator,
  systemAdministrator,
} from '../fakes/people.js';

export const day = (text: string): Day => parseDay(text) ?? expect.fail(`${text} is not a day`);
/** `2026-01-05 09:30` in Shanghai; nine o'clock where only the day is given. */
export function at(text: string): Instant {
  const [date = '', hour = 9, minute = 0] = text.split(/[ :]/);
  return atTimeOfDay(day(date), Number(hour) * 60 + Number(minute));
}

/** An actor as a delegate of somebody. */
export const onBehalf = (actor: Actor, onBehalfOf: string): Actor => ({ ...actor, onBehalfOf, tenure: `${actor.post}@2` });

export const keysOf = <K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] =>
  Object.keys(record).filter((key): key is K => key in record);

/** One entity outside any run: commands are told to it one after another. */
export function stage<K extends Kind>(kind: K, id: string, calendar = nationalCalendar) {
  const entity = entityOf(kind);
  let state = entity.initial;
  const record: Typed[] = [];
  const ask = (command: Typed, actor: Actor, when: Instant): Decision<Typed> =>
    entity.decide(state, command, { id, calendar, actor, at: when });
  const tell = (command: Typed, actor: Actor, when: Instant): readonly Typed[] => {
    const decision = ask(command, actor, when);
    if (!decision.ok) return expect.fail(`${command.type} by ${actor.post} was refused: ${decision.code}`);
    for (const event of decision.events) {
      state = entity.evolve(state, event);
      record.push(event);
    }
    return decision.events;
  };
  return {
    id,
    /** As whoever reads the record gets it: a copy, of the type they know it has. */
    state: (): StateOf<K> => JSON.parse(JSON.stringify(state)),
    inner: (): StateOf<K>['inner'] => JSON.parse(JSON.stringify(state.inner)),
    /** Decides and changes nothing. */
    ask: (command: CommandOf<K>, actor: Actor, when: string) => ask(command, actor, at(when)),
    /** The code of the refusal, or `accepted`; changes nothing. */
    answer(command: CommandOf<K>, actor: Actor, when: string) {
      const decision = ask(command, actor, at(when));
      return decision.ok ? 'accepted' : decision.code;
    },
    /** Demands that the command is accepted. */
    tell: (command: CommandOf<K>, actor: Actor, when: string) => tell(command, actor, at(when)),
    tick: (when: string) => tell({ type: 'tick' }, SYSTEM, at(when)),
    tickAt: (when: Instant) => tell({ type: 'tick' }, SYSTEM, when),
    wakeAt: (now: Instant) => entity.wakeAt(state, { id, calendar }, now),
    duties: () => Object.keys(state.watched),
    /** What follows elsewhere from events just told, as the state is now. */
    consequencesOf: (events: readonly Typed[]) => events.flatMap((event) => entity.consequences(state, event, id)),
    record: (): readonly Typed[] => record,
    rungs: () => record.filter((event): event is RungReached => event.type === 'rungReached'),
  };
}
type RungReached = Extract<SupervisionEvent, { type: 'rungReached' }>;
export type Stage<K extends Kind> = ReturnType<typeof stage<K>>;

export const SHA = 'a'.repeat(64);
export const outline: PlanOutline = {
  sha256: SHA,
  milestones: [
    {
      id: 'base',
      title: '实训基地建成',
      dueDay: day('2026-06-30'),
      indicators: [{ id: 'skilled', name: '新增高技能人才', unit: '人', baseline: 0, target: 200, direction: 'up' }],
    },
    { id: 'contest', title: '技能竞赛', dueDay: day('2026-11-30'), indicators: [] },
  ],
};
export const figure: EnteredFigure = { indicator: 'skilled', value: 120, asOf: day('2026-01-08') };
/** What is trained is added up, from 30 before the pilot; the two milestones otherwise. */
export const countingOutline: PlanOutline = {
  ...outline,
  milestones: outline.milestones.map((milestone) => {
    if (milestone.id === 'contest') return milestone;
    const trained: Indicator = {
      id: 'trained',
      name: '培训',
      unit: '人次',
      baseline: 30,
      target: 430,
      direction: 'up',
      measure: 'cumulative',
    };
    return { ...milestone, indicators: [...milestone.indicators, trained] };
  }),
};

export const fileContent: FileContent = {
  name: '揭牌照片.jpg',
  size: 120_000,
  sha256: 'f'.repeat(64),
  mediaType: 'image/jpeg',
  effectiveDay: day('2026-01-08'),
};

export const registrations: Readonly<Record<PilotLevel, Registration>> = {
  national: {
    title: '滇中新区技能提升试点',
    kind: 'project',
    level: 'national',
    areas: ['skills'],
    region: '53',
    host: '53-h001',
    startDay: day('2026-01-01'),
    endDay: day('2026-12-31'),
  },
  provincial: {
    title: '云南省先进制造业试点',
    kind: 'comprehensive',
    level: 'provincial',
    areas: ['guidance', 'growth'],
    region: '53',
    host: '5301-h001',
    startDay: day('2026-01-01'),
    endDay: day('2026-12-31'),
  },
  city: {
    title: '昆明市建筑业试点',
    kind: 'project',
    level: 'city',
    areas: ['skills'],
    region: '5301',
    host: '5301-h001',
    startDay: day('2026-01-01'),
    endDay: day('2026-12-31'),
  },
};

/** Everybody a pilot of this level passes through. */
export function castOf(level: PilotLevel) {
  const { region, host } = registrations[level];
  const provincial = actorOf('he-jun', '53', 'reviewer');
  const cityReviewer = actorOf('duan-jie', '5301', 'reviewer');
  const leader = actorOf('yang-gang', '53', 'leader');
  const reviewers = { national: [provincialReviewer, centralReviewer], provincial: [provincial, leader], city: [cityReviewer, provincial] }[
    level
  ];
  return {
    liaison: actorOf(liaison.person, region, 'liaison'),
    director: actorOf(director.person, region, 'office-director'),
    host: actorOf(hostLiaison.person, host, 'liaison'),
    first: reviewers[0] ?? provincial,
    last: reviewers[1] ?? provincial,
    judge: { national: centralReviewer, provincial, city: cityReviewer }[level],
    reader: { national: provincial, provincial, city: cityReviewer }[level],
  };
}

const ORDER: readonly PilotPhase[] = ['unregistered', 'planning', 'reviewing', 'running', 'concluding', 'assessed', 'closed'];

/** A pilot led to a phase by its own people, its year passed over in one tick as after a long outage; `rejected` by its first reviewer, suspended or terminated out of its run. */
export function pilotIn(
  phase: PilotPhase,
  level: PilotLevel = 'national',
  registration = registrations[level],
  plan = outline,
): Stage<'pilot'> {
  const pilot = stage('pilot', `${registration.region}-2026-0007`);
  const { liaison: drafter, director: submitter, first, last } = castOf(level);
  const steps: (() => void)[] = [
    () => pilot.tell({ type: 'registerPilot', ...registration }, submitter, '2026-01-05 10:00'),
    () => {
      pilot.tell({ type: 'draftPlan', outline: plan }, drafter, '2026-01-06');
      pilot.tell({ type: 'submitPlan', sha256: SHA }, submitter, '2026-01-07');
    },
    () => {
      pilot.tell({ type: 'approvePlan', version: 1 }, first, '2026-01-08');
      pilot.tell({ type: 'approvePlan', version: 1, opinion: '同意。' }, last, '2026-01-09');
    },
    () => pilot.tick('2027-01-01 00:00'),
    () => {
      for (const period of Object.keys(pilot.inner().reports)) settleReport(pilot, level, period, '2027-01-04');
      for (const milestone of Object.keys(pilot.inner().milestones)) settleMilestone(pilot, level, milestone, '2027-01-04');
      pilot.tell({ type: 'submitConclusion', sha256: SHA }, submitter, '2027-01-05');
      pilot.tell({ type: 'enterResult', grade: 'good', reason: '目标完成。' }, last, '2027-01-06');
    },
    () => pilot.tell({ type: 'closePilot' }, last, '2027-01-07'),
  ];
  const isRejected = phase === 'rejected';
  const isStopped = phase === 'suspended' || phase === 'terminated';
  for (const step of steps.slice(0, isRejected ? 2 : ORDER.indexOf(isStopped ? 'running' : phase))) step();
  if (phase === 'suspended') confirm(pilot, { type: 'proposeSuspension', reason: '园区搬迁。' }, level, '2026-01-10');
  if (phase === 'terminated') confirm(pilot, { type: 'proposeTermination', reason: '承担单位破产。' }, level, '2026-01-10');
  if (isRejected) pilot.tell({ type: 'rejectPlan', version: 1, reason: '与试点方向不符。' }, first, '2026-01-08');
  return pilot;
}

type Proposing = CommandOf<'pilot'> & { type: 'proposeSuspension' | 'proposeResumption' | 'proposeTermination' };
/** Something proposed by the office director and confirmed by the last reviewer, at once. Tells what came of it. */
export function confirm(pilot: Stage<'pilot'>, command: Proposing, level: PilotLevel, when: string): readonly Typed[] {
  const { director: proposer, last } = castOf(level);
  pilot.tell(command, proposer, when);
  const { number = 0 } = pilot.inner().proposal ?? {};
  return pilot.tell({ type: 'decideProposal', number, verdict: 'confirmed', reason: '同意。' }, last, when);
}

export function settleReport(pilot: Stage<'pilot'>, level: PilotLevel, period: string, when: string): void {
  const { host, reader } = castOf(level);
  pilot.tell({ type: 'submitReport', period, sha256: SHA, figures: [] }, host, when);
  pilot.tell({ type: 'judgeReport', period, verdict: 'accepted', reason: '内容完整。' }, reader, when);
}

export function settleMilestone(pilot: Stage<'pilot'>, level: PilotLevel, milestone: string, when: string): void {
  const { host, judge } = castOf(level);
  pilot.tell({ type: 'submitMilestone', milestone, note: '已完成。', figures: [] }, host, when);
  pilot.tell({ type: 'judgeMilestone', milestone, verdict: 'met', reason: '材料齐全。' }, judge, when);
}

/** An active unit whose posts are empty. */
export function unitOf(code: string, kind: UnitKind): Stage<'unit'> {
  const unit = stage('unit', code);
  const parentPath = (pathOfCode(code) ?? []).slice(0, -1);
  unit.tell({ type: 'foundUnit', name: `单位 ${code}`, kind, parentPath }, systemAdministrator, '2026-01-05 10:00');
  return unit;
}

/** An active province whose posts are all held, each by `<role>-1`. */
export function seatedUnit(code = '53', kind: UnitKind = 'province'): Stage<'unit'> {
  const unit = unitOf(code, kind);
  for (const role of keysOf(unit.inner().posts)) {
    unit.tell({ type: 'assignHolder', role, person: `${role}-1`, name: `${role} 一`, reason: '任命' }, securityAdministrator, '2026-01-06');
  }
  return unit;
}
