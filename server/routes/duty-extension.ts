import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import type { DutyExtension, ExtensionRequest, ExtensionVerdict } from '../../domain/extension/state.js';
import { instant, shape, type Mutable } from '../http/schema.js';

/** What became of requests for another date, as a duty shows it. */
export interface ExtensionRow {
  readonly granted: number;
  readonly request?: {
    readonly until: string;
    readonly reason: string;
    readonly progress: string;
    readonly askedAt: number;
    readonly waitsFor: 'agreement' | 'decision';
    readonly post: string;
  };
  readonly last?: {
    readonly verdict: 'granted' | 'refused' | 'declined';
    readonly reason: string;
    readonly post: string;
    readonly at: number;
    readonly until?: string;
  };
}

export const extensionSchema = shape<Mutable<ExtensionRow>>({
  granted: Joi.number().integer().description('已批准延期的次数。How often it was extended.'),
  request: shape<NonNullable<ExtensionRow['request']>>({
    until: Joi.string().description('申请延至的日期。The date asked for.'),
    reason: Joi.string().description('理由。Why.'),
    progress: Joi.string().description('目前进展。How far it is.'),
    askedAt: instant().description('申请时间，毫秒。In epoch milliseconds.'),
    waitsFor: Joi.string().valid('agreement', 'decision').description('待同意或待决定。For what it waits.'),
    post: Joi.string().description('由哪个岗位答复。The post that has to answer.'),
  })
    .optional()
    .description('尚未决定的延期申请。A request not yet decided.'),
  last: shape<NonNullable<ExtensionRow['last']>>({
    verdict: Joi.string().valid('granted', 'refused', 'declined').description('结论。The verdict; `declined` by the own leader.'),
    reason: Joi.string().description('理由。Why.'),
    post: Joi.string().description('答复岗位。The post that gave it.'),
    at: instant().description('答复时间，毫秒。In epoch milliseconds.'),
    until: Joi.string().optional().description('批准延至的日期。The date granted.'),
  })
    .optional()
    .description('最近一次答复。The last answer.'),
})
  .optional()
  .description('延期情况。What was asked and answered about another date.');

export const extensionRowOf = ({ granted, request, last }: DutyExtension): ExtensionRow => ({
  granted,
  ...(request === undefined ? {} : { request: requestOf(request) }),
  ...(last === undefined ? {} : { last: lastOf(last) }),
});

function requestOf({ until, reason, progress, askedAt, agreed, agreer, decider }: ExtensionRequest): NonNullable<ExtensionRow['request']> {
  const told = { until: formatDay(until), reason, progress, askedAt };
  return agreed === undefined ? { ...told, waitsFor: 'agreement', post: agreer } : { ...told, waitsFor: 'decision', post: decider };
}

const lastOf = ({ until, ...told }: ExtensionVerdict): NonNullable<ExtensionRow['last']> => ({
  ...told,
  ...(until === undefined ? {} : { until: formatDay(until) }),
});
