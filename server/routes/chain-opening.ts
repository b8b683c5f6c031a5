import Joi from 'joi';
import { CENTRE } from '../../domain/actor.js';
import { dayOf } from '../../domain/calendar.js';
import { chainId } from '../../domain/chain/chain-id.js';
import type { ChainCommand } from '../../domain/chain/messages.js';
import { drawnFor } from '../../domain/chain/template.js';
import { rolesFor } from '../../domain/rights.js';
import { invalid } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { CHAIN_TAGS } from './chain-command-route.js';
import { isRefused, receiptSchema, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { statementOutlineOf } from './statement.js';

interface OpeningBody {
  readonly year: number;
  readonly province?: string;
}

const NO_PROVINCE = { field: 'body.province', zh: '请指明省份。', en: 'Name the province.' };
const NOT_OWN = {
  field: 'body.province',
  zh: '没有这个省份，或不属于本单位。',
  en: 'There is no such province, or it is not the own one.',
};

export function openChainRoute({ records, documents, statementTemplates, calendars, clock, send }: BusinessDeps): Route {
  return route({
    name: 'openChain',
    method: 'post',
    path: '/chains',
    summary: { zh: '按模板建立一个省一年的责任链', en: 'Open the chain of a province and year, with a draft from the template' },
    tags: CHAIN_TAGS,
    access: 'post',
    roles: rolesFor('openChain'),
    command: true,
    body: shape<OpeningBody>({
      year: Joi.number()
        .integer()
        .min(2000)
        .max(2099)
        .description(
          '年度：今年或明年。模板中已过的期限改为当年最后一个工作日。This year or the next. Days of the template that are past become the last working day of the year.',
        ),
      province: Joi.string()
        .pattern(/^[1-9]\d$/, { name: '53' })
        .optional()
        .description('省份代码；本省办理可省略。The province; may be left out by the province itself.'),
    }),
    response: { 201: receiptSchema },
    refusals: ['NoRight', 'AlreadyExists', 'YearOutside'],
    examples: {
      body: { year: 2026, province: '53' },
      201: { id: '53-2026', seq: 2, events: ['chainOpened', 'dutiesChanged'] },
    },
    async handle({ body: { year, province: named }, actor, command: key, now }) {
      const province = actor.unit === CENTRE ? named : (named ?? actor.unit);
      if (province === undefined) return invalid(NO_PROVINCE);
      const unit = await records.view('unit', province);
      if (unit === undefined || (actor.unit !== CENTRE && actor.unit !== province)) return invalid(NOT_OWN);
      const template = await statementTemplates.newest();
      const drawn = drawnFor(year, template, { today: dayOf(now), calendar: await calendars.latest(province) });
      const { content, outline } = statementOutlineOf(drawn, province);
      await documents.keep(outline.sha256, content, clock.now());
      const title = `${unit.title} ${year} 年责任链`;
      const command: ChainCommand = { type: 'openChain', title, template: template.version, outline };
      const to = { kind: 'chain', id: chainId(province, year) };
      const answer = await sendCommand(send, { to, actor, command, key, now });
      return isRefused(answer) ? answer : { status: 201, body: answer, headers: { Location: `/api/v1/chains/${to.id}` } };
    },
  });
}
