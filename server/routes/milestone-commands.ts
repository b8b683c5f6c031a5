import Joi from 'joi';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { figureExample, figures, figuresOf, type FigureBody } from './figure-body.js';
import { FIGURE_REFUSALS } from './period-schema.js';
import { attempt } from './submission-schema.js';
import { commandRoute, pilotIdSchema, pilotRoute, reason, type PilotParams } from './pilot-command-route.js';
import { fileVerdicts, namedFiles, SUBMISSION_REFUSALS, type WithEvidence, type WithVerdicts } from './evidence-schema.js';
import { codeName } from './plan.js';

interface MilestoneVerdict extends WithVerdicts {
  readonly attempt: number;
  readonly verdict: 'met' | 'not-met' | 'returned';
  readonly reason: string;
}

/** What is reached, and the verdicts on it. */
export function milestoneCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    pilotRoute<{ figures: readonly FigureBody[] }>(deps, {
      type: 'enterFigures',
      isBulk: true,
      path: '/figures',
      summary: { zh: '填报指标实际值（一次填报，各处引用）', en: 'Enter actual values, once for every use' },
      body: shape<{ figures: readonly FigureBody[] }>({ figures: figures().min(1).description('实际值。The values.') }),
      example: { figures: [figureExample] },
      refusals: [...FIGURE_REFUSALS],
      command: (body) => ({ type: 'enterFigures', figures: figuresOf(body.figures) }),
    }),
    commandRoute<{ note: string; figures: readonly FigureBody[] } & WithEvidence, PilotParams & { milestone: string }>(deps, {
      type: 'submitMilestone',
      isBulk: true,
      path: '/milestones/{milestone}/result',
      summary: { zh: '提交里程碑成果', en: 'Hand in the result of a milestone' },
      params: shape<PilotParams & { milestone: string }>({
        id: pilotIdSchema,
        milestone: codeName().description('里程碑代号。Which milestone.'),
      }),
      body: shape<{ note: string; figures: readonly FigureBody[] } & WithEvidence>({
        note: text(4_000).description('成果说明。What was reached.'),
        figures: figures().description('随附的指标实际值，可为空。Values entered along with it; may be empty.'),
        evidence: namedFiles(),
      }),
      example: { note: '基地已揭牌，首批 120 人结业。', figures: [figureExample], evidence: [{ file: 'f1', item: 'photo' }] },
      refusals: ['MilestoneUnknown', 'AlreadySubmitted', ...FIGURE_REFUSALS, 'EvidenceMissing', ...SUBMISSION_REFUSALS],
      command: (body, { milestone }) => ({ type: 'submitMilestone', milestone, ...body, figures: figuresOf(body.figures) }),
    }),
    commandRoute<MilestoneVerdict, PilotParams & { milestone: string }>(deps, {
      type: 'judgeMilestone',
      isBulk: true,
      path: '/milestones/{milestone}/verdict',
      summary: { zh: '审核里程碑：达成、未达成或退回', en: 'Judge a milestone: met, not met, or returned' },
      params: shape<PilotParams & { milestone: string }>({
        id: pilotIdSchema,
        milestone: codeName().description('里程碑代号。Which milestone.'),
      }),
      body: shape<MilestoneVerdict>({
        attempt: attempt(),
        verdict: Joi.string().valid('met', 'not-met', 'returned').description('结论。The verdict.'),
        reason: reason(),
        files: fileVerdicts(),
      }),
      example: { attempt: 1, verdict: 'met', reason: '材料齐全，数据可核。' },
      refusals: ['MilestoneUnknown', 'NotSubmitted', 'StaleVersion', 'OwnSubmission', 'FileNotSubmitted', 'EvidenceMissing'],
      command: (body, { milestone }) => ({ type: 'judgeMilestone', milestone, ...body }),
    }),
  ];
}
