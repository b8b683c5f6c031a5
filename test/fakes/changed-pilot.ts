import { parseDay, type Day } from '../../domain/calendar.js';
import type { Milestone, PlanOutline } from '../../domain/pilot/plan-state.js';
import { centralReviewer, director, hostLiaison, liaison, provincialReviewer } from './people.js';
import { registration, type Step } from './two-year-pilot.js';

function dayIn(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`${text} is no day`);
  return day;
}

const milestone = (id: string, title: string, due: string): Milestone => ({ id, title, dueDay: dayIn(due), indicators: [] });
const training = milestone('training', '建成三个实训基地', '2026-06-30');
const plan = (sha256: string, ...milestones: readonly Milestone[]): PlanOutline => ({ sha256, milestones: [training, ...milestones] });
const first = plan(
  'plan-1',
  milestone('certificates', '高技能人才占比达到三成五', '2026-11-30'),
  milestone('contest', '技能竞赛', '2026-09-30'),
);
const second = plan('plan-2', milestone('certificates', '高技能人才占比达到三成五', '2026-12-18'));
const third = plan(
  'plan-3',
  milestone('certificates', '高技能人才占比达到三成五', '2026-12-18'),
  milestone('ladder', '打通晋升通道', '2026-10-30'),
);
const fourth = plan(
  'plan-4',
  milestone('certificates', '高技能人才占比达到三成五', '2026-12-31'),
  milestone('ladder', '打通晋升通道', '2026-10-30'),
);

const drafted = (at: string, outline: PlanOutline): Step => ({ at, actor: liaison, command: { type: 'draftPlan', outline } });
const submitted = (at: string, sha256: string, reason: string): Step => ({
  at,
  actor: director,
  command: { type: 'submitPlan', sha256, reason },
});
const approved = (at: string, actor: Step['actor'], version: number): Step => ({ at, actor, command: { type: 'approvePlan', version } });
const met = (milestone: string, handedIn: string, judged: string): Step[] => [
  { at: handedIn, actor: hostLiaison, command: { type: 'submitMilestone', milestone, note: '已完成', figures: [] } },
  { at: judged, actor: centralReviewer, command: { type: 'judgeMilestone', milestone, verdict: 'met', reason: '' } },
];
const reported = (period: string, handedIn: string, judged: string): Step[] => [
  { at: handedIn, actor: hostLiaison, command: { type: 'submitReport', period, sha256: `report-${period}`, figures: [] } },
  { at: judged, actor: provincialReviewer, command: { type: 'judgeReport', period, verdict: 'accepted', reason: '' } },
];

/**
 * A national pilot of ten months whose plan changes while it runs: a change returned and submitted again, approved with a milestone met
 * before, one moved, one removed and one new; a second change for what is overdue that is still under review when the end comes.
 */
export const changedPilot: readonly Step[] = [
  { at: '2026-01-05 09:30', actor: director, command: { ...registration, endDay: dayIn('2026-12-31') } },
  drafted('2026-01-06 10:00', first),
  { at: '2026-01-07 10:00', actor: director, command: { type: 'submitPlan', sha256: 'plan-1' } },
  approved('2026-01-08 10:00', provincialReviewer, 1),
  approved('2026-01-09 10:00', centralReviewer, 1),
  ...met('training', '2026-05-11 10:00', '2026-05-12 10:00'),
  drafted('2026-06-01 10:00', second),
  submitted('2026-06-01 15:00', 'plan-2', '企业搬迁，竞赛停办'),
  {
    at: '2026-06-02 10:00',
    actor: provincialReviewer,
    command: { type: 'returnPlan', version: 2, reasons: [{ section: 'milestones', reason: '停办的竞赛以什么替代' }] },
  },
  drafted('2026-06-03 10:00', third),
  submitted('2026-06-03 15:00', 'plan-3', '企业搬迁，竞赛改为打通晋升通道'),
  approved('2026-06-04 10:00', provincialReviewer, 3),
  approved('2026-06-05 10:00', centralReviewer, 3),
  ...reported('2026Q2', '2026-07-01 10:00', '2026-07-02 10:00'),
  ...reported('2026Q3', '2026-09-28 10:00', '2026-09-29 10:00'),
  ...met('ladder', '2026-10-26 10:00', '2026-10-27 10:00'),
  drafted('2026-12-22 10:00', fourth),
  submitted('2026-12-22 15:00', 'plan-4', '考评机构排期延后'),
  ...met('certificates', '2027-01-05 10:00', '2027-01-06 10:00'),
  ...reported('2026Q4', '2027-01-07 10:00', '2027-01-08 10:00'),
  { at: '2027-01-20 10:00', actor: director, command: { type: 'submitConclusion', sha256: 'conclusion' } },
  { at: '2027-01-25 10:00', actor: centralReviewer, command: { type: 'enterResult', grade: 'pass', reason: '一项迟办' } },
  { at: '2027-01-26 10:00', actor: centralReviewer, command: { type: 'closePilot' } },
];
