import Joi from 'joi';
import type { PilotCommand, PilotCommandType } from '../../domain/pilot/messages.js';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import { receiptExample } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { entityCommandRoute, type CommandForm } from './entity-command-route.js';
import { sha256Of } from './plan.js';

export const pilotIdSchema = Joi.string()
  .pattern(/^\d{2}(\d\d)?-20\d\d-\d{4,6}$/, { name: '53-2026-0007' })
  .description('试点编号。The number of the pilot.');

export interface PilotParams {
  readonly id: string;
}
const pilotIn = ({ id }: PilotParams) => ({ kind: 'pilot', id }) as const;
export const pilotParams = shape<PilotParams>({ id: pilotIdSchema });

export const reason = (max = 2_000): Joi.StringSchema => text(max).description('理由。Why.');

export interface CommandRoute<B, P extends PilotParams> extends CommandForm<
  Exclude<PilotCommandType, 'registerPilot' | 'addEvidence'>,
  B,
  P,
  PilotCommand
> {
  readonly params: Joi.ObjectSchema<P>;
  /** May also be sent for many pilots at once. Not where each pilot has a long text of its own. */
  readonly isBulk?: true;
  readonly command: (body: B, params: P, now: number) => Promise<PilotCommand> | PilotCommand;
}

/** The commands of a pilot as routes: all alike but for what they ask. */
export const commandRoute = <B, P extends PilotParams>(deps: BusinessDeps, { params, isBulk, ...given }: CommandRoute<B, P>): Route =>
  entityCommandRoute(
    deps,
    {
      tags: ['试点 Pilots'],
      params,
      to: (named: P) => pilotIn(named),
      receipt: receiptExample,
      ...(isBulk && { inBulk: { to: (named: P) => pilotIn(named), command: given.command } }),
    },
    { ...given, path: `/pilots/{id}${given.path}`, refusals: ['WrongPhase', ...given.refusals] },
  );

export const pilotRoute = <B>(deps: BusinessDeps, given: Omit<CommandRoute<B, PilotParams>, 'params'>): Route =>
  commandRoute(deps, { ...given, params: pilotParams });

/** Stores a text under its hash before the command that names it. */
export async function keepText({ documents, clock }: BusinessDeps, content: string): Promise<string> {
  const sha256 = sha256Of(content);
  await documents.keep(sha256, content, clock.now());
  return sha256;
}
