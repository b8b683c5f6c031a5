import Joi from 'joi';
import { CHAIN_ACCEPTED_IN, type ChainCommand, type ChainCommandType } from '../../domain/chain/messages.js';
import { CHAIN_PHASES, type ChainPhase } from '../../domain/chain/state.js';
import type { ProblemCode } from '../http/problems.js';
import type { Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { receiptExample } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { entityCommandRoute, type CommandForm } from './entity-command-route.js';

export const CHAIN_TAGS = ['责任链 Responsibility chains'] as const;

export interface ChainParams {
  readonly id: string;
}
export type ItemParams = ChainParams & { readonly item: string };
export const chainIdSchema = Joi.string()
  .pattern(/^[1-9]\d-20\d\d$/, { name: '53-2026' })
  .description('责任链编号：省份与年度。The number of the chain: province and year.');
export const chainParams = shape<ChainParams>({ id: chainIdSchema });
/** The code of an item; one that was carried over has its year before it. */
export const itemCode = (): Joi.StringSchema => Joi.string().pattern(/^(y\d{4}-)?[a-z][a-z0-9-]{0,31}$/, { name: 'a-z 0-9 -' });
export const itemParams = shape<ItemParams>({ id: chainIdSchema, item: itemCode().description('事项代号。The code of the item.') });

type ChainForm<B, P> = CommandForm<Exclude<ChainCommandType, 'openChain'>, B, P, ChainCommand>;

/** The commands of a chain as routes: all alike but for what they ask. */
const commandRoute = <B, P extends ChainParams>(deps: BusinessDeps, params: Joi.ObjectSchema<P>, given: ChainForm<B, P>): Route =>
  entityCommandRoute(
    deps,
    { tags: CHAIN_TAGS, params, to: ({ id }) => ({ kind: 'chain', id }), receipt: { ...receiptExample, id: '53-2026' } },
    { ...given, path: `/chains/{id}${given.path}`, refusals: [...outOfPhase(given.type), ...given.refusals] },
  );

/** A chain that nobody has opened says that this comes first, and a closed one that it is: what is accepted in every other phase is never out of phase. */
const outOfPhase = (type: ChainCommandType): readonly ProblemCode[] => {
  const isAccepted = (phase: ChainPhase): boolean => CHAIN_ACCEPTED_IN[type].includes(phase);
  const between = CHAIN_PHASES.every((phase) => phase === 'unopened' || phase === 'closed' || isAccepted(phase));
  return [...(isAccepted('unopened') ? [] : ['ChainUnopened' as const]), ...(between ? [] : ['WrongPhase' as const])];
};

export const chainRoute = <B>(deps: BusinessDeps, given: ChainForm<B, ChainParams>): Route => commandRoute(deps, chainParams, given);
export const itemRoute = <B>(deps: BusinessDeps, given: ChainForm<B, ItemParams>): Route => commandRoute(deps, itemParams, given);
