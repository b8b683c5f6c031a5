import { postOf, SYSTEM, type Actor } from '../../domain/actor.js';
import { dayOf } from '../../domain/calendar.js';
import { hostLiaison, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { instantOf } from '../workflows/site.js';
import { seqOf, tell, until, type Scene, type Stage } from './playing.js';

const unitOf = (id: string): string => `unit/${id}`;

/** What is recorded of units. */
export const unitScenes: Readonly<Record<string, Scene>> = {
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
};

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
