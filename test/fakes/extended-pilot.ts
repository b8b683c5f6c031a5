import type { Actor } from '../../domain/actor.js';
import { parseDay, type Day } from '../../domain/calendar.js';
import type { ExtensionCommand } from '../../domain/extension/messages.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { centralReviewer, director, hostLiaison, provincialReviewer } from './people.js';
import { approved } from './suspended-pilot.js';
import { outlineOf } from './two-year-pilot.js';

/** What somebody does, and with what it is refused where it is. */
export interface ExtensionStep {
  readonly at: string;
  readonly actor: Actor;
  readonly command: PilotCommand | ExtensionCommand;
  readonly refusedWith?: string;
}

const dayIn = (text: string): Day => parseDay(text) ?? Number.NaN;
const ask = (at: string, duty: string, until: string): ExtensionStep => ({
  at,
  actor: hostLiaison,
  command: { type: 'askExtension', duty, until: dayIn(until), reason: '设备到货推迟。', progress: '已完成六成。' },
});
const agree = (at: string, duty: string): ExtensionStep => ({
  at,
  actor: director,
  command: { type: 'agreeExtension', duty, verdict: 'agreed', reason: '情况属实。' },
});
const decide = (at: string, actor: Actor, duty: string, verdict: 'granted' | 'refused', until?: string): ExtensionStep => ({
  at,
  actor,
  command: { type: 'decideExtension', duty, verdict, reason: '见意见。', ...(until === undefined ? {} : { until: dayIn(until) }) },
});
const refused = (step: ExtensionStep, refusedWith: string): ExtensionStep => ({ ...step, refusedWith });

/** Of the plan that `approved` brings, the first milestone due in June, the second in November of the first year. */
const outline = outlineOf('plan');
const DUE: Readonly<Record<string, string>> = { training: '2026-06-30', certificates: '2026-11-30' };
export const underWay: readonly ExtensionStep[] = approved.map((step) =>
  step.command.type === 'draftPlan'
    ? {
        ...step,
        command: {
          type: 'draftPlan',
          outline: { ...outline, milestones: outline.milestones.map((one) => ({ ...one, dueDay: dayIn(DUE[one.id] ?? '') })) },
        },
      }
    : step,
);

export const [TRAINING, CERTIFICATES] = ['milestone-training-1', 'milestone-certificates-1'] as const;

/**
 * Two milestones of a national pilot. The first gets another date than the one asked for; a second request is refused by the centre after that
 * date has passed, a third comes too late, and it is handed in late. The other is granted twice, and not a third time.
 */
export const extendedPilot: readonly ExtensionStep[] = [
  ...underWay,
  ask('2026-06-15 10:00', TRAINING, '2026-08-31'),
  agree('2026-06-16 10:00', TRAINING),
  decide('2026-06-17 10:00', provincialReviewer, TRAINING, 'granted', '2026-07-31'),
  ask('2026-07-27 10:00', TRAINING, '2026-09-30'),
  agree('2026-07-28 10:00', TRAINING),
  decide('2026-08-03 15:00', centralReviewer, TRAINING, 'refused'),
  refused(ask('2026-08-04 10:00', TRAINING, '2026-09-30'), 'ExtensionTooLate'),
  {
    at: '2026-08-07 10:00',
    actor: hostLiaison,
    command: { type: 'submitMilestone', milestone: 'training', note: '已完成', figures: [] },
  },
  ask('2026-09-01 10:00', CERTIFICATES, '2026-12-15'),
  agree('2026-09-02 10:00', CERTIFICATES),
  decide('2026-09-03 10:00', provincialReviewer, CERTIFICATES, 'granted'),
  ask('2026-10-12 10:00', CERTIFICATES, '2026-12-25'),
  agree('2026-10-13 10:00', CERTIFICATES),
  decide('2026-10-14 10:00', centralReviewer, CERTIFICATES, 'granted'),
  refused(ask('2026-10-15 10:00', CERTIFICATES, '2026-12-31'), 'ExtensionLimit'),
];
