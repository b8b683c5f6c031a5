import Joi from 'joi';
import type { UnitKind } from '../../domain/unit/state.js';
import { postsOf } from '../../domain/unit/posts.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { noticesAbout } from './notices-about.js';
import { holderOf, plannedOf, unitDetail, unitExample, unitFields, unitParams, type UnitRow } from './unit-schema.js';
import { visiblePage } from './visible-page.js';

/** Units, their posts, and who holds them. */
export function unitReadingRoutes({ records, lists }: Pick<BusinessDeps, 'records' | 'lists'>): Route[] {
  const pager = createPager<{ kind?: UnitKind; parent?: string }>({
    sorts: { code: ['entity'], name: ['title'] },
    defaultSort: 'code',
    filters: { kind: unitFields.kind.optional(), parent: Joi.string().max(20).description('上级单位代码。The unit above.') },
  });

  return [
    route({
      name: 'listUnits',
      method: 'get',
      path: '/units',
      summary: { zh: '单位', en: 'Units' },
      tags: ['单位与岗位 Units and posts'],
      access: 'post',
      query: pager.query,
      response: { 200: pageOf(shape<UnitRow>(unitFields)) },
      examples: { 200: { items: [unitExample], next: null } },
      async handle({ actor, query }) {
        const where = {
          ...(query.kind === undefined ? {} : { 'fields.unitKind': query.kind }),
          ...(query.parent === undefined ? {} : { 'fields.parent': query.parent }),
        };
        return visiblePage('unit', actor, query, {
          list: lists.units,
          pager,
          where,
          row: ({ entity, title, fields, phase }): UnitRow => ({
            code: entity,
            name: title,
            kind: fields.unitKind,
            parent: fields.parent,
            phase,
          }),
        });
      },
    }),
    route({
      name: 'readUnit',
      method: 'get',
      path: '/units/{code}',
      summary: { zh: '单位及其岗位', en: 'A unit and its posts' },
      tags: ['单位与岗位 Units and posts'],
      access: 'post',
      params: unitParams,
      response: { 200: unitDetail },
      refusals: ['NotFound'],
      examples: { 200: { ...unitExample, posts: [{ post: '53/liaison', role: 'liaison' }], openPilots: 0, notices: [], seq: 2 } },
      async handle({ params, actor }) {
        const view = await records.view('unit', params.code);
        if (view === undefined || !isVisible('unit', actor, view.path)) return refused('NotFound');
        const { inner } = view.state;
        const posts = postsOf(inner).map(([role, { holder: held, delegation, handover, refusedHandover, lockedSince }]) => ({
          post: `${params.code}/${role}`,
          role,
          ...(held === undefined ? {} : { holder: holderOf(held) }),
          ...(delegation === undefined ? {} : { delegate: { ...holderOf(delegation), until: delegation.until } }),
          ...(handover === undefined ? {} : { handover: plannedOf(handover) }),
          ...(refusedHandover === undefined ? {} : { refusedHandover: { ...plannedOf(refusedHandover), cause: refusedHandover.cause } }),
          ...(lockedSince === undefined ? {} : { lockedSince }),
        }));
        const { name, kind, phase, path, openPilots } = inner;
        const parent = path.at(-2) ?? '';
        const notices = await noticesAbout(lists, actor, { entity: params.code });
        const body = { code: params.code, name, kind, parent, phase, posts, openPilots: openPilots.length, notices, seq: view.seq };
        return { status: 200, body };
      },
    }),
  ];
}
