import Joi from 'joi';
import type { PilotCommand, PilotCommandType } from '../../domain/pilot/messages.js';
import { rolesFor } from '../../domain/rights.js';
import { refused, type ProblemCode } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { isRefused, lookUpVisible, receiptExample, receiptSchema, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
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

export interface CommandRoute<B, P extends PilotParams> {
  readonly type: Exclude<PilotCommandType, 'registerPilot' | 'addEvidence'>;
  readonly method?: 'post' | 'put';
  readonly path: string;
  readonly summary: Sentence;
  readonly params: Joi.ObjectSchema<P>;
  readonly body: Joi.ObjectSchema<B>;
  readonly example: B;
  readonly refusals: readonly ProblemCode[];
  /** May also be sent for many pilots at once. Not where each pilot has a long text of its own. */
  readonly isBulk?: true;
  /** The command, after what it refers to has been stored. */
  readonly command: (body: B, params: P, now: number) => Promise<PilotCommand> | PilotCommand;
}

/** The commands of a pilot as routes: all alike but for what they ask. */
export const commandRoute = <B, P extends PilotParams>({ records, send }: BusinessDeps, given: CommandRoute<B, P>): Route =>
  route({
    name: given.type,
    method: given.method ?? 'post',
    path: `/pilots/{id}${given.path}`,
    summary: given.summary,
    tags: ['试点 Pilots'],
    access: 'post',
    roles: rolesFor(given.type),
    command: true,
    ...(given.isBulk && { inBulk: { to: (params: P) => pilotIn(params), command: given.command } }),
    params: given.params,
    body: given.body,
    response: { 200: receiptSchema },
    refusals: ['NotFound', 'NoRight', 'WrongPhase', 'Closed', ...given.refusals],
    examples: { body: given.example, 200: receiptExample },
    async handle({ params, body, actor, command: key, now }) {
      const to = pilotIn(params);
      const seen = await lookUpVisible(records, to, actor, key);
      if (seen === undefined) return refused('NotFound');
      const command = await given.command(body, params, now);
      const answer = await sendCommand(send, { to, actor, command, key, now, seen });
      return isRefused(answer) ? answer : { status: 200, body: answer };
    },
  });

export const pilotRoute = <B>(deps: BusinessDeps, given: Omit<CommandRoute<B, PilotParams>, 'params'>): Route =>
  commandRoute(deps, { ...given, params: pilotParams });

/** Stores a text under its hash before the command that names it. */
export async function keepText({ documents, clock }: BusinessDeps, content: string): Promise<string> {
  const sha256 = sha256Of(content);
  await documents.keep(sha256, content, clock.now());
  return sha256;
}
