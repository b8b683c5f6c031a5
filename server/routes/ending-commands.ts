import Joi from 'joi';
import { GRADES, type Grade } from '../../domain/pilot/state.js';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { fileVerdicts, namedFiles, type WithEvidence, type WithVerdicts } from './evidence-schema.js';
import { conclusionNumber } from './submission-schema.js';
import { keepText, pilotRoute, reason } from './pilot-command-route.js';

/** How a pilot comes to its end. */
export function endingCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    pilotRoute<{ text: string } & WithEvidence>(deps, {
      type: 'submitConclusion',
      path: '/conclusion',
      summary: { zh: '提交总结报告', en: 'Submit the concluding report' },
      body: shape<{ text: string } & WithEvidence>({
        text: text(100_000).description('总结报告正文。The text.'),
        evidence: namedFiles(),
      }),
      example: { text: '两年来……' },
      refusals: ['AlreadySubmitted', 'FileUnknown', 'FileRejected'],
      command: async ({ text: content, ...body }) => ({
        type: 'submitConclusion',
        sha256: await keepText(deps, content),
        ...body,
      }),
    }),
    pilotRoute<{ number: number; reason: string } & WithVerdicts>(deps, {
      type: 'returnConclusion',
      isBulk: true,
      path: '/conclusion-return',
      summary: {
        zh: '退回总结报告，说明理由；10 个工作日内重新提交',
        en: 'Return the concluding report with a reason; ten working days to correct it',
      },
      body: shape<{ number: number; reason: string } & WithVerdicts>({
        number: conclusionNumber(),
        reason: reason(),
        files: fileVerdicts(),
      }),
      example: { number: 1, reason: '请补充未达标指标的原因分析。' },
      refusals: ['NotSubmitted', 'StaleVersion', 'OwnSubmission', 'FileNotSubmitted'],
      command: (body) => ({ type: 'returnConclusion', ...body }),
    }),
    pilotRoute<{ number: number; grade: Grade; reason: string } & WithVerdicts>(deps, {
      type: 'enterResult',
      isBulk: true,
      path: '/result',
      summary: { zh: '评定结果', en: 'Enter the result' },
      body: shape<{ number: number; grade: Grade; reason: string } & WithVerdicts>({
        number: conclusionNumber(),
        grade: Joi.string()
          .valid(...GRADES)
          .description('优秀、良好、合格、不合格。Excellent, good, pass, fail.'),
        reason: reason(),
        files: fileVerdicts(),
      }),
      example: { number: 1, grade: 'good', reason: '目标基本完成，一项迟办。' },
      refusals: ['NotSubmitted', 'StaleVersion', 'OwnSubmission', 'ProposalOpen', 'VerdictsOpen', 'FileNotSubmitted'],
      command: (body) => ({ type: 'enterResult', ...body }),
    }),
    pilotRoute<Record<string, never>>(deps, {
      type: 'closePilot',
      isBulk: true,
      path: '/closing',
      summary: { zh: '试点销号', en: 'Close the pilot' },
      body: shape<Record<string, never>>({}),
      example: {},
      refusals: [],
      command: () => ({ type: 'closePilot' }),
    }),
  ];
}
