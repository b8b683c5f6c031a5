import type { ChainCommand } from '../../domain/chain/messages.js';
import type { ChainPhase } from '../../domain/chain/state.js';
import { SYSTEM } from '../../domain/actor.js';
import { chainCast, opening } from '../fakes/chain-cast.js';
import { day, stage, type Stage } from './stage.js';

export const { leader, director: office, department, liaison: contact, centre } = chainCast;
export const signers = [leader, office, department, contact] as const;

const ORDER: readonly ChainPhase[] = ['unopened', 'drafting', 'signing', 'in-force', 'self-assessing', 'closed'];
export const assess: Extract<ChainCommand, { type: 'submitSelfAssessment' }> = {
  type: 'submitSelfAssessment',
  sha256: 'assessment-1',
  outcomes: { training: 'done', contest: 'partly' },
};

/** A chain of Yunnan led to a phase by its own people: opened on 5 January, in force on 12 January 2026. */
export function chainIn(phase: ChainPhase): Stage<'chain'> {
  const chain = stage('chain', '53-2026');
  const steps: (() => void)[] = [
    () => chain.tell(opening, office, '2026-01-05 10:00'),
    () => chain.tell({ type: 'submitStatement', sha256: 'template-1' }, office, '2026-01-06'),
    () =>
      signers.forEach((signer, index) =>
        chain.tell({ type: 'signStatement', version: 1 }, signer, `2026-01-${String(7 + index).padStart(2, '0')}`),
      ),
    () => chain.tick('2027-01-01 00:00'),
    () => {
      chain.tell(assess, office, '2027-01-08');
      chain.tell({ type: 'confirmSelfAssessment', attempt: 1 }, leader, '2027-01-11');
    },
  ];
  for (const step of steps.slice(0, ORDER.indexOf(phase))) step();
  return chain;
}

export const assignment = (item = 'training', to = '53/lead-department', due = '2026-09-25'): ChainCommand => ({
  type: 'assignItem',
  item,
  to,
  dueDay: day(due),
  note: '请按季度推进。',
});

/** A chain in force whose item is with the lead department, signed for. */
export function chainWithItem(): Stage<'chain'> {
  const chain = chainIn('in-force');
  chain.tell(assignment(), office, '2026-01-13');
  chain.tell({ type: 'acknowledgeItem', item: 'training' }, department, '2026-01-14');
  return chain;
}

export const note = (pilot: string, rung = 'chase', duty = 'report-2026Q1-1'): ChainCommand => ({
  type: 'noteEscalation',
  pilot,
  duty,
  kind: 'report',
  source: 'pilot',
  rung,
  due: '2026-04-15',
  answered: '',
});
export const arrive = (chain: Stage<'chain'>, command: ChainCommand, when: string) => chain.tell(command, SYSTEM, when);
