import { expect } from 'chai';
import { ROLES, SYSTEM } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import { announce, overlay, type MarkedDay, type Proposed } from '../../domain/calendar-change.js';
import { refuseUnknownYear } from '../../domain/calendar-days.js';
import { arrive, assignment, chainIn, chainWithItem, contact, department, leader as head, note, office } from './chain-stage.js';
import { opening, statementOutline } from '../fakes/chain-cast.js';
import { accept, type Decision, type Typed } from '../../domain/entity.js';
import type { PlanOutline } from '../../domain/pilot/plan-state.js';
import { REFUSAL_CODES, type RefusalCode } from '../../domain/refusals.js';
import { nobodysName } from '../../domain/unit-names.js';
import { problemSentence } from '../../server/http/problems.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { addressee, issuer, leader, noticeIn } from './notice-stage.js';
import {
  at,
  castOf,
  confirm,
  countingOutline,
  day,
  figure,
  fileContent,
  onBehalf,
  outline,
  pilotIn,
  registrations,
  seatedUnit,
  SHA,
  stage,
  unitOf,
} from './stage.js';

const cast = castOf('national');
const seatedLeader = actorOf('leader-1', '53', 'leader');
const seat = { type: 'assignHolder', role: 'liaison', person: 'li-si', name: '李四', reason: '任命' } as const;
const delegation = (until: string) =>
  ({ type: 'delegatePost', role: 'leader', person: 'zhou', name: '周', until: at(until), reason: '出差' }) as const;
const answering = (...escalations: string[]) => ({ type: 'answerEscalations', escalations, sha256: SHA }) as const;
const ESCALATION = '53-2026-0001#report-2026Q1-1';
const escalated = () => {
  const chain = chainIn('in-force');
  arrive(chain, note('53-2026-0001'), '2026-04-16');
  return chain;
};
const handover = {
  type: 'planHandover',
  role: 'leader',
  person: 'zhou',
  name: '周',
  effective: day('2026-03-02'),
  reason: '轮岗',
} as const;
const approve = { type: 'approvePlan', version: 1 } as const;
const changed: PlanOutline = { sha256: 'b'.repeat(64), milestones: outline.milestones.slice(0, 1) };
/** A running pilot with another plan drafted. */
const changing = (draft: PlanOutline = changed) => {
  const pilot = pilotIn('running');
  pilot.tell({ type: 'draftPlan', outline: draft }, cast.liaison, '2026-02-02');
  return pilot;
};
const change = { type: 'submitPlan', sha256: changed.sha256, reason: '企业搬迁。' } as const;
const result = { type: 'enterResult', grade: 'good', reason: '目标完成。' } as const;

const reportOn = (period: string) =>
  pilotIn('running').ask({ type: 'submitReport', period, sha256: SHA, figures: [] }, cast.host, '2026-02-02');
const suspend = { type: 'proposeSuspension', reason: '园区搬迁。' } as const;
const resume = { type: 'proposeResumption', reason: '已复产。' } as const;
const askLater = {
  type: 'askExtension',
  duty: 'milestone-base-1',
  until: day('2026-08-31'),
  reason: '设备到货推迟。',
  progress: '已完成六成。',
} as const;
const agreeLater = { type: 'agreeExtension', duty: 'milestone-base-1', verdict: 'agreed', reason: '属实。' } as const;
const grantLater = { type: 'decideExtension', duty: 'milestone-base-1', verdict: 'granted', reason: '同意。' } as const;
const decide = { type: 'decideProposal', verdict: 'confirmed', reason: '同意。' } as const;

const counting = () => pilotIn('running', 'national', registrations.national, countingOutline);
const trained = { indicator: 'trained', value: 40, asOf: day('2026-05-31') };
const NO_NAME = { zh: '', en: '' };
const told = (answer: Proposed): Decision<Typed> => (answer.ok ? accept() : answer);
const proposed = (marked: readonly MarkedDay[], year = 2027): Decision<Typed> =>
  told(announce(nationalCalendar, { region: '00', year, marked }, 2, () => []));
const importing = (...days: readonly string[]): Decision<Typed> =>
  proposed(days.map((one) => ({ day: day(one), isWorking: false, name: NO_NAME })));
const daysFrom = (from: string, count: number): string[] => Array.from({ length: count }, (_, index) => formatDay(day(from) + index));

/** Last year left something open, and nobody has opened the chain that holds it. */
const collecting = () => {
  const chain = stage('chain', '53-2026');
  const left = { item: 'training', title: '新增高技能人才', area: '', post: '53/liaison' } as const;
  chain.tell({ type: 'carryOverItem', from: '53-2025', ...left }, SYSTEM, '2026-01-12');
  return chain;
};

/** One way to each refusal: a code that no line here can produce has no place in the list. */
const ways: Readonly<Record<RefusalCode, () => Decision<Typed>>> = {
  BeyondSignedDay: () => chainIn('in-force').ask(assignment('training', department.post, '2026-10-01'), office, '2026-01-13'),
  ItemDayPast: () => chainIn('drafting').ask({ type: 'submitStatement', sha256: 'template-1' }, office, '2026-12-01'),
  StatementUnchanged: () => {
    const chain = chainIn('signing');
    chain.tell({ type: 'returnStatement', version: 1, reason: '漏项' }, head, '2026-01-07');
    return chain.ask({ type: 'submitStatement', sha256: 'template-1' }, office, '2026-01-08');
  },
  ChainUnopened: () => collecting().ask({ type: 'withdrawItem', item: 'y2025-training', reason: '' }, office, '2026-01-13'),
  AlreadyAcknowledged: () => chainWithItem().ask({ type: 'acknowledgeItem', item: 'training' }, department, '2026-01-15'),
  StatementSigned: () => {
    const chain = chainIn('signing');
    chain.tell({ type: 'signStatement', version: 1 }, head, '2026-01-07');
    return chain.ask({ type: 'signStatement', version: 1 }, head, '2026-01-07');
  },
  EscalationAnswered: () => {
    const chain = escalated();
    chain.tell(answering(ESCALATION), office, '2026-04-17');
    return chain.ask(answering(ESCALATION), office, '2026-04-17');
  },
  EscalationElsewhere: () => escalated().ask(answering(ESCALATION), head, '2026-04-17'),
  EscalationUnknown: () => escalated().ask(answering('constructor'), office, '2026-04-17'),
  HandedDown: () => {
    const chain = chainWithItem();
    chain.tell(assignment('training', '53/liaison', '2026-09-10'), department, '2026-01-15');
    return chain.ask({ type: 'feedBackItem', item: 'training', sha256: SHA, share: 100 }, department, '2026-01-16');
  },
  ItemCount: () => chainIn('drafting').ask({ type: 'draftStatement', outline: { sha256: SHA, items: [] } }, office, '2026-01-06'),
  ItemSettled: () => {
    const chain = chainWithItem();
    chain.tell({ type: 'withdrawItem', item: 'training', reason: '' }, office, '2026-01-15');
    return chain.ask({ type: 'withdrawItem', item: 'training', reason: '' }, office, '2026-01-15');
  },
  ItemTwice: () => {
    const { sha256, items } = statementOutline(SHA);
    return chainIn('drafting').ask({ type: 'draftStatement', outline: { sha256, items: [...items, ...items] } }, office, '2026-01-06');
  },
  ItemUnknown: () => chainIn('in-force').ask({ type: 'withdrawItem', item: 'constructor', reason: '' }, office, '2026-01-15'),
  NotAcknowledged: () => {
    const chain = chainIn('in-force');
    chain.tell(assignment(), office, '2026-01-13');
    return chain.ask({ type: 'feedBackItem', item: 'training', sha256: SHA, share: 100 }, department, '2026-01-16');
  },
  NotAssignable: () => chainIn('in-force').ask(assignment('training', '53/leader'), office, '2026-01-13'),
  NotAssigned: () => chainIn('in-force').ask({ type: 'acknowledgeItem', item: 'training' }, department, '2026-01-13'),
  NotYourItem: () => chainWithItem().ask({ type: 'acknowledgeItem', item: 'training' }, contact, '2026-01-15'),
  NotYourTurn: () => chainIn('signing').ask({ type: 'signStatement', version: 1 }, contact, '2026-01-07'),
  OutcomeMissing: () => chainIn('self-assessing').ask({ type: 'submitSelfAssessment', sha256: SHA, outcomes: {} }, office, '2027-01-08'),
  YearOutside: () => stage('chain', '53-2030').ask(opening, office, '2026-01-05'),
  AdministratorsApart: () => unitOf('53', 'province').ask({ ...seat, person: 'ma-li' }, securityAdministrator, '2026-01-06'),
  AlreadyExists: () => pilotIn('planning').ask({ type: 'registerPilot', ...registrations.national }, director, '2026-01-06'),
  AlreadySigned: () => noticeIn('signed').ask({ type: 'signNotice' }, addressee, '2026-07-09'),
  AlreadySubmitted: () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-04');
    return pilot.ask({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-05');
  },
  CalendarDayOutside: () => importing('2026-12-31'),
  CalendarDayTwice: () => importing('2027-01-02', '2027-01-02'),
  CalendarNotWeekend: () => proposed([{ day: day('2027-01-04'), isWorking: true, name: NO_NAME }]),
  CalendarRowTooLong: () => importing(...daysFrom('2027-06-01', 40)),
  CalendarTooManyDaysOff: () => importing(...daysFrom('2027-01-01', 400)),
  CalendarUnchanged: () => {
    const nothing = { region: '45', year: 2027, marked: [] };
    return told(overlay(nationalCalendar, nationalCalendar, nothing, 2, () => []));
  },
  CalendarWeekOff: () => importing(...daysFrom('2027-06-07', 5)),
  CalendarYearNotNext: () => proposed([], 2028),
  AreasTooFew: () =>
    stage('pilot', '53-2026-0001').ask({ type: 'registerPilot', ...registrations.provincial, areas: ['skills'] }, director, '2026-01-05'),
  CalendarYearUnknown: () => refuseUnknownYear(nationalCalendar, 2023) ?? accept(),
  ChangeUnderReview: () => {
    const pilot = changing();
    pilot.tell(change, director, '2026-02-03');
    pilot.tell({ type: 'draftPlan', outline: changed }, cast.liaison, '2026-02-04');
    return pilot.ask(change, director, '2026-02-04');
  },
  Closed: () => pilotIn('closed').ask({ type: 'closePilot' }, cast.last, '2027-02-01'),
  DelegationCycle: () => seatedUnit().ask({ ...delegation('2026-03-02'), passesOn: ['leader-1'] }, seatedLeader, '2026-02-02'),
  DelegationExists: () => {
    const unit = seatedUnit();
    unit.tell(delegation('2026-03-02'), seatedLeader, '2026-02-02');
    return unit.ask(delegation('2026-03-03'), seatedLeader, '2026-02-03');
  },
  DelegationMissing: () => seatedUnit().ask({ type: 'endDelegation', role: 'leader', reason: '' }, seatedLeader, '2026-02-02'),
  DelegationOfDelegation: () =>
    seatedUnit().ask(delegation('2026-03-02'), onBehalf(actorOf('zhou', '53', 'leader'), 'leader-1'), '2026-02-02'),
  DelegationTooLong: () => seatedUnit().ask(delegation('2027-02-02'), seatedLeader, '2026-02-02'),
  DraftChanged: () => {
    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline }, cast.liaison, '2026-01-06 09:05');
    return pilot.ask({ type: 'draftPlan', outline: changed }, cast.host, '2026-01-06 10:00');
  },
  DraftMissing: () => pilotIn('planning').ask({ type: 'submitPlan', sha256: SHA }, director, '2026-01-06'),
  DraftUnchanged: () => {
    const pilot = pilotIn('planning');
    pilot.tell({ type: 'draftPlan', outline }, cast.liaison, '2026-01-06');
    return pilot.ask({ type: 'draftPlan', outline }, cast.liaison, '2026-01-07');
  },
  FigureCounted: () => {
    const pilot = counting();
    pilot.tell({ type: 'enterFigures', figures: [{ ...trained, asOf: day('2026-05-31') }] }, cast.host, '2026-06-01');
    return pilot.ask({ type: 'enterFigures', figures: [{ ...trained, asOf: day('2026-05-30') }] }, cast.host, '2026-06-01');
  },
  FigureDayInvalid: () =>
    counting().ask({ type: 'enterFigures', figures: [{ ...trained, asOf: day('2026-06-02') }] }, cast.host, '2026-06-01'),
  FigureJudged: () => {
    const pilot = counting();
    pilot.tick('2026-06-20 08:00');
    pilot.tell({ type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [trained] }, cast.host, '2026-06-22');
    pilot.tell({ type: 'judgeReport', period: '2026Q2', verdict: 'accepted', reason: '' }, cast.reader, '2026-06-23');
    const corrected = { ...trained, value: trained.value + 1, period: '2026Q2' };
    return pilot.ask({ type: 'enterFigures', figures: [corrected] }, cast.host, '2026-06-24');
  },
  FigureMissing: () => counting().ask({ type: 'enterFigures', figures: [{ ...trained, period: '2026Q2' }] }, cast.host, '2026-06-01'),
  FigureTwice: () => counting().ask({ type: 'enterFigures', figures: [trained, trained] }, cast.host, '2026-06-01'),
  HandoverMissing: () => seatedUnit().ask({ type: 'cancelHandover', role: 'leader', reason: '' }, securityAdministrator, '2026-02-02'),
  HandoverBegun: () => {
    const unit = seatedUnit();
    unit.tell(handover, securityAdministrator, '2026-02-02');
    return unit.ask({ type: 'cancelHandover', role: 'leader', reason: '' }, securityAdministrator, '2026-03-02');
  },
  HandoverOrdered: () => {
    const unit = seatedUnit();
    unit.tell(handover, securityAdministrator, '2026-02-02');
    return unit.ask({ type: 'cancelHandover', role: 'leader', reason: '' }, seatedLeader, '2026-02-03');
  },
  HandoverPlanned: () => {
    const unit = seatedUnit();
    unit.tell(handover, securityAdministrator, '2026-02-02');
    return unit.ask(handover, securityAdministrator, '2026-02-03');
  },
  HolderUnchanged: () => seatedUnit().ask({ ...delegation('2026-03-02'), person: 'leader-1' }, seatedLeader, '2026-02-02'),
  HostElsewhere: () =>
    stage('pilot', '53-2026-0001').ask({ type: 'registerPilot', ...registrations.national, host: '44-h001' }, director, '2026-01-05'),
  IndicatorUnknown: () =>
    pilotIn('running').ask({ type: 'enterFigures', figures: [{ ...figure, indicator: 'happiness' }] }, cast.host, '2026-02-02'),
  EffectiveInFuture: () => pilotIn('running').ask({ type: 'addEvidence', ...fileContent, effectiveDay: 99_999 }, cast.host, '2026-02-02'),
  EndReached: () => {
    const pilot = pilotIn('concluding');
    confirm(pilot, suspend, 'national', '2027-01-04');
    return pilot.ask({ ...resume, end: day('2027-06-30') }, director, '2027-01-11');
  },
  EvidenceMissing: () => {
    const pilot = pilotIn('planning');
    const milestones = outline.milestones.map((one) => ({ ...one, requiredEvidence: [{ id: 'photo', title: '照片' }] }));
    pilot.tell({ type: 'draftPlan', outline: { ...outline, milestones } }, cast.liaison, '2026-01-06');
    pilot.tell({ type: 'submitPlan', sha256: SHA }, cast.director, '2026-01-07');
    pilot.tell(approve, cast.first, '2026-01-08');
    pilot.tell(approve, cast.last, '2026-01-09');
    return pilot.ask({ type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, cast.host, '2026-02-02');
  },
  FileNotSubmitted: () => {
    const pilot = pilotIn('running');
    pilot.tell({ type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, cast.host, '2026-02-02');
    const files = [{ file: 'f1', verdict: 'accepted', reason: '' }] as const;
    return pilot.ask({ type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: '', files }, cast.judge, '2026-02-03');
  },
  FileRejected: () => {
    const pilot = pilotIn('running');
    const submit = { type: 'submitMilestone', milestone: 'base', note: '', figures: [], evidence: [{ file: 'f1' }] } as const;
    const files = [{ file: 'f1', verdict: 'rejected', reason: '不清晰' }] as const;
    pilot.tell({ type: 'addEvidence', ...fileContent }, cast.host, '2026-02-02');
    pilot.tell(submit, cast.host, '2026-02-02');
    pilot.tell({ type: 'judgeMilestone', milestone: 'base', verdict: 'returned', reason: '', files }, cast.judge, '2026-02-03');
    return pilot.ask(submit, cast.host, '2026-02-04');
  },
  FileUnknown: () => pilotIn('running').ask({ type: 'addEvidence', ...fileContent, file: 'constructor' }, cast.host, '2026-02-02'),
  DutyNotOpen: () => pilotIn('running').ask({ ...askLater, duty: 'constructor' }, cast.host, '2026-02-02'),
  ExtensionDayInvalid: () => pilotIn('running').ask({ ...askLater, until: day('2027-01-01') }, cast.host, '2026-02-02'),
  ExtensionLimit: () => {
    const pilot = pilotIn('running');
    for (const [until, decider] of [
      ['2026-07-31', cast.first],
      ['2026-08-31', cast.last],
    ] as const) {
      pilot.tell({ ...askLater, until: day(until) }, cast.host, '2026-02-02');
      pilot.tell(agreeLater, director, '2026-02-03');
      pilot.tell(grantLater, decider, '2026-02-04');
    }
    return pilot.ask({ ...askLater, until: day('2026-09-30') }, cast.host, '2026-02-05');
  },
  ExtensionNoRoom: () =>
    pilotIn(
      'running',
      'national',
      { ...registrations.national, endDay: day('2026-06-30') },
      { ...outline, milestones: outline.milestones.slice(0, 1) },
    ).ask(askLater, cast.host, '2026-02-02'),
  ExtensionNotAgreed: () => {
    const pilot = pilotIn('running');
    pilot.tell(askLater, cast.host, '2026-02-02');
    return pilot.ask(grantLater, cast.first, '2026-02-03');
  },
  ExtensionNotAllowed: () => pilotIn('reviewing').ask({ ...askLater, duty: 'review-1-1' }, cast.first, '2026-01-08'),
  ExtensionNotAsked: () => pilotIn('running').ask(agreeLater, director, '2026-02-02'),
  ExtensionTooLate: () => pilotIn('running').ask(askLater, cast.host, '2026-07-01 00:00'),
  ExtensionUndecided: () => {
    const pilot = pilotIn('running');
    pilot.tell(askLater, cast.host, '2026-02-02');
    return pilot.ask(askLater, cast.host, '2026-02-03');
  },
  EndTooEarly: () =>
    stage('pilot', '53-2026-0001').ask({ type: 'registerPilot', ...registrations.national, endDay: 0 }, director, '2026-01-05'),
  PilotDatesOutside: () =>
    stage('pilot', '53-2026-0001').ask(
      { type: 'registerPilot', ...registrations.national, endDay: day('2099-11-01') },
      director,
      '2026-01-05',
    ),
  NoPeriodLeft: () => changing({ ...changed, reporting: 'year' }).ask(change, cast.director, '2026-02-03'),
  InvalidDates: () => seatedUnit().ask(delegation('2026-02-01'), seatedLeader, '2026-02-02'),
  InvalidMilestones: () =>
    pilotIn('planning').ask(
      { type: 'draftPlan', outline: { ...outline, milestones: [...outline.milestones, ...outline.milestones] } },
      cast.liaison,
      '2026-01-06',
    ),
  MilestoneRemoved: () => {
    const pilot = changing();
    pilot.tell(change, director, '2026-02-03');
    for (const reviewer of [cast.first, cast.last]) pilot.tell({ type: 'approvePlan', version: 2 }, reviewer, '2026-02-04');
    pilot.tell({ type: 'draftPlan', outline }, cast.liaison, '2026-02-05');
    return pilot.ask({ ...change, sha256: SHA }, director, '2026-02-05');
  },
  MilestoneSettled: () => {
    const pilot = changing();
    pilot.tell({ type: 'submitMilestone', milestone: 'contest', note: '', figures: [] }, cast.host, '2026-02-02');
    return pilot.ask(change, director, '2026-02-03');
  },
  MilestoneUnknown: () =>
    pilotIn('running').ask({ type: 'submitMilestone', milestone: 'x', note: '', figures: [] }, cast.host, '2026-02-02'),
  NoChangeUnderReview: () => pilotIn('running').ask({ type: 'approvePlan', version: 1 }, cast.first, '2026-02-03'),
  NoRight: () => pilotIn('reviewing').ask(approve, cast.director, '2026-01-08'),
  NotClosable: () => unitOf('53', 'province').ask({ type: 'closeUnit', reason: '' }, systemAdministrator, '2026-01-06'),
  NotFound: () => stage('unit', '53').ask(seat, securityAdministrator, '2026-01-06'),
  NotAddressed: () => noticeIn('issued').ask({ type: 'signNotice' }, leader, '2026-07-08'),
  MatterOpen: () => noticeIn('answered').ask({ type: 'verifyNotice', verdict: 'accepted', reason: '' }, issuer, '2026-07-13'),
  NotRaisable: () => noticeIn('signed').ask({ type: 'raiseNotice', reason: '' }, issuer, '2026-07-09'),
  NotSigned: () => noticeIn('issued').ask({ type: 'answerNotice', sha256: SHA, evidence: [] }, addressee, '2026-07-08'),
  NothingDue: () => pilotIn('running').ask({ type: 'tick' }, SYSTEM, '2026-01-12'),
  NotSubmitted: () => pilotIn('concluding').ask(result, cast.last, '2027-01-05'),
  NotYourPost: () => seatedUnit().ask(delegation('2026-03-02'), actorOf('former', '53', 'leader'), '2026-02-02'),
  OpenPilots: () => {
    const unit = unitOf('53-h001', 'host');
    unit.tell({ type: 'notePilotOpened', pilot: '53-2026-0001' }, SYSTEM, '2026-01-06');
    return unit.ask({ type: 'closeUnit', reason: '' }, director, '2026-01-06');
  },
  UnitHasDuties: () => {
    const owes = { count: 2, title: '云南', due: day('2026-03-02') };
    return unitOf('53-h001', 'host').ask({ type: 'closeUnit', reason: '', owes }, director, '2026-01-06');
  },
  OwnNotice: () => noticeIn('signed').ask({ type: 'voidNotice', reason: '' }, actorOf(addressee.person, '00', 'reviewer'), '2026-07-09'),
  OwnProposal: () => {
    const pilot = pilotIn('running');
    pilot.tell(suspend, director, '2026-02-02');
    return pilot.ask({ ...decide, number: 1 }, actorOf(director.person, '00', 'reviewer'), '2026-02-03');
  },
  OwnSubmission: () => pilotIn('reviewing').ask(approve, actorOf(director.person, '53', 'reviewer'), '2026-01-08'),
  PeriodAfterPilot: () => reportOn('2027Q1'),
  PeriodBeforePilot: () => reportOn('2025Q4'),
  PeriodOffSchedule: () => reportOn('2026-H2'),
  PeriodSkipped: () => {
    const pilot = pilotIn('suspended');
    confirm(pilot, resume, 'national', '2026-07-06');
    return pilot.ask({ type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [] }, cast.host, '2026-07-07');
  },
  PeriodUnknown: () => reportOn('2026Q5'),
  PlanIncomplete: () => changing({ ...changed, missing: ['funding'] }).ask(change, director, '2026-02-03'),
  PlanUnchanged: () => changing(outline).ask({ ...change, sha256: SHA }, director, '2026-02-03'),
  PostEmpty: () => unitOf('53', 'province').ask({ type: 'releaseHolder', role: 'leader', reason: '' }, securityAdministrator, '2026-01-06'),
  PostExists: () => unitOf('53', 'province').ask({ type: 'addPost', role: 'leader', reason: '' }, systemAdministrator, '2026-01-06'),
  PersonLocked: () => seatedUnit().ask({ ...handover, isLocked: true }, securityAdministrator, '2026-02-02'),
  PostHasDuties: () => {
    const unit = seatedUnit();
    unit.tell({ type: 'addPost', role: 'evaluator', reason: '' }, systemAdministrator, '2026-02-02');
    const owes = { count: 2, title: '云南', due: day('2026-03-02') };
    return unit.ask({ type: 'removePost', role: 'evaluator', reason: '', owes }, systemAdministrator, '2026-02-02');
  },
  PostNeeded: () => seatedUnit().ask({ type: 'removePost', role: 'leader', reason: '' }, systemAdministrator, '2026-02-02'),
  PostHeld: () => seatedUnit().ask(seat, securityAdministrator, '2026-01-07'),
  PostUnknown: () => unitOf('53', 'province').ask({ ...seat, role: 'evaluator' }, securityAdministrator, '2026-01-06'),
  ProposalMissing: () => pilotIn('running').ask({ ...decide, number: 1 }, cast.last, '2026-02-02'),
  ProposalOpen: () => {
    const pilot = pilotIn('running');
    pilot.tell(suspend, director, '2026-02-02');
    return pilot.ask({ type: 'proposeTermination', reason: '承担单位破产。' }, director, '2026-02-03');
  },
  ReasonMissing: () => changing().ask({ type: 'submitPlan', sha256: changed.sha256 }, director, '2026-02-03'),
  ReviewOpen: () => pilotIn('reviewing').ask(suspend, director, '2026-01-08'),
  SameReviewer: () => {
    const pilot = pilotIn('reviewing');
    pilot.tell(approve, cast.first, '2026-01-08');
    return pilot.ask(approve, actorOf(cast.first.person, '00', 'reviewer'), '2026-01-09');
  },
  SkipTooLate: () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ type: 'submitReport', period: '2026Q4', sha256: SHA, figures: [] }, cast.host, '2027-01-04');
    return pilot.ask({ type: 'askReportSkip', period: '2026Q4', reason: '' }, cast.host, '2027-01-04');
  },
  StaleVersion: () => pilotIn('reviewing').ask({ ...approve, version: 9 }, cast.first, '2026-01-08'),
  TalkNotHeld: () => noticeIn('signed', 'talk').ask({ type: 'answerNotice', sha256: SHA, evidence: [] }, leader, '2026-07-09'),
  TooManyFiles: () => {
    const evidence = Array.from({ length: 51 }, () => ({ file: 'f1' }));
    return pilotIn('running').ask({ type: 'submitMilestone', milestone: 'base', note: '', figures: [], evidence }, cast.host, '2026-02-02');
  },
  VerdictsOpen: () => {
    const pilot = pilotIn('concluding');
    pilot.tell({ type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, cast.host, '2027-01-04');
    pilot.tell({ type: 'submitConclusion', sha256: SHA }, director, '2027-01-04');
    return pilot.ask(result, cast.last, '2027-01-05');
  },
  WindowNotOpen: () =>
    pilotIn('running').ask({ type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [] }, cast.host, '2026-02-02'),
  WrongCode: () =>
    stage('unit', '5').ask({ type: 'foundUnit', name: '', kind: 'province', parentPath: ['00'] }, systemAdministrator, '2026-01-05'),
  WrongForm: () => noticeIn('drafted', 'talk').ask({ type: 'issueNotice' }, issuer, '2026-07-07'),
  WrongLevel: () =>
    stage('pilot', '53-2026-0001').ask({ type: 'registerPilot', ...registrations.national, level: 'city' }, director, '2026-01-05'),
  WrongPhase: () => pilotIn('planning').ask({ type: 'closePilot' }, cast.last, '2026-01-06'),
};

/** `53/office-director`: nobody knows a post by its code. */
const POST_CODE = new RegExp(`/(${ROLES.join('|')})\\b`);

describe('the refusals of the rules', () => {
  for (const code of REFUSAL_CODES) {
    it(`can say ${code}, in two sentences that miss no fact and hold no code of a post`, () => {
      const decision = ways[code]();
      expect(decision).to.include({ ok: false, code });
      const { zh, en } = problemSentence(code, decision.ok ? {} : decision.facts, nobodysName);
      for (const sentence of [zh, en]) expect(sentence).to.match(/\S/).and.not.match(/[{}]/).and.not.match(POST_CODE);
    });
  }

  it('are listed once each', () => expect(new Set(REFUSAL_CODES).size).to.equal(REFUSAL_CODES.length));
});
