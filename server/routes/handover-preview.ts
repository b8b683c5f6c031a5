import Joi from 'joi';
import { postOf } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import { lightAt, type Light } from '../../domain/light.js';
import { rolesFor } from '../../domain/rights.js';
import { createPager, pageFields, type Page } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { dutyName } from '../words/duties.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { movingCounts, movingExample, movingFields, type MovingCounts, type MovingRow } from './inventory-schema.js';
import { LIGHTS } from './pilot-list.js';
import { holder, holderOf, plannedHandover, plannedOf, postParams, type HolderRow, type PlannedRow } from './unit-schema.js';

interface PreviewRow extends MovingRow {
  readonly light: Light;
}
interface Preview extends Page<PreviewRow>, MovingCounts {
  readonly holder?: HolderRow;
  readonly delegate?: HolderRow;
  readonly handover?: PlannedRow;
}

const row = shape<PreviewRow>({
  ...movingFields,
  light: Joi.string()
    .valid(...LIGHTS)
    .description('灯号，按查询时刻计算。The light at the moment of asking.'),
});

const preview = shape<Preview>({
  ...pageFields(row.description('在办责任事项。An open duty.')),
  ...movingCounts,
  holder: holder.optional().description('现任，空缺时没有。The holder; none where the post is empty.'),
  delegate: holder.optional().description('受托人，委托随交接终止。Who acts for the holder; the delegation ends with the handover.'),
  handover: plannedHandover.optional(),
});

/** What would move if a post were handed over now. */
export function handoverPreviewRoute({ records, lists, desk, clock }: BusinessDeps): Route {
  const pager = createPager({ sorts: { due: ['dueAt'], opened: ['openedAt'] }, defaultSort: 'due' });
  return route({
    name: 'previewHandover',
    method: 'get',
    path: '/units/{code}/posts/{role}/handover-preview',
    summary: { zh: '交接预览：此刻交接将移交什么', en: 'What would move if the post were handed over now' },
    tags: ['单位与岗位 Units and posts'],
    access: 'post',
    roles: rolesFor('planHandover'),
    params: postParams,
    query: pager.query,
    response: {
      200: preview,
    },
    refusals: ['NotFound', 'PostUnknown'],
    examples: {
      200: { items: [{ ...movingExample, light: 'yellow' }], next: null, duties: 1, signatures: 0, mails: 2 },
    },
    async handle({ actor, params: { code, role }, query }) {
      const view = await records.view('unit', code);
      if (view === undefined || !isVisible('unit', actor, view.path)) return refused('NotFound');
      const post = view.state.inner.posts[role];
      if (post === undefined) return refused('PostUnknown', { facts: { role } });
      const now = clock.now();
      const { filter, sort, limit } = pager.open(query);
      const own = { post: postOf(code, role), status: 'open' };
      const [counts, found] = await Promise.all([
        desk.counts(own.post),
        lists.duties.find({ filter: { $and: [own, filter] }, sort, limit }),
      ]);
      const page = pager.close(query, found);
      const items = page.items.map((duty): PreviewRow => {
        const { _id: id, kind, title, due } = duty;
        return { id, kind, name: dutyName(kind), title, due: formatDay(due), light: lightAt(duty, now) };
      });
      const { holder: held, delegation, handover } = post;
      const body: Preview = {
        items,
        next: page.next,
        ...counts,
        ...(held === undefined ? {} : { holder: holderOf(held) }),
        ...(delegation === undefined || delegation.until <= now ? {} : { delegate: { ...holderOf(delegation), until: delegation.until } }),
        ...(handover === undefined ? {} : { handover: plannedOf(handover) }),
      };
      return { status: 200, body };
    },
  });
}
