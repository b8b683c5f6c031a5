import Joi from 'joi';
import type { Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { commandRoute, pilotIdSchema, pilotRoute, reason, type PilotParams } from './pilot-command-route.js';
import { dayFrom, dayText } from './plan.js';
import { proposalNumber } from './proposals.js';

type ProposalParams = PilotParams & { readonly number: number };
const proposalParams = shape<ProposalParams>({ id: pilotIdSchema, number: proposalNumber() });

/** Suspending, resuming and terminating a pilot: one person proposes, another decides. */
export function proposalCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    pilotRoute<{ reason: string; until?: string }>(deps, {
      type: 'proposeSuspension',
      path: '/suspension-proposal',
      summary: { zh: '提议暂停试点；已暂停的，提议延长', en: 'Propose to suspend the pilot, or to prolong its suspension' },
      body: shape<{ reason: string; until?: string }>({
        reason: reason(),
        until: dayText()
          .optional()
          .description(
            '最迟何日再作决定，不填为 60 个工作日。The day by which it is decided on again; 60 working days where none is named.',
          ),
      }),
      example: { reason: '园区整体搬迁，实训基地停用。', until: '2027-03-31' },
      refusals: ['ProposalOpen', 'ReviewOpen', 'InvalidDates'],
      command: (body) => ({
        type: 'proposeSuspension',
        reason: body.reason,
        ...(body.until === undefined ? {} : { until: dayFrom(body.until) }),
      }),
    }),
    pilotRoute<{ reason: string; end?: string }>(deps, {
      type: 'proposeResumption',
      path: '/resumption-proposal',
      summary: { zh: '提议恢复试点', en: 'Propose to resume the pilot' },
      body: shape<{ reason: string; end?: string }>({
        reason: reason(),
        end: dayText()
          .optional()
          .description('新的结束日期，不填则按暂停天数顺延。The new last day; moved by the days of the suspension where none is named.'),
      }),
      example: { reason: '新厂区已投产，实训基地恢复使用。', end: '2029-03-31' },
      refusals: ['ProposalOpen', 'EndTooEarly', 'EndReached', 'InvalidDates'],
      command: (body) => ({
        type: 'proposeResumption',
        reason: body.reason,
        ...(body.end === undefined ? {} : { end: dayFrom(body.end) }),
      }),
    }),
    pilotRoute<{ reason: string }>(deps, {
      type: 'proposeTermination',
      path: '/termination-proposal',
      summary: { zh: '提议终止试点', en: 'Propose to terminate the pilot' },
      body: shape<{ reason: string }>({ reason: reason(4_000) }),
      example: { reason: '承担单位已破产清算，无法继续实施。' },
      refusals: ['ProposalOpen'],
      command: (body) => ({ type: 'proposeTermination', ...body }),
    }),
    commandRoute<Record<string, never>, ProposalParams>(deps, {
      type: 'withdrawProposal',
      path: '/proposals/{number}/withdrawal',
      summary: { zh: '撤回本岗位的提议', en: 'Withdraw what the own post proposed' },
      params: proposalParams,
      body: shape<Record<string, never>>({}),
      example: {},
      refusals: ['ProposalMissing', 'StaleVersion'],
      command: (_, { number }) => ({ type: 'withdrawProposal', number }),
    }),
    commandRoute<{ verdict: 'confirmed' | 'refused'; reason: string }, ProposalParams>(deps, {
      type: 'decideProposal',
      path: '/proposals/{number}/decision',
      summary: { zh: '决定提议：同意即生效', en: 'Decide a proposal; what is confirmed takes effect at once' },
      params: proposalParams,
      body: shape<{ verdict: 'confirmed' | 'refused'; reason: string }>({
        verdict: Joi.string().valid('confirmed', 'refused').description('同意或不同意。Confirmed or refused.'),
        reason: reason(),
      }),
      example: { verdict: 'confirmed', reason: '情况属实，同意暂停。' },
      refusals: ['ProposalMissing', 'StaleVersion', 'OwnProposal', 'ReviewOpen', 'InvalidDates', 'EndTooEarly'],
      command: (body, { number }) => ({ type: 'decideProposal', number, ...body }),
    }),
  ];
}
