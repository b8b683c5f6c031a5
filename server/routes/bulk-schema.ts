import Joi from 'joi';
import { BULK_STATES, type BulkCommand, type BulkProgress, type BulkState } from '../../domain/bulk.js';
import { shape } from '../http/schema.js';
import { receiptExample, receiptSchema, type CommandReceipt } from './commands.js';

/** How many items one request may hold; more is more requests. */
export const MOST_ITEMS = 500;
/** Up to so many are answered at once. */
export const ANSWERED_AT_ONCE = 20;

type Fields = Readonly<Record<string, unknown>>;

export interface BulkItemBody {
  readonly params: Readonly<Record<string, string>>;
  readonly body?: Fields;
}
export interface BulkBody {
  readonly command: string;
  readonly shared?: Fields;
  readonly items: readonly BulkItemBody[];
}

const DEEPEST = 8;
const TOO_DEEP = { zh: '嵌套过深。', en: 'Is nested too deeply.' };
function isShallow(value: unknown, deepest: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return deepest > 0 && Object.values(value).every((inner) => isShallow(inner, deepest - 1));
}
/** Whatever fields; each item is judged by its command's own schema later. What comes before that need not fear what is nested without end. */
const fields = (): Joi.ObjectSchema<Fields> =>
  Joi.object<Fields>()
    .unknown()
    .custom((value, helpers) => (isShallow(value, DEEPEST) ? value : helpers.error('any.custom', TOO_DEEP)));

const itemBody = Joi.object<BulkItemBody>({
  params: Joi.object()
    .pattern(/^[a-z][a-zA-Z]{0,39}$/, Joi.string().max(80))
    .max(5)
    .required()
    .description('单项操作地址中的参数，如 `id`、`period`。The parameters of the single command’s address, such as `id` and `period`.'),
  body: fields().description('该项自己的内容，优先于 shared。What this item says itself; goes before `shared`.'),
});

export const bulkBody = (commands: readonly string[]): Joi.ObjectSchema<BulkBody> =>
  Joi.object<BulkBody>({
    command: Joi.string()
      .valid(...commands)
      .required()
      .description('单项操作的名称，即其 operationId。The single command, by its operationId.'),
    shared: fields().description('各项共同的内容，如同一条审核意见。What all items say alike, such as one opinion.'),
    items: Joi.array()
      .items(itemBody)
      .min(1)
      .max(MOST_ITEMS)
      .required()
      .description(`逐项列出，不得重复，最多 ${MOST_ITEMS} 项。The items, each once, ${MOST_ITEMS} at most.`),
  });
export const bulkBodyExample: BulkBody = {
  command: 'judgeReport',
  shared: { verdict: 'accepted', reason: '内容完整。' },
  items: [
    { params: { id: '53-2026-0007', period: '2026Q4' }, body: { attempt: 1 } },
    { params: { id: '53-2026-0008', period: '2026Q4' }, body: { attempt: 2 } },
  ],
};

interface AskedBy {
  readonly person: string;
  readonly name: string;
  readonly post: string;
  readonly onBehalfOf?: string;
}
/** A bulk command, and how far it has come. */
export interface BulkRow extends BulkProgress {
  readonly id: string;
  readonly command: string;
  readonly askedBy: AskedBy;
  readonly receivedAt: number;
  readonly total: number;
}
const count = (): Joi.NumberSchema => Joi.number().integer().min(0);
const bulkFields = {
  id: Joi.string().description('编号。Its id.'),
  command: Joi.string().description('操作名称。The command.'),
  askedBy: shape<AskedBy>({
    person: Joi.string().description('办理人编号。Who asked.'),
    name: Joi.string().description('姓名，当时的。The name at that time.'),
    post: Joi.string().description('以何岗位。The post acted with.'),
    onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
  }).description('何人以何岗位提出。Who asked, and in which post.'),
  receivedAt: count().description('收到时间，毫秒；各项均以此为准。When it was received; it counts for every item.'),
  total: count().description('共几项。How many items.'),
  done: count().description('已办几项。How many are done.'),
  refused: count().description('被拒几项。How many were refused.'),
  waiting: count().description('待办几项。How many still wait.'),
  finishedAt: count().optional().description('全部办完的时间，毫秒；未办完时没有。When the last was settled; missing while any waits.'),
};
export const bulkRow = shape<BulkRow>(bulkFields);
export const bulkRowExample: BulkRow = {
  id: '0f'.repeat(16),
  command: 'judgeReport',
  askedBy: { person: 'p-53-reviewer', name: '王强', post: '53/reviewer' },
  receivedAt: 1_795_000_000_000,
  total: 200,
  done: 120,
  refused: 1,
  waiting: 79,
};

/** Why an item was refused, in the same words as the single command. */
interface ItemProblem {
  readonly code: string;
  readonly detail: string;
  readonly sentences: { readonly zh: string; readonly en: string };
  readonly errors?: readonly { readonly field: string; readonly zh: string; readonly en: string }[];
}
export interface BulkItemRow {
  readonly index: number;
  readonly params: Readonly<Record<string, string>>;
  readonly state: BulkState;
  readonly status?: number;
  readonly receipt?: CommandReceipt;
  readonly problem?: ItemProblem;
}
const inBoth = {
  zh: Joi.string().description('中文。In Chinese.'),
  en: Joi.string().description('英文。In English.'),
};
const itemProblem = Joi.object<ItemProblem>({
  code: Joi.string().required().description('稳定的代码。The stable code.'),
  detail: Joi.string().required().description('说明，按调用者的语言。The sentence, in the language of the caller.'),
  sentences: shape<ItemProblem['sentences']>(inBoth).required().description('两种语言的说明。The sentence in both languages.'),
  errors: Joi.array()
    .items(shape<{ field: string; zh: string; en: string }>({ field: Joi.string().description('位置。Where in the item.'), ...inBoth }))
    .description('逐处的错误。What is wrong, field by field.'),
});
export const bulkItemRow = Joi.object<BulkItemRow>({
  index: count().required().description('在请求中的位置，从 0 起。Its place in the request, from 0.'),
  params: Joi.object().pattern(Joi.string(), Joi.string()).required().description('该项的参数，照原样。Its parameters, as they were sent.'),
  state: Joi.string()
    .valid(...BULK_STATES)
    .required()
    .description('待办 waiting、已办 done、被拒 refused。Where it stands.'),
  status: Joi.number().integer().description('单项操作会答复的状态码。The status the single command would have answered.'),
  receipt: receiptSchema.description('回执，已办时。The receipt, where it is done.'),
  problem: itemProblem.description('被拒的原因。Why it was refused.'),
});
export const bulkItemExample: BulkItemRow = {
  index: 0,
  params: { id: '53-2026-0007', period: '2026Q4' },
  state: 'done',
  status: 200,
  receipt: { ...receiptExample, events: ['reportJudged', 'dutiesChanged'] },
};

export interface AnsweredBulk extends BulkRow {
  readonly items: readonly BulkItemRow[];
}
export const answeredBulk = shape<AnsweredBulk>({
  ...bulkFields,
  items: Joi.array().items(bulkItemRow).description('逐项的答复，按请求中的顺序。The answer to each item, in the order they were sent.'),
});

export const bulkRowOf = ({ id, command, actor, receivedAt, total }: BulkCommand, progress: BulkProgress): BulkRow => ({
  id,
  command,
  askedBy: {
    person: actor.person,
    name: actor.name,
    post: actor.post,
    ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
  },
  receivedAt,
  total,
  ...progress,
});
