import Joi from 'joi';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { regionOf } from '../../domain/kinds.js';
import { nextPassingInNotice } from '../../domain/notice/automatic-issue.js';
import type { NoticeForm, NoticePhase } from '../../domain/notice/state.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { dutyName } from '../words/duties.js';
import { explainLight } from '../words/lights.js';
import { nextOf } from '../words/notices.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { factsOf, noticeDetail, talkOf, type NoticeDetail, type OwedRow } from './notice-detail.js';
import {
  NOTICE_TAG,
  noticeParams,
  noticeRowExample,
  noticeRowFields,
  noticeRowOf,
  postsOfNotice,
  type NoticeRow,
} from './notice-schema.js';
import { postNames, type Unnamed } from './post-names.js';
import { signaturesBy, signerOf } from './signed.js';
import { answersIn, stepsOf, storyExample, storyOf } from './notice-story.js';
import { visiblePage } from './visible-page.js';

interface NoticeFilters {
  readonly form?: NoticeForm;
  readonly phase?: NoticePhase;
  readonly unit?: string;
  readonly issuer?: string;
  readonly year?: number;
  readonly pilot?: string;
  readonly place?: string;
}

/** A chain has three forms; a second try at one of them is a rare fourth, and so is a second chain where the first was voided. */
const LONGEST_CHAIN = 12;

/** What is read of notices. A draft is its issuer's own; a circular is for everybody in business. */
export function noticeRoutes({ records, documents, calendars, lists, unitNames, clock }: BusinessDeps): Route[] {
  const pager = createPager<NoticeFilters>({
    sorts: { updated: ['updatedAt'], due: ['firstDueAt'], id: ['entity'] },
    defaultSort: '-updated',
    nullable: ['firstDueAt'],
    filters: {
      form: noticeRowFields.form.optional(),
      phase: noticeRowFields.phase.optional(),
      unit: Joi.string().max(20).description('收件单位代码。The unit it is addressed to.'),
      issuer: Joi.string().max(40).description('签发岗位。The post that issues it.'),
      year: Joi.number().integer().min(2000).max(2099).description('签发年份。The year of issue.'),
      pilot: Joi.string().max(20).description('试点编号。The pilot.'),
      place: Joi.string()
        .pattern(/^(pilot|chain|unit)\/[\w-]{2,20}$/, { name: 'chain/53-2026' })
        .description('事项所在：试点、责任链或单位。Where its matter is owed: a pilot, a chain or a unit.'),
    },
  });

  const owedOn = async (id: string): Promise<Unnamed<OwedRow>[]> => {
    const now = clock.now();
    const found = await lists.duties.find({ filter: { entity: id, status: 'open' }, sort: { dueAt: 1 }, limit: 10 });
    return Promise.all(
      found.map(async ({ _id, ...duty }) => {
        const calendar = await calendars.version(duty.calendarVersion, regionOf('notice', id));
        const { light, sentence } = explainLight({ id: _id, ...duty }, calendar, now);
        return { duty: duty.duty, name: dutyName(duty.kind), post: duty.post, due: formatDay(duty.due), light, sentence };
      }),
    );
  };
  const textOf = async (sha256: string): Promise<string> => (await documents.read(sha256)) ?? '';

  return [
    route({
      name: 'listNotices',
      method: 'get',
      path: '/notices',
      summary: { zh: '督办单、约谈、通报台账', en: 'The ledger of notices, talks and circulars' },
      tags: [NOTICE_TAG],
      access: 'post',
      query: pager.query,
      response: { 200: pageOf(shape<NoticeRow>(noticeRowFields)) },
      examples: { 200: { items: [noticeRowExample], next: null } },
      async handle({ actor, query }) {
        const where = filtersOf(query);
        const { status, body } = await visiblePage('notice', actor, query, { list: lists.notices, pager, where, row: (one) => one });
        const called = await postNames(unitNames, body.items.flatMap(postsOfNotice));
        return { status, body: { items: body.items.map((one) => noticeRowOf(one, called)), next: body.next } };
      },
    }),
    route({
      name: 'readNotice',
      method: 'get',
      path: '/notices/{id}',
      summary: {
        zh: '督办文书详情：事实、期限、答复、上下级文书、下一步',
        en: 'One notice: facts, terms, answers, the chain, what comes next',
      },
      tags: [NOTICE_TAG],
      access: 'post',
      params: noticeParams,
      response: { 200: noticeDetail },
      refusals: ['NotFound'],
      examples: {
        200: {
          ...noticeRowExample,
          isSigned: false,
          answers: [],
          story: [storyExample],
          duties: [],
          chain: [{ id: noticeRowExample.id, form: 'notice', number: noticeRowExample.number, phase: 'issued' }],
          next: nextOf({ phase: 'issued', form: 'notice' }),
          seq: 5,
        },
      },
      async handle({ params: { id }, actor }) {
        const view = await records.view('notice', id);
        if (view === undefined || !isVisible('notice', actor, view.path)) return refused('NotFound');
        const { inner } = view.state;
        const root = id.replace(/(~\d{1,2})?(~(talk|circular)\d*)*$/, '');
        const linked = await lists.notices.find({
          filter: { _id: { $gte: `notice/${root}`, $lt: `notice/${root}~~` } },
          sort: { _id: 1 },
          limit: LONGEST_CHAIN,
        });
        const chain = linked
          .filter(({ path }) => isVisible('notice', actor, path))
          .map(({ entity, fields, phase }) => ({ id: entity, form: fields.form, number: fields.number, phase }));
        const [found] = linked.filter(({ entity }) => entity === id);
        if (found === undefined) return refused('NotFound');
        const [steps, owed] = await Promise.all([stepsOf(lists, id), owedOn(id)]);
        const ofMatter = inner.matter === undefined ? [] : [inner.matter.post];
        const posts = [...postsOfNotice(found), ...ofMatter, ...owed.map(({ post }) => post), ...steps.map(signerOf)];
        const called = await postNames(unitNames, posts);
        const signatureIn = signaturesBy(called);
        const answers = await Promise.all(
          answersIn(steps, signatureIn).map(async ({ sha256, ...given }) => ({ ...given, text: await textOf(sha256) })),
        );
        const talk = inner.talk === undefined ? {} : { talk: { ...talkOf(inner.talk), text: await textOf(inner.talk.sha256) } };
        const surroundings = { id, calendar: await calendars.latest(regionOf('notice', id)) };
        const leaves = nextPassingInNotice(inner, surroundings, clock.now());
        const body: NoticeDetail = {
          ...noticeRowOf(found, called),
          ...(leaves === undefined ? {} : { goesOutOn: formatDay(dayOf(leaves)) }),
          ...factsOf(inner, called),
          ...talk,
          answers,
          story: storyOf(steps, signatureIn),
          duties: owed.map((one) => ({ ...one, postName: called(one.post) })),
          chain,
          next: nextOf(inner),
          seq: view.seq,
        };
        return { status: 200, body };
      },
    }),
  ];
}

function filtersOf({ form, phase, unit, issuer, year, pilot, place }: NoticeFilters): Readonly<Record<string, unknown>> {
  return {
    ...(form === undefined ? {} : { 'fields.form': form }),
    ...(phase === undefined ? {} : { phase }),
    ...(unit === undefined ? {} : { 'fields.unit': unit }),
    ...(issuer === undefined ? {} : { 'fields.issuer': issuer }),
    ...(year === undefined ? {} : { 'fields.year': year }),
    ...(pilot === undefined ? {} : { 'fields.pilot': pilot }),
    ...(place === undefined ? {} : standingAt(place)),
  };
}

/** Of what is owed on a pilot the pilot alone is kept. */
function standingAt(place: string): Readonly<Record<string, unknown>> {
  const pilot = /^pilot\/(.*)$/.exec(place)?.[1];
  return pilot === undefined ? { 'fields.place': place } : { 'fields.pilot': pilot };
}
