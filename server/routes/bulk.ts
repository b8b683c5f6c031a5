import Joi from 'joi';
import { attendTo, ITEMS_AT_ONCE } from '../../activities/attend.js';
import type { Actor } from '../../domain/actor.js';
import { BULK_STATES, type BulkCommand } from '../../domain/bulk.js';
import { MINUTE_MS } from '../../domain/calendar.js';
import { rolesFor } from '../../domain/rights.js';
import { itemsOfBulk } from '../../models/bulk.js';
import type { BulkStore } from '../../models/bulk-store.js';
import { createPager, pageOf } from '../http/page.js';
import { invalid, refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { bulkItemRowsOf, createReceiving, repeatedIn } from './bulk-items.js';
import {
  ANSWERED_AT_ONCE,
  answeredBulk,
  bulkBody,
  bulkBodyExample,
  bulkItemExample,
  bulkItemRow,
  bulkRow,
  bulkRowExample,
  bulkRowOf,
  type BulkRow,
} from './bulk-schema.js';
import type { BusinessDeps } from './deps.js';

export interface BulkDeps extends Pick<BusinessDeps, 'clock' | 'records' | 'lists' | 'send' | 'unitNames'> {
  readonly bulk: BulkStore;
}

/** So long the clerk leaves a short one to the request it came with; later that request has fallen. */
const OWN_TIME_MS = MINUTE_MS;

const itemPager = createPager<{ state?: string }>({
  sorts: { index: ['_id'] },
  defaultSort: 'index',
  filters: {
    state: Joi.string()
      .valid(...BULK_STATES)
      .description('只看这种状态。Only those that stand so.'),
  },
});
const pager = createPager({ sorts: { receivedAt: ['receivedAt'] }, defaultSort: '-receivedAt' });

const seesAll = ({ role }: Actor): boolean => rolesFor('readBulkCommands').includes(role);
const locationOf = (id: string) => ({ Location: `/api/v1/bulk-commands/${id}` });

/** The same command for many, each item answered for itself. Which commands may be sent so stands on their own routes (`inBulk`). */
export function bulkRoutes({ bulk, ...deps }: BulkDeps, routes: readonly Route[]): Route[] {
  const { clock, lists, send, unitNames } = deps;
  const singles = new Map(
    routes.flatMap((single) =>
      single.inBulk === undefined ? [] : [[single.name, { single, receive: createReceiving(single, deps) }] as const],
    ),
  );
  const ports = { items: bulk, send, now: () => clock.now() };
  const common = { tags: ['批量办理 In bulk'], access: 'post' } as const;

  const rowsOf = async (commands: readonly BulkCommand[]): Promise<readonly BulkRow[]> => {
    const progress = await bulk.progressOf(commands.map(({ id }) => id));
    return commands.map((command) => bulkRowOf(command, progress.get(command.id) ?? { done: 0, refused: 0, waiting: command.total }));
  };

  /** One that exists for the actor: their own, whatever post they asked in. */
  const findVisible = async (id: string, actor: Actor): Promise<BulkCommand | undefined> => {
    const found = await bulk.find(id);
    return found !== undefined && (found.actor.person === actor.person || seesAll(actor)) ? found : undefined;
  };

  /** Sends what waits of a short one, until an answer says that the engine or an entity is not to be had; the clerk goes on then. */
  const attendAtOnce = async (id: string): Promise<void> => {
    const waiting = await bulk.waitingOf(id);
    for (let from = 0; from < waiting.length; from += ITEMS_AT_ONCE) {
      const outcomes = await Promise.all(waiting.slice(from, from + ITEMS_AT_ONCE).map((item) => attendTo(ports, item)));
      if (outcomes.includes('put-off')) return bulk.leaveToClerk(id, clock.now());
    }
  };

  return [
    route({
      ...common,
      name: 'sendInBulk',
      method: 'post',
      path: '/bulk-commands',
      summary: { zh: '批量办理：同一操作用于多个试点，逐项答复', en: 'One command for many pilots, answered item by item' },
      command: true,
      body: bulkBody([...singles.keys()]),
      response: { 200: answeredBulk, 202: bulkRow },
      refusals: ['NoRight'],
      examples: {
        body: bulkBodyExample,
        200: { ...bulkRowExample, total: 1, done: 1, refused: 0, waiting: 0, finishedAt: 1_795_000_000_200, items: [bulkItemExample] },
        202: bulkRowExample,
      },
      async handle({ body, actor, command: key, now, language, requestId }) {
        const single = singles.get(body.command);
        if (single === undefined) return refused('NotFound');
        const before = await bulk.find(key.id);
        if (before === undefined) {
          if (single.single.roles && !single.single.roles.includes(actor.role)) return refused('NoRight');
          const repeated = repeatedIn(body.items);
          if (repeated.length > 0) return invalid(...repeated);
        }
        const command = before ?? (await receive());
        if (command.hash !== key.hash) return refused('IdempotencyKeyReused');
        const { id, total } = command;
        const isShort = total <= ANSWERED_AT_ONCE;
        if (isShort) await attendAtOnce(id);
        const row = (await rowsOf([command]))[0] ?? bulkRowOf(command, { done: 0, refused: 0, waiting: total });
        if (!isShort || row.waiting > 0) return { status: 202, body: row, headers: locationOf(id) };
        const found = await lists.bulkItems.find({ filter: itemsOfBulk(id), sort: { _id: 1 }, limit: total });
        const items = await bulkItemRowsOf(found, unitNames, { language, requestId });
        return { status: 200, body: { ...row, items }, headers: locationOf(id) };

        async function receive(): Promise<BulkCommand> {
          const asked = { id: key.id, hash: key.hash, command: body.command, actor, receivedAt: now, total: body.items.length };
          const items = (await single?.receive({ id: key.id, actor, body, now })) ?? [];
          return bulk.receive(asked, items, asked.total <= ANSWERED_AT_ONCE ? now + OWN_TIME_MS : now);
        }
      },
    }),
    route({
      ...common,
      name: 'listBulkCommands',
      method: 'get',
      path: '/bulk-commands',
      summary: { zh: '我的批量办理及进度', en: 'What I asked for in bulk, and how far it is' },
      query: pager.query,
      response: { 200: pageOf(bulkRow) },
      examples: { 200: { items: [bulkRowExample], next: null } },
      async handle({ actor, query }) {
        const { filter, sort, limit } = pager.open(query);
        const own = seesAll(actor) ? {} : { 'actor.person': actor.person };
        const page = pager.close(query, await lists.bulkCommands.find({ filter: { $and: [own, filter] }, sort, limit }));
        const items = await rowsOf(page.items.map(({ _id: id, ...rest }) => ({ id, ...rest })));
        return { status: 200, body: { items, next: page.next } };
      },
    }),
    route({
      ...common,
      name: 'readBulkCommand',
      method: 'get',
      path: '/bulk-commands/{id}',
      summary: { zh: '批量办理的进度', en: 'How far a bulk command is' },
      params: bulkParams,
      response: { 200: bulkRow },
      refusals: ['NotFound'],
      examples: { 200: bulkRowExample },
      async handle({ actor, params: { id } }) {
        const found = await findVisible(id, actor);
        const row = found && (await rowsOf([found]))[0];
        return row === undefined ? refused('NotFound') : { status: 200, body: row };
      },
    }),
    route({
      ...common,
      name: 'listBulkItems',
      method: 'get',
      path: '/bulk-commands/{id}/items',
      summary: { zh: '批量办理的逐项答复', en: 'The answer to each item of a bulk command' },
      params: bulkParams,
      query: itemPager.query,
      response: { 200: pageOf(bulkItemRow) },
      refusals: ['NotFound'],
      examples: { 200: { items: [bulkItemExample], next: null } },
      async handle({ actor, params: { id }, query, language, requestId }) {
        if ((await findVisible(id, actor)) === undefined) return refused('NotFound');
        const { filter, sort, limit } = itemPager.open(query);
        const own = query.state === undefined ? itemsOfBulk(id) : { ...itemsOfBulk(id), state: query.state };
        const page = itemPager.close(query, await lists.bulkItems.find({ filter: { $and: [own, filter] }, sort, limit }));
        return { status: 200, body: { items: await bulkItemRowsOf(page.items, unitNames, { language, requestId }), next: page.next } };
      },
    }),
  ];
}

const bulkParams = shape<{ id: string }>({
  id: Joi.string()
    .pattern(/^[0-9a-f]{32}$/)
    .description('批量办理的编号。The id of the bulk command.'),
});
