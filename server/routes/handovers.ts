import Joi from 'joi';
import type { Actor, Role } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import type { UnitEvent } from '../../domain/unit/messages.js';
import { HANDOVER_HINDRANCES, type HandoverHindrance } from '../../domain/unit/state.js';
import { entryId, type EntryDoc } from '../../models/entry.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { inventorySeenBy } from './inventory-seen.js';
import { inventoryRowOf, inventorySchema, type InventoryRow } from './inventory-schema.js';
import { signaturesIn, signedFields, type Signed } from './signed.js';
import { postParams } from './unit-schema.js';

const STEPS = ['handoverPlanned', 'handoverCancelled', 'handoverRefused', 'postHandedOver'] as const;
type Step = (typeof STEPS)[number];
type StepEntry = EntryDoc<Extract<UnitEvent, { type: Step }> & Typed>;

interface HandoverRow extends Signed {
  readonly seq: number;
  readonly step: Step;
  readonly from?: string;
  readonly fromName?: string;
  readonly to: string;
  readonly toName?: string;
  readonly effective?: string;
  readonly cause?: HandoverHindrance;
  readonly reason?: string;
  readonly moves?: InventoryRow;
}
const handoverRow = shape<HandoverRow>({
  seq: Joi.number().integer().description('记录序号。Its number in the record.'),
  step: Joi.string()
    .valid(...STEPS)
    .description('安排、撤销、未能生效、已交接。Planned, cancelled, refused on its day, handed over.'),
  from: Joi.string().optional().description('原任职人编号。The former holder.'),
  fromName: Joi.string().optional().description('原任职人姓名，当时的。The name at that time.'),
  to: Joi.string().description('接任人编号。Who takes over.'),
  toName: Joi.string()
    .optional()
    .description('接任人姓名，当时的；最早的撤销记录没有。The name at that time; none in the first records of a cancelled one.'),
  effective: Joi.string().optional().description('生效日。The day it takes effect.'),
  cause: Joi.string()
    .valid(...HANDOVER_HINDRANCES)
    .optional()
    .description(
      '未能生效的原因：查无此人、账号锁定、与其他岗位不相容。Why it was refused: unknown, locked, or the seats do not go together.',
    ),
  reason: Joi.string().allow('').optional().description('事由。Why.'),
  moves: inventorySchema
    .optional()
    .description('移交清单，当时的；最早的记录没有。What was to go or went with it; none in the first records.'),
  ...signedFields,
});

/** The entries of a unit's record about the handovers of one of its posts. */
export function handoversOf(code: string, role: Role) {
  const stream = `unit/${code}`;
  return { stream, 'event.role': role, _id: { $gt: entryId(stream, 0), $lt: `${stream}@~` }, 'event.type': { $in: [...STEPS] } };
}

const isStep = (entry: EntryDoc): entry is StepEntry => STEPS.some((step) => step === entry.event.type);

function rowOf(entry: StepEntry, actor: Actor, signature: Signed): HandoverRow {
  const { event, seq } = entry;
  const base = { ...signature, seq, step: event.type };
  switch (event.type) {
    case 'handoverPlanned':
      return {
        ...base,
        to: event.person,
        toName: event.name,
        effective: formatDay(event.effective),
        reason: event.reason,
        ...movesOf(event, actor),
      };
    case 'handoverCancelled':
      return { ...base, to: event.person, ...(event.name === undefined ? {} : { toName: event.name }), reason: event.reason };
    case 'handoverRefused':
      return { ...base, to: event.person, toName: event.name, effective: formatDay(event.effective), cause: event.cause };
    case 'postHandedOver': {
      const { from, to, reason } = event;
      return { ...base, from: from.person, fromName: from.name, to: to.person, toName: to.name, reason, ...movesOf(event, actor) };
    }
    default:
      return event satisfies never;
  }
}
const movesOf = ({ moves }: Moving, actor: Actor): Pick<HandoverRow, 'moves'> =>
  moves === undefined ? {} : { moves: inventoryRowOf(inventorySeenBy(actor, moves)) };
type Moving = Extract<UnitEvent, { type: 'handoverPlanned' | 'postHandedOver' }>;

/** Every handover of a post, with what went with it: shown from the record, for good. */
export function handoversRoute({ records, lists, unitNames }: BusinessDeps): Route {
  const pager = createPager({ sorts: { seq: ['_id'] }, defaultSort: '-seq' });
  return route({
    name: 'listHandovers',
    method: 'get',
    path: '/units/{code}/posts/{role}/handovers',
    summary: { zh: '岗位交接记录及移交清单', en: 'The handovers of a post, and what went with each' },
    tags: ['单位与岗位 Units and posts'],
    access: 'post',
    params: postParams,
    query: pager.query,
    response: { 200: pageOf(handoverRow) },
    refusals: ['NotFound'],
    examples: { 200: { items: [EXAMPLE], next: null } },
    async handle({ actor, params: { code, role }, query }) {
      const head = await records.head('unit', code);
      if (head === undefined || !isVisible('unit', actor, head.path)) return refused('NotFound');
      const { filter, sort, limit } = pager.open(query);
      const page = pager.close(query, await lists.entries.find({ filter: { $and: [handoversOf(code, role), filter] }, sort, limit }));
      const signatureIn = await signaturesIn(unitNames, page.items);
      const items = page.items.filter(isStep).map((entry) => rowOf(entry, actor, signatureIn(entry)));
      return { status: 200, body: { items, next: page.next } };
    },
  });
}

const EXAMPLE: HandoverRow = {
  seq: 9,
  step: 'postHandedOver',
  person: 'system',
  name: '系统',
  post: '00/system',
  postName: { zh: '系统', en: 'the system' },
  at: 1_795_000_000_000,
  from: 'p-53-liaison',
  fromName: '张三',
  to: 'p-53-reviewer',
  toName: '李四',
  reason: '轮岗',
  moves: { asOf: 1_795_000_000_000, duties: 0, signatures: 0, mails: 0, items: [] },
};
