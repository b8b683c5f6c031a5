import Joi from 'joi';
import { CHAIN_PHASES, SIGNING_ORDER, type Chain, type ChainPhase } from '../../domain/chain/state.js';
import { signerOf } from '../../domain/chain/statement.js';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { regionOf } from '../../domain/kinds.js';
import { postOf, ROLES, unitOfPost, type PostId, type Role } from '../../domain/actor.js';
import { lightAt, type Light } from '../../domain/light.js';
import type { ChainListRow } from '../../models/lists.js';
import { PROVINCES } from '../../domain/provinces.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { chainPostWords } from '../words/chains.js';
import { CHAIN_TAGS, chainParams } from './chain-command-route.js';
import { chainDetail, chainRow, chainRowExample, type ChainDetail, type ChainRow } from './chain-schema.js';
import { chainPosts } from './chain-posts.js';
import { ifReturned, returnsOf } from './chain-returns.js';
import { stuckAt } from './chain-stuck.js';
import { chainLight, escalationCounts, itemRows } from './chain-view.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { noticeAboutExample, noticeLink, noticesAbout } from './notices-about.js';
import { visiblePage } from './visible-page.js';

interface ChainFilters {
  readonly year?: number;
  readonly province?: string;
  readonly phase?: ChainPhase;
  readonly light?: Light;
  readonly stuckAt?: Role;
}

/** What is read of chains: the list, and one of them at a glance. */
export function chainRoutes(deps: BusinessDeps): Route[] {
  const { records, calendars, lists, clock } = deps;
  const pager = createPager<ChainFilters>({
    sorts: { id: ['entity'], updated: ['updatedAt'], due: ['firstDueAt'], title: ['title'] },
    defaultSort: 'due',
    nullable: ['firstDueAt'],
    filters: {
      year: Joi.number().integer().min(2000).max(2099).description('年度。The year.'),
      province: Joi.string()
        .pattern(/^[1-9]\d$/)
        .description('省份代码。The province.'),
      phase: Joi.string()
        .valid(...CHAIN_PHASES)
        .description('阶段。The phase.'),
      light: chainLight().description('灯号。The light.'),
      stuckAt: Joi.string()
        .valid(...SIGNING_ORDER)
        .description('最先到期的事项在哪一级。The level that owes what is due first.'),
    },
  });

  return [
    route({
      name: 'listChains',
      method: 'get',
      path: '/chains',
      summary: { zh: '各省责任链', en: 'The chains of the provinces' },
      tags: CHAIN_TAGS,
      access: 'post',
      query: pager.query,
      response: { 200: pageOf(chainRow) },
      examples: { 200: { items: [chainRowExample], next: null } },
      async handle({ actor, query }) {
        const now = clock.now();
        const where = filtersOf(query, now);
        return visiblePage('chain', actor, query, { list: lists.chains, pager, where, row: (one) => rowOf(one, now) });
      },
    }),
    route({
      name: 'readChain',
      method: 'get',
      path: '/chains/{id}',
      summary: { zh: '责任链总览：谁签了、谁手里、卡在何处', en: 'A chain at a glance: who signed, who holds what, where it is stuck' },
      tags: CHAIN_TAGS,
      access: 'post',
      params: chainParams,
      response: { 200: chainDetail },
      refusals: ['NotFound'],
      examples: {
        200: {
          ...chainRowExample,
          template: 1,
          versions: [],
          signatures: [],
          posts: [],
          items: [],
          escalations: { arrived: 0, settled: 0, open: [] },
          openDuties: 1,
          notices: [
            { ...noticeAboutExample, id: '53-2026~sign-1-2~20260115', duty: 'sign-1-2', link: noticeLink('53-2026~sign-1-2~20260115') },
          ],
          seq: 4,
        },
      },
      async handle({ params: { id }, actor }) {
        const view = await records.view('chain', id);
        if (view === undefined || !isVisible('chain', actor, view.path)) return refused('NotFound');
        const now = clock.now();
        const { inner, watched, calendarVersion } = view.state;
        const region = regionOf('chain', id);
        const calendar = calendarVersion === 0 ? await calendars.latest(region) : await calendars.version(calendarVersion, region);
        const turn = signerOf(inner, region);
        const holderOf = createHolders();
        const returns = await returnsOf(lists, id, inner);
        const items = itemRows(inner, region, { watched, returns: returns.items, calendar, now });
        const sentBack = inner.selfAssessment === undefined ? returns.assessments.get(inner.assessments) : undefined;
        const notices = await noticesAbout(lists, actor, { entity: id });
        const stuck = await stuckAt(inner, watched, { calendar, now, holderOf, notices });
        const turnHolder = turn === undefined ? undefined : await holderOf(turn);
        const body: ChainDetail = {
          ...rowOf({ ...view, entity: id, fields: { province: region, year: Number(id.slice(3)) }, phase: inner.phase }, now),
          template: inner.template,
          ...(inner.draft === undefined ? {} : { draft: draftOf(inner.draft) }),
          versions: inner.versions.map((one) => ({ ...one, ...ifReturned(returns.statements.get(one.version)) })),
          signatures: inner.signatures.map((signature) => ({ ...signature, postName: chainPostWords(signature.post) })),
          ...(turn === undefined
            ? {}
            : {
                turn: {
                  post: turn,
                  postName: chainPostWords(turn),
                  ...(turnHolder === undefined ? {} : { holder: turnHolder }),
                  since: inner.since,
                },
              }),
          posts: await chainPosts(inner, region, { watched, items, calendar, now, holderOf }),
          items,
          escalations: { arrived: inner.escalated, settled: inner.settled, open: escalationCounts(inner) },
          ...(inner.selfAssessment === undefined ? {} : { selfAssessment: assessmentOf(inner.selfAssessment) }),
          ...(sentBack === undefined ? {} : { assessmentReturned: { ...sentBack, attempt: inner.assessments } }),
          openDuties: Object.keys(watched).length,
          ...(stuck === undefined ? {} : { stuck }),
          notices,
          seq: view.seq,
        };
        return { status: 200, body };
      },
    }),
  ];

  /** Who holds posts at present; each unit is read once. */
  function createHolders(): (post: PostId) => Promise<string | undefined> {
    const units = new Map<string, ReturnType<typeof records.view<'unit'>>>();
    return async (post) => {
      const code = unitOfPost(post);
      const reading = units.get(code) ?? records.view('unit', code);
      units.set(code, reading);
      const role = ROLES.find((one) => post === postOf(code, one));
      return role === undefined ? undefined : (await reading)?.state.inner.posts[role]?.holder?.name;
    };
  }
}

const draftOf = ({ outline: { sha256 }, saved: { name, at } }: NonNullable<Chain['draft']>) => ({ sha256, name, at });

const assessmentOf = ({ attempt, sha256, at, outcomes }: NonNullable<Chain['selfAssessment']>) => ({
  attempt,
  sha256,
  at,
  outcomes: Object.entries(outcomes).map(([item, outcome]) => ({ item, outcome })),
});

function filtersOf({ year, province, phase, light, stuckAt: level }: ChainFilters, now: number): Readonly<Record<string, unknown>> {
  return {
    ...(year === undefined ? {} : { 'fields.year': year }),
    ...(province === undefined ? {} : { 'fields.province': province }),
    ...(phase === undefined ? {} : { phase }),
    ...(light === undefined ? {} : lightFilter(light, now)),
    ...(level === undefined ? {} : { firstDuePost: { $in: PROVINCES.map(([code]) => postOf(code, level)) } }),
  };
}

/** The same thresholds as `lightOfChain`, in MongoDB's words. */
function lightFilter(light: Light, now: number): Readonly<Record<string, unknown>> {
  switch (light) {
    case 'red':
      return { firstDueAt: { $lt: now } };
    case 'yellow':
      return { firstDueAt: { $gte: now }, firstYellowFrom: { $lte: now } };
    case 'green':
      return { firstDueAt: { $gte: now }, firstYellowFrom: { $gt: now } };
    case 'blue':
      return { firstDueAt: { $exists: false }, phase: 'closed' };
    case 'grey':
      return { firstDueAt: { $exists: false }, phase: { $ne: 'closed' } };
    default:
      return light satisfies never;
  }
}

type RowSource = Pick<
  ChainListRow,
  'entity' | 'title' | 'fields' | 'phase' | 'firstDueAt' | 'firstYellowFrom' | 'firstDuePost' | 'updatedAt'
>;

function lightOfChain({ firstDueAt, firstYellowFrom, phase }: RowSource, now: number): Light {
  if (firstDueAt === undefined || firstYellowFrom === undefined) return phase === 'closed' ? 'blue' : 'grey';
  return lightAt({ status: 'open', dueAt: firstDueAt, yellowFrom: firstYellowFrom }, now);
}

function rowOf(row: RowSource, now: number): ChainRow {
  const { entity, title, fields, phase, firstDueAt, firstDuePost, updatedAt } = row;
  return {
    id: entity,
    title,
    province: fields.province,
    year: fields.year,
    phase,
    light: lightOfChain(row, now),
    ...(firstDuePost === undefined ? {} : { stuckAt: firstDuePost, stuckAtName: chainPostWords(firstDuePost) }),
    // The due day ends at this instant.
    ...(firstDueAt === undefined ? {} : { due: formatDay(dayOf(firstDueAt)) }),
    updatedAt,
  };
}
