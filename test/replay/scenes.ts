import { SYSTEM } from '../../domain/actor.js';
import type { AdoptCalendar } from '../../domain/adoption.js';
import { dayOf } from '../../domain/calendar.js';
import { nationalCalendar } from '../fakes/calendars.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { centralReviewer, director, liaison } from '../fakes/people.js';
import { extendedPilot, underWay } from '../fakes/extended-pilot.js';
import { approved } from '../fakes/suspended-pilot.js';
import { outlineOf, registration, twoYearPilot } from '../fakes/two-year-pilot.js';
import { recordAside } from '../workflows/aside.js';
import { instantOf } from '../workflows/site.js';
import { chainScenes } from './chain-scenes.js';
import { noticeScenes } from './notice-scenes.js';
import { runIdOf, seqOf, tell, until, type Played, type Scene, type Stage } from './playing.js';
import { unitScenes } from './unit-scenes.js';

const draft = (sha256: string): PilotCommand => ({ type: 'draftPlan', outline: outlineOf(sha256) });
const pilotOf = (id: string): string => `pilot/${id}`;

/** What is recorded of every version, by name. */
export const scenes: Readonly<Record<string, Scene>> = {
  /** An alarm rang and another stands: reminded once, then handed in. */
  'pilot-reminded': async (stage, id) => {
    const workflowId = pilotOf(id);
    await stage.site.setClock('2026-01-26 09:00');
    await tell(stage, workflowId, director, registration, '2026-01-05 09:30');
    await until(async () => (await seqOf(stage, 'pilot', id)) === 3);
    await tell(stage, workflowId, liaison, draft('plan-1'));
    await tell(stage, workflowId, director, { type: 'submitPlan', sha256: 'plan-1' });
    return [{ workflowId }];
  },

  /** From registration to closing, seen from its end, so that time brings everything at once. */
  'pilot-closed': async (stage, id) => {
    const workflowId = pilotOf(id);
    await stage.site.setClock('2028-04-10 10:00');
    for (const { at, actor, command } of twoYearPilot) {
      await tell(stage, workflowId, actor, command, at);
      await until(async () => (await stage.site.records.view('pilot', id))?.phase !== 'running');
    }
    await stage.env.client.workflow.getHandle(workflowId).result();
    return [{ workflowId }];
  },

  /** As many commands at once as a run is let have, a renewal, and what comes after it. */
  'pilot-renewed': async (stage, id) => {
    const workflowId = pilotOf(id);
    await stage.site.setClock('2026-01-05 09:30');
    await tell(stage, workflowId, director, registration);
    const first = await runIdOf(stage, workflowId);
    await Promise.all([1, 2, 3, 4, 5].map((name) => tell(stage, workflowId, liaison, draft(`at once ${name}`))));
    for (let count = 1; (await runIdOf(stage, workflowId)) === first; count++)
      await tell(stage, workflowId, liaison, draft(`draft ${count}`));
    await tell(stage, workflowId, liaison, draft('after the renewal'));
    return [
      { part: 'before', workflowId, runId: first },
      { part: 'after', workflowId },
    ];
  },

  /** The record went on without it: it said so, and began anew from there. */
  'pilot-behind': async (stage, id) => {
    const workflowId = pilotOf(id);
    await stage.site.setClock('2026-01-05 09:30');
    await tell(stage, workflowId, director, registration);
    const first = await runIdOf(stage, workflowId);
    await recordAside(stage.site, 'pilot', id, { commandId: `${id} aside`, actor: liaison, command: draft('aside') });
    await tell(stage, workflowId, liaison, draft('seen'));
    return [
      { part: 'before', workflowId, runId: first },
      { part: 'after', workflowId },
    ];
  },

  /** The record was away: the local activity gave up, the ordinary one waited. Then somebody asked the engine to cancel it. */
  'pilot-waited': async (stage, id) => {
    const workflowId = pilotOf(id);
    const { records } = stage.site;
    await stage.site.setClock('2026-01-05 09:30');
    await tell(stage, workflowId, director, registration);
    records.goAway();
    const answered = tell(stage, workflowId, liaison, draft('plan-1'));
    await records.whenMissed(3);
    records.comeBack();
    await answered;
    await stage.env.client.workflow.getHandle(workflowId).cancel();
    await tell(stage, workflowId, liaison, draft('plan-2'));
    return [{ workflowId }];
  },

  /** Suspended and resumed, its milestones under new terms. */
  'pilot-suspended': async (stage, id) => {
    const workflowId = pilotOf(id);
    await approve(stage, workflowId);
    await tell(stage, workflowId, director, { type: 'proposeSuspension', reason: '园区搬迁' });
    await confirm(stage, workflowId, 1);
    await tell(stage, workflowId, director, { type: 'proposeResumption', reason: '搬迁完成' });
    await confirm(stage, workflowId, 2);
    return [{ workflowId }];
  },

  'pilot-terminated': async (stage, id) => {
    const workflowId = pilotOf(id);
    await approve(stage, workflowId);
    await tell(stage, workflowId, director, { type: 'proposeTermination', reason: '承担单位已破产清算' });
    await confirm(stage, workflowId, 1);
    await stage.env.client.workflow.getHandle(workflowId).result();
    return [{ workflowId }];
  },

  /** Another date asked for twice: granted, then refused; its alarms were set anew each time. */
  'pilot-extended': async (stage, id) => {
    const workflowId = pilotOf(id);
    await stage.site.setClock('2026-06-15 10:00');
    for (const { at, actor, command } of underWay) await tell(stage, workflowId, actor, command, at);
    for (const { actor, command } of extendedPilot.slice(underWay.length, underWay.length + 6))
      await tell(stage, workflowId, actor, command);
    return [{ workflowId }];
  },

  ...unitScenes,
  ...noticeScenes,
  ...chainScenes,

  /** Brought a new calendar between two commands, and renewed nothing. */
  'pilot-adopted': async (stage, id) => {
    const workflowId = pilotOf(id);
    await stage.site.setClock('2026-01-05 09:30');
    await tell(stage, workflowId, director, registration);
    await tell(stage, workflowId, liaison, draft('before'));
    const daysOff = [...nationalCalendar.daysOff, dayOf(instantOf('2026-01-28'))].sort((a, b) => a - b);
    const newer = { ...nationalCalendar, version: 2, daysOff };
    await stage.site.calendars.publish(newer);
    const adoption: AdoptCalendar = { type: 'adoptCalendar', calendar: newer };
    await tell(stage, workflowId, SYSTEM, adoption);
    await tell(stage, workflowId, liaison, draft('after'));
    return [{ workflowId }];
  },

  courier: (stage) => playErrand(stage, 'courier'),
  postman: (stage) => playErrand(stage, 'postman'),
  redating: (stage) => playErrand(stage, 'redating'),
  sentinel: (stage) => playErrand(stage, 'sentinel'),
};

/** A pilot under way, some days after its plan was approved. */
async function approve(stage: Stage, workflowId: string): Promise<void> {
  await stage.site.setClock('2026-02-02 09:30');
  for (const { at, actor, command } of approved) await tell(stage, workflowId, actor, command, at);
}
const confirm = (stage: Stage, workflowId: string, number: number): Promise<void> =>
  tell(stage, workflowId, centralReviewer, { type: 'decideProposal', number, verdict: 'confirmed', reason: '同意' });

/** The first rounds of an errand. */
async function playErrand({ env, site }: Stage, errand: string): Promise<readonly Played[]> {
  const handle = await env.client.workflow.start(errand, { workflowId: `errand/${errand}`, taskQueue: site.taskQueue, args: [] });
  await until(async () => ((await handle.fetchHistory()).events?.length ?? 0) >= 10);
  return [{ workflowId: handle.workflowId }];
}
