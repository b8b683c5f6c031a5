import Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import { isKind } from '../../domain/kinds.js';
import { rolesFor } from '../../domain/rights.js';
import { ACCOUNTS_STREAM, CALENDARS_STREAM, MAILS_STREAM } from '../../models/directory-record.js';
import { entryId, type EntryDoc } from '../../models/entry.js';
import { AUTOMATIC_ISSUE_STREAM } from '../../models/automatic-issue.js';
import { BURDEN_CAPS_STREAM } from '../../models/burden-caps.js';
import { STATEMENT_TEMPLATES_STREAM } from '../../models/statement-templates.js';
import { TASK_AREAS_STREAM } from '../../models/task-areas.js';
import { createPager, pageOf, type Page, type PageQuery } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { eventSeenBy } from './inventory-seen.js';
import { postName, withPostNames, type Unnamed } from './post-names.js';

interface EntryRow {
  readonly seq: number;
  readonly receivedAt: number;
  readonly decidedAt: number;
  readonly person: string;
  readonly name: string;
  readonly post: string;
  readonly postName: Sentence;
  readonly onBehalfOf?: string;
  readonly type: string;
  readonly event: object;
  readonly hash: string;
}
const entryRow = shape<EntryRow>({
  seq: Joi.number().integer().description('序号。Its number.'),
  receivedAt: instant().description('收到时间，毫秒。When it was received.'),
  decidedAt: instant().description('决定时间，毫秒。When it was decided.'),
  person: Joi.string().description('办理人编号。Who acted.'),
  name: Joi.string().description('办理人姓名，当时的。The name at that time.'),
  post: Joi.string().description('以何岗位办理。The post acted with.'),
  postName: postName(),
  onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
  type: Joi.string().description('事项类型。What happened.'),
  event: Joi.object()
    .unknown()
    .description('事项内容；移交清单中无权查看的逐项除外。Its content, save items of a list of what moves that the reader may not see.'),
  hash: Joi.string().description('封印：覆盖本条与上一条。The seal, over this entry and the one before.'),
});

const entryExample: EntryRow = {
  seq: 1,
  receivedAt: 1_795_000_000_000,
  decidedAt: 1_795_000_000_004,
  person: 'p-53-office-director',
  name: '云南办公室主任',
  post: '53/office-director',
  postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
  type: 'pilotRegistered',
  event: { type: 'pilotRegistered', title: '滇中新区技能提升试点' },
  hash: 'a'.repeat(64),
};
const directoryExample: EntryRow = {
  ...entryExample,
  person: 'p-00-security-administrator',
  name: '安全管理员',
  post: '00/security-administrator',
  postName: { zh: '全国协调小组办公室安全管理员', en: 'security administrator of the national coordination office' },
  type: 'accountLocked',
  event: { type: 'accountLocked', login: 'zhang.wei', reason: '本人来函申请，已核实身份。' },
};

/** What is not alive and recorded nevertheless. */
const DIRECTORY = [
  {
    name: 'readDirectoryRecord',
    stream: ACCOUNTS_STREAM,
    summary: { zh: '账号与人员的操作留痕', en: 'The record of accounts and people' },
  },
  {
    name: 'readCalendarRecord',
    stream: CALENDARS_STREAM,
    summary: { zh: '工作日历变更的操作留痕', en: 'The record of changes of the calendar' },
  },
  { name: 'readMailRecord', stream: MAILS_STREAM, summary: { zh: '人工重发邮件的留痕', en: 'The record of mails sent again by hand' } },
  { name: 'readTaskAreaRecord', stream: TASK_AREAS_STREAM, summary: { zh: '任务领域的操作留痕', en: 'The record of the task areas' } },
  {
    name: 'readStatementTemplateRecord',
    stream: STATEMENT_TEMPLATES_STREAM,
    summary: { zh: '责任书模板的操作留痕', en: 'The record of the template of statements' },
  },
  {
    name: 'readBurdenCapRecord',
    stream: BURDEN_CAPS_STREAM,
    summary: { zh: '年度上限的操作留痕', en: 'The record of the yearly cap' },
  },
  {
    name: 'readAutomaticIssueRecord',
    stream: AUTOMATIC_ISSUE_STREAM,
    summary: { zh: '自动签发设置的操作留痕', en: 'The record of which notices go out by themselves' },
  },
] as const;

/** The record as it was written; nobody can edit it. What a handover moves is named to those for whom it exists. */
export function recordRoutes({ records, lists, unitNames }: BusinessDeps): Route[] {
  const pager = createPager({ sorts: { seq: ['_id'] }, defaultSort: '-seq' });
  const read = async (stream: string, query: PageQuery, actor: Actor): Promise<Page<EntryRow>> => {
    const { filter, sort, limit } = pager.open(query);
    const own = { _id: { $gt: entryId(stream, 0), $lt: `${stream}@~` } };
    const page = pager.close(query, await lists.entries.find({ filter: { $and: [own, filter] }, sort, limit }));
    const rows = page.items.map((entry) => rowOf(entry, actor));
    return { items: await withPostNames(unitNames, rows), next: page.next };
  };
  return [
    ...DIRECTORY.map(({ name, stream, summary }) =>
      route({
        name,
        method: 'get',
        path: `/records/${stream}`,
        summary,
        tags: ['留痕 Record'],
        access: 'post',
        roles: rolesFor('readDirectoryRecord'),
        query: pager.query,
        response: { 200: pageOf(entryRow) },
        examples: { 200: { items: [directoryExample], next: null } },
        async handle({ actor, query }) {
          return { status: 200, body: await read(stream, query, actor) };
        },
      }),
    ),
    route({
      name: 'readRecord',
      method: 'get',
      path: '/records/{kind}/{id}',
      summary: { zh: '操作留痕', en: 'The record of an entity' },
      tags: ['留痕 Record'],
      access: 'post',
      params: shape<{ kind: string; id: string }>({
        kind: Joi.string().max(20).description('对象类别：pilot、unit、chain、notice。The kind of entity.'),
        id: Joi.string().max(160).description('对象编号。The entity.'),
      }),
      query: pager.query,
      response: { 200: pageOf(entryRow) },
      refusals: ['NotFound'],
      examples: {
        200: {
          items: [entryExample],
          next: null,
        },
      },
      async handle({ actor, params: { kind, id }, query }) {
        if (!isKind(kind)) return refused('NotFound');
        const head = await records.head(kind, id);
        if (head === undefined || !isVisible(kind, actor, head.path)) return refused('NotFound');
        return { status: 200, body: await read(`${kind}/${id}`, query, actor) };
      },
    }),
  ];
}

const rowOf = ({ seq, receivedAt, decidedAt, actor, event, hash }: EntryDoc, reader: Actor): Unnamed<EntryRow> => ({
  seq,
  receivedAt,
  decidedAt,
  person: actor.person,
  name: actor.name,
  post: actor.post,
  ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
  type: event.type,
  event: eventSeenBy(reader, event),
  hash,
});
