import * as fc from 'fast-check';
import { postOf, SYSTEM, unitOfPost, type Actor, type Role } from '../../domain/actor.js';
import { DAY_MS, dayOf, isWeekend, MINUTE_MS, type Calendar, type Instant } from '../../domain/calendar.js';
import { isAdoptCalendar, type AdoptCalendar } from '../../domain/adoption.js';
import type { Decision, Entry, Typed } from '../../domain/entity.js';
import { entityOf, type AnyState, type CommandOf, type Kind } from '../../domain/kinds.js';
import { notice } from '../../domain/notice/notice.js';
import { NOTICE_FORMS, type Notice } from '../../domain/notice/state.js';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import type { SubmittedFile } from '../../domain/pilot/evidence.js';
import type { EnteredFigure } from '../../domain/pilot/messages.js';
import type { Pilot, PlanOutline } from '../../domain/pilot/state.js';
import type { Unit } from '../../domain/unit/state.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { decider, draftWords, issuer, NOTICE, receiverOf } from './notice-stage.js';
import { at, castOf, countingOutline, day, figure, fileContent, onBehalf, outline, registrations, SHA } from './stage.js';

/** One thing that happens in a life: after a pause, somebody wants something. Ticks in between fire in time, or only now after an outage. */
export interface Step {
  readonly pauseMinutes: number;
  readonly isOutage: boolean;
  /** Sensible: what would go through at this point, by whom it would. Else anything, by anybody. */
  readonly isSensible: boolean;
  readonly what: number;
  readonly who: number;
  readonly detail: number;
  /** Before it, a new calendar: days off and weekend days worked, so many days from now. */
  readonly newCalendar?: { readonly off: readonly number[]; readonly working: readonly number[] } | undefined;
}
const step: fc.Arbitrary<Step> = fc.record({
  pauseMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600 }), fc.integer({ min: 600, max: 60 * 24 * 40 })),
  isOutage: fc.boolean(),
  isSensible: fc.integer({ min: 0, max: 9 }).map((die) => die < 7),
  what: fc.nat({ max: 10_000 }),
  who: fc.nat({ max: 10_000 }),
  detail: fc.nat({ max: 10_000 }),
});
const steps = (maxLength: number): fc.Arbitrary<readonly Step[]> => fc.array(step, { minLength: Math.floor(maxLength / 2), maxLength });

/** What a step led to: a decision, and the state on either side of it. */
export interface Moment {
  readonly now: Instant;
  readonly command: Typed;
  readonly actor: Actor;
  readonly decision: Decision<Typed>;
  readonly before: AnyState;
  readonly after: AnyState;
  /** What it was decided with, and what it left the entity with. */
  readonly calendars: { readonly before: Calendar; readonly after: Calendar };
}
export interface Life {
  readonly kind: Kind;
  readonly id: string;
  readonly moments: readonly Moment[];
  readonly entries: readonly Entry[];
  readonly state: AnyState;
  readonly now: Instant;
  readonly calendar: Calendar;
}

type Wish = readonly [command: Typed, actor: Actor];
interface Part {
  readonly kind: Kind;
  readonly id: string;
  readonly sensible: (state: AnyState, step: Step, now: Instant) => readonly Wish[];
  readonly anything: (step: Step, now: Instant) => Wish;
}

const pick = <T>(from: readonly T[], index: number, otherwise: T): T => from[index % from.length] ?? otherwise;

/** Lives a script. Every decision, also of the ticks, becomes a moment; whatever throws, throws. */
function live({ kind, id, sensible, anything }: Part, script: readonly Step[]): Life {
  const entity = entityOf(kind);
  let surroundings = { id, calendar };
  let state = entity.initial;
  let now = at('2026-01-05 10:00');
  const moments: Moment[] = [];
  const entries: Entry[] = [];
  const ask = (command: Typed, actor: Actor): void => {
    const before = state;
    const { calendar: former } = surroundings;
    const decision = entity.decide(before, command, { ...surroundings, actor, at: now });
    if (decision.ok) {
      if (isAdoptCalendar(command)) surroundings = { id, calendar: command.calendar };
      for (const event of decision.events) {
        state = entity.evolve(state, event);
        entries.push({
          seq: entries.length + 1,
          receivedAt: now,
          decidedAt: now,
          actor,
          commandId: `c${moments.length}`,
          commandHash: '',
          event,
        });
      }
    }
    const calendars = { before: former, after: surroundings.calendar };
    moments.push({ now, command, actor, decision, before, after: state, calendars });
  };
  for (const one of script) {
    const then = now + one.pauseMinutes * MINUTE_MS;
    if (!one.isOutage) {
      for (
        let wake = entity.wakeAt(state, surroundings, now);
        wake !== undefined && wake <= then;
        wake = entity.wakeAt(state, surroundings, now)
      ) {
        now = wake;
        ask({ type: 'tick' }, SYSTEM);
      }
    }
    now = then;
    if (one.newCalendar !== undefined) {
      const newer = changedFrom(surroundings.calendar, dayOf(now), one.newCalendar);
      const adoption: AdoptCalendar = { type: 'adoptCalendar', calendar: newer };
      ask(adoption, SYSTEM);
    }
    const wishes = one.isSensible ? sensible(state, one, now) : [];
    const [command, actor] = wishes.length === 0 ? anything(one, now) : pick(wishes, one.what, anything(one, now));
    ask(command, actor);
  }
  return { kind, id, moments, entries, state, now, calendar: surroundings.calendar };
}

/** Some weekdays off that were not, some weekend days worked, and what was off around them no more. */
function changedFrom({ version, ...calendar }: Calendar, today: number, { off, working }: NonNullable<Step['newCalendar']>): Calendar {
  const added = off.map((ahead) => today + ahead);
  const worked = new Set(working.map((ahead) => today + ahead));
  return {
    ...calendar,
    version: version + 1,
    daysOff: [...new Set([...calendar.daysOff, ...added])].filter((day) => !worked.has(day)).sort((a, b) => a - b),
    workingWeekendDays: [...new Set([...calendar.workingWeekendDays, ...[...worked].filter(isWeekend)])]
      .filter((day) => !added.includes(day))
      .sort((a, b) => a - b),
  };
}

const PERSONS = ['li-yan', 'zhao-min', 'he-jun', 'wang-lei', 'yang-fan', 'sun-yi'];
const ROLES: readonly Role[] = [
  'leader',
  'office-director',
  'liaison',
  'reviewer',
  'system-administrator',
  'security-administrator',
  'system',
];
const UNITS = ['00', '53', '5301', '53-h001', '5301-h001', '44'];

/** Anybody in any post, now and then for another. */
function anybody({ who }: Step): Actor {
  const actor = actorOf(pick(PERSONS, who, 'x'), pick(UNITS, who >> 3, '53'), pick(ROLES, who >> 6, 'liaison'));
  return who % 5 === 0 ? onBehalf(actor, pick(PERSONS, who >> 2, 'x')) : actor;
}

const DUTIES = ['milestone-base-1', 'plan-1', 'report-2026Q2-1', 'constructor', '__proto__'];
const pilotCommand = ({ what, detail }: Step): CommandOf<'pilot'> => {
  const version = 1 + (detail % 3);
  const milestone = pick(['base', 'contest', 'nothing', 'constructor', '__proto__'], detail, 'base');
  const period = pick(['2026Q2', '2026Q3', '2026Q4', '2026-H2', '2027Q1', 'constructor'], detail, '2026Q2');
  const file = pick(['f1', 'f2', 'f9', 'constructor'], detail, 'f1');
  const commands: readonly CommandOf<'pilot'>[] = [
    { type: 'registerPilot', ...pick(Object.values(registrations), detail, registrations.national) },
    { type: 'draftPlan', outline: { ...outline, sha256: String(detail) } },
    { type: 'submitPlan', sha256: detail % 2 === 0 ? SHA : String(detail) },
    { type: 'returnPlan', version, reasons: [{ section: 'goals', reason: '见意见。' }] },
    { type: 'approvePlan', version },
    { type: 'rejectPlan', version, reason: '见意见。' },
    { type: 'enterFigures', figures: [{ ...figure, value: detail, asOf: figure.asOf + (detail % 300) }] },
    { type: 'enterFigures', figures: [{ indicator: 'trained', value: detail / 10, asOf: figure.asOf + (detail % 300) }] },
    { type: 'addEvidence', ...fileContent, ...(detail % 2 === 0 ? {} : { file }) },
    { type: 'submitMilestone', milestone, note: '', figures: detail % 2 === 0 ? [] : [figure], evidence: [{ file }] },
    {
      type: 'judgeMilestone',
      milestone,
      verdict: pick(['met', 'not-met', 'returned'] as const, detail, 'met'),
      reason: '',
      files: detail % 2 === 0 ? [] : [{ file, verdict: 'rejected', reason: '' }],
    },
    { type: 'submitReport', period, sha256: SHA, figures: [] },
    { type: 'judgeReport', period, verdict: pick(['accepted', 'returned'] as const, detail, 'accepted'), reason: '' },
    { type: 'askReportSkip', period, reason: '' },
    { type: 'decideReportSkip', period, verdict: pick(['approved', 'refused'] as const, detail, 'approved'), reason: '' },
    { type: 'submitConclusion', sha256: SHA },
    { type: 'returnConclusion', reason: '' },
    { type: 'enterResult', grade: pick(['excellent', 'good', 'pass', 'fail'] as const, detail, 'good'), reason: '' },
    { type: 'closePilot' },
    { type: 'proposeSuspension', reason: '', ...(detail % 2 === 0 ? { until: day('2026-06-01') + (detail % 900) } : {}) },
    { type: 'proposeResumption', reason: '', ...(detail % 2 === 0 ? { end: day('2026-06-01') + (detail % 900) } : {}) },
    { type: 'proposeTermination', reason: '' },
    { type: 'askExtension', duty: pick(DUTIES, detail, 'x'), until: day('2026-03-01') + (detail % 400), reason: '', progress: '' },
    { type: 'agreeExtension', duty: pick(DUTIES, detail, 'x'), verdict: detail % 2 === 0 ? 'agreed' : 'declined', reason: '' },
    { type: 'decideExtension', duty: pick(DUTIES, detail, 'x'), verdict: detail % 2 === 0 ? 'granted' : 'refused', reason: '' },
    { type: 'withdrawProposal', number: detail % 4 },
    { type: 'decideProposal', number: detail % 4, verdict: detail % 2 === 0 ? 'confirmed' : 'refused', reason: '' },
    { type: 'tick' },
  ];
  return pick(commands, what, { type: 'tick' });
};

/** What a report brings: one figure of each measure, or none. */
const figuresOn = (now: Instant, detail: number): EnteredFigure[] =>
  detail % 2 === 0 ? [] : ['skilled', 'trained'].map((indicator) => ({ indicator, value: detail / 100, asOf: dayOf(now) - (detail % 5) }));

/** What the pilot's own people would do next; with delegates among them. */
function pilotWishes(level: PilotLevel, pilot: Pilot, one: Step, now: Instant): readonly Wish[] {
  return [...proposalWishes(level, pilot, one), ...ownWishes(level, pilot, one, now)];
}

/** Now and then another date is asked for, and then it is answered, or everything goes on meanwhile. */
function extensionWishes({ watched }: AnyState, { detail, who }: Step): readonly Wish[] {
  const answerer = (post: string, person: string): Actor => {
    const role = ROLES.find((one) => post === postOf(unitOfPost(post), one)) ?? 'liaison';
    return actorOf(person, unitOfPost(post), role);
  };
  const wish = (command: CommandOf<'pilot'>, post: string, person: string): readonly Wish[] => [[command, answerer(post, person)]];
  const verdict = who % 4 === 0;
  const wishes = Object.entries(watched).flatMap(([duty, { due, post, kind, extension }]): readonly Wish[] => {
    const request = extension?.request;
    if (request?.agreed !== undefined)
      return wish({ type: 'decideExtension', duty, verdict: verdict ? 'refused' : 'granted', reason: '' }, request.decider, 'decider');
    if (request !== undefined)
      return wish({ type: 'agreeExtension', duty, verdict: verdict ? 'declined' : 'agreed', reason: '' }, request.agreer, 'agreer');
    if (kind !== 'milestone-result' && kind !== 'report' && kind !== 'submit-plan' && kind !== 'concluding-report') return [];
    return wish({ type: 'askExtension', duty, until: due + 1 + (who % 40), reason: '', progress: '' }, post, 'asker');
  });
  const answers = wishes.filter(([{ type }]) => type !== 'askExtension');
  if (answers.length > 0) return detail % 2 === 0 ? answers : [];
  return detail % 7 === 0 ? wishes.slice(-4) : [];
}

/** Now and then something is proposed, and then it is decided, or everything goes on meanwhile. */
function proposalWishes(level: PilotLevel, { phase, proposal }: Pilot, { detail, who }: Step): readonly Wish[] {
  const { director: proposer, first, last } = castOf(level);
  const wish = (command: CommandOf<'pilot'>, actor: Actor): readonly Wish[] => [[command, actor]];
  const by = who % 3 === 0 ? first : proposer;
  if (proposal !== undefined) {
    const { number } = proposal;
    if (detail % 9 === 0) return wish({ type: 'withdrawProposal', number }, proposal.post === first.post ? first : proposer);
    return wish({ type: 'decideProposal', number, verdict: detail % 4 === 0 ? 'refused' : 'confirmed', reason: '' }, last);
  }
  const isOpen = phase === 'planning' || phase === 'reviewing' || phase === 'running' || phase === 'concluding';
  if (phase !== 'suspended' && !isOpen) return [];
  if (detail % (isOpen ? 23 : 5) === 0) return wish({ type: 'proposeTermination', reason: '' }, by);
  if (detail % (isOpen ? 6 : 8) === 0) return wish({ type: 'proposeSuspension', reason: '' }, by);
  return isOpen ? [] : wish({ type: 'proposeResumption', reason: '' }, by);
}

function ownWishes(level: PilotLevel, pilot: Pilot, { detail, who }: Step, now: Instant): readonly Wish[] {
  const cast = castOf(level);
  const judged = detail % 3 === 0;
  const forSomebody = (actor: Actor): Actor =>
    who % 4 === 0 ? onBehalf({ ...actor, person: who % 7 === 0 ? 'sun-yi' : `for-${actor.person}` }, actor.person) : actor;
  const wish = (command: CommandOf<'pilot'>, actor: Actor): Wish => [command, forSomebody(actor)];
  const version = pilot.versions.length;
  switch (pilot.phase) {
    case 'unregistered':
      return [wish({ type: 'registerPilot', ...registrations[level] }, cast.director)];
    case 'planning':
      return pilot.draft === undefined
        ? [
            wish(
              { type: 'draftPlan', outline: { ...countingOutline, ...(detail % 5 === 0 ? { reporting: 'half-year' } : {}) } },
              cast.liaison,
            ),
          ]
        : [wish({ type: 'submitPlan', sha256: pilot.draft.outline.sha256 }, cast.director)];
    case 'reviewing': {
      const reviewer = pilot.step === 1 ? cast.first : cast.last;
      if (detail % 13 === 0) return [wish({ type: 'rejectPlan', version, reason: '' }, reviewer)];
      if (judged) return [wish({ type: 'returnPlan', version, reasons: [] }, reviewer)];
      return [wish({ type: 'approvePlan', version, opinion: '同意。' }, reviewer)];
    }
    case 'running':
    case 'concluding': {
      const wishes: Wish[] = pilot.phase === 'running' ? changeWishes(cast, pilot, detail, wish) : [];
      wishes.push(wish({ type: 'addEvidence', ...fileContent }, cast.host));
      const evidence = Object.keys(pilot.evidence?.revisions ?? {}).map((file) => ({ file }));
      const verdicts = (files: readonly SubmittedFile[] = []) =>
        files.map(({ file }) => ({ file, verdict: judged ? 'rejected' : 'accepted', reason: '' }) as const);
      for (const [milestone, { status, attempt, evidence: files }] of Object.entries(pilot.milestones)) {
        if (status === 'open') wishes.push(wish({ type: 'submitMilestone', milestone, note: '', figures: [], evidence }, cast.host));
        if (status === 'submitted')
          wishes.push(
            wish(
              { type: 'judgeMilestone', milestone, attempt, verdict: judged ? 'returned' : 'met', reason: '', files: verdicts(files) },
              cast.judge,
            ),
          );
      }
      for (const [period, { status, attempt, skip }] of Object.entries(pilot.reports)) {
        if (skip?.status === 'asked')
          wishes.push(
            wish({ type: 'decideReportSkip', period, asks: skip.asks, verdict: judged ? 'refused' : 'approved', reason: '' }, cast.reader),
          );
        else if (status === 'open' && detail % 12 === 0) wishes.push(wish({ type: 'askReportSkip', period, reason: '' }, cast.host));
        if (status === 'open') wishes.push(wish({ type: 'submitReport', period, sha256: SHA, figures: figuresOn(now, detail) }, cast.host));
        if (status === 'submitted')
          wishes.push(wish({ type: 'judgeReport', period, attempt, verdict: judged ? 'returned' : 'accepted', reason: '' }, cast.reader));
      }
      if (pilot.phase === 'concluding') {
        if (pilot.conclusion === undefined) wishes.push(wish({ type: 'submitConclusion', sha256: SHA }, cast.director));
        else
          wishes.push(
            wish(judged ? { type: 'returnConclusion', reason: '' } : { type: 'enterResult', grade: 'good', reason: '' }, cast.last),
          );
      }
      return wishes;
    }
    case 'assessed':
      return [wish({ type: 'closePilot' }, cast.last)];
    default:
      return [];
  }
}

/** The same milestones by other days, one of them now and then left out or a new one added. */
const changedOutline = (detail: number): PlanOutline => ({
  sha256: `change-${detail}`,
  reporting: pick(['quarter', 'quarter', 'half-year', 'year'] as const, detail, 'quarter'),
  milestones: [
    ...outline.milestones
      .map((milestone, index) => ({ ...milestone, dueDay: milestone.dueDay - ((detail >> index) % 40) }))
      .filter((_, index) => (detail + index) % 5 !== 0),
    ...(detail % 3 === 0
      ? [{ id: `new-${detail % 4}`, title: '新增', dueDay: registrations.city.endDay - (detail % 90), indicators: [] }]
      : []),
  ],
});

function changeWishes(
  cast: ReturnType<typeof castOf>,
  pilot: Pilot,
  detail: number,
  wish: (command: CommandOf<'pilot'>, actor: Actor) => Wish,
): Wish[] {
  const version = pilot.versions.length;
  if (pilot.change !== undefined) {
    const reviewer = pilot.change.step === 1 ? cast.first : cast.last;
    if (detail % 7 === 0) return [wish({ type: 'rejectPlan', version, reason: '' }, reviewer)];
    if (detail % 7 === 1) return [wish({ type: 'returnPlan', version, reasons: [] }, reviewer)];
    return [wish({ type: 'approvePlan', version }, reviewer)];
  }
  if (pilot.draft === undefined) return [wish({ type: 'draftPlan', outline: changedOutline(detail) }, cast.liaison)];
  const submit = wish({ type: 'submitPlan', sha256: pilot.draft.outline.sha256, reason: '企业搬迁。' }, cast.director);
  return detail % 2 === 0 ? [submit] : [submit, wish({ type: 'draftPlan', outline: changedOutline(detail) }, cast.liaison)];
}

const lifeOfPilot = (level: PilotLevel, script: readonly Step[]): Life =>
  live(
    {
      kind: 'pilot',
      id: `${registrations[level].region}-2026-0001`,
      sensible: (state, one, now) => {
        const wishes = extensionWishes(state, one);
        return wishes.length === 0 ? pilotWishes(level, JSON.parse(JSON.stringify(state.inner)), one, now) : wishes;
      },
      anything: (one) => [pilotCommand(one), anybody(one)],
    },
    script,
  );

const FOUND: CommandOf<'unit'> = { type: 'foundUnit', name: '昆钢', kind: 'host', parentPath: ['00', '53'] };

const unitCommand = ({ what, detail }: Step, now: Instant): CommandOf<'unit'> => {
  const role = pick(['liaison', 'office-director', 'system', 'security-administrator'] as const, detail, 'liaison');
  const person = pick(PERSONS, detail, 'x');
  const commands: readonly CommandOf<'unit'>[] = [
    FOUND,
    { type: 'addPost', role, reason: '' },
    { type: 'assignHolder', role, person, name: person, reason: '' },
    { type: 'releaseHolder', role, reason: '' },
    { type: 'handOverPost', role, person, name: person, reason: '' },
    { type: 'planHandover', role, person, name: person, effective: dayOf(now) + (detail % 100), reason: '' },
    { type: 'cancelHandover', role, reason: '' },
    { type: 'takeOverPost', role, person, ...(detail % 3 === 0 ? { isLocked: true } : {}) },
    {
      type: 'delegatePost',
      role,
      person,
      name: person,
      until: now + (detail % 200) * DAY_MS,
      reason: '',
      passesOn: [pick(PERSONS, detail >> 3, 'x')],
    },
    { type: 'endDelegation', role, reason: '' },
    { type: 'removePost', role, reason: '' },
    { type: 'noteHolderLocked', person },
    { type: 'noteHolderUnlocked', person },
    { type: 'closeUnit', reason: '' },
    { type: 'notePilotOpened', pilot: `53-2026-000${detail % 3}` },
    { type: 'notePilotEnded', pilot: `53-2026-000${detail % 3}` },
    { type: 'tick' },
  ];
  return pick(commands, what, { type: 'tick' });
};

function unitWishes(unit: Unit, one: Step, now: Instant): readonly Wish[] {
  if (unit.phase === 'unfounded') return [[FOUND, director]];
  const awaited = ROLES.flatMap((role): Wish[] => {
    const due = unit.posts[role]?.handover;
    if (due?.isDue !== true) return [];
    const command: CommandOf<'unit'> = { type: 'takeOverPost', role, person: due.person, isLocked: one.detail % 3 === 0 };
    return [[command, SYSTEM]];
  });
  if (awaited.length > 0 && one.detail % 4 !== 0) return awaited;
  const command = unitCommand(one, now);
  if (command.type.startsWith('note') || command.type === 'takeOverPost' || command.type === 'tick') return [[command, SYSTEM]];
  if (command.type === 'delegatePost') {
    const holder = unit.posts[command.role]?.holder?.person ?? 'x';
    return [[command, actorOf(holder, '53-h001', command.role)]];
  }
  if (command.type === 'addPost' || command.type === 'removePost') return [[command, systemAdministrator]];
  return [[command, one.who % 2 === 0 ? director : securityAdministrator]];
}

const lifeOfUnit = (script: readonly Step[]): Life =>
  live(
    {
      kind: 'unit',
      id: '53-h001',
      sensible: (state, one, now) => unitWishes(JSON.parse(JSON.stringify(state.inner)), one, now),
      anything: (one, now) => [unitCommand(one, now), anybody(one)],
    },
    script,
  );

const noticeCommand = ({ what, detail }: Step): CommandOf<'notice'> => {
  const form = pick(NOTICE_FORMS, detail, 'notice');
  const commands: readonly CommandOf<'notice'>[] = [
    { ...draftWords(form), rungs: detail % 3 === 0 ? 'constructor, x' : '2026-01-05 chase' },
    { type: 'issueNotice' },
    { type: 'decideNotice', verdict: pick(['approved', 'declined'] as const, detail, 'approved'), reason: '' },
    { type: 'numberNotice', number: `滇产改办督〔2026〕${detail}号` },
    { type: 'signNotice' },
    { type: 'recordTalk', heldOn: dayOf(at('2026-01-05')) + (detail % 90), present: '', sha256: SHA },
    { type: 'answerNotice', sha256: SHA, evidence: [] },
    {
      type: 'verifyNotice',
      ...(detail % 3 === 0 ? {} : { attempt: detail % 4 }),
      verdict: pick(['accepted', 'returned'] as const, detail, 'accepted'),
      reason: '',
    },
    { type: 'weighRaising', duty: pick(['answer-1', 'answer-2', 'report-1', 'verify-1'], detail, 'answer-1') },
    { type: 'raiseNotice', reason: '' },
    { type: 'declineRaising', reason: '' },
    { type: 'noteRaisingOutcome', outcome: pick(['issued', 'declined'] as const, detail, 'issued') },
    { type: 'voidNotice', reason: '' },
    { type: 'noteMatterSettled', outcome: 'done', on: pick(['2026-03-02', 'constructor'], detail, '') },
    { type: 'tick' },
  ];
  return pick(commands, what, { type: 'tick' });
};

/** What the notice's own people would do next. */
function noticeWishes(state: Notice, { detail, who }: Step, now: Instant): readonly Wish[] {
  const form = pick(['notice', 'notice', 'talk', 'circular'] as const, detail, 'notice');
  const receiver = receiverOf(state.form);
  const wish = (command: CommandOf<'notice'>, actor: Actor): Wish => [
    command,
    who % 4 === 0 ? onBehalf({ ...actor, person: 'sun-yi' }, actor.person) : actor,
  ];
  const note = (command: CommandOf<'notice'>): Wish => [command, SYSTEM];
  switch (state.phase) {
    case 'undrafted':
      return [note({ ...draftWords(form) })];
    case 'drafted':
      if (detail % 9 === 0) return [note({ type: 'noteMatterSettled', outcome: 'done', on: '2026-03-02' })];
      if (state.form === 'notice') return [wish({ type: 'issueNotice' }, issuer)];
      return [wish({ type: 'decideNotice', verdict: detail % 5 === 0 ? 'declined' : 'approved', reason: '' }, decider)];
    case 'issuing':
      return [note({ type: 'numberNotice', number: '滇产改办督〔2026〕1号' })];
    case 'issued':
    case 'signed':
    case 'talked': {
      const [answering = ''] = notice
        .duties(state, '')
        .flatMap(({ id, kind }) => (kind === 'answer-notice' || kind === 'talk-report' ? [id] : []));
      return [
        wish({ type: 'signNotice' }, receiver),
        wish({ type: 'recordTalk', heldOn: dayOf(now), present: '', sha256: SHA }, issuer),
        wish({ type: 'answerNotice', sha256: SHA, evidence: [] }, receiver),
        note({ type: 'weighRaising', duty: answering }),
        wish({ type: 'raiseNotice', reason: '' }, issuer),
        wish({ type: 'declineRaising', reason: '' }, issuer),
        ...(detail % 7 === 0 ? [wish({ type: 'voidNotice', reason: '' }, state.form === 'notice' ? issuer : decider)] : []),
      ];
    }
    case 'answered':
      return [
        wish({ type: 'verifyNotice', attempt: state.attempt, verdict: detail % 2 === 0 ? 'returned' : 'accepted', reason: '' }, issuer),
      ];
    case 'raising':
      return [note({ type: 'noteRaisingOutcome', outcome: detail % 2 === 0 ? 'declined' : 'issued' })];
    default:
      return [];
  }
}

const lifeOfNotice = (script: readonly Step[]): Life =>
  live(
    {
      kind: 'notice',
      id: NOTICE,
      sensible: (state, one, now) => noticeWishes(JSON.parse(JSON.stringify(state.inner)), one, now),
      anything: (one) => [noticeCommand(one), anybody(one)],
    },
    script,
  );

/** What is drawn: short to print when it fails, and lived in the test. */
export interface Script {
  readonly of: PilotLevel | 'unit' | 'notice';
  readonly steps: readonly Step[];
}
export const scripts = (maxLength: number): fc.Arbitrary<Script> =>
  fc.record({ of: fc.constantFrom('national', 'provincial', 'city', 'unit', 'notice'), steps: steps(maxLength) });
/** The same, and now and then the calendar changes. */
export const scriptsOfChangingCalendars = (maxLength: number): fc.Arbitrary<Script> => {
  const someDays = fc.uniqueArray(fc.integer({ min: -40, max: 60 }), { maxLength: 12 });
  const change = fc.option(fc.record({ off: someDays, working: someDays }), { nil: undefined });
  const changing = fc.record({ one: step, newCalendar: change }).map(({ one, newCalendar }): Step => ({ ...one, newCalendar }));
  return fc.record({
    of: fc.constantFrom('national', 'provincial', 'city', 'unit', 'notice'),
    steps: fc.array(changing, { minLength: Math.floor(maxLength / 2), maxLength }),
  });
};
export function lifeOf({ of, steps: script }: Script): Life {
  switch (of) {
    case 'unit':
      return lifeOfUnit(script);
    case 'notice':
      return lifeOfNotice(script);
    default:
      return lifeOfPilot(of, script);
  }
}
