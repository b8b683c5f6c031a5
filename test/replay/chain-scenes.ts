import { SYSTEM } from '../../domain/actor.js';
import { CHAIN_ACCEPTED_IN, type ChainCommand } from '../../domain/chain/messages.js';
import type { Typed } from '../../domain/entity.js';
import { chainCast } from '../fakes/chain-cast.js';
import { CHAIN, LATE, NEXT_CHAIN, provinceYear, yearOutline } from '../fakes/chain-year.js';
import { runIdOf, tell, until, type Scene } from './playing.js';

const isOnChain = (command: Typed): command is ChainCommand => Object.hasOwn(CHAIN_ACCEPTED_IN, command.type);
/** What its own people do to the chain in its year. */
const chainSteps = provinceYear.flatMap(({ at, to, actor, command }) =>
  to.id === CHAIN && isOnChain(command) ? [{ at, actor, command }] : [],
);
const climbedAt = (rung: string, source: 'pilot' | 'notice'): ChainCommand => {
  const duty = { duty: 'milestone-training-1', kind: 'milestone-result', due: '2026-09-30' };
  return { type: 'noteEscalation', pilot: LATE, ...duty, source, rung, answered: '' };
};

/** What is recorded of chains. */
export const chainScenes: Readonly<Record<string, Scene>> = {
  /** A chain in October: signed by every level, an item closed after a return, an escalation answered; renewed on the way. */
  'chain-in-force': async (stage) => {
    const workflowId = `chain/${CHAIN}`;
    await stage.site.setClock('2026-10-16 10:00');
    const [first, ...rest] = chainSteps.filter(({ at }) => at < '2026-10-16');
    if (first !== undefined) await tell(stage, workflowId, first.actor, first.command, first.at);
    const runId = await runIdOf(stage, workflowId);
    for (const { at, actor, command } of rest) {
      if (command.type !== 'answerEscalations') await tell(stage, workflowId, actor, command, at);
    }
    await tell(stage, workflowId, SYSTEM, climbedAt('chase', 'pilot'), '2026-10-08 08:00');
    for (const { actor, command } of chainSteps.filter(({ at }) => at.startsWith('2026-10-16')))
      await tell(stage, workflowId, actor, command);
    return [
      { part: 'before', workflowId, runId },
      { part: 'after', workflowId },
    ];
  },

  /** A chain whose year ended before its statement was submitted: assessed, returned, closed, and asleep; what still comes it passes on. */
  'chain-closed': async (stage) => {
    const workflowId = `chain/${NEXT_CHAIN}`;
    const { leader, director: office } = chainCast;
    const opening = { type: 'openChain', title: '云南省 2027 年责任链', template: 1, outline: yearOutline('template', 2027) } as const;
    const carried = { item: 'growth', title: '劳动者入会', area: 'growth', post: '53/lead-department' } as const;
    await stage.site.setClock('2028-01-10 10:00');
    await tell(stage, workflowId, SYSTEM, { type: 'carryOverItem', from: CHAIN, ...carried }, '2027-01-11 10:00');
    await tell(stage, workflowId, office, opening, '2027-01-12 10:00');
    await until(async () => (await stage.site.records.view('chain', NEXT_CHAIN))?.phase === 'self-assessing');
    await tell(stage, workflowId, SYSTEM, climbedAt('chase', 'pilot'));
    for (const attempt of [1, 2]) {
      const assessed = { type: 'submitSelfAssessment', sha256: `year-${attempt}`, outcomes: { 'y2026-growth': 'partly' } } as const;
      await tell(stage, workflowId, office, assessed);
      if (attempt === 1) await tell(stage, workflowId, leader, { type: 'returnSelfAssessment', attempt, reason: '补充数据。' });
    }
    await tell(stage, workflowId, leader, { type: 'confirmSelfAssessment', attempt: 2 });
    await tell(stage, workflowId, SYSTEM, climbedAt('talk', 'notice'));
    return [{ workflowId }];
  },

  /** A statement that nobody submitted in time: every rung was brought from outside, up to the draft of a notice; then it was submitted. */
  'chain-noticed': async (stage) => {
    const workflowId = 'chain/53-2028';
    const { director: office } = chainCast;
    const outline = yearOutline('template', 2028);
    await stage.site.setClock('2028-01-04 10:00');
    await tell(stage, workflowId, office, { type: 'openChain', title: '云南省 2028 年责任链', template: 1, outline });
    for (const day of ['2028-03-01', '2028-03-13', '2028-03-22', '2028-03-31'])
      await tell(stage, workflowId, SYSTEM, { type: 'tick' }, `${day} 08:00`);
    await tell(stage, workflowId, office, { type: 'submitStatement', sha256: outline.sha256 }, '2028-04-05 10:00');
    return [{ workflowId }];
  },
};
