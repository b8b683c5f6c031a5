import Joi from 'joi';
import type { ExtensionCommand } from '../../domain/extension/messages.js';
import { isKind } from '../../domain/kinds.js';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import { receiptExample } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { entityCommandRoute, type CommandForm } from './entity-command-route.js';
import { reason } from './pilot-command-route.js';
import { dayFrom, dayText } from './plan.js';

interface DutyParams {
  readonly entityKind: string;
  readonly entity: string;
  readonly duty: string;
}
const params = shape<DutyParams>({
  entityKind: Joi.string().max(20).description('所属对象类别。The kind of entity.'),
  entity: Joi.string().max(160).description('所属对象编号。The entity.'),
  duty: Joi.string().max(80).description('在所属对象内的编号。The duty within it.'),
});

type ExtensionForm<B> = CommandForm<ExtensionCommand['type'], B, DutyParams, ExtensionCommand>;

/** Another date for a duty, of whatever kind of entity: asked for, agreed to, decided. */
export function extensionRoutes(deps: BusinessDeps): Route[] {
  const extensionRoute = <B>(given: ExtensionForm<B>): Route =>
    entityCommandRoute(
      deps,
      {
        tags: ['责任事项 Duties'],
        params,
        to: ({ entityKind: kind, entity: id }) => (isKind(kind) ? { kind, id } : undefined),
        receipt: receiptExample,
      },
      { ...given, path: `/duties/{entityKind}/{entity}/{duty}/${given.path}`, refusals: ['DutyNotOpen', ...given.refusals] },
    );

  return [
    extensionRoute<{ until: string; reason: string; progress: string }>({
      type: 'askExtension',
      path: 'extension-request',
      summary: { zh: '到期前申请延期', en: 'Ask for another date, before the due day ends' },
      body: shape<{ until: string; reason: string; progress: string }>({
        until: dayText().description('申请延至的日期。The date asked for.'),
        reason: reason(),
        progress: text(2_000).description('目前进展。How far it is.'),
      }),
      example: { until: '2026-08-31', reason: '设备到货推迟。', progress: '场地与师资已就绪，完成六成。' },
      refusals: [
        'ExtensionDayInvalid',
        'ExtensionLimit',
        'ExtensionNoRoom',
        'ExtensionNotAllowed',
        'ExtensionTooLate',
        'ExtensionUndecided',
      ],
      command: ({ until, ...body }, { duty }) => ({ type: 'askExtension', duty, until: dayFrom(until), ...body }),
    }),
    extensionRoute<{ verdict: 'agreed' | 'declined'; reason: string }>({
      type: 'agreeExtension',
      path: 'extension-agreement',
      summary: { zh: '本单位负责人同意或不同意延期', en: 'The own leader agrees to the request, or does not' },
      body: shape<{ verdict: 'agreed' | 'declined'; reason: string }>({
        verdict: Joi.string().valid('agreed', 'declined').description('同意或不同意。Agreed or declined.'),
        reason: reason(),
      }),
      example: { verdict: 'agreed', reason: '情况属实。' },
      refusals: ['ExtensionNotAsked', 'OwnSubmission'],
      command: (body, { duty }) => ({ type: 'agreeExtension', duty, ...body }),
    }),
    extensionRoute<{ verdict: 'granted' | 'refused'; reason: string; until?: string }>({
      type: 'decideExtension',
      path: 'extension-verdict',
      summary: { zh: '决定延期：批准或不批准', en: 'Decide on the request: granted or refused' },
      body: shape<{ verdict: 'granted' | 'refused'; reason: string; until?: string }>({
        verdict: Joi.string().valid('granted', 'refused').description('批准或不批准。Granted or refused.'),
        reason: reason(),
        until: dayText()
          .optional()
          .description('批准延至的日期；不填即为所申请的日期。The date granted; the one asked for where left out.'),
      }),
      example: { verdict: 'granted', reason: '同意延期。', until: '2026-08-31' },
      refusals: ['ExtensionDayInvalid', 'ExtensionNoRoom', 'ExtensionNotAgreed', 'ExtensionNotAsked', 'OwnSubmission', 'SameReviewer'],
      command: ({ until, ...body }, { duty }) => ({
        type: 'decideExtension',
        duty,
        ...body,
        ...(until === undefined ? {} : { until: dayFrom(until) }),
      }),
    }),
  ];
}
