import Joi from 'joi';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { fileVerdicts, namedFiles, SUBMISSION_REFUSALS, type WithEvidence, type WithVerdicts } from './evidence-schema.js';
import { figureExample, figures, figuresOf, type FigureBody } from './figure-body.js';
import { FIGURE_REFUSALS, PERIOD_REFUSALS, periodSchema } from './period-schema.js';
import { attempt } from './submission-schema.js';
import { commandRoute, keepText, pilotIdSchema, reason, type PilotParams } from './pilot-command-route.js';

interface ReportVerdict extends WithVerdicts {
  readonly attempt: number;
  readonly verdict: 'accepted' | 'returned';
  readonly reason: string;
}

/** The periodic reports, and the verdicts on them. */
export function reportCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    commandRoute<{ text: string; figures: readonly FigureBody[] } & WithEvidence, PilotParams & { period: string }>(deps, {
      type: 'submitReport',
      path: '/reports/{period}',
      summary: { zh: '报送定期报告', en: 'Hand in a periodic report' },
      params: shape<PilotParams & { period: string }>({ id: pilotIdSchema, period: periodSchema() }),
      body: shape<{ text: string; figures: readonly FigureBody[] } & WithEvidence>({
        text: text(50_000).description('报告正文。The text.'),
        figures: figures().description('随附的指标实际值，可为空。Values entered along with it; may be empty.'),
        evidence: namedFiles(),
      }),
      example: { text: '本期完成培训 120 人次……', figures: [figureExample] },
      refusals: [...PERIOD_REFUSALS, 'PeriodSkipped', 'AlreadySubmitted', ...FIGURE_REFUSALS, ...SUBMISSION_REFUSALS],
      command: async ({ text: content, ...body }, { period }) => ({
        type: 'submitReport',
        period,
        sha256: await keepText(deps, content),
        ...body,
        figures: figuresOf(body.figures),
      }),
    }),
    commandRoute<ReportVerdict, PilotParams & { period: string }>(deps, {
      type: 'judgeReport',
      isBulk: true,
      path: '/reports/{period}/verdict',
      summary: { zh: '审核定期报告：采信或退回', en: 'Judge a report: accepted or returned' },
      params: shape<PilotParams & { period: string }>({ id: pilotIdSchema, period: periodSchema() }),
      body: shape<ReportVerdict>({
        attempt: attempt(),
        verdict: Joi.string().valid('accepted', 'returned').description('结论。The verdict.'),
        reason: reason(),
        files: fileVerdicts(),
      }),
      example: { attempt: 1, verdict: 'accepted', reason: '内容完整。' },
      refusals: [...PERIOD_REFUSALS, 'NotSubmitted', 'StaleVersion', 'OwnSubmission', 'FileNotSubmitted'],
      command: (body, { period }) => ({ type: 'judgeReport', period, ...body }),
    }),
  ];
}
