import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import type { Inventory } from '../../domain/unit/inventory.js';
import { bilingual, instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { DUTY_KINDS, dutyName } from '../words/duties.js';

/** One duty that goes with a post. */
export interface MovingRow {
  readonly id: string;
  readonly kind: string;
  readonly name: Sentence;
  readonly title: string;
  readonly due: string;
}
export const movingFields = {
  id: Joi.string().description('责任事项编号。The id of the duty.'),
  kind: Joi.string()
    .valid(...DUTY_KINDS)
    .description('类别。The kind.'),
  name: bilingual('事项名称', 'What is owed'),
  title: Joi.string().description('所属对象名称。What it is about.'),
  due: Joi.string().description('现行期限。The due day.'),
};
export const movingExample: MovingRow = {
  id: 'pilot/53-2026-0007#plan-1',
  kind: 'submit-plan',
  name: dutyName('submit-plan'),
  title: '滇中新区技能提升试点',
  due: '2026-12-18',
};

/** How much goes with a post. */
export interface MovingCounts {
  readonly duties: number;
  readonly signatures: number;
  readonly mails: number;
}
export const movingCounts = {
  duties: Joi.number().integer().description('在办责任事项数。Open duties.'),
  signatures: Joi.number().integer().description('其中待签署、签收的。Those of them that ask for a signature.'),
  mails: Joi.number().integer().description('尚未发出、将转给新任职人的通知。Mails nobody took yet; they go to the new holder.'),
};

/** What went with a post, as it was recorded. */
export interface InventoryRow extends MovingCounts {
  readonly asOf: number;
  readonly items: MovingRow[];
}
export const inventorySchema = shape<InventoryRow>({
  asOf: instant().description('清单时刻，毫秒。The instant it was drawn up, in epoch milliseconds.'),
  ...movingCounts,
  items: Joi.array()
    .items(shape<MovingRow>(movingFields))
    .description(
      '逐项，期限在前的优先，至多 200 项；其余以及无权查看的只计数。One by one, those due first, 200 at most; the rest, and what the reader may not see, is counted.',
    ),
});

export const inventoryRowOf = ({ asOf, duties, signatures, mails, items }: Inventory): InventoryRow => ({
  asOf,
  duties,
  signatures,
  mails,
  items: items.map(({ id, kind, title, due }) => ({ id, kind, name: dutyName(kind), title, due: formatDay(due) })),
});
