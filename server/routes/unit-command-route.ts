import type Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import type { UnitCommand, UnitCommandType } from '../../domain/unit/messages.js';
import type { Refused } from '../http/problems.js';
import type { Route } from '../http/route.js';
import { receiptExample } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { entityCommandRoute, type CommandForm } from './entity-command-route.js';
import type { UnitParams } from './unit-schema.js';

export interface UnitCommandRoute<B, P extends UnitParams> extends CommandForm<
  Exclude<UnitCommandType, 'foundUnit' | 'takeOverPost' | `note${string}`>,
  B,
  P,
  UnitCommand
> {
  readonly params: Joi.ObjectSchema<P>;
  /** Why the command is not even sent, looked at anew for each command but not for its repeats. */
  readonly hindrance?: (params: P, body: B, actor: Actor) => Promise<Refused | undefined>;
}

/** A command of one unit that exists for the actor, as a route. */
export const createUnitCommandRoute =
  (deps: Pick<BusinessDeps, 'records' | 'send'>) =>
  <B, P extends UnitParams>({ params, hindrance, ...given }: UnitCommandRoute<B, P>): Route =>
    entityCommandRoute(
      deps,
      {
        tags: ['单位与岗位 Units and posts'],
        params,
        to: ({ code }) => ({ kind: 'unit', id: code }),
        receipt: { ...receiptExample, id: '53' },
        ...(hindrance === undefined ? {} : { hindrance }),
      },
      { ...given, path: `/units/{code}${given.path}` },
    );
