import { postOf, SYSTEM, type Actor } from '../../domain/actor.js';
import type { AdoptCalendar } from '../../domain/adoption.js';
import { dayOf } from '../../domain/calendar.js';
import { nationalCalendar } from '../fakes/calendars.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { centralReviewer, director, hostLiaison, liaison, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { extendedPilot, underWay } from '../fakes/extended-pilot.js';
import { approved } from '../fakes/suspended-pilot.js';
import { outlineOf, registration, twoYearPilot } from '../fakes/two-year-pilot.js';
import { addressee, draftWords, issuer } from '../domain/notice-stage.js';
import { recordAside } from '../workflows/aside.js';
import { instantOf } from '../workflows/site.js';
import { chainScenes } from './chain-scenes.js';
import { runIdOf, seqOf, tell, until, type Played, type Scene, type Stage } from './playing.js';

const draft = (sha256: string): PilotCommand => ({ type: 'draftPlan', outline: outlineOf(sha256) });
const pilotOf = (id: string): string => `pilot/${id}`;
const unitOf = (id: string): string => `unit/${id}`;

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

  /** A post filled, delegated until its time was over, handed over. */
  'unit-active': async (stage, id) => {
    const workflowId = unitOf(id);
    await seatLiaison(stage, id);
    const chen = { role: 'liaison', person: 'chen-bo', name: '陈波' } as const;
    const ends = (await stage.site.now()) + 2_000;
    await tell(stage, workflowId, liaisonOf(id), { type: 'delegatePost', ...chen, until: ends, reason: '休假' });
    const seq = await seqOf(stage, 'unit', id);
    await until(async () => (await seqOf(stage, 'unit', id)) > seq);
    await tell(stage, workflowId, liaisonOf(id), { type: 'handOverPost', ...chen, reason: '轮岗' });
    return [{ workflowId }];
  },

  /** A handover that fell due and was refused, and one that took effect; an account locked and unlocked, a post added and removed. */
  'unit-handed-over': async (stage, id) => {
    const workflowId = unitOf(id);
    await seatLiaison(stage, id, '2026-02-12 09:30');
    const to = async (person: string, day: string, planned: string, known: { isLocked?: boolean }): Promise<void> => {
      const effective = dayOf(instantOf(`${day} 09:00`));
      const plan = { type: 'planHandover', role: 'liaison', person, name: person, effective, reason: '轮岗' } as const;
      await tell(stage, workflowId, liaisonOf(id), plan, planned);
      const seq = await seqOf(stage, 'unit', id);
      await until(async () => (await seqOf(stage, 'unit', id)) > seq);
      await tell(stage, workflowId, SYSTEM, { type: 'takeOverPost', role: 'liaison', person, ...known });
    };
    await to('chen-bo', '2026-02-10', '2026-02-02 09:30', { isLocked: true });
    await to('sun-yi', '2026-02-12', '2026-02-11 09:30', {});
    await tell(stage, workflowId, SYSTEM, { type: 'noteHolderLocked', person: 'sun-yi' });
    await tell(stage, workflowId, SYSTEM, { type: 'noteHolderUnlocked', person: 'sun-yi' });
    await tell(stage, workflowId, systemAdministrator, { type: 'addPost', role: 'leader', reason: '增设' });
    await tell(stage, workflowId, systemAdministrator, { type: 'removePost', role: 'leader', reason: '撤销' });
    return [{ workflowId }];
  },

  'unit-closed': async (stage, id) => {
    const workflowId = unitOf(id);
    await seatLiaison(stage, id);
    await tell(stage, workflowId, securityAdministrator, { type: 'releaseHolder', role: 'liaison', reason: '调离' });
    await tell(stage, workflowId, systemAdministrator, { type: 'closeUnit', reason: '撤销' });
    await stage.env.client.workflow.getHandle(workflowId).result();
    return [{ workflowId }];
  },

  /** A notice that is answered, returned and waits for another answer; its alarms rang and others stand. */
  'notice-returned': async (stage, id) => {
    const workflowId = await answerNotice(stage, id);
    await tell(stage, workflowId, issuer, { type: 'verifyNotice', verdict: 'returned', reason: '没有数据。' });
    return [{ workflowId }];
  },

  'notice-closed': async (stage, id) => {
    const workflowId = await answerNotice(stage, id);
    await tell(stage, workflowId, issuer, { type: 'verifyNotice', verdict: 'accepted', reason: '属实。' });
    await stage.env.client.workflow.getHandle(workflowId).result();
    return [{ workflowId }];
  },

  /** A notice that nobody issued in a day, and that went out by itself. */
  'notice-let-go': async (stage, id) => {
    const notice = `${id}~report-2026Q2-1~20260714`;
    const workflowId = `notice/${notice}`;
    await stage.site.setClock('2026-07-21 09:00');
    await tell(stage, workflowId, SYSTEM, { ...draftWords(), automaticIssue: '2' }, '2026-07-20 07:10');
    await until(async () => (await stage.site.records.view('notice', notice))?.phase === 'issuing');
    await tell(stage, workflowId, SYSTEM, { type: 'numberNotice', number: '全国产改办督〔2026〕2号' });
    await tell(stage, workflowId, addressee, { type: 'signNotice' });
    return [{ workflowId }];
  },

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

const liaisonOf = (unit: string): Actor => ({ ...hostLiaison, unit, post: postOf(unit, 'liaison') });

/** On 5 January, whatever the clock says. */
async function seatLiaison(stage: Stage, id: string, clock = '2026-01-05 09:30'): Promise<void> {
  const workflowId = unitOf(id);
  await stage.site.setClock(clock);
  const founding = { type: 'foundUnit', name: '滇池装备公司', kind: 'host', parentPath: ['00', '53'] } as const;
  await tell(stage, workflowId, systemAdministrator, founding, '2026-01-05 09:30');
  const { person, name } = hostLiaison;
  const seating = { type: 'assignHolder', role: 'liaison', person, name, reason: '到任' } as const;
  await tell(stage, workflowId, securityAdministrator, seating, '2026-01-05 09:30');
}

/** From draft to answer, long after it was due. */
async function answerNotice(stage: Stage, pilot: string): Promise<string> {
  const workflowId = `notice/${pilot}~milestone-base-1~20260630`;
  await stage.site.setClock('2026-07-15 09:00');
  await tell(stage, workflowId, SYSTEM, { ...draftWords() }, '2026-07-06 07:10');
  await tell(stage, workflowId, issuer, { type: 'issueNotice' }, '2026-07-07 10:00');
  await tell(stage, workflowId, SYSTEM, { type: 'numberNotice', number: '全国产改办督〔2026〕1号' }, '2026-07-07 10:00');
  await tell(stage, workflowId, addressee, { type: 'signNotice' }, '2026-07-08 10:00');
  const [, id = ''] = workflowId.split('/');
  await until(async () => ((await stage.site.records.view('notice', id))?.state.watched['answer-1']?.step ?? 0) > 0);
  await tell(stage, workflowId, addressee, { type: 'answerNotice', sha256: 'answer-1', evidence: [] });
  return workflowId;
}

/** The first rounds of an errand. */
async function playErrand({ env, site }: Stage, errand: string): Promise<readonly Played[]> {
  const handle = await env.client.workflow.start(errand, { workflowId: `errand/${errand}`, taskQueue: site.taskQueue, args: [] });
  await until(async () => ((await handle.fetchHistory()).events?.length ?? 0) >= 10);
  return [{ workflowId: handle.workflowId }];
}
