import { postOf } from '../../../domain/actor.js';
import { addWorkingDays, dayOf, type Day } from '../../../domain/calendar.js';
import { provinceOfChain, yearOfChain } from '../../../domain/chain/chain-id.js';
import type { ChainCommand } from '../../../domain/chain/messages.js';
import type { Chain, Item, ItemOutcome } from '../../../domain/chain/state.js';
import { sha256Of } from '../../routes/plan.js';
import type { AboutChain } from './chain-items.js';
import type { Step } from './chain-plan.js';
import { assessmentText, CHAIN_OPINIONS } from './chain-texts.js';

const outcomeOf = ({ status, share }: Item): ItemOutcome => (status === 'closed' ? 'done' : share === undefined ? 'not-done' : 'partly');

/** How a year is brought to its end: assessed within its term, confirmed or sent back by the leader. */
export function assessmentSteps(
  { stage, life, id }: Pick<AboutChain, 'stage' | 'life' | 'id'>,
  name: string,
  chain: Chain,
): readonly Step<ChainCommand>[] {
  const { phase, since, assessments, selfAssessment, items } = chain;
  if (phase !== 'self-assessing') return [];
  const province = provinceOfChain(id);
  const after = (from: number, count: number): Day => addWorkingDays(stage.calendarOf(province), dayOf(from), count);
  const isSentBack = life.assessedAgain !== undefined;
  if (selfAssessment !== undefined) {
    const { attempt, at } = selfAssessment;
    if (isSentBack && attempt > 1) return [];
    const command: ChainCommand = isSentBack
      ? { type: 'returnSelfAssessment', attempt, reason: CHAIN_OPINIONS.returnAssessment }
      : { type: 'confirmSelfAssessment', attempt };
    return [{ thing: 'confirm', post: postOf(province, 'leader'), on: after(at, 3), command }];
  }
  const attempt = assessments + 1;
  const again = life.assessedAgain === undefined ? 0 : stage.dayFrom(life.assessedAgain);
  const on = attempt === 1 ? after(since, 12) : Math.max(after(since, 2), again);
  const assessed = Object.entries(items).filter(([, { status }]) => status !== 'withdrawn');
  const outcomes = Object.fromEntries(assessed.map(([item, one]) => [item, outcomeOf(one)]));
  const titled = assessed.map(([, one]) => [one.title, outcomeOf(one)] as const);
  const text = assessmentText(name, yearOfChain(id), titled, attempt);
  return [
    {
      thing: 'assess',
      post: postOf(province, 'office-director'),
      on,
      command: { type: 'submitSelfAssessment', sha256: sha256Of(text), outcomes },
      text,
    },
  ];
}
