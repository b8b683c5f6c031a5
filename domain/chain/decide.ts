import { CENTRE } from '../actor.js';
import { refuse, type Decision, type OwnContext, type Refusal } from '../entity.js';
import { factsOfPhase } from '../refusals.js';
import { mayDo, type RightsFacts } from '../rights.js';
import { provinceOfChain } from './chain-id.js';
import { answerEscalations, noteEscalation, noteEscalationSettled, passOn } from './escalations.js';
import { acknowledgeItem, assignItem, feedBackItem, reassignItem, verifyItem, withdrawItem } from './items.js';
import { CHAIN_ACCEPTED_IN, type ChainCommand, type ChainEvent } from './messages.js';
import { draftStatement, openChain, returnStatement, signStatement, submitStatement } from './statement.js';
import type { Chain } from './state.js';
import { carryOverItem, confirmSelfAssessment, returnSelfAssessment, submitSelfAssessment } from './year.js';

/** Decides a command of a chain: first whether it makes sense now, then whether this actor may, then what it asks. */
export function decideChain(chain: Chain, command: ChainCommand, context: OwnContext): Decision<ChainEvent> {
  if (!CHAIN_ACCEPTED_IN[command.type].includes(chain.phase)) return refuseInPhase(chain, command);
  if (!mayDo(command.type, context.actor, rightsFactsOfChain(context.id))) return refuse('NoRight');
  switch (command.type) {
    case 'openChain':
      return openChain(chain, command, context);
    case 'draftStatement':
      return draftStatement(chain, command, context);
    case 'submitStatement':
      return submitStatement(chain, command, context);
    case 'signStatement':
      return signStatement(chain, command, context);
    case 'returnStatement':
      return returnStatement(chain, command, context);
    case 'assignItem':
      return assignItem(chain, command, context);
    case 'reassignItem':
      return reassignItem(chain, command, context);
    case 'withdrawItem':
      return withdrawItem(chain, command, context);
    case 'acknowledgeItem':
      return acknowledgeItem(chain, command, context);
    case 'feedBackItem':
      return feedBackItem(chain, command, context);
    case 'verifyItem':
      return verifyItem(chain, command, context);
    case 'answerEscalations':
      return answerEscalations(chain, command, context);
    case 'submitSelfAssessment':
      return submitSelfAssessment(chain, command, context);
    case 'returnSelfAssessment':
      return returnSelfAssessment(chain, command, context);
    case 'confirmSelfAssessment':
      return confirmSelfAssessment(chain, command, context);
    case 'noteEscalation':
      return passOn(chain, command, context) ?? noteEscalation(chain, command, context);
    case 'noteEscalationSettled':
      return passOn(chain, command, context) ?? noteEscalationSettled(chain, command);
    case 'carryOverItem':
      return passOn(chain, command, context) ?? carryOverItem(chain, command, context);
    default:
      return command satisfies never;
  }
}

/** A chain is its province's own; the centre is the unit above. */
export const rightsFactsOfChain = (id: string): RightsFacts => ({ unit: provinceOfChain(id), parent: CENTRE });

function refuseInPhase({ phase, items, escalated }: Chain, { type }: ChainCommand): Refusal {
  if (type === 'openChain') return refuse('AlreadyExists');
  // What collects already can be seen, and wants opening; what does not is not there.
  if (phase === 'unopened') return refuse(Object.keys(items).length + escalated > 0 ? 'ChainUnopened' : 'NotFound');
  return phase === 'closed' ? refuse('Closed') : refuse('WrongPhase', factsOfPhase(phase, CHAIN_ACCEPTED_IN[type]));
}
