import { parseDay, type Day } from '../../domain/calendar.js';
import type { Actor } from '../../domain/actor.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { PlanOutline } from '../../domain/pilot/plan-state.js';
import { centralReviewer, director, hostLiaison, liaison, provincialReviewer } from './people.js';

/** What somebody does to a pilot, and when: `2026-01-05 09:30` in Shanghai. */
export interface Step {
  readonly at: string;
  readonly actor: Actor;
  readonly command: PilotCommand;
}

function dayIn(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`${text} is no day`);
  return day;
}

export const registration: PilotCommand & { type: 'registerPilot' } = {
  type: 'registerPilot',
  title: '云南省产业工人技能提升全面试点',
  kind: 'comprehensive',
  level: 'national',
  areas: ['skills', 'achievement'],
  region: '53',
  host: '53-h001',
  startDay: dayIn('2026-03-01'),
  endDay: dayIn('2028-02-29'),
};

/** A plan of two milestones; its text's hash stands for everything else in it. */
export const outlineOf = (sha256: string): PlanOutline => ({
  sha256,
  milestones: [
    {
      id: 'training',
      title: '建成三个实训基地',
      dueDay: dayIn('2026-09-30'),
      indicators: [{ id: 'bases', name: '实训基地', unit: '个', baseline: 0, target: 3, direction: 'up' }],
    },
    {
      id: 'certificates',
      title: '高技能人才占比达到三成五',
      dueDay: dayIn('2027-11-30'),
      indicators: [{ id: 'share', name: '高技能人才占比', unit: '%', baseline: 27.5, target: 35, direction: 'up' }],
    },
  ],
});

const shareOn = (asOf: string, value: number) => [{ indicator: 'share', value, asOf: dayIn(asOf) }];
const report = (at: string, period: string, asOf: string, share: number): Step => ({
  at,
  actor: hostLiaison,
  command: { type: 'submitReport', period, sha256: `report-${period}`, figures: shareOn(asOf, share) },
});
const accept = (at: string, period: string): Step => ({
  at,
  actor: provincialReviewer,
  command: { type: 'judgeReport', period, verdict: 'accepted', reason: '' },
});

/**
 * A national pilot of two years: its plan reminded, returned and approved by province and centre; one milestone returned once; the
 * report of 2026Q4 late and chased; concluded, graded and closed.
 */
export const twoYearPilot: readonly Step[] = [
  { at: '2026-01-05 09:30', actor: director, command: registration },
  { at: '2026-01-20 10:00', actor: liaison, command: { type: 'draftPlan', outline: outlineOf('plan-1') } },
  { at: '2026-01-28 16:00', actor: director, command: { type: 'submitPlan', sha256: 'plan-1' } },
  {
    at: '2026-01-30 11:00',
    actor: provincialReviewer,
    command: { type: 'returnPlan', version: 1, reasons: [{ section: 'safeguards', reason: '经费来源不明确' }] },
  },
  { at: '2026-02-04 15:00', actor: liaison, command: { type: 'draftPlan', outline: outlineOf('plan-2') } },
  { at: '2026-02-05 09:00', actor: director, command: { type: 'submitPlan', sha256: 'plan-2' } },
  { at: '2026-02-09 10:00', actor: provincialReviewer, command: { type: 'approvePlan', version: 2 } },
  { at: '2026-02-13 17:00', actor: centralReviewer, command: { type: 'approvePlan', version: 2, opinion: '同意' } },

  report('2026-06-26 10:00', '2026Q2', '2026-06-25', 28.1),
  accept('2026-06-30 10:00', '2026Q2'),
  {
    at: '2026-09-21 09:30',
    actor: hostLiaison,
    command: {
      type: 'submitMilestone',
      milestone: 'training',
      note: '两个基地已挂牌',
      figures: [{ indicator: 'bases', value: 2, asOf: dayIn('2026-09-20') }],
    },
  },
  {
    at: '2026-09-23 14:00',
    actor: centralReviewer,
    command: { type: 'judgeMilestone', milestone: 'training', verdict: 'returned', reason: '第三个基地尚未验收' },
  },
  report('2026-09-28 10:00', '2026Q3', '2026-09-25', 29.4),
  accept('2026-09-30 10:00', '2026Q3'),
  {
    at: '2026-10-09 09:30',
    actor: hostLiaison,
    command: {
      type: 'submitMilestone',
      milestone: 'training',
      note: '三个基地全部验收',
      figures: [{ indicator: 'bases', value: 3, asOf: dayIn('2026-10-08') }],
    },
  },
  {
    at: '2026-10-12 14:00',
    actor: centralReviewer,
    command: { type: 'judgeMilestone', milestone: 'training', verdict: 'met', reason: '' },
  },
  report('2027-01-22 16:00', '2026Q4', '2026-12-31', 30.2),
  accept('2027-01-26 10:00', '2026Q4'),
  report('2027-04-02 10:00', '2027Q1', '2027-03-31', 31.6),
  accept('2027-04-06 10:00', '2027Q1'),
  report('2027-07-02 10:00', '2027Q2', '2027-06-30', 32.9),
  accept('2027-07-06 10:00', '2027Q2'),
  report('2027-09-28 10:00', '2027Q3', '2027-09-27', 34.2),
  accept('2027-09-30 10:00', '2027Q3'),
  {
    at: '2027-11-25 09:30',
    actor: hostLiaison,
    command: { type: 'submitMilestone', milestone: 'certificates', note: '', figures: shareOn('2027-11-24', 35.8) },
  },
  {
    at: '2027-11-30 10:00',
    actor: centralReviewer,
    command: { type: 'judgeMilestone', milestone: 'certificates', verdict: 'met', reason: '' },
  },
  report('2027-12-29 10:00', '2027Q4', '2027-12-28', 36),
  accept('2028-01-04 10:00', '2027Q4'),

  { at: '2028-03-20 10:00', actor: director, command: { type: 'submitConclusion', sha256: 'conclusion' } },
  { at: '2028-04-05 10:00', actor: centralReviewer, command: { type: 'enterResult', grade: 'excellent', reason: '目标全部达成' } },
  { at: '2028-04-07 10:00', actor: centralReviewer, command: { type: 'closePilot' } },
];
