import type Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import type { EntityRef, Typed } from '../../domain/entity.js';
import { rolesFor, type Action } from '../../domain/rights.js';
import { refused, type ProblemCode, type Refused } from '../http/problems.js';
import { route, type BulkForm, type Route } from '../http/route.js';
import type { Facts, Sentence } from '../http/sentence.js';
import { isRefused, lookUpVisible, receiptSchema, sendCommand, type CommandReceipt, type VisibleKind } from './commands.js';
import type { BusinessDeps } from './deps.js';

/** What a command of one entity asks, and how it is told; `path` goes on behind that of the entity. */
export interface CommandForm<T extends Action, B, P, C extends Typed> {
  readonly type: T;
  readonly method?: 'post' | 'put';
  readonly path: string;
  readonly summary: Sentence;
  readonly body: Joi.ObjectSchema<B>;
  readonly example: B;
  /** Beside those that any command of such an entity may meet. */
  readonly refusals: readonly ProblemCode[];
  /** The command, after what it refers to has been stored. */
  readonly command: (body: B, params: P, now: number) => Promise<C | Refused> | C | Refused;
}

/** How the entities of a kind are named over HTTP. */
interface Placed<B, P> {
  readonly tags: readonly string[];
  readonly params: Joi.ObjectSchema<P>;
  /** Undefined where the path names nothing. */
  readonly to: (params: P) => (EntityRef & { readonly kind: VisibleKind }) | undefined;
  readonly receipt: CommandReceipt;
  readonly inBulk?: BulkForm<P, B>;
  /** Why the command is not even sent, looked at anew for each command but not for its repeats. */
  readonly hindrance?: (params: P, body: B, actor: Actor) => Promise<Refused | undefined>;
  /** How it is told that the entity has ended, where there is more than one end; else by `Closed`. */
  readonly onceClosed?: { readonly code: ProblemCode; readonly facts: (params: P) => Promise<Facts> };
}

/** A command of an entity that exists already, as a route: it is looked up, decided by its rules and answered with a receipt. What the actor may not see does not exist. */
export const entityCommandRoute = <T extends Action, B, P, C extends Typed>(
  { records, send }: Pick<BusinessDeps, 'records' | 'send'>,
  { tags, params, to: entityIn, receipt, inBulk, hindrance, onceClosed }: Placed<B, P>,
  given: CommandForm<T, B, P, C>,
): Route =>
  route({
    name: given.type,
    method: given.method ?? 'post',
    path: given.path,
    summary: given.summary,
    tags,
    access: 'post',
    roles: rolesFor(given.type),
    command: true,
    ...(inBulk === undefined ? {} : { inBulk }),
    params,
    body: given.body,
    response: { 200: receiptSchema },
    refusals: ['NotFound', 'NoRight', onceClosed?.code ?? 'Closed', ...given.refusals],
    examples: { body: given.example, 200: receipt },
    async handle({ params: named, body, actor, command: key, now }) {
      const to = entityIn(named);
      if (to === undefined) return refused('NotFound');
      const seen = await lookUpVisible(records, to, actor, key);
      if (seen === undefined) return refused('NotFound');
      const hindered = seen.known === undefined ? await hindrance?.(named, body, actor) : undefined;
      if (hindered !== undefined) return hindered;
      const command = await given.command(body, named, now);
      if (isRefused(command)) return command;
      const answer = await sendCommand(send, { to, actor, command, key, now, seen });
      if (!isRefused(answer)) return { status: 200, body: answer };
      if (answer.refused !== 'Closed' || onceClosed === undefined) return answer;
      return refused(onceClosed.code, { facts: await onceClosed.facts(named) });
    },
  });
