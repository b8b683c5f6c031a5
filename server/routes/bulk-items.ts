import type { Actor } from '../../domain/actor.js';
import type { BulkItem, BulkRefusal } from '../../domain/bulk.js';
import { isKind } from '../../domain/kinds.js';
import { namesOf, type UnitNames } from '../../domain/unit-names.js';
import type { BulkItemDoc } from '../../models/bulk.js';
import { commandKey } from '../http/command-key.js';
import { invalid, problemBody, problems, type Answering, type FieldError, type Refused } from '../http/problems.js';
import type { Route } from '../http/route.js';
import { createValidator } from '../http/validate.js';
import { postsIn } from '../words/posts.js';
import type { BulkBody, BulkItemBody, BulkItemRow } from './bulk-schema.js';
import { isVisible, refusalOf } from './commands.js';
import type { BusinessDeps } from './deps.js';

/** A request for many, as it came in. */
export interface Asked {
  readonly id: string;
  readonly actor: Actor;
  readonly body: BulkBody;
  readonly now: number;
}
export type ReceiveItems = (asked: Asked) => Promise<readonly BulkItem[]>;

/** Questions for what an item is about, asked at once. */
const LOOKED_UP_AT_ONCE = 25;

/**
 * Judges each item as the single command's route would judge it: its schema, then whether it exists for the actor. What is wrong with one is
 * told of that one, and stops no other.
 */
export function createReceiving({ inBulk, ...single }: Route, { records }: Pick<BusinessDeps, 'records'>): ReceiveItems {
  if (inBulk === undefined) throw new TypeError(`${single.name} is not to be had in bulk`);
  const validate = createValidator(single);

  const receiveOne = async ({ id, actor, body: { shared }, now }: Asked, item: BulkItemBody, index: number) => {
    const asked = { params: item.params, query: {}, body: { ...shared, ...item.body } };
    const parts = validate(asked);
    if ('refused' in parts) return refusedAs({ code: 'InvalidInput', facts: {}, ...(parts.errors && { errors: parts.errors }) });
    const to = inBulk.to(parts.params);
    const head = isKind(to.kind) ? await records.head(to.kind, to.id) : undefined;
    if (head === undefined || !isKind(to.kind) || !isVisible(to.kind, actor, head.path)) return refusedAs({ code: 'NotFound', facts: {} });
    const command = await inBulk.command(parts.body, parts.params, now);
    const key = commandKey({ login: id, route: single.name, key: String(index) }, asked);
    return { errand: { to, command, commandId: key.id, commandHash: key.hash } };
  };

  return async (asked) => {
    const received: BulkItem[] = [];
    const { items } = asked.body;
    for (let from = 0; from < items.length; from += LOOKED_UP_AT_ONCE) {
      const some = items.slice(from, from + LOOKED_UP_AT_ONCE);
      const judged = await Promise.all(some.map((item, offset) => receiveOne(asked, item, from + offset)));
      received.push(...judged.map((one, offset) => ({ index: from + offset, params: some[offset]?.params ?? {}, received: one })));
    }
    return received;
  };
}

const refusedAs = (refusal: BulkRefusal) => ({ refusal });

/** Names every item that says what an earlier one says. */
export function repeatedIn(items: readonly BulkItemBody[]): readonly FieldError[] {
  const seen = new Map<string, number>();
  return items.flatMap(({ params }, index) => {
    const name = JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, index);
      return [];
    }
    const field = `body.items[${index}].params`;
    return [{ field, zh: `与第 ${first + 1} 项重复。`, en: `Repeats item ${first + 1}.` }];
  });
}

const refusedOf = ({ code, facts, errors = [] }: BulkRefusal): Refused =>
  code === 'InvalidInput' ? invalid(...errors) : refusalOf({ ok: false, code, facts });

/** Items as their caller sees them: the sentence of a refusal is made when it is asked for, in the language it is asked in. */
export async function bulkItemRowsOf(
  items: readonly BulkItemDoc[],
  unitNames: UnitNames,
  about: Omit<Answering, 'nameOf'>,
): Promise<BulkItemRow[]> {
  const named = items.flatMap(({ refusal }) => postsIn(refusal?.facts ?? {}));
  const nameOf = await namesOf(unitNames, named);
  return items.map((item) => rowOf(item, { ...about, nameOf }));
}

function rowOf({ index, params, state, errand, receipt, refusal }: BulkItemDoc, about: Answering): BulkItemRow {
  const own = { index, params, state };
  if (receipt !== undefined && errand !== undefined)
    return { ...own, status: 200, receipt: { id: errand.to.id, seq: receipt.seq, events: receipt.events } };
  if (refusal === undefined) return own;
  const refused = refusedOf(refusal);
  const { code, detail, sentences, errors } = problemBody(refused, about);
  return { ...own, status: problems[refused.refused].status, problem: { code, detail, sentences, ...(errors && { errors }) } };
}
