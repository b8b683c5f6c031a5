import Joi from 'joi';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { regionOf } from '../../domain/kinds.js';
import type { Light } from '../../domain/light.js';
import { leavesAt } from '../../domain/notice/automatic-issue.js';
import type { Notice, NoticeForm, NoticePhase } from '../../domain/notice/state.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { bilingual, instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { dutyName } from '../words/duties.js';
import { explainLight } from '../words/lights.js';
import { nextWords } from '../words/notices.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import {
  matterRowOf,
  matterSchema,
  NOTICE_TAG,
  noticeIdSchema,
  noticeParams,
  noticeRowExample,
  noticeRowFields,
  noticeRowOf,
  type MatterRow,
  type NoticeRow,
} from './notice-schema.js';
import { visiblePage } from './visible-page.js';

interface OwedRow {
  readonly duty: string;
  readonly name: Sentence;
  readonly post: string;
  readonly due: string;
  readonly light: Light;
  readonly sentence: Sentence;
}
interface AnswerRow {
  readonly attempt: number;
  readonly text: string;
  readonly evidence: readonly string[];
  readonly at: number;
}
interface TalkRow {
  readonly heldOn: string;
  readonly present: string;
  readonly text: string;
}
interface NoticeDetail extends NoticeRow {
  readonly goesOutOn?: string;
  readonly issuedAt?: number;
  readonly isSigned: boolean;
  readonly grounds?: string;
  readonly matter?: MatterRow;
  readonly matterSettledOn?: string;
  readonly talk?: TalkRow;
  readonly answers: readonly AnswerRow[];
  readonly duties: readonly OwedRow[];
  readonly chain: readonly { readonly id: string; readonly form: NoticeForm; readonly number: string; readonly phase: NoticePhase }[];
  readonly next: Sentence;
  readonly seq: number;
}
const detail = shape<NoticeDetail>({
  ...noticeRowFields,
  goesOutOn: Joi.string()
    .optional()
    .description('按站点设置，此日上午自动签发，此前可撤回。It goes out by itself on the morning of this day, as the site has it.'),
  issuedAt: instant().optional().description('签发时间，毫秒。When it was issued.'),
  isSigned: Joi.boolean().description('是否已签收。Whether it is signed for.'),
  grounds: Joi.string().optional().description('升级理由，或一年内各份文号。Why it was raised, or the numbers of the year.'),
  matter: matterSchema.optional().description('所督办的事项及记录在案的事实。The matter, with the facts from the record.'),
  matterSettledOn: Joi.string()
    .optional()
    .description('原事项了结日期；已签发的仍须答复。When the matter was settled; the answer is still owed.'),
  talk: shape<TalkRow>({
    heldOn: Joi.string().description('约谈日期。The day of the talk.'),
    present: Joi.string().description('参加人员。Who was present.'),
    text: Joi.string().description('约谈记录。The record of the talk.'),
  })
    .optional()
    .description('约谈记录。The record of the talk.'),
  answers: Joi.array()
    .items(
      shape<AnswerRow>({
        attempt: Joi.number().integer().description('第几次答复。Which attempt.'),
        text: Joi.string().description('答复全文。The text.'),
        evidence: Joi.array().items(Joi.string()).description('所附试点证据编号。Evidence of the pilot, by id.'),
        at: instant().description('收到时间，毫秒。When it was received.'),
      }),
    )
    .description('历次答复。Every answer.'),
  duties: Joi.array()
    .items(
      shape<OwedRow>({
        duty: Joi.string().description('编号。Its id within the notice.'),
        name: bilingual('事项名称', 'What is owed'),
        post: Joi.string().description('责任岗位。The post that owes it.'),
        due: Joi.string().description('期限。The due day.'),
        light: Joi.string().valid('green', 'yellow', 'red', 'blue', 'grey').description('灯号。The light.'),
        sentence: bilingual('为什么是这个灯', 'Why the light is what it is'),
      }),
    )
    .description('在办事项。What is owed on it now.'),
  chain: Joi.array()
    .items(
      shape<NoticeDetail['chain'][number]>({
        id: noticeIdSchema(),
        form: noticeRowFields.form,
        number: noticeRowFields.number,
        phase: noticeRowFields.phase,
      }),
    )
    .description('同一事项由督办单到通报的各件，含本件。The same matter from notice to circular, this one included.'),
  next: bilingual('下一步', 'What comes next'),
  seq: Joi.number().integer().description('记录序号。How far the record reaches.'),
});

interface NoticeFilters {
  readonly form?: NoticeForm;
  readonly phase?: NoticePhase;
  readonly unit?: string;
  readonly issuer?: string;
  readonly year?: number;
  readonly pilot?: string;
}

/** A chain has three forms; a second try at one of them is a rare fourth. */
const LONGEST_CHAIN = 12;

/** What is read of notices. A draft is its issuer's own; a circular is for everybody in business. */
export function noticeRoutes({ records, documents, calendars, lists, clock }: BusinessDeps): Route[] {
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
    },
  });

  const owedOn = async (id: string): Promise<OwedRow[]> => {
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
        return visiblePage('notice', actor, query, { list: lists.notices, pager, where: filtersOf(query), row: noticeRowOf });
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
      response: { 200: detail },
      refusals: ['NotFound'],
      examples: {
        200: {
          ...noticeRowExample,
          isSigned: false,
          answers: [],
          duties: [],
          chain: [{ id: noticeRowExample.id, form: 'notice', number: noticeRowExample.number, phase: 'issued' }],
          next: nextWords.issued,
          seq: 5,
        },
      },
      async handle({ params: { id }, actor }) {
        const view = await records.view('notice', id);
        if (view === undefined || !isVisible('notice', actor, view.path)) return refused('NotFound');
        const { inner } = view.state;
        const root = id.replace(/(~(talk|circular)\d*)+$/, '');
        const linked = await lists.notices.find({
          filter: { _id: { $gte: `notice/${root}`, $lt: `notice/${root}~~` } },
          sort: { _id: 1 },
          limit: LONGEST_CHAIN,
        });
        const chain = linked
          .filter(({ path }) => isVisible('notice', actor, path))
          .map(({ entity, fields, phase }) => ({ id: entity, form: fields.form, number: fields.number, phase }));
        const answers = await Promise.all(
          inner.answers.map(async ({ attempt, sha256, evidence, at }) => ({ attempt, text: await textOf(sha256), evidence, at })),
        );
        const talk = inner.talk === undefined ? {} : { talk: { ...talkOf(inner.talk), text: await textOf(inner.talk.sha256) } };
        const [found] = linked.filter(({ entity }) => entity === id);
        if (found === undefined) return refused('NotFound');
        const leaves = leavesAt(inner, { id, calendar: await calendars.latest(regionOf('notice', id)) });
        const body: NoticeDetail = {
          ...noticeRowOf(found),
          ...(leaves === undefined ? {} : { goesOutOn: formatDay(dayOf(leaves)) }),
          ...factsOf(inner),
          ...talk,
          answers,
          duties: await owedOn(id),
          chain,
          next: nextWords[inner.phase],
          seq: view.seq,
        };
        return { status: 200, body };
      },
    }),
  ];
}

const talkOf = ({ heldOn, present }: NonNullable<Notice['talk']>) => ({ heldOn: formatDay(heldOn), present });

const factsOf = ({ issuedAt, isSigned, grounds, pilot, matter, matterSettledOn }: Notice) => ({
  isSigned,
  ...(issuedAt === undefined ? {} : { issuedAt }),
  ...(grounds === undefined ? {} : { grounds }),
  ...(matter === undefined ? {} : { matter: matterRowOf(pilot, matter) }),
  ...(matterSettledOn === undefined ? {} : { matterSettledOn: formatDay(matterSettledOn) }),
});

function filtersOf({ form, phase, unit, issuer, year, pilot }: NoticeFilters): Readonly<Record<string, unknown>> {
  return {
    ...(form === undefined ? {} : { 'fields.form': form }),
    ...(phase === undefined ? {} : { phase }),
    ...(unit === undefined ? {} : { 'fields.unit': unit }),
    ...(issuer === undefined ? {} : { 'fields.issuer': issuer }),
    ...(year === undefined ? {} : { 'fields.year': year }),
    ...(pilot === undefined ? {} : { 'fields.pilot': pilot }),
  };
}
