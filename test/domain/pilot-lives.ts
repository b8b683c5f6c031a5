import type { Actor } from '../../domain/actor.js';
import { dayOf, type Instant } from '../../domain/calendar.js';
import type { CommandOf } from '../../domain/kinds.js';
import type { SubmittedFile } from '../../domain/pilot/evidence.js';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import type { EnteredFigure } from '../../domain/pilot/messages.js';
import type { PlanOutline } from '../../domain/pilot/plan-state.js';
import type { Pilot } from '../../domain/pilot/state.js';
import { extensionWishes } from './extension-wishes.js';
import { anybody, live, pick, type Life, type Step, type Wish } from './living.js';
import { castOf, countingOutline, day, figure, fileContent, onBehalf, outline, registrations, SHA } from './stage.js';

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

export const lifeOfPilot = (level: PilotLevel, script: readonly Step[]): Life =>
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
