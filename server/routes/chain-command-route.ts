import Joi from 'joi';
import { CHAIN_ACCEPTED_IN, type ChainCommand, type ChainCommandType } from '../../domain/chain/messages.js';
import { CHAIN_PHASES } from '../../domain/chain/state.js';
import { rolesFor } from '../../domain/rights.js';
import { refused, type ProblemCode } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { isRefused, lookUpVisible, receiptExample, receiptSchema, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';

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

interface ChainCommandRoute<B, P extends ChainParams> {
  readonly type: Exclude<ChainCommandType, 'openChain'>;
  readonly method?: 'post' | 'put';
  readonly path: string;
  readonly summary: Sentence;
  readonly body: Joi.ObjectSchema<B>;
  readonly example: B;
  readonly refusals: readonly ProblemCode[];
  /** The command, after what it refers to has been stored. */
  readonly command: (body: B, params: P) => Promise<ChainCommand> | ChainCommand;
}

/** The commands of a chain as routes: all alike but for what they ask. */
const commandRoute = <B, P extends ChainParams>(
  { records, send }: BusinessDeps,
  params: Joi.ObjectSchema<P>,
  given: ChainCommandRoute<B, P>,
): Route =>
  route({
    name: given.type,
    method: given.method ?? 'post',
    path: `/chains/{id}${given.path}`,
    summary: given.summary,
    tags: CHAIN_TAGS,
    access: 'post',
    roles: rolesFor(given.type),
    command: true,
    params,
    body: given.body,
    response: { 200: receiptSchema },
    refusals: ['NotFound', 'NoRight', ...outOfPhase(given.type), 'Closed', ...given.refusals],
    examples: { body: given.example, 200: { ...receiptExample, id: '53-2026' } },
    async handle({ params: named, body, actor, command: key, now }) {
      const to = { kind: 'chain', id: named.id } as const;
      const seen = await lookUpVisible(records, to, actor, key);
      if (seen === undefined) return refused('NotFound');
      const command = await given.command(body, named);
      const answer = await sendCommand(send, { to, actor, command, key, now, seen });
      return isRefused(answer) ? answer : { status: 200, body: answer };
    },
  });

/** A chain that nobody has opened does not exist yet, and a closed one says so: what is accepted in every other phase is never out of phase. */
const outOfPhase = (type: ChainCommandType): readonly ProblemCode[] =>
  CHAIN_PHASES.every((phase) => phase === 'unopened' || phase === 'closed' || CHAIN_ACCEPTED_IN[type].includes(phase))
    ? []
    : ['WrongPhase'];

export const chainRoute = <B>(deps: BusinessDeps, given: ChainCommandRoute<B, ChainParams>): Route =>
  commandRoute(deps, chainParams, given);
export const itemRoute = <B>(deps: BusinessDeps, given: ChainCommandRoute<B, ItemParams>): Route => commandRoute(deps, itemParams, given);
