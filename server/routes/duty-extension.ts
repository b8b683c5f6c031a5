import Joi from 'joi';
import type { PostId } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { DutyExtension, ExtensionRequest, ExtensionVerdict } from '../../domain/extension/state.js';
import { instant, shape, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { postName, type PostName } from './post-names.js';

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
    readonly postName: Sentence;
  };
  readonly last?: {
    readonly verdict: 'granted' | 'refused' | 'declined';
    readonly reason: string;
    readonly post: string;
    readonly postName: Sentence;
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
    postName: postName(),
  })
    .optional()
    .description('尚未决定的延期申请。A request not yet decided.'),
  last: shape<NonNullable<ExtensionRow['last']>>({
    verdict: Joi.string().valid('granted', 'refused', 'declined').description('结论。The verdict; `declined` by the own leader.'),
    reason: Joi.string().description('理由。Why.'),
    post: Joi.string().description('答复岗位。The post that gave it.'),
    postName: postName(),
    at: instant().description('答复时间，毫秒。In epoch milliseconds.'),
    until: Joi.string().optional().description('批准延至的日期。The date granted.'),
  })
    .optional()
    .description('最近一次答复。The last answer.'),
})
  .optional()
  .description('延期情况。What was asked and answered about another date.');

export const extensionRowOf = ({ granted, request, last }: DutyExtension, called: PostName): ExtensionRow => ({
  granted,
  ...(request === undefined ? {} : { request: requestOf(request, called) }),
  ...(last === undefined ? {} : { last: { ...lastOf(last), postName: called(last.post) } }),
});

/** The posts that such a row names. */
export const extensionPosts = ({ request, last }: DutyExtension): PostId[] => [
  ...(request === undefined ? [] : [answererOf(request)]),
  ...(last === undefined ? [] : [last.post]),
];

const answererOf = ({ agreed, agreer, decider }: ExtensionRequest): PostId => (agreed === undefined ? agreer : decider);

function requestOf(request: ExtensionRequest, called: PostName): NonNullable<ExtensionRow['request']> {
  const { until, reason, progress, askedAt, agreed } = request;
  const post = answererOf(request);
  const waitsFor = agreed === undefined ? 'agreement' : 'decision';
  return { until: formatDay(until), reason, progress, askedAt, waitsFor, post, postName: called(post) };
}

const lastOf = ({ until, ...told }: ExtensionVerdict): Omit<NonNullable<ExtensionRow['last']>, 'postName'> => ({
  ...told,
  ...(until === undefined ? {} : { until: formatDay(until) }),
});
