import type { Actor } from '../../../domain/actor.js';
import { MOST_FILES } from '../../../domain/pilot/evidence.js';
import type { PilotCommandType } from '../../../domain/pilot/messages.js';
import type { PlanOutline } from '../../../domain/pilot/plan-state.js';
import type { PilotPhase } from '../../../domain/pilot/state.js';
import type { ProblemCode } from '../../../server/http/problems.js';
import { outlineOf } from '../../../server/routes/plan.js';
import {
  castOf,
  confirm,
  countingOutline,
  day,
  fileContent,
  outline,
  pilotIn,
  registrations,
  SHA,
  stage,
  type Stage,
} from '../../domain/stage.js';
import { actorOf } from '../../fakes/people.js';
import type { Asked } from './edge.js';

type Pilot = Stage<'pilot'>;
export type RouteName = Exclude<PilotCommandType, 'addEvidence'>;

/** A command as it would be accepted, and the pilot that would accept it. */
interface Ordinary extends Omit<Asked, 'route'> {
  readonly given: () => Pilot;
}
/** One way to one refusal of one route; `names` is what both sentences must contain. */
export interface Way extends Asked {
  readonly route: RouteName;
  readonly code: ProblemCode;
  readonly status: number;
  readonly because: string;
  readonly given: () => Pilot;
  readonly names: readonly string[];
}

const { liaison, director, first, last, host, judge, reader } = castOf('national');
/** Somebody with a part in it who has come to be a reviewer. */
const asReviewer = ({ person }: Actor, unit: string): Actor => actorOf(person, unit, 'reviewer');
const REASON = '见附件。';

const changedSha = 'b'.repeat(64);
const changed: PlanOutline = { sha256: changedSha, milestones: outline.milestones.slice(0, 1) };
const drafted = (pilot: Pilot, draft: PlanOutline, when: string): Pilot => {
  pilot.tell({ type: 'draftPlan', outline: draft }, liaison, when);
  return pilot;
};
const changing = (draft: PlanOutline = changed): Pilot => drafted(pilotIn('running'), draft, '2026-02-02');
const underChange = (pilot = changing()): Pilot => {
  pilot.tell({ type: 'submitPlan', sha256: changedSha, reason: REASON }, director, '2026-02-03');
  return pilot;
};
const passed = (): Pilot => {
  const pilot = pilotIn('reviewing');
  pilot.tell({ type: 'approvePlan', version: 1 }, first, '2026-01-08');
  return pilot;
};
/** Its report on 2026Q2 is owed, and an indicator of it adds up. */
const open = (plan: PlanOutline = countingOutline): Pilot => {
  const pilot = pilotIn('running', 'national', registrations.national, plan);
  pilot.tick('2026-06-20 08:00');
  return pilot;
};
const told = (pilot: Pilot, ...steps: readonly Parameters<Pilot['tell']>[]): Pilot => {
  for (const step of steps) pilot.tell(...step);
  return pilot;
};
const report = { type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [] } as const;
const hand = { type: 'submitMilestone', milestone: 'base', note: '', figures: [] } as const;
const skip = { type: 'askReportSkip', period: '2026Q2', reason: REASON } as const;
const reported = (): Pilot => told(open(), [report, host, '2026-06-22']);
const skilled = { indicator: 'skilled', value: 40, asOf: day('2026-06-20') };
/** With a figure that a verdict rests on. */
const foundComplete = (): Pilot =>
  told(
    open(),
    [{ ...report, figures: [skilled] }, host, '2026-06-20 10:00'],
    [{ type: 'judgeReport', period: '2026Q2', verdict: 'accepted', reason: REASON }, reader, '2026-06-20 11:00'],
  );
const foundMet = (): Pilot =>
  told(
    open(),
    [{ ...hand, figures: [skilled] }, host, '2026-06-20 10:00'],
    [{ type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: REASON }, judge, '2026-06-20 11:00'],
  );
const handedIn = (): Pilot => told(open(), [hand, host, '2026-06-22']);
const skipAsked = (): Pilot => told(open(), [skip, host, '2026-06-22']);
const skipped = (): Pilot =>
  told(skipAsked(), [{ type: 'decideReportSkip', period: '2026Q2', verdict: 'approved', reason: REASON }, reader, '2026-06-22']);
const concluded = (): Pilot => told(pilotIn('concluding'), [{ type: 'submitConclusion', sha256: SHA }, director, '2027-01-04']);
const suspension = { type: 'proposeSuspension', reason: REASON } as const;
const proposed = (pilot: Pilot, when: string, until?: string): Pilot =>
  told(pilot, [{ ...suspension, ...(until === undefined ? {} : { until: day(until) }) }, director, when]);

/** A milestone that must be proved by a photograph. */
const provenOutline: PlanOutline = {
  ...outline,
  milestones: outline.milestones.map((one) => ({ ...one, requiredEvidence: [{ id: 'photo', title: '揭牌照片' }] })),
};
const withFile = (plan?: PlanOutline): Pilot => told(open(plan), [{ type: 'addEvidence', ...fileContent }, host, '2026-06-20 10:00']);
const proof = { file: 'f1', item: 'photo' };
const rejection = { file: 'f1', verdict: 'rejected', reason: '不清晰。' } as const;

/** Every command of a pilot where it would be accepted. */
export const ordinary: Readonly<Record<RouteName, Ordinary>> = {
  registerPilot: {
    given: () => stage('pilot', '53-2026-0007'),
    by: director,
    when: '2026-01-05',
    body: {
      title: '滇中新区技能提升试点',
      kind: 'project',
      level: 'national',
      areas: ['skills'],
      host: '53-h001',
      start: '2026-02-01',
      end: '2026-12-31',
    },
  },
  draftPlan: { given: () => pilotIn('planning'), by: liaison, when: '2026-01-06', body: { milestones: [] } },
  submitPlan: {
    given: () => drafted(pilotIn('planning'), outline, '2026-01-06'),
    by: director,
    when: '2026-01-07',
    body: { sha256: SHA },
  },
  returnPlan: {
    given: () => pilotIn('reviewing'),
    by: first,
    when: '2026-01-08',
    body: { version: 1, reasons: [{ section: 'funding', reason: REASON }] },
  },
  approvePlan: { given: () => pilotIn('reviewing'), by: first, when: '2026-01-08', body: { version: 1 } },
  rejectPlan: { given: () => pilotIn('reviewing'), by: first, when: '2026-01-08', body: { version: 1, reason: REASON } },
  enterFigures: {
    given: open,
    by: host,
    when: '2026-06-22',
    body: { figures: [{ indicator: 'trained', value: 40, asOf: '2026-06-20' }] },
  },
  submitMilestone: { given: open, by: host, when: '2026-06-22', params: { milestone: 'base' }, body: { note: REASON, figures: [] } },
  judgeMilestone: {
    given: handedIn,
    by: judge,
    when: '2026-06-23',
    params: { milestone: 'base' },
    body: { attempt: 1, verdict: 'met', reason: REASON },
  },
  submitReport: { given: open, by: host, when: '2026-06-22', params: { period: '2026Q2' }, body: { text: REASON, figures: [] } },
  judgeReport: {
    given: reported,
    by: reader,
    when: '2026-06-23',
    params: { period: '2026Q2' },
    body: { attempt: 1, verdict: 'accepted', reason: REASON },
  },
  askReportSkip: { given: open, by: host, when: '2026-06-22', params: { period: '2026Q2' }, body: { reason: REASON } },
  decideReportSkip: {
    given: skipAsked,
    by: reader,
    when: '2026-06-23',
    params: { period: '2026Q2' },
    body: { asks: 1, verdict: 'approved', reason: REASON },
  },
  submitConclusion: { given: () => pilotIn('concluding'), by: director, when: '2027-01-05', body: { text: REASON } },
  returnConclusion: { given: concluded, by: last, when: '2027-01-05', body: { number: 1, reason: REASON } },
  enterResult: { given: concluded, by: last, when: '2027-01-05', body: { number: 1, grade: 'good', reason: REASON } },
  closePilot: { given: () => pilotIn('assessed'), by: last, when: '2027-01-07', body: {} },
  proposeSuspension: { given: () => pilotIn('running'), by: director, when: '2026-02-02', body: { reason: REASON } },
  proposeResumption: { given: () => pilotIn('suspended'), by: director, when: '2026-02-02', body: { reason: REASON } },
  proposeTermination: { given: () => pilotIn('running'), by: director, when: '2026-02-02', body: { reason: REASON } },
  withdrawProposal: {
    given: () => proposed(pilotIn('running'), '2026-02-02'),
    by: director,
    when: '2026-02-03',
    params: { number: '1' },
    body: {},
  },
  decideProposal: {
    given: () => proposed(pilotIn('running'), '2026-02-02'),
    by: last,
    when: '2026-02-03',
    params: { number: '1' },
    body: { verdict: 'confirmed', reason: REASON },
  },
};
export const ROUTE_NAMES = Object.keys(ordinary).filter((name): name is RouteName => name in ordinary);

type Change = Partial<Pick<Way, 'given' | 'by' | 'when' | 'params' | 'names'>> & { readonly body?: object };
/** The ordinary command of a route, changed in what makes it fail; the body is the ordinary one with other fields in it. */
const way = (route: RouteName, status: number, code: ProblemCode, because: string, { body, ...changes }: Change): Way => ({
  ...ordinary[route],
  names: [],
  ...changes,
  body: { ...ordinary[route].body, ...body },
  route,
  status,
  code,
  because,
});

const foreign = ({ unit, role }: Actor): Actor => actorOf('foreign', unit.replace(/^(53|00)/, '52'), role);
/** What any command of a pilot may meet. */
const general = ROUTE_NAMES.filter((route) => route !== 'registerPilot').flatMap((route): Way[] => {
  const elsewhere: PilotPhase = route === 'closePilot' ? 'running' : 'assessed';
  const when = '2027-02-01';
  return [
    way(route, 404, 'NotFound', 'by whoever may not see the pilot', { by: foreign(ordinary[route].by) }),
    way(route, 403, 'NoRight', 'by a post without the right', { by: actorOf('guest', '00', 'leader') }),
    way(route, 409, 'WrongPhase', `while it is ${elsewhere}`, { given: () => pilotIn(elsewhere), when }),
    way(route, 409, 'Closed', 'once it is closed', { given: () => pilotIn('closed'), when }),
  ];
});

const registering: readonly Way[] = [
  way('registerPilot', 403, 'NoRight', 'by a post without the right', { by: first }),
  way('registerPilot', 409, 'WrongLevel', 'at a level that is not of this unit', { body: { level: 'city' } }),
  way('registerPilot', 422, 'EndTooEarly', 'with an end before its start', {
    body: { end: '2026-02-01' },
    names: ['2026-02-01'],
  }),
  way('registerPilot', 422, 'PilotDatesOutside', 'with an end that has passed', {
    body: { start: '2001-01-01', end: '2002-12-31' },
    names: ['2025-01-05', '2026-01-06', '2034-12-31'],
  }),
  way('registerPilot', 422, 'UnknownArea', 'in an area that is none', { body: { areas: ['magic'] }, names: ['magic'] }),
  way('registerPilot', 422, 'AreasTooFew', 'as a comprehensive one in one area', { body: { kind: 'comprehensive' }, names: ['2'] }),
];

const milestone = { id: 'base', title: '基地', due: '2026-06-30', indicators: [] };
const planning: readonly Way[] = [
  way('draftPlan', 409, 'DraftChanged', 'over what another saved unseen', {
    given: () => drafted(pilotIn('planning'), outline, '2026-01-06 09:05'),
    by: host,
    when: '2026-01-07',
    names: [liaison.name, '2026-01-06 09:05'],
  }),
  way('draftPlan', 409, 'DraftUnchanged', 'word for word as the same person saved it', {
    given: () => drafted(pilotIn('planning'), outlineOf({ milestones: [] }).outline, '2026-01-06 09:05'),

    when: '2026-01-07',
  }),
  way('draftPlan', 422, 'InvalidMilestones', 'with one code for two milestones', { body: { milestones: [milestone, milestone] } }),
  way('submitPlan', 409, 'DraftMissing', 'without a draft', { given: () => pilotIn('planning') }),
  way('submitPlan', 409, 'StaleVersion', 'of a draft that was saved anew', { body: { sha256: changedSha } }),
  way('submitPlan', 422, 'PlanIncomplete', 'half written', {
    given: () => drafted(pilotIn('planning'), { ...outline, missing: ['funding'] }, '2026-01-06'),
    names: ['funding'],
  }),
  way('submitPlan', 409, 'ChangeUnderReview', 'during the review of another change', {
    given: () => drafted(underChange(), changed, '2026-02-04'),
    when: '2026-02-05',
    body: { sha256: changedSha, reason: REASON },
    names: ['2'],
  }),
  way('submitPlan', 422, 'ReasonMissing', 'as a change without a reason', {
    given: changing,
    when: '2026-02-03',
    body: { sha256: changedSha },
  }),
  way('submitPlan', 409, 'PlanUnchanged', 'as a change that changes nothing', {
    given: () => changing(outline),
    when: '2026-02-03',
    body: { reason: REASON },
  }),
  way('submitPlan', 422, 'InvalidDates', 'with a milestone after the last day', {
    given: () => changing({ ...changed, milestones: outline.milestones.map((one) => ({ ...one, dueDay: day('2027-01-01') })) }),
    when: '2026-02-03',
    body: { sha256: changedSha, reason: REASON },
    names: ['2026-02-03', '2026-12-31'],
  }),
  way('submitPlan', 409, 'MilestoneSettled', 'as a change of what was handed in', {
    given: () => told(changing(), [{ ...hand, milestone: 'contest' }, host, '2026-02-02 10:00']),
    when: '2026-02-03',
    body: { sha256: changedSha, reason: REASON },
    names: ['技能竞赛'],
  }),
  way('submitPlan', 409, 'MilestoneRemoved', 'with a milestone that was removed before', {
    given() {
      const pilot = underChange();
      for (const reviewer of [first, last]) pilot.tell({ type: 'approvePlan', version: 2 }, reviewer, '2026-02-04');
      return drafted(pilot, outline, '2026-02-05');
    },
    when: '2026-02-05',
    body: { reason: REASON },
    names: ['技能竞赛'],
  }),
  ...(['returnPlan', 'approvePlan', 'rejectPlan'] as const).flatMap((route) => [
    way(route, 409, 'StaleVersion', 'of a version that is not the one before them', { body: { version: 9 } }),
    way(route, 409, 'NoChangeUnderReview', 'while nothing is under review', { given: () => pilotIn('running'), when: '2026-02-03' }),
    way(route, 403, 'OwnSubmission', 'by who submitted it', { by: asReviewer(director, '53') }),
    way(route, 403, 'SameReviewer', 'by who took the step before', { given: passed, by: asReviewer(first, '00'), when: '2026-01-09' }),
  ]),
  way('approvePlan', 422, 'EndTooEarly', 'after the last day of the pilot', { when: '2027-01-04', names: ['2026-12-31', '2027-01-03'] }),
  way('submitPlan', 422, 'NoPeriodLeft', 'with a schedule that leaves no report', {
    given: () => changing({ ...changed, reporting: 'year' }),
    when: '2026-02-03',
    body: { sha256: changedSha, reason: REASON },
    names: ['2026-12-31'],
  }),
  way('approvePlan', 422, 'NoPeriodLeft', 'with a schedule that leaves no report any more', {
    given: () => {
      const pilot = underChange(changing({ ...changed, reporting: 'half-year' }));
      pilot.tick('2026-09-20 08:00');
      return pilot;
    },
    when: '2026-09-21',
    body: { version: 2 },
    names: ['2026-12-31'],
  }),
  way('approvePlan', 422, 'InvalidDates', 'with a due day that has passed meanwhile', {
    when: '2026-07-02',
    names: ['2026-07-02', '2026-12-31'],
  }),
  way('approvePlan', 409, 'MilestoneSettled', 'of a change of what was handed in meanwhile', {
    given: () => told(underChange(), [{ ...hand, milestone: 'contest' }, host, '2026-02-04']),
    when: '2026-02-05',
    body: { version: 2 },
    names: ['技能竞赛'],
  }),
];

const figures = (...given: readonly object[]) => ({ body: { figures: given.map((one) => ({ ...trained, ...one })) } });
const trained = { indicator: 'trained', value: 40, asOf: '2026-06-20' };
const counted = (): Pilot =>
  told(open(), [{ type: 'enterFigures', figures: [{ ...trained, asOf: day('2026-05-31') }] }, host, '2026-06-20 10:00']);
const figuring = (['enterFigures', 'submitMilestone', 'submitReport'] as const).flatMap((route): Way[] => [
  way(route, 422, 'IndicatorUnknown', 'with an indicator that is none', { ...figures({ indicator: 'happiness' }), names: ['happiness'] }),
  way(route, 422, 'FigureDayInvalid', 'with a figure of tomorrow', {
    ...figures({ asOf: '2026-06-23' }),
    names: ['培训', '2026-01-01', '2026-06-22'],
  }),
  way(route, 422, 'FigureTwice', 'with one figure twice', { ...figures({}, {}), names: ['培训'] }),
  way(route, 422, 'FigureMissing', 'to correct what was never entered', { ...figures({ period: '2026Q1' }), names: ['培训', '2026Q1'] }),
  way(route, 422, 'FigureCounted', 'with days that are counted already', {
    ...figures({ asOf: '2026-05-30' }),
    given: counted,
    names: ['培训', '2026-05-31'],
  }),
  way(route, 422, 'FigureJudged', 'with another figure for one that a verdict rests on', {
    ...figures({ indicator: 'skilled', value: 41 }),
    given: () => (route === 'submitReport' ? foundMet() : foundComplete()),
    names: ['新增高技能人才', '2026-06-20'],
  }),
]);

const files = { evidence: [{ file: 'f9' }] };
const handingIn: readonly Way[] = [
  way('submitMilestone', 404, 'MilestoneUnknown', 'of a milestone that is none', {
    params: { milestone: 'constructor' },
    names: ['constructor'],
  }),
  way('submitMilestone', 409, 'AlreadySubmitted', 'twice', { given: handedIn }),
  way('submitMilestone', 422, 'EvidenceMissing', 'without the proof that is asked for', {
    given: () => open(provenOutline),
    names: ['揭牌照片'],
  }),
  way('submitMilestone', 409, 'FileRejected', 'with the revision of a file that was not accepted', {
    given: () =>
      told(
        withFile(),
        [{ ...hand, evidence: [{ file: 'f1' }] }, host, '2026-06-20 11:00'],
        [{ type: 'judgeMilestone', milestone: 'base', verdict: 'returned', reason: REASON, files: [rejection] }, judge, '2026-06-20 12:00'],
      ),
    body: { evidence: [{ file: 'f1' }] },
    names: ['f1'],
  }),
  way('submitReport', 409, 'FileRejected', 'with the revision of a file that was not accepted', {
    given: () =>
      told(
        withFile(),
        [{ ...report, evidence: [{ file: 'f1' }] }, host, '2026-06-20 11:00'],
        [{ type: 'judgeReport', period: '2026Q2', verdict: 'returned', reason: REASON, files: [rejection] }, reader, '2026-06-20 12:00'],
      ),
    body: { evidence: [{ file: 'f1' }] },
    names: ['f1'],
  }),
  ...(['submitMilestone', 'submitReport', 'submitConclusion'] as const).map((route) =>
    way(route, 404, 'FileUnknown', 'with a file that is none', { body: files, names: ['f9'] }),
  ),
  way('judgeMilestone', 404, 'MilestoneUnknown', 'of a milestone that is none', {
    params: { milestone: 'constructor' },
    names: ['constructor'],
  }),
  way('judgeMilestone', 409, 'NotSubmitted', 'before it was handed in', { given: open }),
  way('judgeMilestone', 409, 'StaleVersion', 'of another submission than the one that waits', { body: { attempt: 2 } }),
  way('judgeMilestone', 403, 'OwnSubmission', 'by who handed it in', { by: asReviewer(host, '00') }),
  way('judgeMilestone', 422, 'EvidenceMissing', 'as met, its proof not accepted', {
    given: () => told(withFile(provenOutline), [{ ...hand, evidence: [proof] }, host, '2026-06-22']),
    body: { files: [rejection] },
    names: ['揭牌照片'],
  }),
  way('judgeMilestone', 422, 'FileNotSubmitted', 'with a verdict on another file', { body: { files: [rejection] }, names: ['f1'] }),
  way('judgeReport', 422, 'FileNotSubmitted', 'with a verdict on another file', { body: { files: [rejection] }, names: ['f1'] }),
];

const reporting: readonly Way[] = [
  ...(['submitReport', 'judgeReport', 'askReportSkip', 'decideReportSkip'] as const).flatMap((route) => [
    way(route, 422, 'PeriodBeforePilot', 'on a period before the first', {
      params: { period: '2026Q1' },
      names: ['2026Q1', '2026-04-01'],
    }),
    way(route, 422, 'PeriodAfterPilot', 'on a period after the end', { params: { period: '2027Q1' }, names: ['2027Q1', '2026-12-31'] }),
    way(route, 422, 'PeriodOffSchedule', 'on a half-year by who reports by quarters', {
      params: { period: '2026-H2' },
      names: ['2026-H2'],
    }),
    way(route, 409, 'WindowNotOpen', 'before its window opens', { params: { period: '2026Q3' }, names: ['2026-09-16'] }),
  ]),
  way('submitReport', 409, 'PeriodSkipped', 'on what is skipped', { given: skipped, names: ['2026Q2'] }),
  way('askReportSkip', 409, 'PeriodSkipped', 'of what is skipped', { given: skipped, names: ['2026Q2'] }),
  way('submitReport', 409, 'AlreadySubmitted', 'twice', { given: reported }),
  way('askReportSkip', 409, 'SkipTooLate', 'once it was handed in', { given: reported, names: ['2026Q2'] }),
  way('askReportSkip', 409, 'AlreadySubmitted', 'twice', { given: skipAsked }),
  way('judgeReport', 409, 'NotSubmitted', 'before it was handed in', { given: open }),
  way('decideReportSkip', 409, 'NotSubmitted', 'before it was asked', { given: open }),
  way('judgeReport', 409, 'StaleVersion', 'of another submission than the one that waits', { body: { attempt: 2 } }),
  way('decideReportSkip', 409, 'StaleVersion', 'of another request than the one that waits', { body: { asks: 2 } }),
  way('judgeReport', 403, 'OwnSubmission', 'by who handed it in', { by: asReviewer(host, '53') }),
  way('decideReportSkip', 403, 'OwnSubmission', 'by who asked', { by: asReviewer(host, '53') }),
];

const concluding: readonly Way[] = [
  way('submitConclusion', 409, 'AlreadySubmitted', 'twice', { given: concluded }),
  ...(['returnConclusion', 'enterResult'] as const).flatMap((route) => [
    way(route, 409, 'NotSubmitted', 'before there is a report', { given: () => pilotIn('concluding') }),
    way(route, 409, 'StaleVersion', 'of another version than the one that waits', { body: { number: 2 } }),
    way(route, 403, 'OwnSubmission', 'by who handed it in', { by: asReviewer(director, '00') }),
    way(route, 422, 'FileNotSubmitted', 'with a verdict on another file', { body: { files: [rejection] }, names: ['f1'] }),
  ]),
  way('submitConclusion', 409, 'FileRejected', 'with the revision of a file that was not accepted', {
    given: () =>
      told(
        pilotIn('concluding'),
        [{ type: 'addEvidence', ...fileContent }, host, '2027-01-03 10:00'],
        [{ type: 'submitConclusion', sha256: SHA, evidence: [{ file: 'f1' }] }, director, '2027-01-03 11:00'],
        [{ type: 'returnConclusion', number: 1, reason: REASON, files: [rejection] }, last, '2027-01-03 12:00'],
      ),
    body: { evidence: [{ file: 'f1' }] },
    names: ['f1'],
  }),
  way('enterResult', 409, 'VerdictsOpen', 'while something waits for its verdict', {
    given: () => told(concluded(), [hand, host, '2027-01-04']),
    names: ['1'],
  }),
  way('enterResult', 409, 'ProposalOpen', 'while a proposal waits for its decision', {
    given: () => proposed(concluded(), '2027-01-04 10:00'),
    names: ['1'],
  }),
];

const resumption = { type: 'proposeResumption', reason: REASON } as const;
const proposing: readonly Way[] = [
  ...(['proposeSuspension', 'proposeTermination'] as const).map((route) =>
    way(route, 409, 'ProposalOpen', 'beside another proposal', {
      given: () => proposed(pilotIn('running'), '2026-02-02'),
      when: '2026-02-03',
      names: ['1'],
    }),
  ),
  way('proposeResumption', 409, 'ProposalOpen', 'beside another proposal', {
    given: () => told(pilotIn('suspended'), [resumption, director, '2026-02-02']),
    when: '2026-02-03',
    names: ['2'],
  }),
  way('proposeSuspension', 409, 'ReviewOpen', 'during a review', { given: () => pilotIn('reviewing'), names: ['1'] }),
  way('proposeSuspension', 422, 'InvalidDates', 'until today', { body: { until: '2026-02-02' }, names: ['2026-02-03', '2027-02-03'] }),
  way('proposeResumption', 422, 'EndTooEarly', 'with an end before what is promised', {
    body: { end: '2026-06-30' },
    names: ['2026-06-30'],
  }),
  way('proposeResumption', 422, 'InvalidDates', 'with an end beyond every calendar', {
    body: { end: '2035-01-01' },
    names: ['2034-12-31'],
  }),
  way('proposeResumption', 409, 'EndReached', 'with another end, once the end was reached', {
    given() {
      const pilot = pilotIn('concluding');
      confirm(pilot, suspension, 'national', '2027-01-04');
      return pilot;
    },
    when: '2027-01-11',
    body: { end: '2027-06-30' },
    names: ['2026-12-31'],
  }),
  ...(['withdrawProposal', 'decideProposal'] as const).flatMap((route) => [
    way(route, 409, 'ProposalMissing', 'where there is none', { given: () => pilotIn('running') }),
    way(route, 409, 'StaleVersion', 'of another proposal than the one open', { params: { number: '9' } }),
  ]),
  way('decideProposal', 403, 'OwnProposal', 'by who made it', { by: asReviewer(director, '00') }),
  way('decideProposal', 409, 'ReviewOpen', 'during a review that began meanwhile', {
    given: () => underChange(proposed(changing(), '2026-02-02 10:00')),
    when: '2026-02-04',
    names: ['2'],
  }),
  way('decideProposal', 422, 'InvalidDates', 'after the day until which it was proposed', {
    given: () => proposed(pilotIn('running'), '2026-02-02', '2026-02-10'),
    when: '2026-02-11',
    names: ['2026-02-12', '2027-02-12'],
  }),
  way('decideProposal', 422, 'EndTooEarly', 'with an end that is no longer after what is promised', {
    given: () => told(pilotIn('suspended'), [{ ...resumption, end: day('2027-01-10') }, director, '2026-02-02']),
    when: '2026-10-12',
    params: { number: '2' },
    names: ['2027-01-10'],
  }),
];

/** At least one way to every refusal that a command of a pilot may give. */
export const pilotWays: readonly Way[] = [
  ...general,
  ...registering,
  ...planning,
  ...figuring,
  ...handingIn,
  ...reporting,
  ...concluding,
  ...proposing,
];

/** A pilot with as many files as it may have, and one more. */
export const fullOfFiles: Ordinary & Asked = {
  route: 'addEvidence',
  given: () => {
    const pilot = pilotIn('running');
    for (let count = 0; count < MOST_FILES; count += 1) pilot.tell({ type: 'addEvidence', ...fileContent }, host, '2026-02-02');
    return pilot;
  },
  by: host,
  when: '2026-02-03',
  query: { name: '照片.jpg', effective: '2026-02-02' },
  body: Buffer.from('never looked at'),
};
