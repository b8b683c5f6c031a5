import { postOf } from '../../../domain/actor.js';
import { addWorkingDays, dayOf, type Day } from '../../../domain/calendar.js';
import { provinceOfChain } from '../../../domain/chain/chain-id.js';
import type { ChainCommand } from '../../../domain/chain/messages.js';
import type { Assignment, Item } from '../../../domain/chain/state.js';
import { sha256Of } from '../../routes/plan.js';
import { dayInYear, type DemoChain, type DemoItem, type Step } from './chain-plan.js';
import { CHAIN_OPINIONS, itemText } from './chain-texts.js';
import type { Stage } from './stage.js';

/** What was done on items so far, by item: how often it was said to be done, and whether its progress was told. */
export interface ItemMemory {
  readonly feedbacks: Map<string, number>;
  readonly noted: Set<string>;
}
export interface AboutChain {
  readonly stage: Stage;
  readonly life: DemoChain;
  readonly id: string;
  readonly memory: ItemMemory;
}
type ItemStep = Step<ChainCommand>;

/** How many working days before its due day an item is usually said to be done. */
const AHEAD_DAYS = 3;
/** The level below gets so much less time. */
const MARGIN_DAYS = 5;

/** What may be done next with an item, what comes before the rest first; nothing where its people leave it as it is. */
export function itemSteps(about: AboutChain, item: string, state: Item): ItemStep[] {
  const { stage, life, id } = about;
  const plan = life.items.find((one) => one.id === item.replace(/^y\d{4}-/, ''));
  if (plan === undefined || (state.status !== 'planned' && state.status !== 'assigned')) return [];
  const director = postOf(provinceOfChain(id), 'office-director');
  const { withdrawn } = plan;
  const steps: ItemStep[] = [];
  if (withdrawn !== undefined) {
    const { on, reason } = withdrawn;
    steps.push({ thing: item, post: director, on: dayInYear(stage, id, on), command: { type: 'withdrawItem', item, reason } });
  }
  const last = state.line.at(-1);
  if (last !== undefined) steps.push(...assignmentSteps(about, { item, state, plan, last }));
  else if (!plan.isUnassigned) {
    const on = addWorkingDays(stage.calendarOf(provinceOfChain(id)), dayOf(state.since), 2);
    const dueDay = Math.max(state.dueDay, on);
    const command: ChainCommand = { type: 'assignItem', item, to: state.post, dueDay, note: CHAIN_OPINIONS.assign };
    steps.push({ thing: item, post: director, on, command });
  }
  return steps;
}

interface InHand {
  readonly item: string;
  readonly state: Item;
  readonly plan: DemoItem;
  readonly last: Assignment;
}

function assignmentSteps(about: AboutChain, { item, state, plan, last }: InHand): ItemStep[] {
  const { stage, id, memory } = about;
  const after = (count: number): Day => addWorkingDays(stage.calendarOf(provinceOfChain(id)), dayOf(last.since), count);
  const given = memory.feedbacks.get(item) ?? 0;
  switch (last.status) {
    case 'assigned': {
      const isLowest = plan.passedOn === undefined || state.line.length > 1;
      if (plan.isUnsigned && isLowest) return [];
      return [{ thing: item, post: last.to, on: after(1), command: { type: 'acknowledgeItem', item } }];
    }
    case 'acknowledged':
      return workSteps(about, { item, state, plan, last }, given);
    case 'fed-back': {
      const verdict = plan.verdicts?.[given - 1] ?? 'waiting';
      if (verdict === 'waiting') return [];
      return [
        { thing: item, post: last.from, on: after(2), command: { type: 'verifyItem', item, verdict, reason: CHAIN_OPINIONS[verdict] } },
      ];
    }
    default:
      return last.status satisfies never;
  }
}

function workSteps({ stage, id, memory }: AboutChain, { item, state, plan, last }: InHand, given: number): ItemStep[] {
  const own = (when: DemoItem['due']): Day => dayInYear(stage, id, when);
  const calendar = stage.calendarOf(provinceOfChain(id));
  const { passedOn, noted, fedBack, verdicts = [] } = plan;
  if (passedOn !== undefined && state.line.length === 1 && given === 0) {
    const on = Math.max(own(passedOn), addWorkingDays(calendar, dayOf(last.since), 2));
    const dueDay = Math.max(on, addWorkingDays(calendar, last.dueDay, -MARGIN_DAYS));
    const to = postOf(provinceOfChain(id), 'liaison');
    return [{ thing: item, post: last.to, on, command: { type: 'assignItem', item, to, dueDay, note: CHAIN_OPINIONS.passOn } }];
  }
  const feedback = (share: number): Pick<ItemStep, 'command' | 'text'> => {
    const text = itemText(plan, share, last.attempt);
    return { command: { type: 'feedBackItem', item, sha256: sha256Of(text), share }, text };
  };
  const told = { thing: item, post: last.to };
  const steps: ItemStep[] = [];
  if (noted !== undefined && !memory.noted.has(item))
    steps.push({ ...told, on: own(noted.on), ...feedback(noted.share), remember: () => void memory.noted.add(item) });
  // What was left open in its year has people who never come to its end.
  if (verdicts[given] === undefined || state.carriedFrom !== undefined) return steps;
  const first = fedBack === undefined ? addWorkingDays(calendar, last.dueDay, -AHEAD_DAYS) : own(fedBack);
  const on = given === 0 ? first : addWorkingDays(calendar, dayOf(last.since), AHEAD_DAYS);
  steps.push({ ...told, on, ...feedback(100), remember: () => void memory.feedbacks.set(item, given + 1) });
  return steps;
}
