import Joi from 'joi';
import { NOTICEABLE_KINDS, type AutomaticIssue } from '../../domain/notice/automatic-issue.js';
import { rolesFor } from '../../domain/rights.js';
import type { AutomaticIssues } from '../../models/automatic-issue.js';
import type { Version } from '../../models/versions.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { NOTICE_TAG } from './notice-schema.js';
import { reason } from './pilot-command-route.js';
import { baseVersion, isNotPublished, refusedAs } from './publishing.js';

const kinds = () =>
  Joi.array()
    .items(Joi.string().valid(...NOTICEABLE_KINDS))
    .unique()
    .description(
      '责任事项类别：这些类别的督办单自动签发；空为全部由签发岗签发。Kinds of duty whose notices go out by themselves; none: each waits for its issuer.',
    );
const versionSchema = shape<Version<AutomaticIssue>>({
  kinds: kinds(),
  version: Joi.number().integer().min(1).description('版本号。Its version.'),
  publishedAt: instant().description('发布时间，毫秒。When it was published, in epoch milliseconds.'),
});
const example = { kinds: ['report'], version: 2, publishedAt: 1_795_000_000_000 };
const COMMON = { tags: [NOTICE_TAG], access: 'post', path: '/automatic-issue' } as const;

export type AutomaticIssueDeps = BusinessDeps & { readonly automaticIssues: AutomaticIssues };

/** Which supervision notices go out by themselves on this site; talks and circulars never do. */
export function automaticIssueRoutes({ automaticIssues }: AutomaticIssueDeps): Route[] {
  return [
    route({
      ...COMMON,
      name: 'readAutomaticIssue',
      method: 'get',
      summary: { zh: '哪些督办单自动签发', en: 'Which supervision notices go out by themselves' },
      response: { 200: versionSchema },
      examples: { 200: example },
      async handle() {
        return { status: 200, body: await automaticIssues.newest() };
      },
    }),
    route({
      ...COMMON,
      name: 'publishAutomaticIssue',
      method: 'post',
      summary: { zh: '改定哪些督办单自动签发', en: 'Say which supervision notices go out by themselves' },
      roles: rolesFor('publishAutomaticIssue'),
      command: true,
      body: shape<AutomaticIssue & { base: number; reason: string }>({ base: baseVersion(), kinds: kinds(), reason: reason() }),
      response: { 201: versionSchema },
      refusals: ['NoRight', 'StaleVersion'],
      examples: { body: { base: 1, kinds: ['report'], reason: '季度报告逾期较多，经办公室研究。' }, 201: example },
      async handle({ body: { reason: why, base, ...content }, actor, command: { id: commandId, hash: commandHash }, now: receivedAt }) {
        const published = await automaticIssues.publish({ commandId, commandHash, receivedAt, actor, base, content, reason: why });
        return isNotPublished(published) ? refusedAs(published) : { status: 201, body: published };
      },
    }),
  ];
}
