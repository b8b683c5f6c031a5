import Joi from 'joi';
import type { Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { PERIOD_REFUSALS, periodSchema } from './period-schema.js';
import { commandRoute, pilotIdSchema, reason, type PilotParams } from './pilot-command-route.js';

const params = shape<PilotParams & { period: string }>({ id: pilotIdSchema, period: periodSchema() });

interface SkipVerdict {
  readonly asks: number;
  readonly verdict: 'approved' | 'refused';
  readonly reason: string;
}

/** A period that need not be reported on: asked by the host, decided by the reviewer of its reports. */
export function skipCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    commandRoute<{ reason: string }, PilotParams & { period: string }>(deps, {
      type: 'askReportSkip',
      path: '/reports/{period}/skip-request',
      summary: { zh: '申请免报一期；批准前报送责任不变', en: 'Ask to skip a report; it stays owed until that is approved' },
      params,
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '园区停产检修，本期无进展可报。' },
      refusals: [...PERIOD_REFUSALS, 'PeriodSkipped', 'SkipTooLate', 'AlreadySubmitted'],
      command: (body, { period }) => ({ type: 'askReportSkip', period, ...body }),
    }),
    commandRoute<SkipVerdict, PilotParams & { period: string }>(deps, {
      type: 'decideReportSkip',
      isBulk: true,
      path: '/reports/{period}/skip-verdict',
      summary: { zh: '审核免报申请：批准或不批准', en: 'Decide on a skipped report: approved or refused' },
      params,
      body: shape<SkipVerdict>({
        asks: Joi.number().integer().min(1).description('第几次申请，见试点详情。Which of the requests, as the pilot tells.'),
        verdict: Joi.string().valid('approved', 'refused').description('结论。The verdict.'),
        reason: reason(),
      }),
      example: { asks: 1, verdict: 'approved', reason: '情况属实，下期一并报告。' },
      refusals: [...PERIOD_REFUSALS, 'NotSubmitted', 'StaleVersion', 'OwnSubmission'],
      command: (body, { period }) => ({ type: 'decideReportSkip', period, ...body }),
    }),
  ];
}
