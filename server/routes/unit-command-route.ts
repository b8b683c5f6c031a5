import type Joi from 'joi';
import { rolesFor } from '../../domain/rights.js';
import type { UnitCommand, UnitCommandType } from '../../domain/unit/messages.js';
import { refused, type ProblemCode, type Refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import type { Sentence } from '../http/sentence.js';
import { isRefused, lookUpVisible, receiptExample, receiptSchema, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
import type { UnitParams } from './unit-schema.js';

export interface UnitCommandRoute<B, P extends UnitParams> {
  readonly type: Exclude<UnitCommandType, 'foundUnit' | 'takeOverPost' | `note${string}`>;
  readonly path: string;
  readonly summary: Sentence;
  readonly params: Joi.ObjectSchema<P>;
  readonly body: Joi.ObjectSchema<B>;
  readonly example: B;
  readonly refusals: readonly ProblemCode[];
  /** Why the command is not even sent, looked at anew for each command but not for its repeats. */
  readonly hindrance?: (params: P) => Promise<Refused | undefined>;
  readonly command: (body: B, params: P, now: number) => Promise<UnitCommand | Refused> | UnitCommand;
}

/** A command of one unit that exists for the actor, as a route. */
export function createUnitCommandRoute({ records, send }: Pick<BusinessDeps, 'records' | 'send'>) {
  return <B, P extends UnitParams>(given: UnitCommandRoute<B, P>): Route =>
    route({
      name: given.type,
      method: 'post',
      path: `/units/{code}${given.path}`,
      summary: given.summary,
      tags: ['单位与岗位 Units and posts'],
      access: 'post',
      roles: rolesFor(given.type),
      command: true,
      params: given.params,
      body: given.body,
      response: { 200: receiptSchema },
      refusals: ['NotFound', 'NoRight', 'Closed', ...given.refusals],
      examples: { body: given.example, 200: { ...receiptExample, id: '53' } },
      async handle({ params, body, actor, command: key, now }) {
        const to = { kind: 'unit', id: params.code } as const;
        const seen = await lookUpVisible(records, to, actor, key);
        if (seen === undefined) return refused('NotFound');
        const hindrance = seen.known === undefined ? await given.hindrance?.(params) : undefined;
        if (hindrance !== undefined) return hindrance;
        const command = await given.command(body, params, now);
        if (isRefused(command)) return command;
        const answer = await sendCommand(send, { to, actor, command, key, now, seen });
        return isRefused(answer) ? answer : { status: 200, body: answer };
      },
    });
}
