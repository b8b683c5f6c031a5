import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import { escalationsOf } from '../../domain/chain/escalation-groups.js';
import type { EntryDoc } from '../../models/entry.js';
import type { StatementContent } from '../../domain/chain/template.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { chainPostWords } from '../words/chains.js';
import { escalationText } from './chain-assessment-commands.js';
import { CHAIN_TAGS, chainIdSchema, chainParams, itemParams, type ChainParams } from './chain-command-route.js';
import { ifReturned, returnedSchema, returnsOf, type Returned } from './chain-returns.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { postName } from './post-names.js';
import { planVersion, sha256Text } from './plan.js';
import { signaturesIn, signedFields, type Signed } from './signed.js';
import { readStatement, statementExample, statementSchema } from './statement.js';

interface StoryRow extends Signed {
  readonly type: string;
  readonly to?: string;
  readonly toName?: Sentence;
  readonly due?: string;
  readonly why?: string;
  readonly share?: number;
  readonly verdict?: string;
  readonly sha256?: string;
}
const storyRow = shape<StoryRow>({
  ...signedFields,
  type: Joi.string().description('事项类型。What happened.'),
  to: Joi.string().optional().description('交给哪个岗位。To whom.'),
  toName: postName().optional(),
  due: Joi.string().optional().description('期限。By when.'),
  why: Joi.string().optional().description('要求或理由。What was asked for, or why.'),
  share: Joi.number().optional().description('完成度（%）。In percent.'),
  verdict: Joi.string().optional().description('核验结论。The verdict.'),
  sha256: Joi.string().optional().description('正文指纹。The fingerprint of the text.'),
});

interface EscalationRow {
  readonly id: string;
  readonly pilot: string;
  readonly kind: string;
  readonly rung: string;
  readonly role: string;
  readonly on: string;
  readonly due: string;
  readonly isAnswered: boolean;
}
const escalationRow = shape<EscalationRow>({
  id: Joi.string().description('升级事项编号。Its number.'),
  pilot: Joi.string().description('试点编号。The pilot.'),
  kind: Joi.string().description('责任事项类别。The kind of duty.'),
  rung: Joi.string().description('升到哪一级。The rung it has reached.'),
  role: Joi.string().description('由谁答复。Who answers.'),
  on: Joi.string().description('到达日。The day it arrived.'),
  due: Joi.string().description('试点事项的期限。When the pilot owed it.'),
  isAnswered: Joi.boolean().description('是否已答复。Whether it is answered.'),
});
interface EscalationQuery {
  readonly after?: string;
  readonly isAnswered?: boolean;
  readonly limit: number;
}

const statementReading = statementSchema.append<StatementContent & { readonly returned?: Returned }>({
  returned: returnedSchema()
    .optional()
    .description('此版被退回的，谁、何时、为何退回。Where this version was returned: who, when and why.'),
});

const MOST_STORY_ROWS = 500;

/** Of a chain's record what is about this. */
export const ofChain = (id: string, about: Readonly<Record<string, string>>) => ({ stream: `chain/${id}`, ...about });

/** What can be read of a chain beside its view: texts, the story of an item, and what has climbed. */
export function chainReadingRoutes({ records, documents, lists, unitNames }: BusinessDeps): Route[] {
  const ownEntries = (id: string, about: Readonly<Record<string, string>>, limit: number): Promise<readonly EntryDoc[]> =>
    lists.entries.find({ filter: ofChain(id, about), sort: { _id: 1 }, limit });
  const shared = { method: 'get', tags: CHAIN_TAGS, access: 'post', refusals: ['NotFound'] } as const;

  return [
    route({
      ...shared,
      name: 'readStatement',
      path: '/chains/{id}/statements/{version}',
      summary: { zh: '责任书全文；版本 0 为草稿', en: 'The text of a statement; version 0 is the draft' },
      params: shape<ChainParams & { version: number }>({ id: chainIdSchema, version: planVersion() }),
      response: { 200: statementReading },
      examples: { 200: statementExample },
      async handle({ params, actor }) {
        const { id, version } = params;
        const view = await records.view('chain', id);
        if (view === undefined || !isVisible('chain', actor, view.path)) return refused('NotFound');
        const { draft, versions } = view.state.inner;
        const sha256 = version === 0 ? draft?.outline.sha256 : versions.find((one) => one.version === version)?.sha256;
        const statement = sha256 === undefined ? undefined : await readStatement(documents, sha256);
        if (statement === undefined) return refused('NotFound');
        const { statements } = await returnsOf(lists, id, view.state.inner);
        return { status: 200, body: { ...statement, ...ifReturned(statements.get(version)) } };
      },
    }),
    route({
      ...shared,
      name: 'readChainItem',
      path: '/chains/{id}/items/{item}',
      summary: { zh: '一个事项的全部经过', en: 'Everything that happened to an item' },
      params: itemParams,
      response: {
        200: shape<{ items: readonly StoryRow[] }>({
          items: Joi.array().items(storyRow).description('经过，先发生的在前。What happened, the first thing first.'),
        }),
      },
      examples: {
        200: {
          items: [
            {
              type: 'itemAssigned',
              person: 'p-53-office-director',
              name: '云南办公室主任',
              post: '53/office-director',
              postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
              at: 1_795_000_000_000,
              to: '53/lead-department',
              toName: { zh: '云南省牵头部门', en: 'lead department of Yunnan' },
              due: '2026-09-25',
              why: '请按季度推进。',
            },
          ],
        },
      },
      async handle({ params: { id, item }, actor }) {
        const head = await records.head('chain', id);
        if (head === undefined || !isVisible('chain', actor, head.path)) return refused('NotFound');
        const found = await ownEntries(id, { 'event.item': item }, MOST_STORY_ROWS);
        if (found.length === 0) return refused('NotFound');
        const signatureIn = await signaturesIn(unitNames, found);
        return { status: 200, body: { items: found.map((entry) => storyOf(entry, signatureIn(entry))) } };
      },
    }),
    route({
      ...shared,
      name: 'readChainText',
      path: '/chains/{id}/texts/{sha256}',
      summary: { zh: '反馈、答复或自评的正文', en: 'The text of a feedback, an answer or a self-assessment' },
      params: shape<ChainParams & { sha256: string }>({
        id: chainIdSchema,
        sha256: sha256Text().description('正文指纹，须见于本链的记录。Its fingerprint, as the chain’s record names it.'),
      }),
      response: { 200: shape<{ text: string }>({ text: Joi.string().description('正文。The text.') }) },
      examples: { 200: { text: '已新增高技能人才 2130 人。' } },
      async handle({ params, actor }) {
        const { id, sha256 } = params;
        const head = await records.head('chain', id);
        if (head === undefined || !isVisible('chain', actor, head.path)) return refused('NotFound');
        const named = await ownEntries(id, { 'event.sha256': sha256 }, 1);
        const content = named.length === 0 ? undefined : await documents.read(sha256);
        return content === undefined ? refused('NotFound') : { status: 200, body: { text: content } };
      },
    }),
    route({
      ...shared,
      name: 'listEscalations',
      path: '/chains/{id}/escalations',
      summary: { zh: '试点升级到本省的事项', en: 'What pilots of the province let climb' },
      params: chainParams,
      query: Joi.object<EscalationQuery>({
        after: escalationText().description('从哪一项之后。After which one.'),
        isAnswered: Joi.boolean().description('是否已答复。Whether answered.'),
        limit: Joi.number().integer().min(1).max(500).default(100).description('最多几项。At most so many.'),
      }),
      response: {
        200: shape<{ items: readonly EscalationRow[]; next: string | null }>({
          items: Joi.array().items(escalationRow).description('按编号排列。By number.'),
          next: Joi.string().allow(null).description('下一页的 after，末页为 null。The `after` of the next page, null on the last.'),
        }),
      },
      examples: {
        200: {
          items: [
            {
              id: '53-2026-0007#report-2026Q1-1',
              pilot: '53-2026-0007',
              kind: 'report',
              rung: 'chase',
              role: 'office-director',
              on: '2026-04-16',
              due: '2026-04-15',
              isAnswered: false,
            },
          ],
          next: null,
        },
      },
      async handle({ params: { id }, query: { after = '', isAnswered, limit }, actor }) {
        const view = await records.view('chain', id);
        if (view === undefined || !isVisible('chain', actor, view.path)) return refused('NotFound');
        const rows = escalationsOf(view.state.inner)
          .map(([key, { kind, rung, role, on, due, answered }]): EscalationRow => ({
            id: key,
            pilot: key.slice(0, key.indexOf('#')),
            kind,
            rung,
            role,
            on: formatDay(on),
            due: formatDay(due),
            isAnswered: answered !== undefined,
          }))
          .filter((row) => row.id > after && (isAnswered === undefined || row.isAnswered === isAnswered))
          .sort((a, b) => (a.id < b.id ? -1 : 1));
        const items = rows.slice(0, limit);
        return { status: 200, body: { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null } };
      },
    }),
  ];
}

/** One step of an item's story, of whatever version its event is. */
function storyOf({ event }: EntryDoc, signature: Signed): StoryRow {
  const dueDay: unknown = Reflect.get(event, 'dueDay');
  const share: unknown = Reflect.get(event, 'share');
  return {
    ...signature,
    type: event.type,
    ...wordIn(event, 'to', 'to'),
    ...toName(event),
    ...(typeof dueDay === 'number' ? { due: formatDay(dueDay) } : {}),
    ...wordIn(event, 'note', 'why'),
    ...wordIn(event, 'reason', 'why'),
    ...(typeof share === 'number' ? { share } : {}),
    ...wordIn(event, 'verdict', 'verdict'),
    ...wordIn(event, 'sha256', 'sha256'),
  };
}

function toName(event: object): Pick<StoryRow, 'toName'> {
  const { to } = wordIn(event, 'to', 'to');
  return to === undefined ? {} : { toName: chainPostWords(to) };
}

function wordIn(event: object, field: string, name: 'to' | 'why' | 'verdict' | 'sha256'): Partial<StoryRow> {
  const value: unknown = Reflect.get(event, field);
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}
