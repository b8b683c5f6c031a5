import Joi from 'joi';
import type { Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { chainRoute } from './chain-command-route.js';
import { provinceOfChain } from '../../domain/chain/chain-id.js';
import type { StatementContent } from '../../domain/chain/template.js';
import type { BusinessDeps } from './deps.js';
import { reason } from './pilot-command-route.js';
import { sha256Text } from './plan.js';
import { statementExample, statementFields, statementOutlineOf } from './statement.js';

type DraftBody = StatementContent & { readonly basedOn?: string };
const version = (): Joi.NumberSchema =>
  Joi.number().integer().min(1).max(1_000).description('所见版本。The version the caller has before them.');

/** The statement of a chain: drafted, submitted, signed from the top down or returned. */
export function statementCommandRoutes(deps: BusinessDeps): Route[] {
  return [
    chainRoute<DraftBody>(deps, {
      type: 'draftStatement',
      method: 'put',
      path: '/statement-draft',
      summary: { zh: '保存责任书草稿', en: 'Save the draft of the statement' },
      body: shape<DraftBody>({
        ...statementFields,
        basedOn: sha256Text().optional().description('在哪一份草稿上修改。The fingerprint of the draft it was written upon.'),
      }),
      example: { ...statementExample, basedOn: 'a'.repeat(64) },
      refusals: ['DraftChanged', 'ItemTwice', 'InvalidDates'],
      command: async ({ basedOn, ...body }, { id }) => {
        const { content, outline } = statementOutlineOf(body, provinceOfChain(id));
        await deps.documents.keep(outline.sha256, content, deps.clock.now());
        return { type: 'draftStatement', outline, ...(basedOn === undefined ? {} : { basedOn }) };
      },
    }),
    chainRoute<{ sha256: string }>(deps, {
      type: 'submitStatement',
      path: '/statement-submission',
      summary: { zh: '提交责任书，逐级签字', en: 'Submit the statement, to be signed from the top down' },
      body: shape<{ sha256: string }>({ sha256: sha256Text().description('所见草稿的指纹。The fingerprint of the draft as last seen.') }),
      example: { sha256: 'a'.repeat(64) },
      refusals: ['StaleVersion', 'StatementUnchanged', 'ItemDayPast'],
      command: (body) => ({ type: 'submitStatement', ...body }),
    }),
    chainRoute<{ version: number }>(deps, {
      type: 'signStatement',
      path: '/signatures',
      summary: {
        zh: '签署责任书：组长、办公室主任、牵头部门、联络员依次',
        en: 'Sign: leader, office director, lead department, liaison, in this order',
      },
      body: shape<{ version: number }>({ version: version() }),
      example: { version: 1 },
      refusals: ['NotYourTurn', 'StatementSigned', 'StaleVersion'],
      command: (body) => ({ type: 'signStatement', ...body }),
    }),
    chainRoute<{ version: number; reason: string }>(deps, {
      type: 'returnStatement',
      path: '/statement-return',
      summary: { zh: '轮到本岗位签字时，说明理由退回', en: 'Return it with a reason, when it is the own turn to sign' },
      body: shape<{ version: number; reason: string }>({ version: version(), reason: reason() }),
      example: { version: 1, reason: '第三项措施不具体。' },
      refusals: ['NotYourTurn', 'StatementSigned', 'StaleVersion'],
      command: (body) => ({ type: 'returnStatement', ...body }),
    }),
  ];
}
