import Joi from 'joi';
import { FIRST_STATEMENT_TEMPLATE, type StatementTemplate } from '../../domain/chain/template.js';
import { rolesFor } from '../../domain/rights.js';
import type { Version } from '../../models/versions.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { reason } from './pilot-command-route.js';
import { baseVersion, isNotPublished, refusedAs } from './publishing.js';
import { templateFields } from './statement.js';

const version = (): Joi.NumberSchema => Joi.number().integer().min(1).max(10_000);
type TemplateVersion = Version<StatementTemplate>;
const templateSchema = shape<TemplateVersion>({
  ...templateFields,
  version: version().description('版本号。Its version.'),
  publishedAt: instant().description('发布时间，毫秒。When it was published, in epoch milliseconds.'),
});
const example: TemplateVersion = { ...FIRST_STATEMENT_TEMPLATE, version: 1, publishedAt: 1_795_000_000_000 };
const COMMON = { tags: ['责任书模板 Template of statements'], access: 'post' } as const;

type Publishing = StatementTemplate & { readonly base: number; readonly reason: string };

/** The template of statements, by version. A new version is for chains opened from then on; those that are open keep what they were drawn from. */
export function statementTemplateRoutes({ statementTemplates }: Pick<BusinessDeps, 'statementTemplates'>): Route[] {
  return [
    route({
      ...COMMON,
      name: 'readStatementTemplate',
      method: 'get',
      path: '/statement-templates',
      summary: { zh: '现行责任书模板', en: 'The template of statements as it is now' },
      response: { 200: templateSchema },
      examples: { 200: example },
      async handle() {
        return { status: 200, body: await statementTemplates.newest() };
      },
    }),
    route({
      ...COMMON,
      name: 'readStatementTemplateVersion',
      method: 'get',
      path: '/statement-templates/{version}',
      summary: { zh: '某一版责任书模板', en: 'One version of the template of statements' },
      params: shape<{ version: number }>({ version: version().description('版本号，责任链上标明的。Which version, as a chain names it.') }),
      response: { 200: templateSchema },
      refusals: ['NotFound'],
      examples: { 200: example },
      async handle({ params }) {
        const found = await statementTemplates.version(params.version);
        return found === undefined ? refused('NotFound') : { status: 200, body: found };
      },
    }),
    route({
      ...COMMON,
      name: 'publishStatementTemplate',
      method: 'post',
      path: '/statement-templates',
      summary: {
        zh: '发布新一版责任书模板；已建立的责任链不受影响',
        en: 'Publish the next version of the template; chains already opened keep what they were drawn from',
      },
      roles: rolesFor('publishStatementTemplate'),
      command: true,
      body: shape<Publishing>({
        ...templateFields,
        base: baseVersion(),
        reason: reason(),
      }),
      response: { 201: templateSchema },
      refusals: ['NoRight', 'StaleVersion'],
      examples: { body: { ...FIRST_STATEMENT_TEMPLATE, base: 1, reason: '按年度工作要点调整。' }, 201: { ...example, version: 2 } },
      async handle({ body: { reason: why, base, ...content }, actor, command: { id: commandId, hash: commandHash }, now: receivedAt }) {
        const published = await statementTemplates.publish({ commandId, commandHash, receivedAt, actor, content, reason: why, base });
        if (isNotPublished(published)) return refusedAs(published);
        return { status: 201, body: published, headers: { Location: `/api/v1/statement-templates/${published.version}` } };
      },
    }),
  ];
}
